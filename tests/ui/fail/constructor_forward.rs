//! C14: If a trait is dyn compatible, the impl for `&mut T` cannot forward a consumer with a constructor either. `T`
//! may be a trait object, which lacks the method. Also, the futures of `T` and of `&mut T` have different types.
//!
//! Twin: `pass/async_fn_forward.rs`: a trait that gives up trait objects forwards everything.

#[path = "../designs/constructor.rs"]
mod constructor;
use constructor::{AsyncRead, ReadExact};
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

/// Stands for `&mut T`.
struct Reference<'r, T: ?Sized>(&'r mut T);

impl<T: AsyncRead + Unpin + ?Sized> AsyncRead for Reference<'_, T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0).poll_read(cx, buf)
    }

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self> {
        T::read_exact(self.0, buf)
    }
}

fn main() {}
