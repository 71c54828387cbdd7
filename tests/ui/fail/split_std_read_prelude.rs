//! C21: If our prelude is imported, the same module sees two methods of each name in the split too.
//!
//! Twin: `pass/split_std_read_prelude.rs`: the prelude is imported only where the methods are called.

use poll_io::{BorrowedCursor, Result, prelude::*};
use std::{
    io::Read,
    pin::Pin,
    task::{Context, Poll},
};

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
