//! C30: A qualified path resolves the conflict, and a trait that is not imported causes none.

use poll_io::prelude::*;

/// A third party's Ext trait, which had `read_u32` before ours gained it.
trait WireExt: AsyncRead {
    fn read_u32(&mut self) -> u32 {
        7
    }
}

impl<R: AsyncRead + ?Sized> WireExt for R {}

fn generic<R: AsyncRead + Unpin>(reader: &mut R) -> u32 {
    WireExt::read_u32(reader)
}

mod without_the_prelude {
    use super::WireExt as _;

    pub fn object(reader: &mut (dyn poll_io::AsyncRead + Unpin)) -> u32 {
        reader.read_u32()
    }
}

pub fn main() {
    assert_eq!(generic(&mut &b"hello"[..]), 7);
    assert_eq!(without_the_prelude::object(&mut &b"hello"[..]), 7);
}
