//! C35: The futures of the Ext traits also borrow the stream. Only code at the poll level can read and write in turns.
//!
//! Twin: `pass/split_read_while_writing.rs`, which uses poll methods.

use poll_io::prelude::*;

async fn echo<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) {
    let mut buf = [0; 64];
    let reading = stream.read(&mut buf);
    let writing = stream.write(b"hello");
    futures_util::join!(reading, writing).0.unwrap();
}

fn main() {}
