//! C39: A consumer needs its reader to be `Unpin`, where the poll method takes `Pin<&mut Self>`.
//!
//! Twin: `pass/split_unpin.rs`: pinned first; and an adapter needs nothing.

use poll_io::prelude::*;

fn header<R: AsyncRead>(reader: &mut R, buf: &mut [u8; 4]) {
    let _ = reader.read_exact(buf);
}

fn main() {}
