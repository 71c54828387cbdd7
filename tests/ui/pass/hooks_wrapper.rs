//! C54: A wrapper forwards an override of a hook with one method.

#[path = "../designs/hooks.rs"]
mod hooks;
use futures_lite::future::block_on;
use hooks::{AsyncRead, AsyncReadExt as _};
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

struct Zeros;

impl AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        unreachable!("the override needs no reading")
    }

    fn poll_read_exact(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let room = buf.ensure_init();
        room.fill(0);
        let n = room.len();
        buf.advance_checked(n);
        Poll::Ready(Ok(()))
    }
}

/// Counts the reads of another reader.
struct Counted<R> {
    inner: R,
    reads: u32,
}

impl<R: AsyncRead + Unpin> AsyncRead for Counted<R> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.reads += 1;
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }

    fn poll_read_exact(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.reads += 1;
        Pin::new(&mut self.inner).poll_read_exact(cx, buf)
    }
}

pub fn main() {
    let mut counted = Counted { inner: Zeros, reads: 0 };
    let mut buf = [1; 4];
    block_on(counted.read_exact(&mut buf)).unwrap();
    assert_eq!((buf, counted.reads), ([0; 4], 1));
}
