//! C21: To avoid the conflict, import the prelude where the methods are called. A type is seldom implemented in that
//! module.

mod both {
    use poll_io::{AsyncRead, BorrowedCursor, Result};
    use std::{
        io::Read,
        pin::Pin,
        task::{Context, Poll},
    };

    pub struct Both(pub &'static [u8]);

    impl Read for Both {
        fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
            Read::read(&mut self.0, buf)
        }
    }

    impl AsyncRead for Both {
        fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
            let n = self.read(buf.ensure_init())?;
            buf.advance_checked(n);
            Poll::Ready(Ok(()))
        }
    }
}

use poll_io::prelude::*;

pub fn main() {
    let mut buf = [0; 4];
    futures_lite::future::block_on(both::Both(b"hello").read_exact(&mut buf)).unwrap();
    assert_eq!(&buf, b"hell");
}
