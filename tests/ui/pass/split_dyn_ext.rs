//! C5: `dyn AsyncReadExt` is not needed, because `dyn AsyncRead` has its methods.

use futures_lite::future::block_on;
use poll_io::prelude::*;

pub fn main() {
    let mut reader: Box<dyn AsyncRead + Unpin> = Box::new(&b"hello"[..]);
    let mut text = String::new();
    block_on(reader.read_to_string(&mut text)).unwrap();
    assert_eq!(text, "hello");
}
