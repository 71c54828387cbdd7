use crate::{
    AsyncSeek, SeekFrom,
    future::{Rewind, Seek, SeekRelative, StreamLen, StreamPosition},
};

/// The methods of a stream that seeks.
///
/// Every type that implements [`AsyncSeek`] has these methods. Import them with [`use poll_io::prelude::*`](crate::prelude).
///
/// The methods that return a future need a stream that is `Unpin`. Pin any other stream first, with [`core::pin::pin!`] or
/// `Box::pin`: the pinned pointer is itself a stream, and it is `Unpin`. Trait objects have the methods in the same way,
/// as `dyn AsyncSeek + Unpin`, or as `dyn AsyncSeek` behind a pinned pointer.
///
/// # Futures
///
/// Each method returns a future. Its type is public, in the module [`future`](mod@crate::future). The future does
/// nothing until it is polled. It is `Send` if the stream is `Send`.
///
/// A method is *cancel safe* if nothing is lost when its future is dropped before it completes. Each method says
/// whether it is cancel safe.
///
/// One poll of a future makes at most 128 calls of the stream. Then the future wakes its task and returns `Pending`,
/// so that the executor can run other tasks. A call that is retried after `Interrupted` counts again.
///
/// # Panics
///
/// A future panics if it is polled again after it has completed.
///
/// # Examples
///
/// A function over any stream that seeks can be called with a file of smol. Like every futures-io type, the file
/// becomes a poll-io stream in
/// [`FromFutures`](https://docs.rs/poll-io-compat/latest/poll_io_compat/struct.FromFutures.html):
///
/// ```
/// use poll_io::{Result, SeekFrom, prelude::*};
/// use poll_io_compat::FromFutures;
///
/// /// Reads the last four bytes.
/// async fn trailer<S: AsyncRead + AsyncSeek + Unpin + ?Sized>(stream: &mut S) -> Result<[u8; 4]> {
///     stream.seek(SeekFrom::End(-4)).await?;
///     stream.read_array().await
/// }
///
/// async fn trailer_of(path: &str) -> Result<[u8; 4]> {
///     trailer(&mut FromFutures::new(smol::fs::File::open(path).await?)).await
/// }
///
/// # futures_lite::future::block_on(async {
/// // In a test, the stream is in memory.
/// assert_eq!(trailer(&mut std::io::Cursor::new(b"GIF89a ... IEND")).await?, *b"IEND");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub trait AsyncSeekExt: AsyncSeek {
    /// Moves to `pos`, and returns the new position in bytes from the start.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn seek(&mut self, pos: SeekFrom) -> Result<u64>;
    /// ```
    ///
    /// This is the counterpart of [`std::io::Seek::seek`].
    ///
    /// # Errors
    ///
    /// Returns `InvalidInput` if the new position is before the start. Returns any other error of the stream, except
    /// `Interrupted`, which is retried. If another seek is in progress and fails, returns the error of that seek, and
    /// does not start.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe. If the future is dropped after it was polled, the seek stays in progress. The next
    /// operation on the stream completes the seek, and then happens at the new position. The same call again resumes
    /// the seek.
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
    /// Equivalent to:
    ///
    /// ```text
    /// async fn rewind(&mut self) -> Result<()>;
    /// ```
    ///
    /// This is the counterpart of [`std::io::Seek::rewind`].
    ///
    /// # Errors
    ///
    /// Returns any error of the stream, except `Interrupted`, which is retried. If another seek is in progress and
    /// fails, returns the error of that seek, and does not start.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe. If the future is dropped after it was polled, the seek stays in progress. The next
    /// operation on the stream completes the seek, and then happens at the new position. The same call again resumes
    /// the seek.
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
    /// Equivalent to:
    ///
    /// ```text
    /// async fn stream_position(&mut self) -> Result<u64>;
    /// ```
    ///
    /// A [`BufReader`](crate::BufReader) keeps its buffer. This is the counterpart of
    /// [`std::io::Seek::stream_position`].
    ///
    /// # Errors
    ///
    /// Returns any error of the stream, except `Interrupted`, which is retried. If another seek is in progress and
    /// fails, returns the error of that seek, and does not start.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: it does not move the position.
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

    /// Returns the length of the stream in bytes.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn stream_len(&mut self) -> Result<u64>;
    /// ```
    ///
    /// This method makes up to three seeks: it asks for the position, moves to the end, and moves back. std has an
    /// unstable method of the same name.
    ///
    /// # Errors
    ///
    /// Returns any error of the stream, except `Interrupted`, which is retried. If another seek is in progress and
    /// fails, returns the error of that seek, and does not start. After an error, the position may be at the end.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped after it was polled, the position may be at the end
    /// of the stream.
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

    /// Moves by `offset` bytes. A negative `offset` moves towards the start.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn seek_relative(&mut self, offset: i64) -> Result<()>;
    /// ```
    ///
    /// A [`BufReader`](crate::BufReader) keeps its buffer if the new position is inside it. This is the counterpart
    /// of [`std::io::Seek::seek_relative`].
    ///
    /// # Errors
    ///
    /// Returns `InvalidInput` if the new position is before the start. Returns any other error of the stream, except
    /// `Interrupted`, which is retried. If another seek is in progress and fails, returns the error of that seek, and
    /// does not start.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe. If the future is dropped after it was polled, the seek stays in progress. The next
    /// operation on the stream completes the seek, and then happens at the new position. The same call again resumes
    /// the seek.
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
