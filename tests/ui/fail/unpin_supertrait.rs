//! C64: … and a reader that holds a future inline cannot implement the trait.
//!
//! Twin: `pass/split_inner_future.rs`, where the trait does not require `Unpin`.

use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

trait AsyncRead: Unpin {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;
}

/// Waits for a future, and then reads what it has returned.
struct Later<F> {
    opening: F,
}

impl<F: Future<Output = &'static [u8]>> AsyncRead for Later<F> {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Poll::Pending
    }
}

fn main() {}
