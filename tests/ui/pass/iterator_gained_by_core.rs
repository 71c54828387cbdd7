//! C28: Before the core trait gains the method, the third party's is the only one.

/// The core trait before the minor release.
trait AsyncRead {}

/// Somebody's Ext trait.
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
