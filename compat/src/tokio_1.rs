//! tokio 1, both ways: its traits alone, no runtime.
//!
//! Memory that is not initialised stays so in both directions, and what is initialised is told. tokio's `poll_read` is
//! handed `&mut ReadBuf`, which safe code can exchange for another: after each call the buffer is checked to be the one that
//! was lent.
#![deny(clippy::missing_trait_methods, reason = "a bridge that forgets a provided method loses its speed in silence")]
#![expect(unsafe_code, reason = "buffers that are not initialised are handed across")]

use crate::{
    Compat,
    calls::{no_bytes, poll_read_first, uninterrupted},
    seeking::{self, InProgress, Seeking},
};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;
use poll_io_core::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedBuf, BorrowedCursor, Error, IoSlice, IoSliceMut, Result,
    SeekFrom,
};
use tokio::io::ReadBuf;

#[cfg(feature = "tokio-1-rt")]
mod with_handle;

#[cfg(feature = "tokio-1-rt")]
pub use with_handle::WithHandle;

pin_project! {
    /// A tokio type as a poll-io type.
    ///
    /// # Panics
    ///
    /// `poll_read`, if the tokio reader has put another buffer in the place of the one that it was lent.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use poll_io_compat::FromTokio;
    ///
    /// # futures_lite::future::block_on(async {
    /// let (here, there) = tokio::io::duplex(16);
    /// let (mut here, mut there) = (FromTokio::new(here), FromTokio::new(there));
    /// here.write_all(b"hello").await?;
    /// assert_eq!(there.read_array().await?, *b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Clone, Copy, Debug, Default)]
    #[must_use = "wrappers do nothing unless they are read from or written to"]
    pub struct FromTokio<T> {
        #[pin]
        inner: T,
        seek: Option<InProgress<FromTokio<T>>>,
    }
}

impl<T> FromTokio<T> {
    /// Wraps a tokio type.
    ///
    /// # Examples
    ///
    /// ```
    /// let reader = poll_io_compat::FromTokio::new(tokio::io::empty());
    /// # let _ = reader;
    /// ```
    pub const fn new(inner: T) -> Self {
        FromTokio { inner, seek: None }
    }
}

accessors!(FromTokio);
pinned!(FromTokio);

impl<T: tokio::io::AsyncRead> AsyncRead for FromTokio<T> {
    #[inline]
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            return Poll::Ready(Ok(()));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let known = buf.init_len();
        // SAFETY: the memory goes into a `ReadBuf`, whose safe methods only write bytes. tokio's page of `ReadBuf` forbids
        // unsafe code to de-initialize any byte of it, and names those that `ReadBuf` does not know to be initialized. The
        // page of tokio 1.40, the oldest version that is allowed, has the rule.
        let room = unsafe { buf.as_mut() };
        let (start, capacity) = (room.as_ptr(), room.len());
        let mut foreign = ReadBuf::uninit(room);
        // SAFETY: the cursor knows these bytes to be initialised.
        unsafe { foreign.assume_init(known) };
        let result = self.project().inner.poll_read(cx, &mut foreign);
        assert!(
            foreign.filled().as_ptr() == start.cast() && foreign.capacity() == capacity,
            "a tokio reader has exchanged the buffer that it was lent"
        );
        let (init, filled) = (foreign.initialized().len(), foreign.filled().len());
        // SAFETY: it is the buffer that was lent, and `ReadBuf` counts as initialised what is.
        unsafe { buf.set_init_len(init) };
        ready!(uninterrupted(cx, result))?;
        // What is filled is initialised, so this can fail for no buffer that passed the check.
        buf.advance_checked(filled);
        Poll::Ready(Ok(()))
    }

    /// tokio's readers take one slice at a time.
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        poll_read_first(self, cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        0
    }
}

impl<T: tokio::io::AsyncWrite> AsyncWrite for FromTokio<T> {
    #[inline]
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
        let poll = self.project().inner.poll_shutdown(cx);
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
        self.inner.is_write_vectored()
    }
}

impl<T: tokio::io::AsyncBufRead> AsyncBufRead for FromTokio<T> {
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let poll = self.project().inner.poll_fill_buf(cx);
        uninterrupted(cx, poll)
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.project().inner.consume(amt);
    }
}

impl<T: tokio::io::AsyncSeek> FromTokio<T> {
    /// Makes the first of the two calls that tokio makes of a seek, once whatever else is in progress has ended.
    fn poll_start(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        let mut this = self.as_mut().project();
        let other = this.inner.as_mut().poll_complete(cx);
        ready!(uninterrupted(cx, other))?;
        let started = Poll::Ready(this.inner.start_seek(pos));
        ready!(uninterrupted(cx, started))?;
        seeking::go_on_with(self.as_mut(), Self::poll_end);
        self.poll_end(cx, pos)
    }

    /// Makes the second call.
    fn poll_end(mut self: Pin<&mut Self>, cx: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
        let ended = ready!(self.as_mut().project().inner.poll_complete(cx));
        // If it is interrupted, it has ended, and is made again.
        seeking::go_on_with(self, Self::poll_start);
        uninterrupted(cx, Poll::Ready(ended))
    }
}

impl<T: tokio::io::AsyncSeek> AsyncSeek for FromTokio<T> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        seeking::poll_seek(self, cx, pos, Self::poll_start)
    }
}

impl<T> Seeking for FromTokio<T> {
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>> {
        self.project().seek
    }
}

impl<T: AsyncRead> tokio::io::AsyncRead for Compat<T> {
    #[expect(
        clippy::inline_always,
        reason = "a call is a seventh of a read of 1,400 bytes; what it calls is not inlined by this"
    )]
    #[inline(always)]
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, foreign: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let known = foreign.initialized().len() - foreign.filled().len();
        // SAFETY: the memory goes into a `BorrowedBuf`, whose cursor only writes bytes, and `BorrowedCursor::as_mut` forbids
        // unsafe code to make any byte uninitialized. That is the rule of `unfilled_mut`.
        let mut buf = BorrowedBuf::from(unsafe { foreign.unfilled_mut() });
        // SAFETY: `ReadBuf` counts these bytes as initialised.
        unsafe { buf.set_init_len(known) };
        let result = self.project().inner.poll_read(cx, buf.unfilled());
        let (filled, init) = (buf.len(), buf.init_len());
        // SAFETY: `buf` was made here, over this memory, and its counts are true whatever the reader did.
        unsafe { foreign.assume_init(init) };
        ready!(result)?;
        foreign.advance(filled);
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncWrite> tokio::io::AsyncWrite for Compat<T> {
    #[inline]
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        self.project().inner.poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        self.project().inner.poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        self.project().inner.poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        self.project().inner.poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

impl<T: AsyncBufRead> tokio::io::AsyncBufRead for Compat<T> {
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        self.project().inner.poll_fill_buf(cx)
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.project().inner.consume(amt);
    }
}

impl<T: AsyncSeek> tokio::io::AsyncSeek for Compat<T> {
    fn start_seek(self: Pin<&mut Self>, pos: SeekFrom) -> Result<()> {
        let this = self.project();
        if this.seek.is_some() {
            return Err(Error::other("another seek is in progress, call poll_complete before start_seek"));
        }
        *this.seek = Some(InProgress::new(pos, |this, cx, pos| this.project().inner.poll_seek(cx, pos)));
        Ok(())
    }

    fn poll_complete(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        seeking::poll_resume(self, cx)
    }
}

impl<T> Seeking for Compat<T> {
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>> {
        self.project().seek
    }
}
