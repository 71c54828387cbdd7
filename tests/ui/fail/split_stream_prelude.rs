//! C22: … and in the split, as soon as our prelude is in scope.
//!
//! Twin: `pass/split_stream.rs`.

use futures_util::{Stream, StreamExt};
use poll_io::prelude::*;

fn first_three(chunks: impl Stream<Item = Vec<u8>> + AsyncRead) {
    let _ = chunks.take(3);
}

fn main() {}
