//! C30: Our Ext trait gaining a method of somebody's breaks the calls where both are imported, generic ones too; it never
//! takes one over.
//!
//! Twin: `pass/split_gained_by_ext.rs`, where one line settles it.

use poll_io::prelude::*;

/// Somebody's Ext trait, which had `read_u32` before ours gained it.
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
