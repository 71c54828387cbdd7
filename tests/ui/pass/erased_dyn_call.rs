//! C75: The type of a future that holds `&mut dyn AsyncRead` names no reader. So the consumer is in the vtable and can
//! be called on trait objects. In return, every poll of every reader is a virtual call.

#[path = "../designs/erased.rs"]
mod erased;
use erased::AsyncRead;
use futures_lite::future::block_on;

async fn header(reader: &mut dyn AsyncRead) -> poll_io::Result<[u8; 4]> {
    let mut buf = [0; 4];
    reader.read_exact(&mut buf).await?;
    Ok(buf)
}

pub fn main() {
    assert_eq!(&block_on(header(&mut &b"hello"[..])).unwrap(), b"hell");
}
