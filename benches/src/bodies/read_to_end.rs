//! Workloads that read to the end.

use super::{io, io::prelude::*, mix};
use crate::{data, families::task, source::Chunked};
use std::hint::black_box;

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// Mixes some bytes of a buffer into a checksum.
fn look(sum: u64, bytes: &[u8]) -> u64 {
    let sum = mix(sum, bytes.len());
    [0, bytes.len() / 2, bytes.len().saturating_sub(1)]
        .into_iter()
        .filter_map(|at| bytes.get(at))
        .fold(sum, |sum, &byte| mix(sum, byte.into()))
}

/// Reads each of `n` readers into a new buffer.
#[inline]
fn fresh<R: io::AsyncRead + Unpin>(n: u64, reader: impl Fn() -> R) -> u64 {
    task(async {
        let mut sum = 0;
        for _ in 0..n {
            let mut buf = Vec::new();
            black_box(reader()).read_to_end(&mut buf).await.unwrap();
            sum = look(sum, black_box(&buf));
        }
        sum
    })
}

/// Reads each of `n` readers into the same buffer.
#[inline]
fn reused<R: io::AsyncRead + Unpin>(n: u64, capacity: usize, reader: impl Fn() -> R) -> u64 {
    task(async {
        let (mut sum, mut buf) = (0, Vec::with_capacity(capacity));
        for _ in 0..n {
            buf.clear();
            black_box(reader()).read_to_end(&mut buf).await.unwrap();
            sum = look(sum, black_box(&buf));
        }
        sum
    })
}

/// 1 MiB in pieces of 8 KiB.
pub fn chunked_fresh(n: u64) -> u64 {
    fresh(n, || Chunked::new(data::noise(), 8 * KIB))
}

/// 1 MiB in pieces of 8 KiB.
pub fn chunked_reused(n: u64) -> u64 {
    reused(n, 2 * MIB, || Chunked::new(data::noise(), 8 * KIB))
}

/// 64 MiB in pieces of 8 KiB.
pub fn chunked_large_fresh(n: u64) -> u64 {
    fresh(n, || Chunked::new(data::large(), 8 * KIB))
}

/// 64 MiB in pieces of 8 KiB.
pub fn chunked_large_reused(n: u64) -> u64 {
    reused(n, 65 * MIB, || Chunked::new(data::large(), 8 * KIB))
}

/// 100 KiB in pieces of an Ethernet frame.
pub fn frames_fresh(n: u64) -> u64 {
    fresh(n, || Chunked::new(&data::noise()[..100 * KIB], 1400))
}

/// 1 MiB that is in memory.
pub fn slice_fresh(n: u64) -> u64 {
    fresh(n, data::noise)
}

/// 1 MiB that is in memory.
pub fn slice_reused(n: u64) -> u64 {
    reused(n, 2 * MIB, data::noise)
}

/// 64 MiB that is in memory.
pub fn slice_large_fresh(n: u64) -> u64 {
    fresh(n, data::large)
}

/// Reads 1 MiB from memory through a trait object.
pub fn slice_boxed(n: u64) -> u64 {
    fresh(n, || -> Box<io::DynRead> { Box::new(data::noise()) })
}

/// 1 MiB in pieces of 8 KiB, through a buffered reader.
pub fn buffered_reused(n: u64) -> u64 {
    reused(n, 2 * MIB, || io::BufReader::new(Chunked::new(data::noise(), 8 * KIB)))
}

/// 8 MiB in pieces of 8 KiB, of which every second poll is pending.
pub fn pending(n: u64) -> u64 {
    fresh(n, || Chunked::new(&data::large()[..8 * MIB], 8 * KIB).pending(2))
}

/// A body of 1,000 bytes that comes at once.
pub fn body_fresh(n: u64) -> u64 {
    fresh(n * 1000, || Chunked::new(&data::noise()[..1000], MIB))
}

/// A body of 100 bytes that comes at once, into a buffer of 64 KiB.
pub fn body_kept(n: u64) -> u64 {
    reused(n * 1000, 64 * KIB, || Chunked::new(&data::noise()[..100], MIB))
}

/// A body of 4 KiB that comes at once, into a buffer of that size.
pub fn body_exact(n: u64) -> u64 {
    reused(n * 1000, 4 * KIB, || Chunked::new(&data::noise()[..4 * KIB], MIB))
}

/// Reads text in pieces of 8 KiB.
fn string(n: u64, text: &str) -> u64 {
    task(async {
        let (mut sum, mut buf) = (0, String::with_capacity(text.len() + KIB));
        for _ in 0..n {
            buf.clear();
            black_box(Chunked::new(text.as_bytes(), 8 * KIB)).read_to_string(&mut buf).await.unwrap();
            sum = look(sum, black_box(buf.as_bytes()));
        }
        sum
    })
}

/// Reads 1 MiB of ASCII.
pub fn string_ascii(n: u64) -> u64 {
    string(n, data::ascii())
}

/// Reads 1 MiB of Chinese characters.
pub fn string_chinese(n: u64) -> u64 {
    string(n, data::chinese())
}
