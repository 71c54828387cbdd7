//! A buffered reader yields for fairness although it has bytes. The bridges that return its buffer must cope with that.
#![cfg(all(feature = "std-io", feature = "embedded-io-async-07"))]

use futures_lite::future::block_on;
use poll_io::{AsyncBufRead, AsyncRead, BorrowedCursor, Result};
use poll_io_compat::{Compat, IntoStd};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

/// Returns `Pending` every other time.
struct Fair(&'static [u8], usize);

impl Fair {
    fn poll_turn(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.1 += 1;
        if self.1 % 2 == 0 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

impl AsyncRead for Fair {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        ready!(self.poll_turn(cx));
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncBufRead for Fair {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        ready!(this.poll_turn(cx));
        Poll::Ready(Ok(this.0))
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        Pin::new(&mut self.0).consume(amt);
    }
}

#[test]
fn blocking_lines_come_whole() {
    for turns in 0..2 {
        let lines = std::io::BufRead::lines(IntoStd::new(Fair(b"one\ntwo\nthree", turns)));
        assert_eq!(lines.map(std::result::Result::unwrap).collect::<Vec<_>>(), ["one", "two", "three"]);
    }
}

#[test]
fn an_embedded_buffer_is_lent() {
    use embedded_io_async::BufRead;

    let mut reader = Compat::new(Fair(b"hello", 0));
    block_on(async {
        for left in (0..=5).rev() {
            assert_eq!(reader.fill_buf().await.unwrap().len(), left);
            reader.consume(left.min(1));
        }
    });
}
