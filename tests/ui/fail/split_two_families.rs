//! C23: With the Ext trait of another family imported beside ours, a type that lives in memory has two of each method.
//!
//! Twin: `pass/split_two_families.rs`: a stream is of one family, and has one.

use poll_io::prelude::*;
use tokio::io::AsyncReadExt as _;

fn header(mut reader: &[u8], buf: &mut [u8; 4]) {
    let _ = reader.read_exact(buf);
}

fn main() {}
