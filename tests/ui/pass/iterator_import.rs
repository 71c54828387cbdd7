//! C26: In the Iterator style, one import gives the methods. Generic code with a bound needs no import at all.

async fn header<R: poll_io::iterator_style::AsyncRead + Unpin>(reader: &mut R) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    assert_eq!(&futures_lite::future::block_on(header(&mut &b"hello"[..])).unwrap(), b"hell");
}
