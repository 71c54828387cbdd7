//! C4: With one more reference, a consumer can be called in a function over `R: AsyncRead + ?Sized`.

#[path = "../designs/constructor.rs"]
mod constructor;
use constructor::AsyncRead;
use futures_lite::future::block_on;

async fn header<R: AsyncRead + Unpin + ?Sized>(mut reader: &mut R) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    (&mut reader).read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    let mut reader = &b"hello"[..];
    let object: &mut (dyn AsyncRead + Unpin) = &mut reader;
    assert_eq!(block_on(header(object)).unwrap(), *b"hell");
}
