//! What a program uses that has a line, a copy and a write, to be weighed: its reader and writer are of one type each.

#[allow(unused_imports, reason = "some families have the methods on the trait itself")]
use super::io::prelude::*;
use super::{io, mix};
use crate::{families::now, source::Chunked};
use std::hint::black_box;

/// Copies a text, of which the first line is read as such. Returns what came of it.
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
