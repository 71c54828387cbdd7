//! C10: In the Iterator style, a type parameter can hold the future. Every type that contains the struct repeats the
//! parameter.

use futures_lite::future::block_on;
use poll_io::Result;
use poll_io::iterator_style::AsyncRead;
use std::pin::pin;

/// A connection that is reading its header.
struct Handshake<F> {
    header: F,
}

impl<F: Future<Output = Result<()>>> Handshake<F> {
    async fn run(self) -> Result<()> {
        pin!(self.header).await
    }
}

pub fn main() {
    let mut reader = &b"hello"[..];
    let mut buf = [0; 4];
    block_on(Handshake { header: reader.read_exact(&mut buf) }.run()).unwrap();
    assert_eq!(&buf, b"hell");
}
