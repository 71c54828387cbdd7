//! Workloads that read small pieces of a known length.

use super::{io, io::prelude::*, mix};
use crate::{
    data,
    families::{outlined, task},
    source::Chunked,
};
use std::hint::black_box;

/// The bytes of one pass.
const TOTAL: usize = 1 << 20;
/// The operations of a pass of 16 bytes each.
pub const OPS: u64 = TOTAL as u64 / 16;

fn source() -> Chunked<'static> {
    Chunked::new(black_box(data::noise()), usize::MAX)
}

/// Reads all of each reader in pieces of 16 bytes, in one task. This is a macro, so that the task itself awaits the
/// futures, not a future inside of it.
macro_rules! pieces {
    ($passes:expr, $reader:expr) => {
        task(async {
            let (mut sum, mut buf) = (0, [0; 16]);
            for _ in 0..$passes {
                let mut reader = $reader;
                for _ in 0..OPS {
                    reader.read_exact(&mut buf).await.unwrap();
                    sum = mix(sum, black_box(&buf)[15].into());
                }
            }
            sum
        })
    };
}

/// From a buffered reader.
pub fn buffered(n: u64) -> u64 {
    pieces!(n, io::BufReader::new(source()))
}

/// From a buffered reader, each poll behind a call.
pub fn not_inlined(n: u64) -> u64 {
    task(async {
        let (mut sum, mut buf) = (0, [0; 16]);
        for _ in 0..n {
            let mut reader = io::BufReader::new(source());
            for _ in 0..OPS {
                outlined(reader.read_exact(&mut buf)).await.unwrap();
                sum = mix(sum, black_box(&buf)[15].into());
            }
        }
        sum
    })
}

/// The operations of a pass of lengths that vary.
pub fn varied_ops() -> u64 {
    data::lengths().len() as u64
}

/// From a buffered reader, 0 to 47 bytes at a time.
pub fn varied(n: u64) -> u64 {
    task(async {
        let (mut sum, mut buf) = (0, [0; 47]);
        for _ in 0..n {
            let mut reader = io::BufReader::new(source());
            for &len in black_box(data::lengths()) {
                let piece = &mut buf[..len.into()];
                reader.read_exact(piece).await.unwrap();
                sum = mix(sum, black_box(&*piece).last().copied().unwrap_or(0).into());
            }
        }
        sum
    })
}

/// From bytes in memory.
pub fn slice(n: u64) -> u64 {
    pieces!(n, black_box(data::noise()))
}

/// From a boxed buffered reader.
pub fn boxed(n: u64) -> u64 {
    pieces!(n, {
        let reader: Box<io::DynRead> = Box::new(io::BufReader::new(source()));
        black_box(reader)
    })
}

/// Reads from a buffered reader through a reference to a trait object.
pub fn borrowed(n: u64) -> u64 {
    task(async {
        let (mut sum, mut buf) = (0, [0; 16]);
        for _ in 0..n {
            let mut buffered = io::BufReader::new(source());
            let reader: &mut io::DynRead = &mut buffered;
            let reader = black_box(reader);
            for _ in 0..OPS {
                io::by_reference(reader).read_exact(&mut buf).await.unwrap();
                sum = mix(sum, black_box(&buf)[15].into());
            }
        }
        sum
    })
}

/// Reads from a buffered reader of a boxed trait object.
pub fn buffered_box(n: u64) -> u64 {
    pieces!(n, {
        let inner: Box<io::DynRead> = Box::new(source());
        io::BufReader::new(black_box(inner))
    })
}

/// From a buffered reader whose inner reader gives 64 bytes at a time, and is pending every second time.
pub fn pending(n: u64) -> u64 {
    pieces!(n, io::BufReader::new(Chunked::new(black_box(data::noise()), 64).pending(2)))
}

/// The operations of a pass in long pieces.
pub const LONG: u64 = TOTAL as u64 / 1024;

/// Pieces of 1 KiB, without a buffer, from a reader that gives 64 bytes at a time and is pending every second time.
pub fn pending_often(n: u64) -> u64 {
    task(async {
        let (mut sum, mut buf) = (0, [0; 1024]);
        for _ in 0..n {
            let mut reader = Chunked::new(black_box(data::noise()), 64).pending(2);
            for _ in 0..LONG {
                reader.read_exact(&mut buf).await.unwrap();
                sum = mix(sum, black_box(&buf)[1023].into());
            }
        }
        sum
    })
}

/// The operations of a pass of numbers.
pub const NUMBERS: u64 = TOTAL as u64 / 4;

/// Reads big-endian numbers of four bytes from a buffered reader, with the method of the family.
pub fn number(n: u64) -> u64 {
    task(async {
        let mut sum = 0;
        for _ in 0..n {
            let mut reader = io::BufReader::new(source());
            for _ in 0..NUMBERS {
                sum = mix(sum, io::read_u32(&mut reader).await.unwrap() as usize);
            }
        }
        sum
    })
}

/// Big-endian numbers of one, two, four and eight bytes in no order, from a buffered reader.
pub fn numbers_varied(n: u64) -> u64 {
    task(async {
        let mut sum = 0;
        for _ in 0..n {
            let mut reader = io::BufReader::new(source());
            for &len in black_box(data::lengths()) {
                let number: u64 = match len % 4 {
                    0 => io::read_u8(&mut reader).await.unwrap().into(),
                    1 => io::read_u16(&mut reader).await.unwrap().into(),
                    2 => io::read_u32(&mut reader).await.unwrap().into(),
                    _ => io::read_u64(&mut reader).await.unwrap(),
                };
                sum = mix(sum, usize::try_from(number & 0xffff).unwrap());
            }
        }
        sum
    })
}

/// The operations of a pass of 64 bytes each.
pub const READS: u64 = TOTAL as u64 / 64;

/// Single reads of 64 bytes from memory.
pub fn read(n: u64) -> u64 {
    task(async {
        let (mut sum, mut buf) = (0, [0; 64]);
        for _ in 0..n {
            let mut reader = black_box(data::noise());
            for _ in 0..READS {
                sum = mix(sum, reader.read(&mut buf).await.unwrap());
                sum = mix(sum, black_box(&buf)[63].into());
            }
        }
        sum
    })
}

/// Looks at what is buffered, and consumes 64 bytes of it.
pub fn fill_buf(n: u64) -> u64 {
    task(async {
        let mut sum = 0;
        for _ in 0..n {
            let mut reader = io::BufReader::new(source());
            for _ in 0..READS {
                sum = mix(sum, reader.fill_buf().await.unwrap()[0].into());
                io::consume(&mut reader, 64);
            }
        }
        sum
    })
}
