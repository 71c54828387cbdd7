//! C28: A core trait that gains a method which an Ext trait of a third party has breaks the calls on concrete types.
//!
//! Twin: `pass/iterator_gained_by_core.rs`, before.

/// The core trait after a minor release.
trait AsyncRead {
    fn read_frame(&mut self) -> usize {
        1
    }
}

/// Somebody's Ext trait, which had it first.
trait FrameExt: AsyncRead {
    fn read_frame(&mut self) -> usize {
        2
    }
}

impl<T: AsyncRead + ?Sized> FrameExt for T {}

struct Socket;
impl AsyncRead for Socket {}

fn main() {
    Socket.read_frame();
}
