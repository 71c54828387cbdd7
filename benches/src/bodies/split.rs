//! One stream, read and written in turns.

use super::{io, io::prelude::*, mix};
use crate::{families::now, source::Echo};
use std::hint::black_box;

/// The operations of a pass: a write and a read of 16 bytes each.
pub const OPS: u64 = 65536;

/// By the stream itself.
pub fn whole(n: u64) -> u64 {
    let (mut stream, mut sum, mut buf) = (Echo::default(), 0, [0; 16]);
    for i in 0..n * OPS {
        now(stream.write_all(black_box::<&[u8; 16]>(&[(i % 251) as u8; 16]))).unwrap();
        now(stream.read_exact(&mut buf)).unwrap();
        sum = mix(sum, black_box(&buf)[15].into());
    }
    sum
}

/// By its halves.
pub fn halves(n: u64) -> u64 {
    let (mut reader, mut writer) = io::split(Echo::default());
    let (mut sum, mut buf) = (0, [0; 16]);
    for i in 0..n * OPS {
        now(writer.write_all(black_box::<&[u8; 16]>(&[(i % 251) as u8; 16]))).unwrap();
        now(reader.read_exact(&mut buf)).unwrap();
        sum = mix(sum, black_box(&buf)[15].into());
    }
    sum
}

/// A boxed stream that is read and written.
pub fn boxed(n: u64) -> u64 {
    let mut stream: Box<io::DynReadWrite> = Box::<Echo>::default();
    let stream = black_box(&mut stream);
    let (mut sum, mut buf) = (0, [0; 16]);
    for i in 0..n * OPS {
        now(stream.write_all(black_box::<&[u8; 16]>(&[(i % 251) as u8; 16]))).unwrap();
        now(stream.read_exact(&mut buf)).unwrap();
        sum = mix(sum, black_box(&buf)[15].into());
    }
    sum
}
