use super::{BufWriter, IntoInnerError};
use crate::{
    AsyncWrite, IoSlice, Result,
    budget::{checked_count, total, uninterrupted},
};
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};
use memchr::{memchr, memrchr};
use pin_project_lite::pin_project;

pin_project! {
    /// Adds a buffer to a writer, and writes it out when a line is complete.
    ///
    /// This is the counterpart of [`std::io::LineWriter`]. Writing `"ab"` and then `"c\n"` makes one inner write of
    /// `"abc\n"`. The buffer only ever contains a line that has not ended. **Dropping a `LineWriter` loses that line.**
    /// Call [`flush`](crate::AsyncWriteExt::flush) or [`shutdown`](crate::AsyncWriteExt::shutdown) first. Do not write
    /// to the inner writer directly: such a write overtakes the bytes in the buffer.
    ///
    /// A write accepts a complete line only after the inner writer has accepted it. So a complete line never waits in
    /// the buffer for the next call. If the inner writer accepts a part of the line, the write returns the length of
    /// that part. (std's `LineWriter` copies the rest of the line into its buffer.) A complete line does not flush the
    /// inner writer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{LineWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut log = LineWriter::new(Vec::new());
    /// log.write_all(b"one\ntw").await?;
    /// assert_eq!((log.get_ref().as_slice(), log.buffer()), (&b"one\n"[..], &b"tw"[..]));
    /// log.write_all(b"o\n").await?;
    /// assert_eq!(log.into_inner().unwrap(), b"one\ntwo\n");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[must_use = "written bytes may stay in the buffer until it is flushed or shut down"]
    pub struct LineWriter<W> {
        #[pin]
        inner: BufWriter<W>,
    }
}

/// The default capacity of the buffer in bytes, as in std. A line is seldom longer.
const DEFAULT_CAPACITY: usize = 1024;

impl<W> LineWriter<W> {
    /// Creates a `LineWriter` with a buffer of 1 KiB.
    ///
    /// # Examples
    ///
    /// ```
    /// let writer = poll_io::LineWriter::new(Vec::<u8>::new());
    /// assert_eq!(writer.capacity(), 1024);
    /// ```
    pub fn new(inner: W) -> Self {
        Self::with_capacity(DEFAULT_CAPACITY, inner)
    }

    /// Creates a `LineWriter` with a buffer of `capacity` bytes.
    ///
    /// A line that is longer is written in pieces.
    ///
    /// # Examples
    ///
    /// ```
    /// let writer = poll_io::LineWriter::with_capacity(16, Vec::<u8>::new());
    /// assert_eq!(writer.capacity(), 16);
    /// ```
    pub fn with_capacity(capacity: usize, inner: W) -> Self {
        LineWriter { inner: BufWriter::with_capacity(capacity, inner) }
    }

    /// Returns a reference to the inner writer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{LineWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = LineWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// assert!(writer.get_ref().is_empty());
    /// writer.flush().await?;
    /// assert_eq!(writer.get_ref(), b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn get_ref(&self) -> &W {
        self.inner.get_ref()
    }

    /// Returns a mutable reference to the inner writer.
    ///
    /// Do not write to the inner writer directly: such a write overtakes the bytes in the [buffer](Self::buffer).
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{LineWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = LineWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// writer.get_mut().extend(b"before: ");
    /// writer.flush().await?;
    /// assert_eq!(writer.get_ref(), b"before: hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn get_mut(&mut self) -> &mut W {
        self.inner.get_mut()
    }

    /// Returns a pinned mutable reference to the inner writer.
    ///
    /// Do not write to the inner writer directly: such a write overtakes the bytes in the [buffer](Self::buffer).
    ///
    /// # Examples
    ///
    /// ```
    /// let mut writer = Box::pin(poll_io::LineWriter::new(Vec::new()));
    /// writer.as_mut().get_pin_mut().push(7);
    /// assert_eq!(writer.get_ref(), &[7]);
    /// ```
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut W> {
        self.project().inner.get_pin_mut()
    }

    /// Returns the bytes in the buffer: the start of a line.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{LineWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = LineWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// assert_eq!(writer.buffer(), b"hello");
    /// writer.flush().await?;
    /// assert!(writer.buffer().is_empty());
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn buffer(&self) -> &[u8] {
        self.inner.buffer()
    }

    /// Returns the size of the buffer in bytes. It is 0 after a shutdown.
    ///
    /// # Examples
    ///
    /// ```
    /// let writer = poll_io::LineWriter::with_capacity(16, poll_io::sink());
    /// assert_eq!(writer.capacity(), 16);
    /// ```
    pub fn capacity(&self) -> usize {
        self.inner.capacity()
    }

    /// Returns the inner writer if the buffer is empty.
    ///
    /// This method does not write.
    ///
    /// # Errors
    ///
    /// Returns an error exactly if the buffer is not empty. The error contains the `LineWriter`, which you can then
    /// flush.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{LineWriter, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut writer = LineWriter::new(Vec::new());
    /// writer.write_all(b"hello").await?;
    /// let mut writer = writer.into_inner().unwrap_err().into_inner();
    /// writer.write_all(b"\n").await?;
    /// assert_eq!(writer.into_inner().unwrap(), b"hello\n");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_inner(self) -> core::result::Result<W, IntoInnerError<Self>> {
        self.inner.into_inner().map_err(|e| e.map(|inner| LineWriter { inner }))
    }
}

impl<W: AsyncWrite> AsyncWrite for LineWriter<W> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let mut inner = self.project().inner;
        let Some(last) = memrchr(b'\n', buf) else { return inner.poll_write(cx, buf) };
        let (lines, tail) = buf.split_at(last + 1);
        let full = inner.is_full();
        let n = if full || inner.buffer().is_empty() {
            ready!(inner.as_mut().poll_write_out(cx))?;
            let poll = inner.as_mut().get_pin_mut().poll_write(cx, lines);
            checked_count(ready!(uninterrupted(cx, poll))?, lines.len())?
        } else {
            ready!(inner.as_mut().poll_write_out_with(cx, &[IoSlice::new(lines)]))?
        };
        // A tail that would fill the buffer is not cut in two. A call that has made two inner writes buffers nothing:
        // otherwise each of several calls in a row could make two inner writes.
        let keeps = !full && n == lines.len() && tail.len() < inner.capacity();
        let kept = if keeps { inner.keep(tail) } else { 0 };
        Poll::Ready(Ok(n + kept))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().inner.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().inner.poll_shutdown(cx)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        if !self.is_write_vectored() {
            let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| &**buf);
            return self.poll_write(cx, first);
        }
        let mut inner = self.project().inner;
        let Some(last) = bufs.iter().rposition(|buf| memchr(b'\n', buf).is_some()) else {
            return inner.poll_write_vectored(cx, bufs);
        };
        // A slice is not cut, as in std. So the bytes after the last line feed in the same slice are written out too.
        let (lines, tail) = bufs.split_at(last + 1);
        let total = total(lines);
        let full = inner.is_full();
        let mut n = if full || inner.buffer().is_empty() {
            ready!(inner.as_mut().poll_write_out(cx))?;
            let poll = inner.as_mut().get_pin_mut().poll_write_vectored(cx, lines);
            checked_count(ready!(uninterrupted(cx, poll))?, total)?
        } else {
            ready!(inner.as_mut().poll_write_out_with(cx, lines))?
        };
        if !full && n == total {
            for buf in tail {
                let kept = inner.as_mut().keep(buf);
                n += kept;
                if kept < buf.len() {
                    break;
                }
            }
        }
        Poll::Ready(Ok(n))
    }

    fn is_write_vectored(&self) -> bool {
        self.get_ref().is_write_vectored()
    }
}

impl<W: fmt::Debug> fmt::Debug for LineWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineWriter").field("inner", &self.inner).finish()
    }
}
