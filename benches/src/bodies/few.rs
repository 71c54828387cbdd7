//! A program that reads a line, copies and writes. Its reader and its writer each have one type, so the size of the
//! program shows the size of the methods.

#[allow(unused_imports, reason = "some families have the methods on the trait itself")]
use super::io::prelude::*;
use super::{io, mix};
use crate::{families::now, source::Chunked};
use std::hint::black_box;

/// Reads the first line of a text, copies the rest, and returns a checksum.
pub fn run(text: &[u8]) -> u64 {
    now(async {
        let (mut line, mut out) = (String::new(), Vec::new());
        let mut reader = io::BufReader::new(black_box(Chunked::new(text, 8192)));
        let n = reader.read_line(&mut line).await.unwrap();
        out.write_all(black_box(line.as_bytes())).await.unwrap();
        io::copy(&mut reader, &mut out).await.unwrap();
        mix(n as u64, black_box(out).len())
    })
}
