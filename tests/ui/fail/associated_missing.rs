//! C62: … and every implementor must write every type and method: a provided method needs a default for its type.
//!
//! Twin: `pass/associated_override.rs`, which writes them.

#[path = "../designs/associated.rs"]
mod associated;
use associated::AsyncRead;
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

struct Socket;

impl AsyncRead for Socket {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

fn main() {}
