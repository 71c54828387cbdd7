//! C26: If the methods are on the trait, a bound with the trait is enough to call them.

#[path = "../designs/constructor.rs"]
mod constructor;

async fn header<R: constructor::AsyncRead + Unpin>(reader: &mut R) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    assert_eq!(&futures_lite::future::block_on(header(&mut &b"hello"[..])).unwrap(), b"hell");
}
