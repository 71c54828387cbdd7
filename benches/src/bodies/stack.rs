//! Readers in readers: each ends the one inside of it after so many bytes, which never come.

#[allow(unused_imports, reason = "some families have the methods on the trait itself")]
use super::io::prelude::*;
use super::{io, mix};
use crate::{data, families::now, source::Chunked};
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
    let (mut sum, mut buf) = (0, [0; 16]);
    for _ in 0..n {
        let mut reader = reader();
        for _ in 0..OPS {
            sum = mix(sum, now(reader.read(&mut buf)).unwrap());
            sum = mix(sum, black_box(&buf)[15].into());
        }
    }
    sum
}

/// One around the source.
pub fn one(n: u64) -> u64 {
    pieces(n, || once(source()))
}

/// Two, of known types.
pub fn two(n: u64) -> u64 {
    pieces(n, || twice(source()))
}

/// Four, of known types.
pub fn four(n: u64) -> u64 {
    pieces(n, || four_times(source()))
}

/// Eight, of known types.
pub fn eight(n: u64) -> u64 {
    pieces(n, || eight_times(source()))
}

/// Sixteen, of known types.
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

/// So many, each around a boxed object of which nothing is known.
pub fn boxed<const DEPTH: usize>(n: u64) -> u64 {
    pieces(n, nested::<DEPTH>)
}

/// As [`pieces`], by what fills its buffer.
#[inline]
fn exact<R: io::AsyncRead + Unpin>(n: u64, reader: impl Fn() -> R) -> u64 {
    let (mut sum, mut buf) = (0, [0; 16]);
    for _ in 0..n {
        let mut reader = reader();
        for _ in 0..OPS {
            now(reader.read_exact(&mut buf)).unwrap();
            sum = mix(sum, black_box(&buf)[15].into());
        }
    }
    sum
}

/// Four of known types, each piece filled.
pub fn exact_four(n: u64) -> u64 {
    exact(n, || four_times(source()))
}

/// So many around boxed objects, each piece filled.
pub fn exact_boxed<const DEPTH: usize>(n: u64) -> u64 {
    exact(n, nested::<DEPTH>)
}
