//! From a reader to a writer.

use super::{io, mix};
use crate::{
    data,
    families::now,
    loopback::{RUNTIME, connected, drain, give},
    source::{Chunked, Ring},
};
use std::hint::black_box;

const KIB: usize = 1024;

/// Copies `n` times.
#[inline]
fn copies<R: io::CopyRead + Unpin>(n: u64, reader: impl Fn() -> R) -> u64 {
    now(async {
        let (mut sum, mut writer) = (0, Ring::new(64 * KIB));
        for _ in 0..n {
            sum = mix(sum, usize::try_from(io::copy(&mut reader(), &mut writer).await.unwrap()).unwrap());
        }
        mix(sum, usize::from(writer.sum() > 0))
    })
}

/// 64 MiB in pieces of 8 KiB.
pub fn chunked(n: u64) -> u64 {
    copies(n, || black_box(Chunked::new(data::large(), 8 * KIB)))
}

/// 64 MiB in pieces of 64 KiB.
pub fn chunked_large(n: u64) -> u64 {
    copies(n, || black_box(Chunked::new(data::large(), 64 * KIB)))
}

/// 64 MiB in pieces of 8 KiB, of which every fourth poll is pending.
pub fn pending(n: u64) -> u64 {
    copies(n, || black_box(Chunked::new(data::large(), 8 * KIB).pending(4)))
}

/// 1 MiB in pieces of 64 bytes, of which every fourth poll is pending.
pub fn pending_small(n: u64) -> u64 {
    copies(n, || black_box(Chunked::new(data::noise(), 64).pending(4)))
}

/// 64 MiB that is in memory.
pub fn slice(n: u64) -> u64 {
    copies(n, || black_box(data::large()))
}

/// A body of 100 bytes.
pub fn body(n: u64) -> u64 {
    copies(n * 1000, || black_box(Chunked::new(&data::noise()[..100], usize::MAX)))
}

/// 64 MiB from a buffered reader.
pub fn buffered(n: u64) -> u64 {
    now(async {
        let (mut sum, mut writer) = (0, Ring::new(64 * KIB));
        for _ in 0..n {
            let mut reader = io::BufReader::new(black_box(Chunked::new(data::large(), 8 * KIB)));
            sum = mix(sum, usize::try_from(io::copy_buf(&mut reader, &mut writer).await.unwrap()).unwrap());
        }
        mix(sum, usize::from(writer.sum() > 0))
    })
}

/// 64 MiB that is in memory, as a buffered reader.
pub fn buffered_slice(n: u64) -> u64 {
    now(async {
        let (mut sum, mut writer) = (0, Ring::new(64 * KIB));
        for _ in 0..n {
            let mut reader = black_box(data::large());
            sum = mix(sum, usize::try_from(io::copy_buf(&mut reader, &mut writer).await.unwrap()).unwrap());
        }
        mix(sum, usize::from(writer.sum() > 0))
    })
}

/// 64 MiB from one socket to another.
pub fn tcp(n: u64) -> u64 {
    RUNTIME.block_on(async {
        let mut sum = 0;
        for _ in 0..n {
            let ((source, _), (sink, received)) = (connected(give(data::large().len())), connected(drain));
            let (mut reader, mut writer) = (io::tcp(source), io::tcp(sink));
            sum = mix(sum, usize::try_from(io::copy(&mut reader, &mut writer).await.unwrap()).unwrap());
            drop(writer);
            sum = mix(sum, usize::try_from(received.join().unwrap()).unwrap());
        }
        sum
    })
}
