//! hyper 1, both ways: its traits of `hyper::rt` alone.
//!
//! Memory that is not initialised stays so in both directions. hyper's cursor is passed by value and cannot be exchanged,
//! but it does not tell how much of it is initialised: none is declared to be that is not known to be. Both contracts
//! forbid to make a byte uninitialised through a lent buffer, declared or not, and that is what makes this sound.
#![deny(clippy::missing_trait_methods, reason = "a bridge that forgets a provided method loses its speed in silence")]
#![expect(unsafe_code, reason = "buffers that are not initialised are handed across")]

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
    /// A type that has hyper's I/O traits as a poll-io type: an upgraded connection, for example.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use poll_io_compat::{Compat, FromHyper};
    ///
    /// # futures_lite::future::block_on(async {
    /// // `Compat` has hyper's traits, as what hyper hands out on an upgrade has.
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
    /// Wraps a type that has hyper's I/O traits.
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
        // SAFETY: no byte is made uninitialised: hyper's cursor has safe methods that write bytes alone, and its unsafe ones
        // forbid it, of bytes that it does not know to be initialised too.
        let room = unsafe { buf.as_mut() };
        let mut foreign = if all {
            let room: *mut [_] = room;
            // SAFETY: all of the room is initialised, as the cursor has said, `MaybeUninit<u8>` has the layout of `u8`, and
            // this is the only borrow.
            ReadBuf::new(unsafe { &mut *(room as *mut [u8]) })
        } else {
            ReadBuf::uninit(room)
        };
        let result = self.project().inner.poll_read(cx, foreign.unfilled());
        let filled = foreign.filled().len();
        // SAFETY: `foreign` was made here, over this memory, and lent as a cursor, which can be advanced over initialised
        // bytes alone; that the count is within the capacity `filled` has checked.
        unsafe { buf.set_init_len(filled) };
        ready!(uninterrupted(cx, result))?;
        buf.advance_checked(filled);
        Poll::Ready(Ok(()))
    }

    /// hyper's readers take one slice at a time.
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
        // SAFETY: no byte is made uninitialised: the memory goes into a `BorrowedBuf`, whose cursor only writes bytes, and
        // `BorrowedCursor::as_mut` forbids it, of bytes that are not known to be initialised too.
        let mut buf = BorrowedBuf::from(unsafe { foreign.as_mut() });
        ready!(self.project().inner.poll_read(cx, buf.unfilled()))?;
        let filled = buf.len();
        // SAFETY: `buf` was made here, over this memory, and its counts are true whatever the reader did.
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
