//! C3: With one more reference, a consumer can be called on a `&mut dyn`: the reference is a reader of a known size.

use futures_lite::future::block_on;
use poll_io::iterator_style::AsyncRead;

async fn header(mut reader: &mut (dyn AsyncRead + Unpin)) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    (&mut reader).read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    let mut reader = &b"hello"[..];
    assert_eq!(block_on(header(&mut reader)).unwrap(), *b"hell");
}
