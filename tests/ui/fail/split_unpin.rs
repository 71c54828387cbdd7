//! C39: If the poll method takes `Pin<&mut Self>`, a consumer requires that its reader is `Unpin`.
//!
//! Twin: `pass/split_unpin.rs`: the caller pins the reader first; an adapter needs no `Unpin`.

use poll_io::prelude::*;

fn header<R: AsyncRead>(reader: &mut R, buf: &mut [u8; 4]) {
    let _ = reader.read_exact(buf);
}

fn main() {}
