use crate::{
    AsyncWrite,
    future::{Write, WriteAll},
};

/// The methods of a writer.
///
/// Every [`AsyncWrite`] has them, `dyn AsyncWrite` among them. Import them with
/// [`use poll_io::prelude::*`](crate::prelude).
pub trait AsyncWriteExt: AsyncWrite {
    /// Writes some of the bytes in `buf`, from its start, and returns how many.
    ///
    /// `async fn write(&mut self, buf: &[u8]) -> Result<usize>`, as [`std::io::Write::write`]. Returning 0 for a `buf`
    /// that is not empty means that the writer will take no more.
    ///
    /// # Errors
    ///
    /// Those of the writer; nothing was written then. `Interrupted` is retried. `InvalidData` if the writer claims to
    /// have taken more than it was offered.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: if it has not returned, no byte was written.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut room = [0; 3];
    /// let mut writer = &mut room[..];
    /// assert_eq!(writer.write(b"hello").await?, 3);
    /// assert_eq!(&room, b"hel");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write<'a>(&'a mut self, buf: &'a [u8]) -> Write<'a, Self>
    where
        Self: Unpin,
    {
        Write::new(self, buf)
    }

    /// Writes all the bytes in `buf`.
    ///
    /// `async fn write_all(&mut self, buf: &[u8]) -> Result<()>`, as [`std::io::Write::write_all`]. Does not flush.
    ///
    /// # Errors
    ///
    /// `WriteZero` if the writer takes no more, `InvalidData` if it claims to have taken more than it was offered,
    /// otherwise its own. `Interrupted` is retried. How much was written before is not known.
    ///
    /// # Cancel safety
    ///
    /// Not safe to start again: a part of `buf` may have been written, and how much is not known.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// writer.write_all(b"hello").await?;
    /// assert_eq!(writer, b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn write_all<'a>(&'a mut self, buf: &'a [u8]) -> WriteAll<'a, Self>
    where
        Self: Unpin,
    {
        WriteAll::new(self, buf)
    }
}

impl<W: AsyncWrite + ?Sized> AsyncWriteExt for W {}
