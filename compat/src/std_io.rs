//! std's blocking readers and writers, inward.
#![deny(clippy::missing_trait_methods, reason = "a bridge that forgets a provided method loses its speed in silence")]

use crate::read::{checked, poll_read_init, total};
use core::{
    pin::Pin,
    task::{Context, Poll},
};
use pin_project_lite::pin_project;
use poll_io_core::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result, SeekFrom,
};
use std::io;

pin_project! {
    /// A blocking type of std as a poll-io type that is always ready: it blocks the thread inside the poll.
    ///
    /// For a thread of its own, and for what never waits. `WouldBlock` is returned as the error it is, and not as
    /// `Pending`, since nothing would ever wake the task. Shutting down flushes: std has no way to end a direction.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use poll_io_compat::FromStd;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = FromStd::new(&b"hello"[..]);
    /// assert_eq!(reader.read_array().await?, *b"hell");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Clone, Copy, Debug, Default)]
    pub struct FromStd<T> {
        inner: T,
    }
}

impl<T> FromStd<T> {
    /// Wraps a blocking type.
    pub const fn new(inner: T) -> Self {
        FromStd { inner }
    }

    /// Returns what is wrapped, to look at.
    pub fn get_ref(&self) -> &T {
        &self.inner
    }

    /// Returns what is wrapped, to change.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }

    /// Returns what is wrapped.
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T: io::Read> AsyncRead for FromStd<T> {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        poll_read_init(buf, |room| Poll::Ready(self.project().inner.read(room)))
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let offered = total(bufs);
        Poll::Ready(self.project().inner.read_vectored(bufs).and_then(|n| checked(n, offered)))
    }

    fn remaining_hint(&self) -> usize {
        0
    }
}

impl<T: io::Write> AsyncWrite for FromStd<T> {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(self.project().inner.write(buf))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(self.project().inner.flush())
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(self.project().inner.flush())
    }

    fn poll_write_vectored(self: Pin<&mut Self>, _: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        Poll::Ready(self.project().inner.write_vectored(bufs))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl<T: io::BufRead> AsyncBufRead for FromStd<T> {
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Poll::Ready(self.project().inner.fill_buf())
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.project().inner.consume(amt);
    }
}

impl<T: io::Seek> AsyncSeek for FromStd<T> {
    fn poll_seek(self: Pin<&mut Self>, _: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        Poll::Ready(self.project().inner.seek(pos))
    }
}
