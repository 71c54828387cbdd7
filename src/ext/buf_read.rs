use crate::{
    AsyncBufRead,
    future::{FillBuf, HasDataLeft, SkipUntil},
};
#[cfg(feature = "alloc")]
use crate::{
    Lines, Split,
    future::{ReadLine, ReadUntil},
};
#[cfg(feature = "alloc")]
use alloc::{string::String, vec::Vec};
use core::pin::Pin;

/// The methods of a reader that has a buffer.
///
/// Every type that implements [`AsyncBufRead`] has these methods. Import them with
/// [`use poll_io::prelude::*`](crate::prelude). To give any other reader a buffer, wrap it in a
/// [`BufReader`](crate::BufReader).
///
/// The methods that return a future need a reader that is `Unpin`. Pin any other reader first, with [`core::pin::pin!`] or
/// `Box::pin`: the pinned pointer is itself a reader, and it is `Unpin`. Trait objects have the methods in the same way,
/// as `dyn AsyncBufRead + Unpin`, or as `dyn AsyncBufRead` behind a pinned pointer.
///
/// # Futures
///
/// A method that may have to wait returns a future. Its type is public, in the module [`future`](mod@crate::future).
/// The future does nothing until it is polled. It is `Send` if the reader is `Send`.
///
/// A method is *cancel safe* if nothing is lost when its future is dropped before it completes. Each method says
/// whether it is cancel safe.
///
/// One poll of a future makes at most 128 calls of the reader. Then the future wakes its task and returns `Pending`,
/// so that the executor can run other tasks. A call that is retried after `Interrupted` counts again.
///
/// # Panics
///
/// A future panics if it is polled again after it has completed.
///
/// # Examples
///
/// A socket of smol gets a buffer, and is read line by line. Like every futures-io type, the socket becomes a poll-io
/// stream in [`FromFutures`](https://docs.rs/poll-io-compat/latest/poll_io_compat/struct.FromFutures.html):
///
/// ```
/// use poll_io::{BufReader, Result, prelude::*};
/// use poll_io_compat::FromFutures;
/// use smol::net::TcpStream;
///
/// /// Reads the lines up to the first empty one.
/// async fn head<R: AsyncBufRead + Unpin + ?Sized>(reader: &mut R) -> Result<Vec<String>> {
///     let (mut head, mut lines) = (Vec::new(), reader.lines().limit(8 * 1024));
///     while let Some(line) = lines.next_line().await?.filter(|line| !line.is_empty()) {
///         head.push(line);
///     }
///     Ok(head)
/// }
///
/// async fn head_of(socket: TcpStream) -> Result<Vec<String>> {
///     head(&mut BufReader::new(FromFutures::new(socket))).await
/// }
///
/// # futures_lite::future::block_on(async {
/// // In a test, the reader is in memory, which needs no buffer.
/// assert_eq!(head(&mut &b"one\r\ntwo\r\n\r\nbody"[..]).await?, ["one", "two"]);
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub trait AsyncBufReadExt: AsyncBufRead {
    /// Returns the buffered bytes. If none are buffered, reads some first.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn fill_buf(&mut self) -> Result<&[u8]>;
    /// ```
    ///
    /// An empty slice means the end of the file. After you have used some of the bytes, call
    /// [`consume_unpin`](Self::consume_unpin) with their number. The next call returns the other bytes again. This is the
    /// counterpart of [`std::io::BufRead::fill_buf`].
    ///
    /// # Errors
    ///
    /// Returns any error of the reader, except `Interrupted`, which is retried: the future wakes its task and calls the
    /// reader again in the next poll.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the bytes that were read stay in the
    /// buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"hello";
    /// let n = reader.fill_buf().await?.len();
    /// reader.consume_unpin(n);
    /// assert!(reader.fill_buf().await?.is_empty());
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn fill_buf(&mut self) -> FillBuf<'_, Self>
    where
        Self: Unpin,
    {
        FillBuf::new(self)
    }

    /// Removes the first `amt` bytes from the buffer, because the caller has used them.
    ///
    /// tokio calls this method `consume`. Here that name is taken by [`AsyncBufRead::consume`], which takes a pinned
    /// reader.
    ///
    /// # Panics
    ///
    /// May panic if `amt` is greater than the number of buffered bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// let mut reader: &[u8] = b"hello";
    /// reader.consume_unpin(2);
    /// assert_eq!(reader, b"llo");
    /// ```
    #[inline]
    fn consume_unpin(&mut self, amt: usize)
    where
        Self: Unpin,
    {
        Pin::new(self).consume(amt);
    }

    /// Returns whether there are bytes left to read. If none are buffered, reads some first.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn has_data_left(&mut self) -> Result<bool>;
    /// ```
    ///
    /// std has an unstable method of the same name.
    ///
    /// # Errors
    ///
    /// Returns any error of the reader, except `Interrupted`, which is retried.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the bytes that were read stay in the
    /// buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"x";
    /// assert!(reader.has_data_left().await?);
    /// reader.consume_unpin(1);
    /// assert!(!reader.has_data_left().await?);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn has_data_left(&mut self) -> HasDataLeft<'_, Self>
    where
        Self: Unpin,
    {
        HasDataLeft::new(self)
    }

    /// Appends all bytes up to and including the next `byte` to `buf`, and returns the number of bytes appended.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize>;
    /// ```
    ///
    /// If `byte` does not come, reads up to the end of the file. Returns 0 at the end of the file. Call
    /// [`limit`](ReadUntil::limit) on the future to bound the number of bytes. Do so for every input that you do not
    /// trust. This is the counterpart of [`std::io::BufRead::read_until`].
    ///
    /// # Errors
    ///
    /// Returns any error of the reader, except `Interrupted`, which is retried. With a limit, returns an
    /// `InvalidData` error that carries [`LimitExceeded`](crate::LimitExceeded) if `byte` does not come within the
    /// limit. The bytes after the limit are not consumed. After an error, `buf` holds all bytes that were consumed.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, `buf` holds all bytes that were
    /// consumed. Call the method again to continue. Its result and its limit then count only the bytes that the new
    /// call reads.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"key=value";
    /// let mut key = Vec::new();
    /// assert_eq!(reader.read_until(b'=', &mut key).limit(8).await?, 4);
    /// assert_eq!(key, b"key=");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_until<'a>(&'a mut self, byte: u8, buf: &'a mut Vec<u8>) -> ReadUntil<'a, Self>
    where
        Self: Unpin,
    {
        ReadUntil::new(self, byte, buf)
    }

    /// Skips all bytes up to and including the next `byte`, and returns the number of bytes skipped.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn skip_until(&mut self, byte: u8) -> Result<usize>;
    /// ```
    ///
    /// If `byte` does not come, skips up to the end of the file. Returns 0 at the end of the file. Call
    /// [`limit`](SkipUntil::limit) on the future to bound the number of bytes. If more than `usize::MAX` bytes are skipped,
    /// which is 4 GiB on a 32-bit target, the result is `usize::MAX`. This is the counterpart of
    /// [`std::io::BufRead::skip_until`].
    ///
    /// # Errors
    ///
    /// Returns any error of the reader, except `Interrupted`, which is retried. With a limit, returns an
    /// `InvalidData` error that carries [`LimitExceeded`](crate::LimitExceeded) if `byte` does not come within the
    /// limit. The bytes after the limit are not consumed.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the skipped bytes stay skipped. Call
    /// the method again to continue. Its result and its limit then count only the bytes that the new call skips.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"comment\ncode";
    /// assert_eq!(reader.skip_until(b'\n').await?, 8);
    /// assert_eq!(reader, b"code");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    fn skip_until(&mut self, byte: u8) -> SkipUntil<'_, Self>
    where
        Self: Unpin,
    {
        SkipUntil::new(self, byte)
    }

    /// Appends the next line, including its newline, to `buf`, and returns the number of bytes appended.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_line(&mut self, buf: &mut String) -> Result<usize>;
    /// ```
    ///
    /// The last line may end at the end of the file, without a newline. Returns 0 at the end of the file. Only the
    /// new bytes are validated. Call [`limit`](ReadLine::limit) on the future to bound the number of bytes. Do so for
    /// every input that you do not trust. This is the counterpart of [`std::io::BufRead::read_line`].
    ///
    /// # Errors
    ///
    /// Returns `InvalidData` if the line is not valid UTF-8. The line is then consumed, and `buf` is unchanged.
    ///
    /// Returns any error of the reader, except `Interrupted`, which is retried. With a limit, returns an
    /// `InvalidData` error that carries [`LimitExceeded`](crate::LimitExceeded) if the line is longer than the limit.
    /// The bytes after the limit are not consumed.
    ///
    /// After these errors, `buf` holds every complete character that was consumed. If the error comes inside a
    /// character, the first bytes of that character, up to 3, are consumed and lost. A second call that reads the rest
    /// of the character returns `InvalidData`. If the error comes after bytes that are not valid UTF-8, `buf` is
    /// unchanged, and the consumed bytes are lost.
    ///
    /// # Cancel safety
    ///
    /// This method is not cancel safe. If the future is dropped before it completes, `buf` holds every complete
    /// character that was consumed, and up to 3 bytes of an incomplete character are lost. The bytes of a line that
    /// is not valid UTF-8 are lost. In `select!`, use [`lines`](Self::lines), which loses nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader: &[u8] = b"one\ntwo";
    /// let mut line = String::new();
    /// assert_eq!(reader.read_line(&mut line).await?, 4);
    /// assert_eq!(line, "one\n");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_line<'a>(&'a mut self, buf: &'a mut String) -> ReadLine<'a, Self>
    where
        Self: Unpin,
    {
        ReadLine::new(self, buf)
    }

    /// Makes an adapter that returns the lines of the reader, without their newlines.
    ///
    /// Call [`next_line`](Lines::next_line) or [`next_line_ref`](Lines::next_line_ref) on the adapter for each line.
    /// Both are cancel safe. This is the counterpart of [`std::io::BufRead::lines`].
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut lines = (&b"one\ntwo"[..]).lines();
    /// assert_eq!(lines.next_line().await?.as_deref(), Some("one"));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[cfg(feature = "alloc")]
    fn lines(self) -> Lines<Self>
    where
        Self: Sized,
    {
        Lines::new(self)
    }

    /// Makes an adapter that splits the stream at each `byte`, and returns the segments without it.
    ///
    /// Call [`next_segment`](Split::next_segment) or [`next_segment_ref`](Split::next_segment_ref) on the adapter for
    /// each segment. Both are cancel safe. This is the counterpart of [`std::io::BufRead::split`].
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut fields = AsyncBufReadExt::split(&b"a,b"[..], b',');
    /// assert_eq!(fields.next_segment().await?.as_deref(), Some(&b"a"[..]));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// # use poll_io::AsyncBufReadExt;
    /// ```
    #[cfg(feature = "alloc")]
    fn split(self, byte: u8) -> Split<Self>
    where
        Self: Sized,
    {
        Split::new(self, byte)
    }
}

impl<R: AsyncBufRead + ?Sized> AsyncBufReadExt for R {}
