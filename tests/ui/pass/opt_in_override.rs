//! C59: With an Ext trait that implementors opt in to, an override is reached in generic code, through `&mut T` and through
//! `Box<T>`. A trait object has the default.

#[path = "../designs/opt_in.rs"]
mod opt_in;
use futures_lite::future::block_on;
use opt_in::{AsyncRead, AsyncReadExt};
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

struct Zeros;

impl AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(&[7]);
        Poll::Ready(Ok(()))
    }
}

impl AsyncReadExt for Zeros {
    async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        buf.fill(0);
        Ok(())
    }
}

async fn generic(mut reader: impl AsyncReadExt + Unpin) -> Result<[u8; 4]> {
    let mut buf = [1; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    assert_eq!(block_on(generic(Zeros)).unwrap(), [0; 4]);
    assert_eq!(block_on(generic(&mut Zeros)).unwrap(), [0; 4]);
    assert_eq!(block_on(generic(Box::new(Zeros))).unwrap(), [0; 4]);

    let object: &mut (dyn AsyncRead + Unpin) = &mut Zeros;
    let mut buf = [1; 4];
    block_on(object.read_exact(&mut buf)).unwrap();
    assert_eq!(buf, [7; 4], "the trait object must use the default");
}
