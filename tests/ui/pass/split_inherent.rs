//! C55: An inherent method takes precedence over a method of an Ext trait. In the split, this replaces overriding, for
//! calls on the type itself and through `&mut`. `BufReader::seek_relative` of std and of poll-io is such a method.

use futures_lite::future::block_on;
use poll_io::{BorrowedCursor, Result, prelude::*};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

struct Zeros;

impl AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        unreachable!("the inherent method needs no reading")
    }
}

impl Zeros {
    #[allow(clippy::unused_async, reason = "it stands for a method that would wait")]
    async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        buf.fill(0);
        Ok(())
    }
}

/// A protocol that names the type of its reader, but not the type of the inner reader.
struct Protocol<R> {
    reader: poll_io::BufReader<R>,
}

impl<R: AsyncRead + AsyncSeek + Unpin> Protocol<R> {
    async fn skip(&mut self) -> Result<usize> {
        self.reader.fill_buf().await?;
        self.reader.seek_relative(3).await?;
        Ok(self.reader.buffer().len())
    }
}

pub fn main() {
    let mut buf = [1; 4];
    block_on(Zeros.read_exact(&mut buf)).unwrap();
    assert_eq!(buf, [0; 4]);

    let reference = &mut Zeros;
    block_on(reference.read_exact(&mut buf)).unwrap();

    let reader = poll_io::BufReader::new(std::io::Cursor::new(b"0123456789"));
    assert_eq!(block_on(Protocol { reader }.skip()).unwrap(), 7, "the inherent method keeps the buffer");
}
