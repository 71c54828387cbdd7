//! C4: With one more reference, a consumer can be called in a function over `R: AsyncRead + ?Sized`.

#[path = "../designs/named.rs"]
mod named;
use futures_lite::future::block_on;
use named::AsyncRead;
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

impl<R: AsyncRead + Unpin + ?Sized> AsyncRead for &mut R {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_read(cx, buf)
    }
}

async fn header<R: AsyncRead + Unpin + ?Sized>(mut reader: &mut R) -> Result<[u8; 4]> {
    let mut buf = [0; 4];
    (&mut reader).read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    let mut reader = &b"hello"[..];
    let object: &mut (dyn AsyncRead + Unpin) = &mut reader;
    assert_eq!(block_on(header(object)).unwrap(), *b"hell");
}
