use super::buffer::Buffer;
use crate::{
    AsyncBufRead, AsyncRead, AsyncSeek, BorrowedCursor, Error, ErrorKind, IoSliceMut, Result, SeekFrom,
    budget::{Budget, total, uninterrupted},
    future::{Peek, PeekArray, PeekExact, SeekRelativeBuffered},
    seeking::{self, InProgress, Seeking},
};
use alloc::vec::Vec;
use core::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// Adds a buffer to a reader, so that many small reads become a few large ones.
    ///
    /// This is the counterpart of [`std::io::BufReader`]. A `BufReader` fills its buffer with one large read from the
    /// inner reader, and serves small reads from the buffer. That helps with readers for which each call is expensive,
    /// such as sockets. It does not help with readers in memory, such as `&[u8]`. If the buffer is empty, a read of at
    /// least as many bytes as the [capacity](Self::capacity) goes directly to the inner reader.
    ///
    /// **Dropping a `BufReader` loses the bytes in its [buffer](Self::buffer)**, and so does
    /// [`into_inner`](Self::into_inner). Use [`into_parts`](Self::into_parts) to keep them. For the same reason, do not
    /// create a second `BufReader` for the same stream, and do not read from the inner reader directly. Both would miss
    /// the bytes in the buffer.
    ///
    /// If the inner type also implements [`AsyncWrite`](crate::AsyncWrite), so does the `BufReader`. Writes go directly
    /// to the inner type.
    ///
    /// If the inner type also implements [`AsyncSeek`], so does the `BufReader`. A seek discards the buffer, except a
    /// relative seek whose target is in the buffer. A seek that has returned `Pending` is *in progress* until it
    /// completes. During that time the buffer is empty.
    ///
    /// **The position that a seek returns holds for reads.** A write happens at the position of the inner type, which is
    /// after the buffered bytes. The two positions differ while the buffer has bytes, for example after a relative seek
    /// that has kept it. The same holds for an adapter over a `BufReader`, such as a [`Take`](crate::Take) or a
    /// [`BufWriter`](crate::BufWriter). Use a [`BufStream`](crate::BufStream) for a file that you read and write.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = BufReader::new(&b"one\ntwo\n"[..]);
    /// let mut line = String::new();
    /// reader.read_line(&mut line).await?;
    /// assert_eq!(line, "one\n");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[must_use = "readers do nothing unless they are read from"]
    pub struct BufReader<R> {
        #[pin]
        inner: R,
        buf: Buffer,
        // While a seek is in progress, all bytes in the buffer count as consumed.
        seek: Option<InProgress<BufReader<R>>>,
        // How many bytes were in the buffer when that seek began. If the seek fails, they count as buffered again.
        ahead: usize,
    }
}

/// The default capacity of a buffer in bytes, as in std.
pub(super) const DEFAULT_CAPACITY: usize = 8 * 1024;

impl<R> BufReader<R> {
    /// Creates a `BufReader` with a buffer of 8 KiB.
    ///
    /// # Examples
    ///
    /// ```
    /// let reader = poll_io::BufReader::new(&b"hello"[..]);
    /// assert_eq!(reader.capacity(), 8 * 1024);
    /// ```
    pub fn new(inner: R) -> Self {
        Self::with_capacity(DEFAULT_CAPACITY, inner)
    }

    /// Creates a `BufReader` with a buffer of `capacity` bytes.
    ///
    /// A capacity of 0 is raised to 1, because an empty slice from [`fill_buf`](crate::AsyncBufReadExt::fill_buf) would
    /// mean the end of the file.
    ///
    /// # Examples
    ///
    /// ```
    /// let reader = poll_io::BufReader::with_capacity(16, &b"hello"[..]);
    /// assert_eq!(reader.capacity(), 16);
    /// ```
    pub fn with_capacity(capacity: usize, inner: R) -> Self {
        BufReader { inner, buf: Buffer::new(capacity), seek: None, ahead: 0 }
    }

    /// Returns a reference to the inner reader.
    ///
    /// The inner reader is ahead of this reader by the bytes in the [buffer](Self::buffer).
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = BufReader::with_capacity(4, &b"hello"[..]);
    /// reader.read_u8().await?;
    /// assert_eq!((reader.buffer(), *reader.get_ref()), (&b"ell"[..], &b"o"[..]));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn get_ref(&self) -> &R {
        &self.inner
    }

    /// Returns a mutable reference to the inner reader.
    ///
    /// Do not read from the inner reader directly: such a read misses the bytes in the [buffer](Self::buffer).
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = BufReader::new(&b"hello"[..]);
    /// *reader.get_mut() = b"bye";
    /// assert_eq!(reader.read_array().await?, *b"bye");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Returns a pinned mutable reference to the inner reader.
    ///
    /// Do not read from the inner reader directly: such a read misses the bytes in the [buffer](Self::buffer).
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// let mut reader = Box::pin(BufReader::new(&b"hello"[..]));
    /// *reader.as_mut().get_pin_mut() = b"bye";
    /// assert_eq!(*reader.get_ref(), b"bye");
    /// ```
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut R> {
        self.project().inner
    }

    /// Returns the inner reader.
    ///
    /// The bytes in the [buffer](Self::buffer) are lost. [`into_parts`](Self::into_parts) returns them as well.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = BufReader::with_capacity(4, &b"hello"[..]);
    /// reader.read_u8().await?;
    /// // The three bytes in the buffer are lost.
    /// assert_eq!(reader.into_inner(), b"o");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Returns the inner reader and the bytes in the buffer.
    ///
    /// Use this method to hand the stream to code that needs the inner type. If that code accepts any stream, pass the
    /// `BufReader` itself, or put the bytes back in front of the stream with [`chain`](crate::AsyncReadExt::chain). A
    /// chain forwards writes to its second stream.
    ///
    /// If a seek was dropped before it completed, await another operation first. Otherwise this method forgets the seek
    /// and the bytes in the buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    /// use std::io::Cursor;
    ///
    /// # futures_lite::future::block_on(async {
    /// let (near, mut far) = poll_io::duplex(64);
    /// far.write_all(b"101 Switching Protocols\n\x07binary").await?;
    /// let mut reader = BufReader::new(near);
    /// reader.skip_until(b'\n').await?;
    ///
    /// let (stream, rest) = reader.into_parts();
    /// let mut stream = Cursor::new(rest).chain(stream);
    /// stream.write_all(b"ok").await?;
    /// assert_eq!(far.read_array().await?, *b"ok");
    /// assert_eq!(stream.read_array().await?, *b"\x07binary");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_parts(self) -> (R, Vec<u8>) {
        let rest = self.buffer().to_vec();
        (self.inner, rest)
    }

    /// Returns the bytes in the buffer: read from the inner reader, and not yet consumed.
    ///
    /// This method does not read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = BufReader::new(&b"hello"[..]);
    /// assert!(reader.buffer().is_empty());
    /// reader.read_u8().await?;
    /// assert_eq!(reader.buffer(), b"ello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn buffer(&self) -> &[u8] {
        self.buf.bytes()
    }

    /// Returns the size of the buffer in bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// let reader = poll_io::BufReader::with_capacity(0, poll_io::empty());
    /// assert_eq!(reader.capacity(), 1);
    /// ```
    pub fn capacity(&self) -> usize {
        self.buf.capacity()
    }

    /// Replaces the inner reader and keeps the buffer. Returns the old inner reader and the new `BufReader`.
    ///
    /// If a seek is in progress, the old inner reader completes it during its next operation.
    pub(crate) fn replace_inner<V>(self, inner: V) -> (R, BufReader<V>) {
        (self.inner, BufReader { inner, buf: self.buf, seek: None, ahead: 0 })
    }
}

impl<R: AsyncRead> BufReader<R> {
    /// Returns the next `n` bytes without consuming them.
    ///
    /// The slice is shorter only if the stream ends first.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn peek(&mut self, n: usize) -> Result<&[u8]>;
    /// ```
    ///
    /// The bytes stay in the [buffer](Self::buffer), which may contain more bytes. This is the counterpart of std's
    /// unstable method `BufReader::peek`.
    ///
    /// # Errors
    ///
    /// Returns `InvalidInput` if `n` is greater than the [`capacity`](Self::capacity), and any error of the inner
    /// reader except `Interrupted`, which is retried.
    ///
    /// # Panics
    ///
    /// The future panics if it is polled after it has completed.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the bytes that were read are in the
    /// buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = BufReader::new(&b"\x7fELF..."[..]);
    /// assert_eq!(reader.peek(4).await?, b"\x7fELF");
    /// assert_eq!(reader.read_u8().await?, 0x7f);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn peek(&mut self, n: usize) -> Peek<'_, R>
    where
        R: Unpin,
    {
        Peek::new(self, n)
    }

    /// Returns exactly the next `n` bytes without consuming them.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn peek_exact(&mut self, n: usize) -> Result<&[u8]>;
    /// ```
    ///
    /// To read a frame in `select!` without losing a part of it, peek at the whole frame, and then
    /// [consume](crate::AsyncBufReadExt::consume_unpin) it. The capacity limits the size of a frame.
    ///
    /// # Errors
    ///
    /// Returns `UnexpectedEof` if the stream ends first. The message of the error contains the number of bytes before
    /// the end, and these bytes stay in the [buffer](Self::buffer). Returns `InvalidInput` if `n` is greater than the
    /// [`capacity`](Self::capacity), and any error of the inner reader except `Interrupted`, which is retried.
    ///
    /// # Panics
    ///
    /// The future panics if it is polled after it has completed.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the bytes that were read are in the
    /// buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = BufReader::new(&b"\x05hello\x03bye"[..]);
    /// while reader.has_data_left().await? {
    ///     let [len] = reader.peek_array().await?;
    ///     let frame = &reader.peek_exact(1 + usize::from(len)).await?[1..];
    ///     assert!(frame == b"hello" || frame == b"bye");
    ///     reader.consume_unpin(1 + usize::from(len));
    /// }
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn peek_exact(&mut self, n: usize) -> PeekExact<'_, R>
    where
        R: Unpin,
    {
        PeekExact::new(self, n)
    }

    /// Returns the next `N` bytes as an array, without consuming them.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn peek_array<const N: usize>(&mut self) -> Result<[u8; N]>;
    /// ```
    ///
    /// To read a number in `select!` without losing a part of it, convert the array to the number, and then
    /// [consume](crate::AsyncBufReadExt::consume_unpin) the bytes.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`peek_exact`](Self::peek_exact).
    ///
    /// # Panics
    ///
    /// The future panics if it is polled after it has completed.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the bytes that were read are in the
    /// buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = BufReader::new(&[0, 0, 1, 0][..]);
    /// let number = u32::from_be_bytes(reader.peek_array().await?);
    /// reader.consume_unpin(4);
    /// assert_eq!(number, 256);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    pub fn peek_array<const N: usize>(&mut self) -> PeekArray<'_, R, N>
    where
        R: Unpin,
    {
        PeekArray::new(self)
    }

    /// Reads until `n` bytes are in the buffer or the file ends. Consumes nothing.
    #[inline]
    pub(crate) fn poll_peek(self: Pin<&mut Self>, cx: &mut Context<'_>, n: usize) -> Poll<Result<()>> {
        if n <= self.buf.len() {
            return Poll::Ready(Ok(()));
        }
        self.poll_peek_more(cx, n)
    }

    #[cold]
    fn poll_peek_more(mut self: Pin<&mut Self>, cx: &mut Context<'_>, n: usize) -> Poll<Result<()>> {
        if n > self.capacity() {
            return Poll::Ready(Err(Error::new(
                ErrorKind::InvalidInput,
                "cannot peek at more than the buffer can hold",
            )));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let mut this = self.project();
        let mut budget = Budget::new();
        while this.buf.len() < n {
            this.buf.compact();
            let read = ready!(this.buf.poll_fill(|room| budget.poll_read(cx, this.inner.as_mut(), room)))?;
            if read == 0 {
                break;
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Returns the inner reader for a read that bypasses the empty buffer.
    #[inline]
    fn past_buffer(self: Pin<&mut Self>) -> Pin<&mut R> {
        let this = self.project();
        // After the bypass, the consumed bytes in memory are not the bytes before the position. So a relative seek must
        // not go back into them.
        this.buf.clear();
        this.inner
    }

    /// Reads if the buffer has fewer bytes than the caller wants.
    #[cold]
    #[inline(never)]
    fn poll_read_short(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: BorrowedCursor<'_>,
    ) -> Poll<Result<()>> {
        if self.buf.is_empty() {
            // This may leave bytes in the buffer.
            ready!(seeking::poll_complete(self.as_mut(), cx))?;
        }
        if self.buf.is_empty() {
            // The buffer would only cost an extra copy.
            if buf.capacity() >= self.buf.capacity() {
                return self.past_buffer().poll_read(cx, buf);
            }
            ready!(self.as_mut().poll_refill(cx))?;
        }
        self.project().buf.fill_part(&mut buf);
        Poll::Ready(Ok(()))
    }

    /// Reads into the empty buffer.
    #[inline(never)]
    fn poll_refill(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.project();
        this.buf.clear();
        this.buf.poll_fill(|buf| {
            ready!(this.inner.poll_read(cx, buf.unfilled()))?;
            Poll::Ready(Ok(buf.len()))
        })
    }

    /// Fills the empty buffer. If a seek is in progress, completes it first, which may leave bytes in the buffer.
    #[inline(never)]
    fn poll_fill_empty(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        if self.buf.is_empty() { self.poll_refill(cx).map_ok(drop) } else { Poll::Ready(Ok(())) }
    }
}

impl<R: AsyncSeek> BufReader<R> {
    /// Seeks by `offset` bytes relative to the current position.
    ///
    /// If the target is in the buffer, this method keeps the buffer and does not call the inner reader.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn seek_relative(&mut self, offset: i64) -> Result<()>;
    /// ```
    ///
    /// This is the counterpart of [`std::io::BufReader::seek_relative`].
    /// [`AsyncSeekExt::seek_relative`](crate::AsyncSeekExt::seek_relative) also keeps the buffer, but asks the inner
    /// reader for its position.
    ///
    /// # Errors
    ///
    /// Returns `InvalidInput` if the target is before the start, and any other error of the inner seek, except
    /// `Interrupted`, which is retried. If another seek is in progress and fails, returns the error of that seek.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe. If the future is dropped after it was polled, the seek stays in progress. The next
    /// operation on the reader completes the seek, and then happens at the new position. If you make the same call
    /// again, with no operation in between, it resumes the seek: the reader moves once. After another operation, the
    /// call is a new seek.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = BufReader::new(std::io::Cursor::new(b"0123456789"));
    /// assert_eq!(reader.read_u8().await?, b'0');
    /// reader.seek_relative(3).await?;
    /// assert_eq!(reader.buffer(), b"456789");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn seek_relative(&mut self, offset: i64) -> SeekRelativeBuffered<'_, R>
    where
        R: Unpin,
    {
        SeekRelativeBuffered::new(self, offset)
    }

    /// Moves by `offset` inside the buffer, if the target is in the buffer and no seek is in progress.
    pub(crate) fn move_inside(&mut self, offset: i64) -> bool {
        let left = self.buf.left_after(self.buf.len(), offset).filter(|_| self.seek.is_none());
        if let Some(left) = left {
            self.buf.lend_last(left);
        }
        left.is_some()
    }

    /// Continues a seek of this reader. Until the seek ends, all bytes in the buffer count as consumed.
    ///
    /// With `MAY_KEEP`, a target in the buffer keeps the buffer, and the inner stream stays ahead of the reader.
    pub(super) fn poll_seek_on<const MAY_KEEP: bool>(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pos: SeekFrom,
    ) -> Poll<Result<u64>> {
        let this = self.project();
        *this.ahead += this.buf.len();
        this.buf.lend_last(0);
        let poll = poll_seek_under(this.inner, cx, pos, this.buf, this.ahead, MAY_KEEP);
        if poll.is_ready() {
            this.buf.lend_last(mem::take(this.ahead));
        }
        poll
    }
}

/// Seeks from the position that is `ahead` bytes before the position of the inner stream. Updates `ahead`.
fn poll_seek_under<R: AsyncSeek>(
    mut inner: Pin<&mut R>,
    cx: &mut Context<'_>,
    pos: SeekFrom,
    buf: &mut Buffer,
    ahead: &mut usize,
    may_keep: bool,
) -> Poll<Result<u64>> {
    let mut seek = |to| {
        let poll = inner.as_mut().poll_seek(cx, to);
        uninterrupted(cx, poll)
    };
    let to = match pos {
        SeekFrom::Current(offset) => {
            if let Some(left) = buf.left_after(*ahead, offset).filter(|_| may_keep) {
                let inner_at = ready!(seek(SeekFrom::Current(0)))?;
                // This fails only if the caller has moved the inner stream directly.
                let Some(at) = inner_at.checked_sub(left as u64) else {
                    return Poll::Ready(Err(ErrorKind::InvalidInput.into()));
                };
                *ahead = left;
                return Poll::Ready(Ok(at));
            }
            // A buffer is never longer than `isize::MAX`, so the conversion does not fail.
            let back = i64::try_from(*ahead).unwrap_or(i64::MAX);
            if let Some(from_inner) = offset.checked_sub(back) {
                SeekFrom::Current(from_inner)
            } else {
                // The distance does not fit into one seek. So the first seek goes back to the position of the caller.
                ready!(seek(SeekFrom::Current(-back)))?;
                buf.clear();
                *ahead = 0;
                pos
            }
        }
        pos => pos,
    };
    let at = ready!(seek(to))?;
    buf.clear();
    *ahead = 0;
    Poll::Ready(Ok(at))
}

impl<R: AsyncRead> AsyncRead for BufReader<R> {
    #[inline]
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if self.as_mut().project().buf.fill_whole(&mut buf) {
            return Poll::Ready(Ok(()));
        }
        self.poll_read_short(cx, buf)
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let room = total(bufs);
        if room == 0 {
            return Poll::Ready(Ok(0));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        if self.buf.is_empty() {
            if room >= self.buf.capacity() {
                return self.past_buffer().poll_read_vectored(cx, bufs);
            }
            ready!(self.as_mut().poll_refill(cx))?;
        }
        let this = self.project();
        let mut bytes = this.buf.bytes();
        // Reads from the buffered slice, which fills as many of the buffers as it can.
        let n = ready!(Pin::new(&mut bytes).poll_read_vectored(cx, bufs))?;
        this.buf.consume(n);
        Poll::Ready(Ok(n))
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.buf.len().saturating_add(self.inner.remaining_hint())
    }
}

impl<R: AsyncRead> AsyncBufRead for BufReader<R> {
    #[inline]
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        if self.buf.is_empty() {
            ready!(self.as_mut().poll_fill_empty(cx))?;
        }
        Poll::Ready(Ok(self.project().buf.bytes()))
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.project().buf.consume(amt);
    }
}

/// Seeks from the position of the caller. The inner stream is ahead of that position by the bytes in the buffer.
///
/// A relative seek whose target is in the buffer, such as `SeekFrom::Current(0)`, keeps the buffer. It only asks the
/// inner stream for its position. Every other seek moves the inner stream and discards the buffer.
impl<R: AsyncSeek> AsyncSeek for BufReader<R> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        seeking::poll_seek(self, cx, pos, Self::poll_seek_on::<true>)
    }
}

impl<R> Seeking for BufReader<R> {
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>> {
        self.project().seek
    }
}

super::forward_write!(BufReader<R>, after seeking::poll_complete);

impl<R: fmt::Debug> fmt::Debug for BufReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BufReader")
            .field("inner", &self.inner)
            .field("buffered", &format_args!("{}/{}", self.buf.len(), self.buf.capacity()))
            .field("seek", &self.seek)
            .finish_non_exhaustive()
    }
}
