//! C25: The Ext trait of a third party that calls consumers cannot offer its methods on trait objects.
//!
//! Twin: `pass/split_third_party_ext.rs`.

use poll_io::iterator_style::AsyncRead;

trait FrameExt: AsyncRead + Unpin {
    fn header<'a>(&'a mut self, buf: &'a mut [u8; 4]) -> impl Future<Output = poll_io::Result<()>> {
        self.read_exact(buf)
    }
}

impl<R: AsyncRead + Unpin + ?Sized> FrameExt for R {}

fn main() {}
