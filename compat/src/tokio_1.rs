//! The bridges of tokio 1, to its I/O traits. They need no runtime.
//!
//! Uninitialized memory stays uninitialized in both directions, and the count of initialized bytes is passed on.
//! tokio's `poll_read` takes `&mut ReadBuf`, and safe code can replace the buffer behind that reference. So
//! [`FromTokio`] checks after each call that the buffer is the one that it passed.
#![deny(clippy::missing_trait_methods, reason = "a bridge that omits a provided method compiles, but is slower")]
#![expect(unsafe_code, reason = "uninitialized buffers pass from one family to the other")]

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
    /// A stream with the traits of tokio, as a poll-io stream.
    ///
    /// # Panics
    ///
    /// `poll_read` panics if the tokio reader replaces the buffer that it was given by another one.
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
    /// Wraps a stream with the traits of tokio.
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
        // SAFETY: the memory goes into a `ReadBuf`, whose safe methods only write bytes. The documentation of `ReadBuf`
        // forbids unsafe code to de-initialize any byte, including bytes that `ReadBuf` does not know to be
        // initialized. The documentation of tokio 1.40, the oldest version that Cargo.toml allows, has this rule.
        let room = unsafe { buf.as_mut() };
        let (start, capacity) = (room.as_ptr(), room.len());
        let mut foreign = ReadBuf::uninit(room);
        // SAFETY: the cursor counts these bytes as initialized.
        unsafe { foreign.assume_init(known) };
        let result = self.project().inner.poll_read(cx, &mut foreign);
        assert!(
            foreign.filled().as_ptr() == start.cast() && foreign.capacity() == capacity,
            "a tokio reader replaced the buffer that it was given"
        );
        let (init, filled) = (foreign.initialized().len(), foreign.filled().len());
        // SAFETY: this is the buffer that was passed, and the bytes that `ReadBuf` counts as initialized are so.
        unsafe { buf.set_init_len(init) };
        ready!(uninterrupted(cx, result))?;
        // A `ReadBuf` has at least as many initialized bytes as filled ones, so this cannot panic.
        buf.advance_checked(filled);
        Poll::Ready(Ok(()))
    }

    /// Reads into the first slice that has room, because tokio has no vectored reads.
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
    /// Waits for an earlier operation, and makes the first of the two calls of a tokio seek.
    fn poll_start(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        let mut this = self.as_mut().project();
        let other = this.inner.as_mut().poll_complete(cx);
        ready!(uninterrupted(cx, other))?;
        let started = Poll::Ready(this.inner.start_seek(pos));
        ready!(uninterrupted(cx, started))?;
        seeking::go_on_with(self.as_mut(), Self::poll_end);
        self.poll_end(cx, pos)
    }

    /// Makes the second of the two calls of a tokio seek.
    fn poll_end(mut self: Pin<&mut Self>, cx: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
        let ended = ready!(self.as_mut().project().inner.poll_complete(cx));
        // An interrupted seek has ended, so the next poll starts it again.
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
        reason = "the call takes a seventh of the time of a read of 1,400 bytes; the functions that this one calls stay calls"
    )]
    #[inline(always)]
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, foreign: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let known = foreign.initialized().len() - foreign.filled().len();
        // SAFETY: the memory goes into a `BorrowedBuf`, whose cursor only writes bytes, and `BorrowedCursor::as_mut`
        // forbids unsafe code to make any byte uninitialized. That is the rule of `unfilled_mut`.
        let mut buf = BorrowedBuf::from(unsafe { foreign.unfilled_mut() });
        // SAFETY: `ReadBuf` counts these bytes as initialized.
        unsafe { buf.set_init_len(known) };
        let result = self.project().inner.poll_read(cx, buf.unfilled());
        let (filled, init) = (buf.len(), buf.init_len());
        // SAFETY: this function made `buf` over this memory, and the counts of a `BorrowedBuf` are true whatever the
        // reader did.
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
