//! C37: Two families cannot be bridged by two blanket impls, in any of the designs.
//!
//! Twin: `pass/split_blanket_bridge.rs`: wrappers, which the compiler infers through a marker type.

use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

trait AsyncRead {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;
}

impl<T: tokio::io::AsyncRead> AsyncRead for T {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        todo!()
    }
}

impl<T: futures_util::io::AsyncRead> AsyncRead for T {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        todo!()
    }
}

fn main() {}
