#![expect(unsafe_code, reason = "a reference to a type is cast to one to a transparent wrapper around it")]
#![deny(clippy::missing_trait_methods, reason = "a wrapper that forgets a provided method loses its speed in silence")]

use super::forward::{buf_reads_as, reads_as, seeks_as, wrapper, writes_as};
use core::{fmt, ptr};
use pin_project_lite::pin_project;

pin_project! {
    /// A type of this design, as one of the split design: what every method here runs the machines over.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{AsyncReadExt, iterator_style::{AsyncRead, IntoSplit}};
    ///
    /// /// Limits what it reads, by a knob that only the split design has.
    /// async fn body<R: AsyncRead + Unpin>(reader: &mut R) -> poll_io::Result<Vec<u8>> {
    ///     let mut body = Vec::new();
    ///     IntoSplit::from_mut(reader).read_to_end(&mut body).limit(4).await?;
    ///     Ok(body)
    /// }
    ///
    /// # futures_lite::future::block_on(async {
    /// assert_eq!(body(&mut &b"four"[..]).await?, b"four");
    /// assert!(body(&mut &b"hello"[..]).await.is_err());
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Clone, Copy, Default, PartialEq, Eq)]
    #[repr(transparent)]
    pub struct IntoSplit<T: ?Sized> {
        #[pin]
        inner: T,
    }
}

wrapper!(IntoSplit<T: ?Sized>);

impl<T: ?Sized> IntoSplit<T> {
    /// Wraps what is borrowed, where it stands.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{AsyncReadExt, iterator_style::IntoSplit};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = &b"ab"[..];
    /// assert_eq!(IntoSplit::from_mut(&mut reader).read_u8().await?, b'a');
    /// assert_eq!(reader, b"b");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    pub fn from_mut(inner: &mut T) -> &mut Self {
        let wrapped = ptr::from_mut(inner) as *mut Self;
        // SAFETY: `wrapped` is from a `&mut T` that is borrowed for as long as what is returned, and `Self` is `T` in
        // memory, being `repr(transparent)`, and asks nothing more of it.
        unsafe { &mut *wrapped }
    }
}

/// As what is inside, which every adapter here stands around.
impl<T: fmt::Debug + ?Sized> fmt::Debug for IntoSplit<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T: super::AsyncRead + ?Sized> crate::AsyncRead for IntoSplit<T> {
    reads_as!(super, |this| this.project().inner, |this| &this.inner);
}

impl<T: super::AsyncWrite + ?Sized> crate::AsyncWrite for IntoSplit<T> {
    writes_as!(super, |this| this.project().inner, |this| &this.inner);
}

impl<T: super::AsyncBufRead + ?Sized> crate::AsyncBufRead for IntoSplit<T> {
    buf_reads_as!(super, |this| this.project().inner);
}

impl<T: super::AsyncSeek + ?Sized> crate::AsyncSeek for IntoSplit<T> {
    seeks_as!(super, |this| this.project().inner);
}
