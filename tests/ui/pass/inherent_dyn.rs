//! C63: The crate of a trait can give its trait object inherent methods, as std does for `dyn Error`. References to the
//! object and boxes of it have the methods. No other reader has them.

use futures_lite::future::block_on;
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

pub trait AsyncRead: Unpin {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;
}

/// Uses the split design, so that the program stays small.
struct Split<'a>(&'a mut (dyn AsyncRead + 'a));

impl poll_io::AsyncRead for Split<'_> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0).poll_read(cx, buf)
    }
}

impl dyn AsyncRead + '_ {
    pub async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        poll_io::AsyncReadExt::read_exact(&mut Split(self), buf).await
    }
}

impl AsyncRead for &[u8] {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        poll_io::AsyncRead::poll_read(self, cx, buf)
    }
}

pub fn main() {
    let mut reader: Box<dyn AsyncRead> = Box::new(&b"hello"[..]);
    let mut buf = [0; 4];
    block_on(reader.read_exact(&mut buf)).unwrap();
    assert_eq!(&buf, b"hell");
}
