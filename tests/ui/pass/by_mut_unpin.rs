//! C39: If the poll methods take `&mut self`, neither a consumer nor a boxed trait object needs `Unpin`.

#[path = "../designs/by_mut.rs"]
mod by_mut;
use by_mut::{AsyncRead, AsyncReadExt as _};
use futures_lite::future::block_on;

async fn header<R: AsyncRead>(mut reader: R) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    assert_eq!(&block_on(header(&b"hello"[..])).unwrap(), b"hell");
    let boxed: Box<dyn AsyncRead> = Box::new(&b"hello"[..]);
    assert_eq!(&block_on(header(boxed)).unwrap(), b"hell");
}
