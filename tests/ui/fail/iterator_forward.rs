//! C14: Where a trait is dyn compatible, the impl for `&mut T` cannot forward a consumer, since `T` may be a trait object.
//!
//! Twin: `pass/async_fn_forward.rs`: a trait that gives up trait objects forwards everything.

use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

trait AsyncRead {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    fn read_exact(&mut self, buf: &mut [u8]) -> impl Future<Output = Result<()>>
    where
        Self: Sized;
}

impl<T: AsyncRead + Unpin + ?Sized> AsyncRead for &mut T {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_read(cx, buf)
    }

    fn read_exact(&mut self, buf: &mut [u8]) -> impl Future<Output = Result<()>> {
        T::read_exact(self, buf)
    }
}

fn main() {}
