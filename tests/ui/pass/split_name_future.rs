//! C10: In the split, the future has a name, so it can be the type of a field.

use futures_lite::future::block_on;
use poll_io::{AsyncReadExt, Result, future::ReadExact};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

/// A connection that is reading its header.
struct Handshake<'a, R: ?Sized> {
    header: ReadExact<'a, R>,
}

impl<R: poll_io::AsyncRead + Unpin + ?Sized> Future for Handshake<'_, R> {
    type Output = Result<()>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.header).poll(cx)
    }
}

pub fn main() {
    let mut reader = &b"hello"[..];
    let mut buf = [0; 4];
    block_on(Handshake { header: reader.read_exact(&mut buf) }).unwrap();
    assert_eq!(&buf, b"hell");
}
