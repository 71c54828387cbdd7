//! C16: A consumer that returns a named future with private fields cannot be overridden: the types would differ …
//!
//! Twin: `pass/iterator_override.rs`.

#[path = "../designs/named.rs"]
mod named;
use named::AsyncRead;
use poll_io::{BorrowedCursor, Result};
use std::{
    future::{Ready, ready},
    pin::Pin,
    task::{Context, Poll},
};

struct Zeros;

impl AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(&[0]);
        Poll::Ready(Ok(()))
    }

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> Ready<Result<()>> {
        buf.fill(0);
        ready(Ok(()))
    }
}

fn main() {}
