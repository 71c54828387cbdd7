//! C12: In the Iterator style, an implementor can override a consumer, as with `Iterator::fold`. An `async fn` is
//! enough.

use futures_lite::future::block_on;
use poll_io::iterator_style::AsyncRead;
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

    async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        buf.fill(0);
        Ok(())
    }
}

pub fn main() {
    let mut buf = [1; 4];
    block_on(Zeros.read_exact(&mut buf)).unwrap();
    assert_eq!(buf, [0; 4]);
}
