use crate::{
    AsyncSeek, SeekFrom,
    future::{Rewind, Seek, SeekRelative, StreamLen, StreamPosition},
};

/// The methods of a stream that seeks.
///
/// Every [`AsyncSeek`] has them, `dyn AsyncSeek` among them. Import them with
/// [`use poll_io::prelude::*`](crate::prelude).
pub trait AsyncSeekExt: AsyncSeek {
    /// Moves to `pos`, and returns the new position in bytes from the start.
    ///
    /// `async fn seek(&mut self, pos: SeekFrom) -> Result<u64>`, as [`std::io::Seek::seek`].
    ///
    /// # Errors
    ///
    /// Returns `InvalidInput` if the position is before the start, and any other error of the stream. If another seek is in
    /// progress and fails, returns the error of that one.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe. If the future is dropped after it was polled, the seek stays in progress: the next operation
    /// on the stream completes it, and then happens at the new position. The same call again resumes it.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{SeekFrom, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut file = std::io::Cursor::new(b"0123456789");
    /// file.seek(SeekFrom::Start(4)).await?;
    /// assert_eq!(file.seek(SeekFrom::End(-1)).await?, 9);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn seek(&mut self, pos: SeekFrom) -> Seek<'_, Self>
    where
        Self: Unpin,
    {
        Seek::new(self, pos)
    }

    /// Moves to the start.
    ///
    /// `async fn rewind(&mut self) -> Result<()>`, as [`std::io::Seek::rewind`].
    ///
    /// # Errors
    ///
    /// Returns `InvalidInput` if the position is before the start, and any other error of the stream. If another seek is in
    /// progress and fails, returns the error of that one.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe. If the future is dropped after it was polled, the seek stays in progress: the next operation
    /// on the stream completes it, and then happens at the new position. The same call again resumes it.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{SeekFrom, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut file = std::io::Cursor::new(b"0123456789");
    /// file.seek(SeekFrom::Start(4)).await?;
    /// file.rewind().await?;
    /// assert_eq!(file.position(), 0);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn rewind(&mut self) -> Rewind<'_, Self>
    where
        Self: Unpin,
    {
        Rewind::new(self)
    }

    /// Returns the position in bytes from the start.
    ///
    /// `async fn stream_position(&mut self) -> Result<u64>`, as [`std::io::Seek::stream_position`]. A
    /// [`BufReader`](crate::BufReader) keeps its buffer.
    ///
    /// # Errors
    ///
    /// Returns `InvalidInput` if the position is before the start, and any other error of the stream. If another seek is in
    /// progress and fails, returns the error of that one.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: it moves nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{SeekFrom, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut file = std::io::Cursor::new(b"0123456789");
    /// file.seek(SeekFrom::Start(4)).await?;
    /// assert_eq!(file.stream_position().await?, 4);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn stream_position(&mut self) -> StreamPosition<'_, Self>
    where
        Self: Unpin,
    {
        StreamPosition::new(self)
    }

    /// Returns the length in bytes. Moves to the end and back, in up to three seeks.
    ///
    /// `async fn stream_len(&mut self) -> Result<u64>`, as std's unstable method of the same name.
    ///
    /// # Errors
    ///
    /// Returns `InvalidInput` if the position is before the start, and any other error of the stream. If another seek is in
    /// progress and fails, returns the error of that one.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe: if the future is dropped after it was polled, the stream may be left at its end.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{SeekFrom, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut file = std::io::Cursor::new(b"0123456789");
    /// file.seek(SeekFrom::Start(4)).await?;
    /// assert_eq!(file.stream_len().await?, 10);
    /// assert_eq!(file.position(), 4);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn stream_len(&mut self) -> StreamLen<'_, Self>
    where
        Self: Unpin,
    {
        StreamLen::new(self)
    }

    /// Moves by `offset` bytes.
    ///
    /// `async fn seek_relative(&mut self, offset: i64) -> Result<()>`, as [`std::io::Seek::seek_relative`]. A
    /// [`BufReader`](crate::BufReader) keeps its buffer if the target is in it.
    ///
    /// # Errors
    ///
    /// Returns `InvalidInput` if the position is before the start, and any other error of the stream. If another seek is in
    /// progress and fails, returns the error of that one.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe. If the future is dropped after it was polled, the seek stays in progress: the next operation
    /// on the stream completes it, and then happens at the new position. The same call again resumes it.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{SeekFrom, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut file = std::io::Cursor::new(b"0123456789");
    /// file.seek(SeekFrom::Start(4)).await?;
    /// file.seek_relative(-3).await?;
    /// assert_eq!(file.position(), 1);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn seek_relative(&mut self, offset: i64) -> SeekRelative<'_, Self>
    where
        Self: Unpin,
    {
        SeekRelative::new(self, offset)
    }
}

impl<S: AsyncSeek + ?Sized> AsyncSeekExt for S {}
