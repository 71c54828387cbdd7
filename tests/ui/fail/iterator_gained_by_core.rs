//! C28: If a core trait gains a method that a third party's Ext trait already has, calls on concrete types break.
//!
//! Twin: `pass/iterator_gained_by_core.rs` shows the code before the release.

/// This is the core trait after a minor release.
trait AsyncRead {
    fn read_frame(&mut self) -> usize {
        1
    }
}

/// A third party's Ext trait, which had the method first.
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
