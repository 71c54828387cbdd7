//! C2: In the split every consumer and every adapter can be called on a `&mut dyn`.

use futures_lite::future::block_on;
use poll_io::prelude::*;

async fn header(reader: &mut (dyn AsyncRead + Unpin)) -> poll_io::Result<([u8; 4], Vec<u8>)> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    let mut body = Vec::new();
    reader.take(2).read_to_end(&mut body).await?;
    Ok((buf, body))
}

pub fn main() {
    let (start, rest) = block_on(header(&mut &b"hello, world"[..])).unwrap();
    assert_eq!((&start, &*rest), (b"hell", &b"o,"[..]));
}
