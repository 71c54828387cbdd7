//! C10: With hooks, the futures belong to an Ext trait and have names.

#[path = "../designs/hooks.rs"]
mod hooks;
use futures_lite::future::block_on;
use hooks::{AsyncRead, AsyncReadExt as _, ReadExact};
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
