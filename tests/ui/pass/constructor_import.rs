//! C26: Where the methods are on the trait, a bound that names the trait is enough.

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
