//! C10: A future with a public constructor has a name, so it can be a field.

#[path = "../designs/constructor.rs"]
mod constructor;
use constructor::{AsyncRead, ReadExact};
use futures_lite::future::block_on;
use poll_io::Result;
use std::{
    pin::Pin,
    task::{Context, Poll},
};

/// A connection that is reading its header.
struct Handshake<'a, R> {
    header: ReadExact<'a, R>,
}

impl<R: AsyncRead + Unpin> Future for Handshake<'_, R> {
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
