//! C30: If our Ext trait gains a method of a third party's trait, all calls break where both are imported, even generic
//! ones. A call never changes its meaning silently.
//!
//! Twin: `pass/split_gained_by_ext.rs`, where one line resolves the conflict.

use poll_io::prelude::*;

/// A third party's Ext trait, which had `read_u32` before ours gained it.
trait WireExt: AsyncRead {
    fn read_u32(&mut self) -> u32 {
        7
    }
}

impl<R: AsyncRead + ?Sized> WireExt for R {}

fn generic<R: AsyncRead + Unpin>(reader: &mut R) -> u32 {
    reader.read_u32()
}

fn object(reader: &mut (dyn AsyncRead + Unpin)) -> u32 {
    reader.read_u32()
}

fn main() {}
