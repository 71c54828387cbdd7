//! C58: With `Pin<&mut Self>` a reader polls a future that it holds inline, such as an `async` block, without a box. Its
//! callers pin the reader first.

use futures_lite::future::block_on;
use poll_io::{BorrowedCursor, Result, prelude::*};
use std::{
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

pin_project_lite::pin_project! {
    /// Waits for a future, and then reads what it has returned.
    struct Later<F> {
        #[pin]
        opening: F,
        bytes: &'static [u8],
    }
}

impl<F: Future<Output = &'static [u8]>> AsyncRead for Later<F> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.project();
        if this.bytes.is_empty() {
            *this.bytes = ready!(this.opening.poll(cx));
        }
        let (now, later) = this.bytes.split_at(this.bytes.len().min(buf.capacity()));
        buf.append(now);
        *this.bytes = later;
        Poll::Ready(Ok(()))
    }
}

pub fn main() {
    let mut reader = pin!(Later { opening: async { &b"hello"[..] }, bytes: b"" });
    let mut buf = [0; 4];
    block_on(reader.read_exact(&mut buf)).unwrap();
    assert_eq!(&buf, b"hell");
}
