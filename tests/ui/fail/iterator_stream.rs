//! C22: On a type that is a `Stream` and a reader, `take` means two things as soon as the reader's trait is in scope.
//!
//! Twin: `pass/split_stream.rs`. In generic code it is worse: the call compiles and uses the method of the reader, as a
//! test in `tests/twins.rs` shows.

use futures_util::{Stream, StreamExt};
use poll_io::iterator_style::AsyncRead;
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

struct Chunks(Vec<Vec<u8>>);

impl Stream for Chunks {
    type Item = Vec<u8>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Vec<u8>>> {
        Poll::Ready(self.0.pop())
    }
}

impl AsyncRead for Chunks {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

fn first_three(chunks: Chunks) {
    let _ = chunks.take(3);
}

fn main() {}
