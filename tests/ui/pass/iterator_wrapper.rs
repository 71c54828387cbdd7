//! C54: In the Iterator style, a wrapper forwards the overrides of its inner reader, one method at a time.

use futures_lite::future::block_on;
use poll_io::iterator_style::AsyncRead;
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

struct Zeros;

impl AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        unreachable!("the override needs no reading")
    }

    async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        buf.fill(0);
        Ok(())
    }
}

/// Counts the reads of another reader.
struct Counted<R> {
    inner: R,
    reads: u32,
}

impl<R: AsyncRead + Unpin> AsyncRead for Counted<R> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.reads += 1;
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> impl Future<Output = Result<()>> {
        self.reads += 1;
        self.inner.read_exact(buf)
    }
}

pub fn main() {
    let mut counted = Counted { inner: Zeros, reads: 0 };
    let mut buf = [1; 4];
    block_on(counted.read_exact(&mut buf)).unwrap();
    assert_eq!((buf, counted.reads), ([0; 4], 1));
}
