//! Workloads that read through nested readers. Each reader limits the reader inside of it, but the input ends
//! before the limit.

#[allow(unused_imports, reason = "some families have the methods on the trait itself")]
use super::io::prelude::*;
use super::{io, mix};
use crate::{data, families::task, source::Chunked};
use std::hint::black_box;

/// The operations of a pass: reads of 16 bytes each.
pub const OPS: u64 = 65536;

fn source() -> Chunked<'static> {
    Chunked::new(black_box(data::noise()), usize::MAX)
}

fn once<R: io::CopyRead>(reader: R) -> io::Take<R> {
    io::take(reader, black_box(1 << 40))
}

fn twice<R: io::CopyRead + Unpin>(reader: R) -> impl io::CopyRead + Unpin {
    once(once(reader))
}

fn four_times<R: io::CopyRead + Unpin>(reader: R) -> impl io::CopyRead + Unpin {
    twice(twice(reader))
}

fn eight_times<R: io::CopyRead + Unpin>(reader: R) -> impl io::CopyRead + Unpin {
    four_times(four_times(reader))
}

/// Reads all of each of `n` readers.
#[inline]
fn pieces<R: io::AsyncRead + Unpin>(n: u64, reader: impl Fn() -> R) -> u64 {
    task(async {
        let (mut sum, mut buf) = (0, [0; 16]);
        for _ in 0..n {
            let mut reader = reader();
            for _ in 0..OPS {
                sum = mix(sum, reader.read(&mut buf).await.unwrap());
                sum = mix(sum, black_box(&buf)[15].into());
            }
        }
        sum
    })
}

/// Reads through one reader around the source.
pub fn one(n: u64) -> u64 {
    pieces(n, || once(source()))
}

/// Reads through two readers of concrete types.
pub fn two(n: u64) -> u64 {
    pieces(n, || twice(source()))
}

/// Reads through four readers of concrete types.
pub fn four(n: u64) -> u64 {
    pieces(n, || four_times(source()))
}

/// Reads through eight readers of concrete types.
pub fn eight(n: u64) -> u64 {
    pieces(n, || eight_times(source()))
}

/// Reads through 16 readers of concrete types.
pub fn sixteen(n: u64) -> u64 {
    pieces(n, || eight_times(eight_times(source())))
}

fn nested<const DEPTH: usize>() -> Box<io::DynRead> {
    let mut reader: Box<io::DynRead> = Box::new(source());
    for _ in 0..DEPTH {
        reader = Box::new(once(black_box(reader)));
    }
    black_box(reader)
}

/// Reads through nested readers, each around a boxed trait object.
pub fn boxed<const DEPTH: usize>(n: u64) -> u64 {
    pieces(n, nested::<DEPTH>)
}

/// Reads 1 MiB up to its limit, into a buffer of that size.
pub fn to_end(n: u64) -> u64 {
    task(async {
        let (mut sum, mut buf) = (0, Vec::with_capacity(data::noise().len()));
        for _ in 0..n {
            buf.clear();
            let source = Chunked::new(black_box(data::large()), 8192);
            let mut reader = io::take(source, black_box(data::noise().len() as u64));
            sum = mix(sum, reader.read_to_end(&mut buf).await.unwrap());
            sum = mix(sum, black_box(&buf).len());
        }
        sum
    })
}
