//! C20: A module that implements both the trait and `std::io::Read` sees two methods of each name.
//!
//! Twin: `pass/split_std_read.rs`.

#[path = "../designs/named.rs"]
mod named;
use named::AsyncRead;
use poll_io::{BorrowedCursor, Result};
use std::{
    io::Read,
    pin::Pin,
    task::{Context, Poll},
};

/// A source with both APIs, like a socket in non-blocking mode.
struct Both(&'static [u8]);

impl Read for Both {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        Read::read(&mut self.0, buf)
    }
}

impl AsyncRead for Both {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

fn header(both: &mut Both, buf: &mut [u8; 4]) -> Result<()> {
    both.read_exact(buf)
}

fn main() {}
