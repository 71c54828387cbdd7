//! C53: A named future with a public constructor can be overridden with a function that it calls instead of
//! `poll_read`. The future stays lazy and still counts the bytes.

#[path = "../designs/constructor.rs"]
mod constructor;
use constructor::{AsyncRead, ReadExact};
use futures_lite::future::block_on;
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

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self> {
        ReadExact::with(self, buf, |_, _, mut buf| {
            let room = buf.ensure_init();
            room.fill(0);
            let n = room.len();
            buf.advance_checked(n);
            Poll::Ready(Ok(()))
        })
    }
}

/// Calls `read_exact` as generic code does, and spawns it.
fn generic<R: AsyncRead + Unpin + Send + 'static>(mut reader: R) -> [u8; 4] {
    let task = async move {
        let mut buf = [1; 4];
        reader.read_exact(&mut buf).await.unwrap();
        buf
    };
    std::thread::spawn(|| block_on(task)).join().unwrap()
}

pub fn main() {
    assert_eq!(generic(Zeros), [0; 4]);
    assert_eq!(generic(&b"hello"[..]), *b"hell");
}
