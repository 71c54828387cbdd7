//! C15: A method of a blanket Ext trait cannot be overridden.
//!
//! Twins: `pass/iterator_override.rs`, `pass/hooks_override.rs`; `pass/split_override.rs` overrides a hint instead.

use poll_io::{AsyncRead, AsyncReadExt, BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

struct Memory(&'static [u8]);

impl AsyncRead for Memory {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncReadExt for Memory {}

fn main() {}
