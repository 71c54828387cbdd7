//! A design with the methods on the trait, and an associated type for the future of each method.
#![allow(dead_code, reason = "a case uses a part of it")]

use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

pub trait AsyncRead {
    type ReadExact<'a>: Future<Output = Result<()>>
    where
        Self: Sized + 'a;

    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> Self::ReadExact<'a>
    where
        Self: Sized + Unpin;
}
