#![expect(unsafe_code, reason = "a reference to a type is cast to a reference to a transparent wrapper around it")]
#![deny(clippy::missing_trait_methods, reason = "a wrapper that misses a provided method is slower, with no warning")]

use super::forward::{buf_reads_as, reads_as, seeks_as, wrapper, writes_as};
use core::{fmt, ptr};
use pin_project_lite::pin_project;

pin_project! {
    /// A stream of this design, as a stream of the split design.
    ///
    /// The provided methods of this design use it to run the futures of the split design.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{AsyncReadExt, iterator_style::{AsyncRead, IntoSplit}};
    ///
    /// /// Reads a body of at most four bytes. Only the futures of the split design have the method `limit`.
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
    /// Wraps a borrowed stream in place.
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
        // SAFETY: `wrapped` comes from a `&mut T` that is borrowed for as long as the returned reference. `Self` has the layout of
        // `T`, because it is `repr(transparent)`, and has no invariant of its own.
        unsafe { &mut *wrapped }
    }
}

/// Formats the inner stream alone, because each adapter of this design has this wrapper around its stream.
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
