//! C33: A second trait that boxes each future gives an `async fn` trait its trait objects, for one allocation per call.

#[path = "../designs/async_fn.rs"]
mod async_fn;
use async_fn::AsyncRead;
use futures_lite::future::block_on;
use poll_io::Result;
use std::pin::Pin;

trait DynRead {
    fn read_boxed<'a>(&'a mut self, buf: &'a mut [u8]) -> Pin<Box<dyn Future<Output = Result<usize>> + 'a>>;
}

impl<R: AsyncRead> DynRead for R {
    fn read_boxed<'a>(&'a mut self, buf: &'a mut [u8]) -> Pin<Box<dyn Future<Output = Result<usize>> + 'a>> {
        Box::pin(self.read(buf))
    }
}

pub fn main() {
    let mut slice = &b"hello"[..];
    let object: &mut dyn DynRead = &mut slice;
    let mut buf = [0; 4];
    let future = object.read_boxed(&mut buf);
    assert!(size_of_val(&*future) > 0, "the box is not empty, so it is an allocation");
    assert_eq!(block_on(future).unwrap(), 4);
    assert_eq!(&buf, b"hell");
}
