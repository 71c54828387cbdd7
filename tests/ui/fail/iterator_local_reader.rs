//! C9: `+ Send` in the trait makes spawning work, but it excludes readers that are not `Send`.
//!
//! Twins: `pass/split_local_reader.rs`; `pass/iterator_local_reader.rs`, which has no `+ Send`.

use poll_io::{BorrowedCursor, Result};
use std::{
    cell::Cell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

pub trait AsyncRead {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> impl Future<Output = Result<()>> + Send
    where
        Self: Sized + Unpin + Send,
    {
        async move {
            let (_, _) = (self, buf);
            Ok(())
        }
    }
}

struct Local(Rc<Cell<u8>>);

impl AsyncRead for Local {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(&[self.0.get()]);
        Poll::Ready(Ok(()))
    }
}

fn header(reader: &mut Local, buf: &mut [u8; 4]) {
    let _ = reader.read_exact(buf);
}

fn main() {}
