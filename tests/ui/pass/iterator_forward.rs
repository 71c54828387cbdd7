//! C14: An impl for references to sized readers forwards a consumer. Each trait object then needs an impl of its own.

use futures_lite::future::block_on;
use poll_io::{BorrowedBuf, BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

trait AsyncRead {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    fn read_exact(&mut self, buf: &mut [u8]) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        std::future::poll_fn(|cx| {
            let mut buf = BorrowedBuf::from(&mut *buf);
            Pin::new(&mut *self).poll_read(cx, buf.unfilled())
        })
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for &mut R {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_read(cx, buf)
    }

    fn read_exact(&mut self, buf: &mut [u8]) -> impl Future<Output = Result<()>> {
        (**self).read_exact(buf)
    }
}

impl AsyncRead for &mut (dyn AsyncRead + Unpin + '_) {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_read(cx, buf)
    }
}

struct Zeros;

impl AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(&[1; 4]);
        Poll::Ready(Ok(()))
    }

    fn read_exact(&mut self, buf: &mut [u8]) -> impl Future<Output = Result<()>> {
        buf.fill(0);
        std::future::ready(Ok(()))
    }
}

async fn generic(mut reader: impl AsyncRead + Unpin) -> Result<[u8; 4]> {
    let mut buf = [2; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    assert_eq!(block_on(generic(&mut Zeros)).unwrap(), [0; 4], "the override is reached through `&mut T`");
    let object: &mut (dyn AsyncRead + Unpin) = &mut Zeros;
    assert_eq!(block_on(generic(object)).unwrap(), [1; 4], "and not through a trait object");
}
