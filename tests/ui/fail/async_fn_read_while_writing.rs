//! C35: The future of an `async fn` holds the whole stream, so one that is being read cannot be written.
//!
//! Twin: `pass/split_read_while_writing.rs`, by poll methods, which hold nothing between two calls.

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
