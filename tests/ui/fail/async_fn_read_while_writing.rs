//! C35: The future of an `async fn` borrows the whole stream, so nothing can be written while a read is pending.
//!
//! Twin: `pass/split_read_while_writing.rs`: poll methods borrow nothing between two calls.

#[path = "../designs/async_fn.rs"]
mod async_fn;
use async_fn::{AsyncRead, AsyncWrite};

async fn echo<S: AsyncRead + AsyncWrite>(stream: &mut S) {
    let mut buf = [0; 64];
    let reading = stream.read(&mut buf);
    let writing = stream.write(b"hello");
    futures_util::join!(reading, writing).0.unwrap();
}

fn main() {}
