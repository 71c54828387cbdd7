//! The bridges of hyper 1, to the traits of `hyper::rt`.
//!
//! Uninitialized memory stays uninitialized in both directions. hyper's cursor is passed by value, so a reader cannot
//! replace it. The cursor does not tell how many of its bytes are initialized, so `Compat` takes none of them as
//! initialized.
//!
//! Both hyper and poll-io forbid an implementor to make a byte of the buffer uninitialized. This includes bytes that
//! the buffer does not count as initialized. The bridges are sound because of this rule.
#![deny(clippy::missing_trait_methods, reason = "a bridge that omits a provided method compiles, but is slower")]
#![expect(unsafe_code, reason = "uninitialized buffers pass from one family to the other")]

use crate::{
    Compat,
    calls::{no_bytes, poll_read_first, uninterrupted},
};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use hyper::rt::{ReadBuf, ReadBufCursor};
use pin_project_lite::pin_project;
use poll_io_core::{AsyncRead, AsyncWrite, BorrowedBuf, BorrowedCursor, IoSlice, IoSliceMut, Result};

pin_project! {
    /// A stream with the traits of hyper, as a poll-io stream. An upgraded connection is one.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use poll_io_compat::{Compat, FromHyper};
    ///
    /// # futures_lite::future::block_on(async {
    /// // `Compat` has hyper's traits. It stands for an upgraded connection here.
    /// let (here, there) = poll_io::duplex(16);
    /// let (mut here, mut there) = (FromHyper::new(Compat::new(here)), there);
    /// here.write_all(b"hello").await?;
    /// assert_eq!(there.read_array().await?, *b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Clone, Copy, Debug, Default)]
    #[must_use = "wrappers do nothing unless they are read from or written to"]
    pub struct FromHyper<T> {
        #[pin]
        inner: T,
    }
}

impl<T> FromHyper<T> {
    /// Wraps a stream with the traits of hyper.
    ///
    /// # Examples
    ///
    /// ```
    /// fn upgraded(io: hyper::upgrade::Upgraded) -> poll_io_compat::FromHyper<hyper::upgrade::Upgraded> {
    ///     poll_io_compat::FromHyper::new(io)
    /// }
    /// ```
    pub const fn new(inner: T) -> Self {
        FromHyper { inner }
    }
}

accessors!(FromHyper);
pinned!(FromHyper);

impl<T: hyper::rt::Read> AsyncRead for FromHyper<T> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            return Poll::Ready(Ok(()));
        }
        let all = buf.is_init();
        // SAFETY: no byte becomes uninitialized: the safe methods of hyper's cursor only write bytes. The documentation
        // of its unsafe methods forbids to make any byte uninitialized, including bytes that hyper does not know to be
        // initialized.
        let room = unsafe { buf.as_mut() };
        let mut foreign = if all {
            let room: *mut [_] = room;
            // SAFETY: the whole room is initialized, as `is_init` has returned. `MaybeUninit<u8>` has the layout of
            // `u8`, and this is the only borrow.
            ReadBuf::new(unsafe { &mut *(room as *mut [u8]) })
        } else {
            ReadBuf::uninit(room)
        };
        let result = self.project().inner.poll_read(cx, foreign.unfilled());
        let filled = foreign.filled().len();
        // SAFETY: this function made `foreign` over this memory, and passed only its cursor. A cursor can only be
        // advanced over initialized bytes. `filled()` has checked that the count is within the capacity.
        unsafe { buf.set_init_len(filled) };
        ready!(uninterrupted(cx, result))?;
        buf.advance_checked(filled);
        Poll::Ready(Ok(()))
    }

    /// Reads into the first slice that has room, because hyper has no vectored reads.
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

impl<T: hyper::rt::Write> AsyncWrite for FromHyper<T> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let poll = self.project().inner.poll_write(cx, buf);
        uninterrupted(cx, poll)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let poll = self.project().inner.poll_flush(cx);
        uninterrupted(cx, poll)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let poll = self.project().inner.poll_shutdown(cx);
        uninterrupted(cx, poll)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        if no_bytes(bufs) {
            return Poll::Ready(Ok(0));
        }
        let poll = self.project().inner.poll_write_vectored(cx, bufs);
        uninterrupted(cx, poll)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

impl<T: AsyncRead> hyper::rt::Read for Compat<T> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut foreign: ReadBufCursor<'_>) -> Poll<Result<()>> {
        // SAFETY: no byte becomes uninitialized: the memory goes into a `BorrowedBuf`. The safe methods of its cursor
        // only write bytes. `BorrowedCursor::as_mut` forbids to make any byte uninitialized, including bytes that the
        // buffer does not count as initialized.
        let mut buf = BorrowedBuf::from(unsafe { foreign.as_mut() });
        ready!(self.project().inner.poll_read(cx, buf.unfilled()))?;
        let filled = buf.len();
        // SAFETY: this function made `buf` over this memory, and the counts of a `BorrowedBuf` are true whatever the
        // reader did.
        unsafe { foreign.advance(filled) };
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncWrite> hyper::rt::Write for Compat<T> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.project().inner.poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().inner.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().inner.poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.project().inner.poll_write_vectored(cx, bufs)
    }
}
