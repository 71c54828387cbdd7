//! C23: If the Ext traits of two families are imported, a type in memory such as a slice has two methods of each name.
//!
//! Twin: `pass/split_two_families.rs`: a stream belongs to one family and has one method of each name.

use poll_io::prelude::*;
use tokio::io::AsyncReadExt as _;

fn header(mut reader: &[u8], buf: &mut [u8; 4]) {
    let _ = reader.read_exact(buf);
}

fn main() {}
