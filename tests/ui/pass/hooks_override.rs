//! C17: A hook can be overridden, and generic code calls the override.

#[path = "../designs/hooks.rs"]
mod hooks;
use futures_lite::future::block_on;
use hooks::{AsyncRead, AsyncReadExt as _};
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

    fn poll_read_exact(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let room = buf.ensure_init();
        room.fill(0);
        let n = room.len();
        buf.advance_checked(n);
        Poll::Ready(Ok(()))
    }
}

async fn generic(mut reader: impl AsyncRead + Unpin) -> Result<[u8; 4]> {
    let mut buf = [1; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    assert_eq!(block_on(generic(Zeros)).unwrap(), [0; 4]);
}
