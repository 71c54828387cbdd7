use crate::{
    AsyncRead,
    future::{Read, ReadExact},
};

/// The methods of a reader.
///
/// Every [`AsyncRead`] has them, `dyn AsyncRead` among them. Import them with
/// [`use poll_io::prelude::*`](crate::prelude).
pub trait AsyncReadExt: AsyncRead {
    /// Reads some bytes into `buf`, and returns how many.
    ///
    /// `async fn read(&mut self, buf: &mut [u8]) -> Result<usize>`, as [`std::io::Read::read`]. Returns 0 at the end of
    /// the file, and for a `buf` that is empty. A short read is not the end.
    ///
    /// # Errors
    ///
    /// Those of the reader. `Interrupted` is retried. Nothing was read then.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: if it has not returned, no byte was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"hello";
    /// let mut buf = [0; 3];
    /// assert_eq!(reader.read(&mut buf).await?, 3);
    /// assert_eq!(&buf, b"hel");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> Read<'a, Self>
    where
        Self: Unpin,
    {
        Read::new(self, buf)
    }

    /// Fills `buf`.
    ///
    /// `async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()>`, as [`std::io::Read::read_exact`]. An empty `buf`
    /// returns without reading.
    ///
    /// # Errors
    ///
    /// `UnexpectedEof` if the stream ends first; what came before the end is in `buf`. Otherwise those of the reader.
    /// `Interrupted` is retried.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses no byte, but the count: what was read is at the start of `buf`.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{ErrorKind, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"hello";
    /// let mut buf = [0; 4];
    /// reader.read_exact(&mut buf).await?;
    /// assert_eq!(&buf, b"hell");
    /// assert_eq!(reader.read_exact(&mut buf).await.unwrap_err().kind(), ErrorKind::UnexpectedEof);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self>
    where
        Self: Unpin,
    {
        ReadExact::new(self, buf)
    }
}

impl<R: AsyncRead + ?Sized> AsyncReadExt for R {}
