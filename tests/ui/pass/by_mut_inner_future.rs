//! C58: With `&mut self`, a reader must box the future that it holds, which costs one allocation per reader.

#[path = "../designs/by_mut.rs"]
mod by_mut;
use by_mut::{AsyncRead, AsyncReadExt as _};
use futures_lite::future::block_on;
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

/// Waits for a future, and then reads what it has returned.
struct Later<F> {
    opening: Pin<Box<F>>,
    bytes: &'static [u8],
}

impl<F: Future<Output = &'static [u8]>> AsyncRead for Later<F> {
    fn poll_read(&mut self, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if self.bytes.is_empty() {
            self.bytes = ready!(self.opening.as_mut().poll(cx));
        }
        let (now, later) = self.bytes.split_at(self.bytes.len().min(buf.capacity()));
        buf.append(now);
        self.bytes = later;
        Poll::Ready(Ok(()))
    }
}

pub fn main() {
    let mut reader = Later { opening: Box::pin(async { &b"hello"[..] }), bytes: b"" };
    let mut buf = [0; 4];
    block_on(reader.read_exact(&mut buf)).unwrap();
    assert_eq!(&buf, b"hell");
}
