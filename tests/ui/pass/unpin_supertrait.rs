//! C64: With `Unpin` as a supertrait, no function and no trait object repeats the bound.

use poll_io::{BorrowedCursor, Result};
use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

trait AsyncRead: Unpin {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;
}

impl AsyncRead for &[u8] {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        poll_io::AsyncRead::poll_read(self, cx, buf)
    }
}

async fn read(reader: &mut dyn AsyncRead, buf: &mut [u8]) -> Result<usize> {
    poll_fn(|cx| {
        let mut buf = poll_io::BorrowedBuf::from(&mut *buf);
        Pin::new(&mut *reader).poll_read(cx, buf.unfilled()).map_ok(|()| buf.len())
    })
    .await
}

pub fn main() {
    assert_eq!(futures_lite::future::block_on(read(&mut &b"hello"[..], &mut [0; 4])).unwrap(), 4);
}
