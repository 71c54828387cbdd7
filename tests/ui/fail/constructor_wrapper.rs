//! C54: With named futures a wrapper cannot forward an override of its inner reader. The type of the inner future
//! names that reader, and the constructor takes a function that captures nothing.
//!
//! Twin: `pass/iterator_wrapper.rs`, where the wrapper chooses the type of the future.

#[path = "../designs/constructor.rs"]
mod constructor;
use constructor::{AsyncRead, ReadExact};
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

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

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self> {
        self.reads += 1;
        self.inner.read_exact(buf)
    }
}

fn main() {}
