use super::forward::{buf_reads_as, reads_as, seeks_as, wrapper, writes_as};
use pin_project_lite::pin_project;

pin_project! {
    /// A stream of the split design, as a stream of this design.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::iterator_style::{FromSplit, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let (here, there) = poll_io::duplex(8);
    /// let (mut here, mut there) = (FromSplit::new(here), FromSplit::new(there));
    /// there.write_all(b"hello").await?;
    /// assert_eq!(here.read_array().await?, *b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct FromSplit<T> {
        #[pin]
        inner: T,
    }
}

wrapper!(FromSplit<T>);

impl<T: crate::AsyncRead> super::AsyncRead for FromSplit<T> {
    reads_as!(crate, |this| this.project().inner, |this| &this.inner);
}

impl<T: crate::AsyncWrite> super::AsyncWrite for FromSplit<T> {
    writes_as!(crate, |this| this.project().inner, |this| &this.inner);
}

impl<T: crate::AsyncBufRead> super::AsyncBufRead for FromSplit<T> {
    buf_reads_as!(crate, |this| this.project().inner);
}

impl<T: crate::AsyncSeek> super::AsyncSeek for FromSplit<T> {
    seeks_as!(crate, |this| this.project().inner);
}
