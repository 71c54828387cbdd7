//! Workloads that read and write one stream in turns.

use super::{io, io::prelude::*, mix};
use crate::{
    families::{now, task},
    source::Echo,
};
use futures_lite::future::block_on;
use std::{hint::black_box, sync::Barrier, thread};

/// The operations of a pass: a write and a read of 16 bytes each.
pub const OPS: u64 = 65536;

/// Uses the stream itself.
pub fn whole(n: u64) -> u64 {
    task(async {
        let (mut stream, mut sum, mut buf) = (Echo::<16>::default(), 0, [0; 16]);
        for i in 0..n * OPS {
            stream.write_all(black_box::<&[u8; 16]>(&[(i % 251) as u8; 16])).await.unwrap();
            stream.read_exact(&mut buf).await.unwrap();
            sum = mix(sum, black_box(&buf)[15].into());
        }
        sum
    })
}

/// Uses the halves of the stream.
pub fn halves(n: u64) -> u64 {
    task(async {
        let (mut reader, mut writer) = io::split(Echo::<16>::default());
        let (mut sum, mut buf) = (0, [0; 16]);
        for i in 0..n * OPS {
            writer.write_all(black_box::<&[u8; 16]>(&[(i % 251) as u8; 16])).await.unwrap();
            reader.read_exact(&mut buf).await.unwrap();
            sum = mix(sum, black_box(&buf)[15].into());
        }
        sum
    })
}

/// A boxed stream that is read and written.
pub fn boxed(n: u64) -> u64 {
    task(async {
        let mut stream: Box<io::DynReadWrite> = Box::<Echo<16>>::default();
        let stream = black_box(&mut stream);
        let (mut sum, mut buf) = (0, [0; 16]);
        for i in 0..n * OPS {
            stream.write_all(black_box::<&[u8; 16]>(&[(i % 251) as u8; 16])).await.unwrap();
            stream.read_exact(&mut buf).await.unwrap();
            sum = mix(sum, black_box(&buf)[15].into());
        }
        sum
    })
}

/// The operations of a pass on two threads: each is a write and a read of 32 bytes, in any order. With 16 bytes
/// they would be the same functions as those of [`halves`], and the compiler would not inline a function with two
/// callers.
pub const SHARED: u64 = 1 << 18;

/// Uses the halves on two threads. The order of the writes and reads varies, but each read returns a whole write.
pub fn threads(n: u64) -> u64 {
    let (mut reader, mut writer) = io::split(Echo::<32>::default());
    let (mut whole, mut buf, start) = (0, [0; 32], Barrier::new(2));
    thread::scope(|scope| {
        scope.spawn(|| {
            start.wait();
            block_on(async {
                for i in 0..n * SHARED {
                    writer.write_all(black_box::<&[u8; 32]>(&[(i % 251) as u8; 32])).await.unwrap();
                }
            });
        });
        start.wait();
        block_on(async {
            for _ in 0..n * SHARED {
                reader.read_exact(&mut buf).await.unwrap();
                whole += u64::from(black_box(&buf)[0] == buf[31]);
            }
        });
    });
    now(reader.read_exact(&mut buf)).unwrap();
    mix(whole, buf[0].into())
}
