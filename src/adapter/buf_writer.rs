use crate::{
    AsyncBufRead, AsyncSeek, AsyncWrite, Error, IoSlice, Result, SeekFrom,
    budget::{checked_count, checked_written, total, uninterrupted, yield_now},
    seeking::{self, InProgress, Seeking},
    spare::push_within,
};
use alloc::vec::Vec;
use core::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// Adds a buffer to a writer, so that many small writes become a few large ones.
    ///
    /// This is the counterpart of [`std::io::BufWriter`], with one difference. **Dropping a `BufWriter` loses the bytes
    /// in its [buffer](Self::buffer)**, because writing them may have to wait, and `Drop` cannot wait. Call
    /// [`flush`](crate::AsyncWriteExt::flush) or [`shutdown`](crate::AsyncWriteExt::shutdown) first. Do not write to
    /// the inner writer directly: such a write overtakes the bytes in the buffer.
    ///
    /// A write that is shorter than the [capacity](Self::capacity) is copied into the buffer. If it does not fit, the
    /// buffer is written out first. A write of at least the capacity bypasses the buffer, after the buffer was written
    /// out. After an error, the unwritten bytes stay in the buffer, and the next call tries to write them again. If the
    /// inner writer accepts only a part of the buffer, the `BufWriter` wakes its task, and the next poll writes the
    /// rest.
    ///
    /// A shutdown writes out the buffer, frees its memory, and then shuts down the inner writer. Later writes go
    /// directly to the inner writer. Most writers return an error for a write after a shutdown.
    ///
    /// If the inner type also implements [`AsyncRead`](crate::AsyncRead) or [`AsyncSeek`], so does the `BufWriter`.
    /// Reads go directly to the inner type. A seek first writes out the buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"hel").await?;
    /// writer.write_all(b"lo").await?;
    /// assert_eq!((writer.buffer(), writer.get_ref().len()), (&b"hello"[..], 0));
    /// writer.flush().await?;
    /// assert_eq!(writer.into_inner().unwrap(), b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[must_use = "written bytes may stay in the buffer until it is flushed or shut down"]
    pub struct BufWriter<W> {
        #[pin]
        inner: W,
        // This never grows: its capacity is the capacity of the writer.
        buf: Vec<u8>,
        // How many bytes of `buf` the inner writer has accepted. This is not 0 only while writing out is `Pending`.
        written: usize,
        seek: Option<InProgress<BufWriter<W>>>,
        // How many bytes at the end of `buf` are filler, and not bytes of the caller. While a seek is in progress, the
        // filler makes the buffer full, so that no write is accepted before the seek ends.
        filler: usize,
    }
}

/// The default capacity of a buffer in bytes, as in std.
const DEFAULT_CAPACITY: usize = 8 * 1024;

/// The longest write in bytes that is copied into the buffer without a function call. For a longer one, the compiler
/// would save registers at the start of each write, also of a short one.
const SHORT: usize = 64;

impl<W> BufWriter<W> {
    /// Creates a `BufWriter` with a buffer of 8 KiB.
    ///
    /// This function accepts a type that is not a writer. So the compiler cannot infer the type of an empty `Vec` from
    /// this call alone: write `Vec::<u8>::new()`.
    ///
    /// # Examples
    ///
    /// ```
    /// let writer = poll_io::BufWriter::new(Vec::<u8>::new());
    /// assert_eq!(writer.capacity(), 8 * 1024);
    /// ```
    pub fn new(inner: W) -> Self {
        Self::with_capacity(DEFAULT_CAPACITY, inner)
    }

    /// Creates a `BufWriter` with a buffer of `capacity` bytes.
    ///
    /// With a capacity of 0, every write goes directly to the inner writer.
    ///
    /// # Examples
    ///
    /// ```
    /// let writer = poll_io::BufWriter::with_capacity(16, Vec::<u8>::new());
    /// assert_eq!(writer.capacity(), 16);
    /// ```
    pub fn with_capacity(capacity: usize, inner: W) -> Self {
        BufWriter { inner, buf: Vec::with_capacity(capacity), written: 0, seek: None, filler: 0 }
    }

    /// Returns a reference to the inner writer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// assert!(writer.get_ref().is_empty());
    /// writer.flush().await?;
    /// assert_eq!(writer.get_ref(), b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn get_ref(&self) -> &W {
        &self.inner
    }

    /// Returns a mutable reference to the inner writer.
    ///
    /// Do not write to the inner writer directly: such a write overtakes the bytes in the [buffer](Self::buffer).
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// writer.get_mut().extend(b"before: ");
    /// writer.flush().await?;
    /// assert_eq!(writer.get_ref(), b"before: hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.inner
    }

    /// Returns a pinned mutable reference to the inner writer.
    ///
    /// Do not write to the inner writer directly: such a write overtakes the bytes in the [buffer](Self::buffer).
    ///
    /// # Examples
    ///
    /// ```
    /// let mut writer = Box::pin(poll_io::BufWriter::new(Vec::new()));
    /// writer.as_mut().get_pin_mut().push(7);
    /// assert_eq!(writer.get_ref(), &[7]);
    /// ```
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut W> {
        self.project().inner
    }

    /// Returns the bytes in the buffer: accepted, and not yet written to the inner writer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// assert_eq!(writer.buffer(), b"hello");
    /// writer.flush().await?;
    /// assert!(writer.buffer().is_empty());
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn buffer(&self) -> &[u8] {
        &self.buf[self.written..self.buf.len() - self.filler]
    }

    /// Returns the size of the buffer in bytes. It is 0 after a shutdown.
    ///
    /// # Examples
    ///
    /// ```
    /// let writer = poll_io::BufWriter::with_capacity(16, poll_io::sink());
    /// assert_eq!(writer.capacity(), 16);
    /// ```
    pub fn capacity(&self) -> usize {
        self.buf.capacity()
    }

    /// Returns the inner writer if the buffer is empty.
    ///
    /// This method does not write.
    ///
    /// # Errors
    ///
    /// Returns an error exactly if the buffer is not empty. The error contains the `BufWriter`. You can then flush it,
    /// or take it apart with [`into_parts`](Self::into_parts).
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// let mut writer = writer.into_inner().unwrap_err().into_inner();
    /// writer.flush().await?;
    /// assert_eq!(writer.into_inner()?, b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_inner(self) -> core::result::Result<W, IntoInnerError<Self>> {
        if self.buffer().is_empty() { Ok(self.inner) } else { Err(IntoInnerError::new(self)) }
    }

    /// Returns the inner writer and the bytes in the buffer.
    ///
    /// If a seek was dropped before it completed, await another operation first. Otherwise this method forgets the seek.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// assert_eq!(writer.into_parts(), (vec![], b"hello".to_vec()));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_parts(mut self) -> (W, Vec<u8>) {
        self.buf.truncate(self.buf.len() - self.filler);
        self.buf.drain(..self.written);
        (self.inner, self.buf)
    }

    /// Replaces the inner writer and keeps the buffer. Returns the old inner writer and the new `BufWriter`. Forgets a
    /// seek that has not reached the inner writer.
    pub(crate) fn replace_inner<V>(mut self, inner: V) -> (W, BufWriter<V>) {
        self.buf.truncate(self.buf.len() - self.filler);
        (self.inner, BufWriter { inner, buf: self.buf, written: self.written, seek: None, filler: 0 })
    }

    /// Returns how many more bytes fit into the buffer.
    #[inline]
    pub(super) fn spare(&self) -> usize {
        self.buf.capacity() - self.buf.len()
    }

    /// Returns whether the buffer is full, and has at least one byte.
    pub(super) fn is_full(&self) -> bool {
        !self.buffer().is_empty() && self.spare() == 0
    }

    /// Copies as many of `bytes` as fit into the buffer, and returns their number.
    #[inline]
    pub(super) fn keep(self: Pin<&mut Self>, bytes: &[u8]) -> usize {
        let n = bytes.len().min(self.spare());
        push_within(self.project().buf, &bytes[..n]);
        n
    }
}

impl<W: AsyncWrite> BufWriter<W> {
    /// Writes once from the buffer, and counts the bytes that the inner writer has accepted.
    fn poll_write_some(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.project();
        let left = &this.buf[*this.written..];
        let poll = this.inner.poll_write(cx, left);
        match ready!(uninterrupted(cx, poll)).and_then(|n| checked_written(n, left.len())) {
            Ok(n) => {
                *this.written += n;
                Poll::Ready(Ok(()))
            }
            Err(e) => {
                // Frees the space of the written bytes, as std does. After `Pending` it stays, because a writer that
                // accepts one byte at a time would otherwise cause a move for each byte.
                this.buf.drain(..mem::take(this.written));
                Poll::Ready(Err(e))
            }
        }
    }

    /// Writes out the buffer. If the inner writer accepts only a part in one write, yields and keeps the rest for the
    /// next poll.
    pub(super) fn poll_write_out(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if !self.buffer().is_empty() {
            ready!(self.as_mut().poll_write_some(cx))?;
            if !self.buffer().is_empty() {
                return yield_now(cx);
            }
        }
        let this = self.project();
        this.buf.clear();
        *this.written = 0;
        Poll::Ready(Ok(()))
    }

    /// Writes out the buffer and, in the same write, as many bytes of `more` as fit into the buffer, which is at least
    /// one. Returns how many bytes of `more` were accepted, at least 1. The buffer keeps none of them.
    pub(super) fn poll_write_out_with(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        more: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        /// A buffer that removes the added bytes when it is dropped, also when the inner writer panics.
        struct Lengthened<'a, W> {
            writer: Pin<&'a mut BufWriter<W>>,
            more: usize,
        }

        impl<W> Drop for Lengthened<'_, W> {
            fn drop(&mut self) {
                let buf = self.writer.as_mut().project().buf;
                // After an error, the unwritten bytes are at the start.
                buf.truncate(buf.len() - self.more);
            }
        }

        let end = self.buf.len();
        let mut longer = Lengthened { writer: self, more: 0 };
        for bytes in more {
            longer.more += longer.writer.as_mut().keep(bytes);
        }
        ready!(longer.writer.as_mut().poll_write_some(cx))?;
        let this = longer.writer.as_mut().project();
        if *this.written <= end {
            return yield_now(cx);
        }
        // The buffer is written out. The caller offers the rest of `more` in the next write.
        let taken = mem::take(this.written) - end;
        this.buf.clear();
        longer.more = 0;
        Poll::Ready(Ok(taken))
    }

    /// Handles a write that is longer than [`SHORT`], does not fit into the buffer, or fills it exactly.
    ///
    /// Returns how many bytes were not accepted. After a complete write that is 0, and to test for 0 takes a `write_all`
    /// fewer instructions than to compare the number of accepted bytes.
    #[cold]
    #[inline(never)]
    fn poll_write_large(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        if bytes.len() < self.spare() {
            push_within(self.project().buf, bytes);
            return Poll::Ready(Ok(0));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        if bytes.len() > self.spare() {
            ready!(self.as_mut().poll_write_out(cx))?;
        }
        if bytes.len() < self.capacity() {
            return Poll::Ready(Ok(bytes.len() - self.keep(bytes)));
        }
        let poll = self.project().inner.poll_write(cx, bytes);
        let n = ready!(uninterrupted(cx, poll))?;
        Poll::Ready(checked_count(n, bytes.len()).map(|n| bytes.len() - n))
    }

    /// Does the same as [`poll_write_large`](Self::poll_write_large) for slices with `total` bytes.
    #[cold]
    #[inline(never)]
    fn poll_write_vectored_large(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
        total: usize,
    ) -> Poll<Result<usize>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        if !self.inner.is_write_vectored() {
            // The inner writer is not vectored, so the buffer joins the slices. The first slice is written as usual,
            // and the others follow it into the buffer as long as they fit.
            let Some(first) = bufs.iter().position(|buf| !buf.is_empty()) else { return Poll::Ready(Ok(0)) };
            let direct = bufs[first].len() >= self.capacity();
            let mut n = ready!(self.as_mut().poll_write(cx, &bufs[first]))?;
            if !direct {
                n += bufs[first + 1..]
                    .iter()
                    .take_while(|buf| buf.len() <= self.spare() && self.as_mut().keep(buf) == buf.len())
                    .map(|buf| buf.len())
                    .sum::<usize>();
            }
            return Poll::Ready(Ok(n));
        }
        if total > self.spare() {
            ready!(self.as_mut().poll_write_out(cx))?;
        }
        if total < self.capacity() {
            return Poll::Ready(Ok(bufs.iter().map(|buf| self.as_mut().keep(buf)).sum()));
        }
        let poll = self.project().inner.poll_write_vectored(cx, bufs);
        let n = ready!(uninterrupted(cx, poll))?;
        Poll::Ready(checked_count(n, total))
    }
}

impl<W: AsyncWrite> AsyncWrite for BufWriter<W> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        // With `<` instead of `<=`, a write of exactly the capacity, which bypasses an empty buffer, needs no extra
        // comparison. The sum, which cannot overflow, becomes the new length.
        if self.buf.len() + buf.len() < self.capacity() && buf.len() <= SHORT {
            push_within(self.project().buf, buf);
            return Poll::Ready(Ok(buf.len()));
        }
        self.poll_write_large(cx, buf).map_ok(|left| buf.len().saturating_sub(left))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        ready!(self.as_mut().poll_write_out(cx))?;
        let poll = self.project().inner.poll_flush(cx);
        uninterrupted(cx, poll)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        ready!(self.as_mut().poll_write_out(cx))?;
        let this = self.project();
        // A buffer would accept bytes that can never be written (W8). From now on, the inner writer decides about
        // writes.
        *this.buf = Vec::new();
        let poll = this.inner.poll_shutdown(cx);
        uninterrupted(cx, poll)
    }

    #[inline]
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let total = total(bufs);
        if total < self.spare() {
            let buf = self.as_mut().project().buf;
            for bytes in bufs {
                push_within(buf, bytes);
            }
            return Poll::Ready(Ok(total));
        }
        self.poll_write_vectored_large(cx, bufs, total)
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        // Without memory, the slices go to the inner writer as they are.
        self.capacity() > 0 || self.inner.is_write_vectored()
    }
}

/// Seeks the inner stream, after writing out what is buffered.
impl<W: AsyncWrite + AsyncSeek> AsyncSeek for BufWriter<W> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        seeking::poll_seek(self, cx, pos, |this, cx, pos| {
            let mut open = Open::new(this);
            let poll = open.writer.as_mut().poll_seek_written(cx, pos);
            open.for_good = poll.is_ready();
            poll
        })
    }
}

impl<W: AsyncWrite + AsyncSeek> BufWriter<W> {
    fn poll_seek_written(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        ready!(self.as_mut().poll_write_out(cx))?;
        let poll = self.project().inner.poll_seek(cx, pos);
        uninterrupted(cx, poll)
    }
}

impl<W> Seeking for BufWriter<W> {
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>> {
        self.project().seek
    }
}

/// Takes the filler out of a buffer. The filler comes back when this is dropped, also when the inner writer panics.
struct Open<'a, W> {
    writer: Pin<&'a mut BufWriter<W>>,
    for_good: bool,
}

impl<'a, W> Open<'a, W> {
    fn new(mut writer: Pin<&'a mut BufWriter<W>>) -> Self {
        let this = writer.as_mut().project();
        this.buf.truncate(this.buf.len() - mem::take(this.filler));
        Open { writer, for_good: false }
    }
}

impl<W> Drop for Open<'_, W> {
    fn drop(&mut self) {
        let this = self.writer.as_mut().project();
        if !self.for_good {
            *this.filler = this.buf.capacity() - this.buf.len();
            this.buf.resize(this.buf.capacity(), 0);
        }
    }
}

super::forward_read!(BufWriter<W>, after seeking::poll_complete);
super::forward_buf_read!(BufWriter<W: AsyncBufRead>, after seeking::poll_complete);

impl<W: fmt::Debug> fmt::Debug for BufWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BufWriter")
            .field("inner", &self.inner)
            .field("buffered", &format_args!("{}/{}", self.buffer().len(), self.capacity()))
            .finish_non_exhaustive()
    }
}

/// The error of `into_inner` if a buffered writer still has unwritten bytes. It contains the writer.
///
/// This is the counterpart of [`std::io::IntoInnerError`].
///
/// # Examples
///
/// ```
/// use poll_io::{BufWriter, prelude::*};
///
/// # futures_lite::future::block_on(async {
/// let mut writer = BufWriter::new(Vec::new());
/// writer.write_all(b"hello").await?;
/// let e = writer.into_inner().unwrap_err();
/// assert_eq!(e.to_string(), "the buffered writer has unwritten bytes");
/// assert_eq!(e.into_inner().buffer(), b"hello");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub struct IntoInnerError<W> {
    writer: W,
    error: Error,
}

impl<W> IntoInnerError<W> {
    #[cold]
    pub(super) fn new(writer: W) -> Self {
        IntoInnerError { writer, error: Error::other("the buffered writer has unwritten bytes") }
    }

    /// Returns a reference to the error. Its kind is `Other`.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// let failed = writer.into_inner().unwrap_err();
    /// assert_eq!(failed.error().kind(), poll_io::ErrorKind::Other);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn error(&self) -> &Error {
        &self.error
    }

    /// Returns the buffered writer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// let mut writer = writer.into_inner().unwrap_err().into_inner();
    /// writer.flush().await?;
    /// assert_eq!(writer.into_inner().unwrap(), b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_inner(self) -> W {
        self.writer
    }

    /// Returns the error, and drops the writer with its buffered bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// let error = writer.into_inner().unwrap_err().into_error();
    /// assert_eq!(error.kind(), poll_io::ErrorKind::Other);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_error(self) -> Error {
        self.error
    }

    /// Returns the error and the buffered writer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// let (error, writer) = writer.into_inner().unwrap_err().into_parts();
    /// assert_eq!((error.kind(), writer.buffer()), (poll_io::ErrorKind::Other, &b"hello"[..]));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_parts(self) -> (Error, W) {
        (self.error, self.writer)
    }

    /// Replaces the writer by the result of `f`.
    pub(crate) fn map<V>(self, f: impl FnOnce(W) -> V) -> IntoInnerError<V> {
        IntoInnerError { writer: f(self.writer), error: self.error }
    }
}

impl<W> From<IntoInnerError<W>> for Error {
    fn from(e: IntoInnerError<W>) -> Error {
        e.error
    }
}

impl<W> fmt::Display for IntoInnerError<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<W> fmt::Debug for IntoInnerError<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoInnerError").field("error", &self.error).finish_non_exhaustive()
    }
}

#[expect(clippy::missing_trait_methods, reason = "the provided methods are deprecated or unstable")]
impl<W> core::error::Error for IntoInnerError<W> {}
