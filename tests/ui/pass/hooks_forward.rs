//! C17: An override of a hook is reached through a reference, a box and a trait object: the hook is in the vtable.

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

pub fn main() {
    block_on(async {
        let mut buf = [1; 4];
        (&mut &mut Zeros).read_exact(&mut buf).await?;
        assert_eq!(buf, [0; 4]);

        let mut buf = [1; 4];
        Box::new(Zeros).read_exact(&mut buf).await?;
        assert_eq!(buf, [0; 4]);

        let mut buf = [1; 4];
        (&mut Zeros as &mut (dyn AsyncRead + Unpin)).read_exact(&mut buf).await?;
        assert_eq!(buf, [0; 4]);
        Result::Ok(())
    })
    .unwrap();
}
