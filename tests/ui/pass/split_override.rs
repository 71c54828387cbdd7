//! C18: In the split, an implementor gives a hint: `remaining_hint` reaches `read_to_end` through every pointer.

use futures_lite::future::block_on;
use poll_io::{BorrowedCursor, Result, prelude::*};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

struct Body(&'static [u8]);

impl AsyncRead for Body {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }

    fn remaining_hint(&self) -> usize {
        self.0.len()
    }
}

static BODY: &[u8] = &[7; 100_000];

pub fn main() {
    let mut body = Body(BODY);
    let mut boxed: Box<dyn AsyncRead + Unpin> = Box::new(&mut body);
    let mut bytes = Vec::new();
    block_on(boxed.read_to_end(&mut bytes)).unwrap();
    assert_eq!((bytes.len(), bytes.capacity()), (100_000, 100_000));
}
