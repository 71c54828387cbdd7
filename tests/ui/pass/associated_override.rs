//! C62: With an associated type for each future, an implementor can choose the future. Generic code can name it and
//! require that it is `Send`. The trait has trait objects.

#[path = "../designs/associated.rs"]
mod associated;
use associated::AsyncRead;
use futures_lite::future::block_on;
use poll_io::{BorrowedCursor, Result};
use std::{
    future::{Ready, ready},
    pin::Pin,
    task::{Context, Poll},
};

struct Zeros;

impl AsyncRead for Zeros {
    type ReadExact<'a> = Ready<Result<()>>;

    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        unreachable!("the override needs no reading")
    }

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> Ready<Result<()>> {
        buf.fill(0);
        ready(Ok(()))
    }
}

/// A connection that is reading its header.
struct Handshake<'a, R: AsyncRead + 'a> {
    header: R::ReadExact<'a>,
}

fn serve<R>(mut reader: R) -> [u8; 4]
where
    R: AsyncRead + Unpin + Send + 'static,
    for<'a> R::ReadExact<'a>: Send,
{
    let task = async move {
        let mut buf = [1; 4];
        Handshake::<R> { header: reader.read_exact(&mut buf) }.header.await.unwrap();
        buf
    };
    std::thread::spawn(|| block_on(task)).join().unwrap()
}

fn object(_: &mut dyn AsyncRead) {}

pub fn main() {
    assert_eq!(serve(Zeros), [0; 4]);
    object(&mut Zeros);
}
