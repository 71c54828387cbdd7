//! C4: With hooks a function over `T: AsyncRead + ?Sized` has every method, as in the split.

#[path = "../designs/hooks.rs"]
mod hooks;
use futures_lite::future::block_on;
use hooks::{AsyncRead, AsyncReadExt as _};

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
