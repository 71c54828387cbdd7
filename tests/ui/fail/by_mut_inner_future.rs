//! C58: With `&mut self`, a reader cannot poll a future that it holds inline, such as an `async` block.
//!
//! Twins: `pass/split_inner_future.rs`, which uses `Pin<&mut Self>`; `pass/by_mut_inner_future.rs`, which uses a box.

#[path = "../designs/by_mut.rs"]
mod by_mut;
use by_mut::AsyncRead;
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

/// Waits for a future, and then reads what it has returned.
struct Later<F> {
    opening: F,
    bytes: &'static [u8],
}

impl<F: Future<Output = &'static [u8]>> AsyncRead for Later<F> {
    fn poll_read(&mut self, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if self.bytes.is_empty() {
            self.bytes = ready!(Pin::new(&mut self.opening).poll(cx));
        }
        let (now, later) = self.bytes.split_at(self.bytes.len().min(buf.capacity()));
        buf.append(now);
        self.bytes = later;
        Poll::Ready(Ok(()))
    }
}

fn main() {}
