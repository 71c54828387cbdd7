//! Small pieces of a known length.

use super::{io, io::prelude::*, mix};
use crate::{
    data,
    families::{now, outlined},
    source::Chunked,
};
use std::hint::black_box;

/// What one pass reads.
const TOTAL: usize = 1 << 20;
/// The operations of a pass of 16 bytes each.
pub const OPS: u64 = TOTAL as u64 / 16;

fn source() -> Chunked<'static> {
    Chunked::new(black_box(data::noise()), usize::MAX)
}

/// Reads all in pieces of 16 bytes, each by a future of its own.
#[inline]
fn pieces<R: io::AsyncRead + Unpin>(sum: &mut u64, reader: &mut R) {
    let mut buf = [0; 16];
    for _ in 0..OPS {
        now(reader.read_exact(&mut buf)).unwrap();
        *sum = mix(*sum, black_box(&buf)[15].into());
    }
}

/// From a buffered reader.
pub fn inlined(n: u64) -> u64 {
    let mut sum = 0;
    for _ in 0..n {
        pieces(&mut sum, &mut io::BufReader::new(source()));
    }
    sum
}

/// From a buffered reader, each poll behind a call.
pub fn not_inlined(n: u64) -> u64 {
    let (mut sum, mut buf) = (0, [0; 16]);
    for _ in 0..n {
        let mut reader = io::BufReader::new(source());
        for _ in 0..OPS {
            outlined(reader.read_exact(&mut buf)).unwrap();
            sum = mix(sum, black_box(&buf)[15].into());
        }
    }
    sum
}

/// From a buffered reader, all inside of one task, whose memory the futures are in.
pub fn task(n: u64) -> u64 {
    now(async {
        let (mut sum, mut buf) = (0, [0; 16]);
        for _ in 0..n {
            let mut reader = io::BufReader::new(source());
            for _ in 0..OPS {
                reader.read_exact(&mut buf).await.unwrap();
                sum = mix(sum, black_box(&buf)[15].into());
            }
        }
        sum
    })
}

/// From bytes in memory.
pub fn slice(n: u64) -> u64 {
    let mut sum = 0;
    for _ in 0..n {
        pieces(&mut sum, black_box(&mut data::noise()));
    }
    sum
}

/// From a boxed buffered reader.
pub fn boxed(n: u64) -> u64 {
    let mut sum = 0;
    for _ in 0..n {
        let mut reader: Box<io::DynRead> = Box::new(io::BufReader::new(source()));
        pieces(&mut sum, black_box(&mut reader));
    }
    sum
}

/// From a buffered reader through a reference to an object.
pub fn borrowed(n: u64) -> u64 {
    let (mut sum, mut buf) = (0, [0; 16]);
    for _ in 0..n {
        let mut buffered = io::BufReader::new(source());
        let reader: &mut io::DynRead = &mut buffered;
        let reader = black_box(reader);
        for _ in 0..OPS {
            now(io::by_reference(reader).read_exact(&mut buf)).unwrap();
            sum = mix(sum, black_box(&buf)[15].into());
        }
    }
    sum
}

/// From a buffered reader of a boxed object.
pub fn buffered_box(n: u64) -> u64 {
    let mut sum = 0;
    for _ in 0..n {
        let inner: Box<io::DynRead> = Box::new(source());
        pieces(&mut sum, &mut io::BufReader::new(black_box(inner)));
    }
    sum
}

/// From a buffered reader whose inner reader gives 64 bytes at a time, and is pending every second time.
pub fn pending(n: u64) -> u64 {
    let mut sum = 0;
    for _ in 0..n {
        let inner = Chunked::new(black_box(data::noise()), 64).pending(2);
        pieces(&mut sum, &mut io::BufReader::new(inner));
    }
    sum
}

/// The operations of a pass of numbers.
pub const NUMBERS: u64 = TOTAL as u64 / 4;

/// Big-endian numbers from a buffered reader, by what the family has for them.
pub fn number(n: u64) -> u64 {
    let mut sum = 0;
    for _ in 0..n {
        let mut reader = io::BufReader::new(source());
        for _ in 0..NUMBERS {
            sum = mix(sum, now(io::read_u32(&mut reader)).unwrap() as usize);
        }
    }
    sum
}

/// The operations of a pass of 64 bytes each.
pub const READS: u64 = TOTAL as u64 / 64;

/// Single reads of 64 bytes from memory.
pub fn read(n: u64) -> u64 {
    let (mut sum, mut buf) = (0, [0; 64]);
    for _ in 0..n {
        let mut reader = black_box(data::noise());
        for _ in 0..READS {
            sum = mix(sum, now(reader.read(&mut buf)).unwrap());
            sum = mix(sum, black_box(&buf)[63].into());
        }
    }
    sum
}

/// Looks at what is buffered, and consumes 64 bytes of it.
pub fn fill_buf(n: u64) -> u64 {
    let mut sum = 0;
    for _ in 0..n {
        let mut reader = io::BufReader::new(source());
        for _ in 0..READS {
            sum = mix(sum, now(reader.fill_buf()).unwrap()[0].into());
            io::consume(&mut reader, 64);
        }
    }
    sum
}
