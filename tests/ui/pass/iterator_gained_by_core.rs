//! C28: Before the core trait gains the method, only the third party's trait has it.

/// This is the core trait before the minor release.
trait AsyncRead {}

/// This Ext trait belongs to a third party.
trait FrameExt: AsyncRead {
    fn read_frame(&mut self) -> usize {
        2
    }
}

impl<T: AsyncRead + ?Sized> FrameExt for T {}

struct Socket;
impl AsyncRead for Socket {}

pub fn main() {
    assert_eq!(Socket.read_frame(), 2);
}
