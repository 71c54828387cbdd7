//! C39: A reader that is not `Unpin` can be read after the caller has pinned it. Adapters take the reader by value and
//! need no `Unpin`.

use futures_lite::future::block_on;
use poll_io::prelude::*;
use std::pin::pin;

async fn header<R: AsyncRead>(reader: R) -> poll_io::Result<[u8; 4]> {
    let mut reader = pin!(reader.take(4));
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    assert_eq!(&block_on(header(&b"hello"[..])).unwrap(), b"hell");
}
