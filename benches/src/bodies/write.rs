//! Workloads that write.

use super::{io, io::prelude::*, mix};
use crate::{
    data,
    families::{outlined, task},
    source::Ring,
};
use std::{hint::black_box, io::IoSlice};

const KIB: usize = 1024;
/// The operations of a pass of small writes.
pub const OPS: u64 = 65536;

fn buffered() -> io::BufWriter<Ring> {
    io::BufWriter::new(Ring::new(64 * KIB))
}

fn sixteen() -> [u8; 16] {
    *data::noise().first_chunk().unwrap()
}

/// Writes 16 bytes at a time into a buffered writer.
pub fn small(n: u64) -> u64 {
    let (mut writer, bytes) = (buffered(), sixteen());
    task(async {
        for _ in 0..n * OPS {
            writer.write_all(black_box::<&[u8; 16]>(&bytes)).await.unwrap();
        }
        writer.flush().await.unwrap();
    });
    writer.get_ref().sum()
}

/// Writes 16 bytes at a time into a buffered writer, each poll behind a call.
pub fn small_not_inlined(n: u64) -> u64 {
    let (mut writer, bytes) = (buffered(), sixteen());
    task(async {
        for _ in 0..n * OPS {
            outlined(writer.write_all(black_box::<&[u8; 16]>(&bytes))).await.unwrap();
        }
        writer.flush().await.unwrap();
    });
    writer.get_ref().sum()
}

/// Writes 0 to 47 bytes at a time into a buffered writer.
pub fn varied(n: u64) -> u64 {
    let mut writer = buffered();
    task(async {
        for _ in 0..n {
            for &len in black_box(data::lengths()) {
                writer.write_all(black_box(&data::noise()[..len.into()])).await.unwrap();
            }
        }
        writer.flush().await.unwrap();
    });
    writer.get_ref().sum()
}

/// Writes 16 bytes at a time into a boxed buffered writer.
pub fn small_boxed(n: u64) -> u64 {
    let mut writer: Box<io::DynWrite> = Box::new(buffered());
    let (writer, bytes) = (black_box(&mut writer), sixteen());
    task(async {
        for _ in 0..n * OPS {
            writer.write_all(black_box::<&[u8; 16]>(&bytes)).await.unwrap();
        }
        writer.flush().await.unwrap();
    });
    n
}

/// Writes 3,000 bytes at a time into a buffered writer.
pub fn medium(n: u64) -> u64 {
    let mut writer = io::BufWriter::new(Ring::new(64 * KIB));
    task(async {
        for _ in 0..n * 1000 {
            writer.write_all(black_box(&data::noise()[..3000])).await.unwrap();
        }
        writer.flush().await.unwrap();
    });
    mix(0, usize::from(writer.get_ref().sum() > 0))
}

/// Writes 64 MiB to a writer that takes 8 KiB at a time.
pub fn large(n: u64) -> u64 {
    let mut writer = Ring::new(8 * KIB);
    task(async {
        for _ in 0..n {
            writer.write_all(black_box(data::large())).await.unwrap();
        }
    });
    writer.sum()
}

/// Eight slices of 64 bytes.
fn slices() -> [IoSlice<'static>; 8] {
    let mut parts = data::noise().chunks(64);
    std::array::from_fn(|_| IoSlice::new(parts.next().unwrap()))
}

/// The operations of a pass of vectored writes.
pub const VECTORED: u64 = 10_000;

/// Writes eight slices at once to a writer that takes them.
pub fn vectored(n: u64) -> u64 {
    let mut writer = Ring::new(64 * KIB);
    let mut sum = 0;
    task(async {
        let slices = slices();
        for _ in 0..n * VECTORED {
            sum = mix(sum, writer.write_vectored(black_box(&slices)).await.unwrap());
        }
    });
    writer.sum() ^ sum
}

/// Writes eight slices at once to a buffered writer.
pub fn vectored_buffered(n: u64) -> u64 {
    let mut writer = io::BufWriter::new(Ring::new(64 * KIB));
    task(async {
        let slices = slices();
        for _ in 0..n * VECTORED {
            // futures-lite writes one slice and leaves the rest to the next call.
            let mut done = 0;
            while done < slices.len() {
                done += writer.write_vectored(black_box(&slices[done..])).await.unwrap() / 64;
            }
        }
        writer.flush().await.unwrap();
    });
    mix(0, usize::from(writer.get_ref().sum() > 0))
}
