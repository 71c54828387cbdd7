//! The bridges of futures-io 0.3.
//!
//! A reader of futures-io takes `&mut [u8]`, so [`FromFutures`] zeroes a part of the buffer before a read. `poll_close`
//! is `poll_shutdown`. futures-io has no `is_write_vectored`. `FromFutures` returns `true` there, because it forwards a
//! vectored write with all its slices.
#![deny(clippy::missing_trait_methods, reason = "a bridge that omits a provided method compiles, but is slower")]

use crate::{
    Compat,
    calls::{checked, no_bytes, total, uninterrupted},
    seeking::{self, InProgress, Seeking},
    window::Window,
};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;
use poll_io_core::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedBuf, BorrowedCursor, IoSlice, IoSliceMut, Result, SeekFrom,
};

pin_project! {
    /// A stream with the traits of futures-io, as a poll-io stream.
    ///
    /// # Uninitialized memory
    ///
    /// A reader of futures-io needs initialized memory. If the memory is not initialized, the wrapper zeroes at most 2
    /// KiB of it for the first read, and the reader gets these bytes. After a read that fills them the number doubles,
    /// up to 64 KiB. After a read that leaves more than three quarters of them empty it halves.
    ///
    /// A `BorrowedBuf` and the `BufReader` of poll-io count their initialized bytes. `read_to_end` and `read_to_string`
    /// count those in the spare capacity of the caller's buffer. So no byte of these buffers is zeroed twice, however
    /// often the future is polled.
    ///
    /// Other memory is zeroed again. `read_to_end` and `read_to_string` without spare capacity, and `copy` at first and
    /// while it is idle, read into 1 KiB on the stack, which is new in each poll. `copy(..).buffer_size(n)` allocates
    /// its buffer again in each idle poll. The spare capacity of a `Vec` or a `BytesMut` has no count between two calls,
    /// so each call that passes it zeroes bytes again.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use poll_io_compat::FromFutures;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = FromFutures::new(futures_lite::io::Cursor::new(b"hello"));
    /// assert_eq!(reader.read_array().await?, *b"hell");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Clone, Copy, Debug, Default)]
    #[must_use = "wrappers do nothing unless they are read from or written to"]
    pub struct FromFutures<T> {
        #[pin]
        inner: T,
        window: Window,
        seek: Option<InProgress<FromFutures<T>>>,
    }
}

impl<T> FromFutures<T> {
    /// Wraps a stream with the traits of futures-io.
    ///
    /// # Examples
    ///
    /// ```
    /// let reader = poll_io_compat::FromFutures::new(futures_lite::io::empty());
    /// # let _ = reader;
    /// ```
    pub const fn new(inner: T) -> Self {
        FromFutures { inner, window: Window::NEW, seek: None }
    }
}

accessors!(FromFutures);
pinned!(FromFutures);

impl<T: futures_io::AsyncRead> AsyncRead for FromFutures<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            return Poll::Ready(Ok(()));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let this = self.project();
        this.window.poll_read(buf, |room| {
            let poll = this.inner.poll_read(cx, room);
            uninterrupted(cx, poll)
        })
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        if no_bytes(bufs) {
            return Poll::Ready(Ok(0));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let offered = total(bufs);
        let poll = self.project().inner.poll_read_vectored(cx, bufs);
        let n = ready!(uninterrupted(cx, poll))?;
        Poll::Ready(checked(n, offered))
    }

    fn remaining_hint(&self) -> usize {
        0
    }
}

impl<T: futures_io::AsyncWrite> AsyncWrite for FromFutures<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let poll = self.project().inner.poll_write(cx, buf);
        uninterrupted(cx, poll)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let poll = self.project().inner.poll_flush(cx);
        uninterrupted(cx, poll)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let poll = self.project().inner.poll_close(cx);
        uninterrupted(cx, poll)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if no_bytes(bufs) {
            return Poll::Ready(Ok(0));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let poll = self.project().inner.poll_write_vectored(cx, bufs);
        uninterrupted(cx, poll)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl<T: futures_io::AsyncBufRead> AsyncBufRead for FromFutures<T> {
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let poll = self.project().inner.poll_fill_buf(cx);
        uninterrupted(cx, poll)
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.project().inner.consume(amt);
    }
}

impl<T: futures_io::AsyncSeek> AsyncSeek for FromFutures<T> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        seeking::poll_seek(self, cx, pos, |this, cx, pos| {
            let poll = this.project().inner.poll_seek(cx, pos);
            uninterrupted(cx, poll)
        })
    }
}

impl<T> Seeking for FromFutures<T> {
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>> {
        self.project().seek
    }
}

impl<T: AsyncRead> futures_io::AsyncRead for Compat<T> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<Result<usize>> {
        let mut buf = BorrowedBuf::from(buf);
        ready!(self.project().inner.poll_read(cx, buf.unfilled()))?;
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        self.project().inner.poll_read_vectored(cx, bufs)
    }
}

impl<T: AsyncWrite> futures_io::AsyncWrite for Compat<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.project().inner.poll_write(cx, buf)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.project().inner.poll_write_vectored(cx, bufs)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().inner.poll_flush(cx)
    }

    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().inner.poll_shutdown(cx)
    }
}

impl<T: AsyncBufRead> futures_io::AsyncBufRead for Compat<T> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.project().inner.poll_fill_buf(cx)
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.project().inner.consume(amt);
    }
}

impl<T: AsyncSeek> futures_io::AsyncSeek for Compat<T> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.project().inner.poll_seek(cx, pos)
    }
}
