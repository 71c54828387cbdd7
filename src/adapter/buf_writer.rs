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
    /// Gives a writer a buffer, so that many small writes are few large ones.
    ///
    /// As [`std::io::BufWriter`], but for its end: **dropping it loses what is [buffered](Self::buffer)**, since writing
    /// may have to wait. [`flush`](crate::AsyncWriteExt::flush) it, or [`shutdown`](crate::AsyncWriteExt::shutdown), first.
    ///
    /// What fits is only copied. What does not fit makes it write out all that is buffered, and a write of at least the
    /// capacity then goes past the buffer. An error keeps what was not written, and the next call tries again. If the inner
    /// writer takes only a part of the buffer, the task is woken and the next poll writes the rest.
    ///
    /// A shutdown writes the buffer out and gives its memory back before it shuts the inner writer down. From then on writes
    /// go straight to the inner writer, which refuses them.
    ///
    /// Where the inner type reads or seeks, so does this: reads do not touch the buffer, and a seek writes it out first.
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
    #[must_use = "what is written to it stays in its buffer until it is flushed or shut down"]
    pub struct BufWriter<W> {
        #[pin]
        inner: W,
        // Never grows: the capacity is what it was made with.
        buf: Vec<u8>,
        // How much of `buf` the inner writer has taken; not 0 only while writing out is `Pending`.
        written: usize,
        seek: Option<InProgress<BufWriter<W>>>,
        // How many bytes at the end of `buf` are none of the caller's. While a seek is in progress they make the buffer full,
        // so that no write is accepted before the seek has ended.
        filler: usize,
    }
}

/// What a buffer holds unless its owner says otherwise, in bytes. std's.
const DEFAULT_CAPACITY: usize = 8 * 1024;

impl<W> BufWriter<W> {
    /// Makes a writer with a buffer of 8 KiB.
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

    /// Makes a writer with a buffer of `capacity` bytes. With none, every write goes straight through.
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

    /// Returns the inner writer, to look at.
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

    /// Returns the inner writer, to change. What is written to it comes before what is buffered.
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

    /// Returns the inner writer, to change in place.
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

    /// Returns what is buffered: accepted, and not yet taken by the inner writer.
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

    /// Returns the size of the buffer in bytes; 0 after a shutdown.
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

    /// Returns the inner writer. Writes nothing, and so loses nothing.
    ///
    /// # Errors
    ///
    /// Exactly when something is buffered. The error has the `BufWriter` in it, which can be flushed then, or
    /// [taken apart](Self::into_parts).
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

    /// Returns the inner writer and what is buffered.
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

    /// Puts another writer in the place of the inner one, under the same buffer, and returns both. Gives up a seek that has not
    /// reached the inner writer.
    pub(crate) fn replace_inner<V>(mut self, inner: V) -> (W, BufWriter<V>) {
        self.buf.truncate(self.buf.len() - self.filler);
        (self.inner, BufWriter { inner, buf: self.buf, written: self.written, seek: None, filler: 0 })
    }

    /// Returns how many bytes can be buffered before there must be a write.
    #[inline]
    pub(super) fn spare(&self) -> usize {
        self.buf.capacity() - self.buf.len()
    }

    /// Returns whether something is buffered and nothing more can be.
    pub(super) fn is_full(&self) -> bool {
        !self.buffer().is_empty() && self.spare() == 0
    }

    /// Buffers as much of `bytes` as there is room for, and returns how much that was.
    #[inline]
    pub(super) fn keep(self: Pin<&mut Self>, bytes: &[u8]) -> usize {
        let n = bytes.len().min(self.spare());
        push_within(self.project().buf, &bytes[..n]);
        n
    }
}

impl<W: AsyncWrite> BufWriter<W> {
    /// Writes once from what is buffered, and counts what the inner writer has taken of it.
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
                // The room of what was written is free again, as in std's. Not so when `Pending`: a writer that takes
                // a byte at a time would have the rest moved for each.
                this.buf.drain(..mem::take(this.written));
                Poll::Ready(Err(e))
            }
        }
    }

    /// Writes out what is buffered. If one write does not take it all, yields and keeps the rest for the next poll.
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

    /// Writes out what is buffered and, in the same write, as much of `more` as there is room for, which is at least a byte.
    /// Returns how much of `more` was taken, at least 1; nothing of it stays in the buffer.
    pub(super) fn poll_write_out_with(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        more: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        /// A buffer that gives up what was added to it, also when the inner writer panics.
        struct Lengthened<'a, W> {
            writer: Pin<&'a mut BufWriter<W>>,
            more: usize,
        }

        impl<W> Drop for Lengthened<'_, W> {
            fn drop(&mut self) {
                let buf = self.writer.as_mut().project().buf;
                // An error has moved what is left to the start.
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
        // Nothing is left of the buffer, and the next write is offered what was not taken of `more`.
        let taken = mem::take(this.written) - end;
        this.buf.clear();
        longer.more = 0;
        Poll::Ready(Ok(taken))
    }

    /// Writes what the buffer has no room for, or what fills it to the last byte.
    #[cold]
    #[inline(never)]
    fn poll_write_large(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
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

    /// As [`poll_write_large`](Self::poll_write_large), of slices that have `total` bytes together.
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
            // Joining the slices is all that can be done for this writer. The first decides, the others follow it into
            // the buffer for as long as they fit.
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
        // Less than the room, and not as much: then a write of the capacity, which goes past an empty buffer, needs no
        // comparison of its own.
        if buf.len() < self.spare() {
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
        // A buffer would accept what can never be written (W8). The inner writer decides about what comes from here on.
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
        true
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

/// A buffer without filler, which is full again when this is dropped, also when the inner writer panics.
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

/// Why a buffered writer cannot be taken off: it has bytes that were not written. The writer is inside.
///
/// As [`std::io::IntoInnerError`].
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
/// assert_eq!(e.to_string(), "a buffered writer was taken off before it was flushed");
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
        IntoInnerError { writer, error: Error::other("a buffered writer was taken off before it was flushed") }
    }

    /// Returns the error. Its kind is `Other`.
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

    /// Returns the error alone. The writer, and what it has buffered, is dropped.
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

    /// Puts another writer in the place of this one.
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

#[expect(clippy::missing_trait_methods, reason = "the provided ones are deprecated or unstable")]
impl<W> core::error::Error for IntoInnerError<W> {}
