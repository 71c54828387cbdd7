//! C20: With hooks too, the implementing module needs only the core trait. The name of a hook starts with `poll_`.

#[path = "../designs/hooks.rs"]
mod hooks;
use hooks::AsyncRead;
use poll_io::{BorrowedCursor, Result};
use std::{
    io::Read,
    pin::Pin,
    task::{Context, Poll},
};

/// A source with both APIs, like a socket in non-blocking mode.
struct Both(&'static [u8]);

impl Read for Both {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        Read::read(&mut self.0, buf)
    }
}

impl AsyncRead for Both {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let n = self.read(buf.ensure_init())?;
        buf.advance_checked(n);
        Poll::Ready(Ok(()))
    }
}

pub fn main() {
    let mut both = Both(b"hello");
    let mut buf = [0; 2];
    both.read_exact(&mut buf).unwrap();
    assert_eq!(&buf, b"he");
}
