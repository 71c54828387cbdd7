//! C16: … and the named future has no constructor that an override could use.
//!
//! Twin: `pass/iterator_override.rs`.

#[path = "../designs/named.rs"]
mod named;
use named::{AsyncRead, ReadExact};
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

struct Zeros;

impl AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(&[0]);
        Poll::Ready(Ok(()))
    }

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self> {
        let filled = buf.len();
        buf.fill(0);
        ReadExact { reader: self, buf, filled }
    }
}

fn main() {}
