//! C4: In the split a function over `T: AsyncRead + ?Sized` has every method, and one copy serves trait objects.

use futures_lite::future::block_on;
use poll_io::prelude::*;

async fn header<R: AsyncRead + Unpin + ?Sized>(reader: &mut R) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    let mut slice = &b"hello"[..];
    let object: &mut (dyn AsyncRead + Unpin) = &mut slice;
    assert_eq!(&block_on(header(object)).unwrap(), b"hell");
}
