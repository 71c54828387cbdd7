//! C2: With hooks, consumers can be called on a `&mut dyn` too, because they are on an Ext trait.

#[path = "../designs/hooks.rs"]
mod hooks;
use futures_lite::future::block_on;
use hooks::{AsyncRead, AsyncReadExt as _};

async fn header(reader: &mut (dyn AsyncRead + Unpin)) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    assert_eq!(&block_on(header(&mut &b"hello"[..])).unwrap(), b"hell");
}
