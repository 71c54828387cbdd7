//! Measures the bytes alone, without a reader or a writer, and the methods that only poll-io has.

use crate::{
    data,
    families::{poll, task},
    source::Chunked,
};
use poll_io::AsyncBufReadExt as _;
use std::hint::black_box;

/// Mixes a number into a checksum.
fn mix(sum: u64, n: usize) -> u64 {
    sum.wrapping_mul(31).wrapping_add(n as u64)
}

/// Mixes some bytes of a buffer into a checksum, as the workload of reading to the end does.
fn look(sum: u64, bytes: &[u8]) -> u64 {
    [0, bytes.len() / 2, bytes.len() - 1].into_iter().fold(mix(sum, bytes.len()), |sum, at| mix(sum, bytes[at].into()))
}

/// Copies bytes `n` times into new memory.
fn fresh(n: u64, bytes: &[u8]) -> u64 {
    (0..n).fold(0, |sum, _| look(sum, &black_box(&black_box(bytes).to_vec())[..]))
}

/// Copies bytes `n` times into the same memory.
fn reused(n: u64, bytes: &[u8]) -> u64 {
    let mut buf = Vec::with_capacity(2 * bytes.len());
    (0..n).fold(0, |sum, _| {
        buf.clear();
        buf.extend_from_slice(black_box(bytes));
        look(sum, black_box(&buf))
    })
}

/// Copies 1 MiB into new memory.
pub fn mebibyte_fresh(n: u64) -> u64 {
    fresh(n, data::noise())
}

/// Copies 1 MiB into the same memory.
pub fn mebibyte_reused(n: u64) -> u64 {
    reused(n, data::noise())
}

/// Copies 64 MiB into new memory.
pub fn large_fresh(n: u64) -> u64 {
    fresh(n, data::large())
}

/// Copies 64 MiB into the same memory.
pub fn large_reused(n: u64) -> u64 {
    reused(n, data::large())
}

/// Copies 1,000 bytes into new memory.
pub fn body_fresh(n: u64) -> u64 {
    fresh(n * 1000, &data::noise()[..1000])
}

/// Returns the lines of a text, each as a new `String`.
pub fn lines(n: u64) -> u64 {
    (0..n).fold(0, |sum, _| {
        black_box(data::lines()).lines().fold(sum, |sum, line| mix(sum, black_box(&line.to_owned()).len()))
    })
}

/// Reads the lines of a buffered reader as borrowed strings.
pub fn lines_lent(n: u64) -> u64 {
    task(async {
        let mut sum = 0;
        for _ in 0..n {
            let source = Chunked::new(black_box(data::lines()).as_bytes(), usize::MAX);
            let mut lines = poll::BufReader::new(source).lines();
            while let Some(line) = lines.next_line_ref().await.unwrap() {
                sum = mix(sum, black_box(line).len());
            }
        }
        sum
    })
}
