//! C6: `AsyncReadWrite` combines both traits in one trait object.

use futures_lite::future::block_on;
use poll_io::prelude::*;

fn boxed(stream: poll_io::DuplexStream) -> Box<dyn AsyncReadWrite + Unpin + Send> {
    Box::new(stream)
}

pub fn main() {
    let (here, there) = poll_io::duplex(8);
    let (mut here, mut there) = (boxed(here), boxed(there));
    block_on(here.write_all(b"hello")).unwrap();
    assert_eq!(&block_on(there.read_array::<5>()).unwrap(), b"hello");
}
