//! Workloads that copy from a reader to a writer.

use super::{io, mix};
use crate::{
    data,
    families::task,
    loopback::{RUNTIME, connected, drain, give},
    source::{Chunked, Ring},
};
use std::hint::black_box;

const KIB: usize = 1024;

/// Copies `n` times.
#[inline]
fn copies<R: io::CopyRead + Unpin>(n: u64, reader: impl Fn() -> R) -> u64 {
    task(async {
        let (mut sum, mut writer) = (0, Ring::new(64 * KIB));
        for _ in 0..n {
            sum = mix(sum, usize::try_from(io::copy(&mut reader(), &mut writer).await.unwrap()).unwrap());
        }
        mix(sum, usize::from(writer.sum() > 0))
    })
}

/// 64 MiB in pieces of an Ethernet frame.
pub fn frames(n: u64) -> u64 {
    copies(n, || black_box(Chunked::new(data::large(), 1400)))
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

/// The reads of a pass in pieces of 64 bytes.
pub const SMALL: u64 = (1 << 20) / 64;

/// 1 MiB in pieces of 64 bytes, of which every fourth poll is pending.
pub fn pending_small(n: u64) -> u64 {
    copies(n, || black_box(Chunked::new(data::noise(), 64).pending(4)))
}

/// 64 MiB that is in memory.
pub fn slice(n: u64) -> u64 {
    copies(n, || black_box(data::large()))
}

/// Copies 64 MiB in pieces of 64 KiB by a buffer of `size` bytes.
fn equal(n: u64, size: usize) -> u64 {
    task(async {
        let (mut sum, mut writer) = (0, Ring::new(64 * KIB));
        for _ in 0..n {
            let reader = black_box(Chunked::new(data::large(), 64 * KIB));
            sum = mix(sum, usize::try_from(io::copy_by(reader, &mut writer, size).await.unwrap()).unwrap());
        }
        mix(sum, usize::from(writer.sum() > 0))
    })
}

/// Copies 64 MiB. Every family uses a buffer of the same size.
pub fn equal_small(n: u64) -> u64 {
    equal(n, 8 * KIB)
}

/// Copies 64 MiB. Every family uses a buffer of the same size.
pub fn equal_large(n: u64) -> u64 {
    equal(n, 64 * KIB)
}

/// A body of 100 bytes.
pub fn body(n: u64) -> u64 {
    copies(n * 1000, || black_box(Chunked::new(&data::noise()[..100], usize::MAX)))
}

/// 64 MiB from a buffered reader.
pub fn buffered(n: u64) -> u64 {
    task(async {
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
    task(async {
        let (mut sum, mut writer) = (0, Ring::new(64 * KIB));
        for _ in 0..n {
            let mut reader = black_box(data::large());
            sum = mix(sum, usize::try_from(io::copy_buf(&mut reader, &mut writer).await.unwrap()).unwrap());
        }
        mix(sum, usize::from(writer.sum() > 0))
    })
}

/// Copies 64 MiB from one socket to another.
macro_rules! over_tcp {
    ($passes:expr, $copy:expr) => {
        RUNTIME.block_on(async {
            let mut sum = 0;
            for _ in 0..$passes {
                let ((source, _), (sink, received)) = (connected(give(data::large().len())), connected(drain));
                let mut writer = io::tcp(sink);
                sum = mix(sum, usize::try_from($copy(io::tcp(source), &mut writer).await.unwrap()).unwrap());
                drop(writer);
                sum = mix(sum, usize::try_from(received.join().unwrap()).unwrap());
            }
            sum
        })
    };
}

/// Copies 64 MiB from one socket to another, with the default buffers.
pub fn tcp(n: u64) -> u64 {
    over_tcp!(n, async |mut reader, writer| io::copy(&mut reader, writer).await)
}

/// Copies 64 MiB from one socket to another. Every family uses a buffer of 64 KiB.
pub fn tcp_equal(n: u64) -> u64 {
    over_tcp!(n, async |reader, writer| io::copy_by(reader, writer, 64 * KIB).await)
}
