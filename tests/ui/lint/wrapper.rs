//! C32: `clippy::missing_trait_methods` finds a wrapper that lacks a provided method. Forwarding satisfies the lint.
#![crate_type = "lib"]
#![deny(clippy::missing_trait_methods)]

pub trait AsyncWrite {
    fn poll_write(&mut self, buf: &[u8]) -> usize;

    fn poll_write_vectored(&mut self, bufs: &[&[u8]]) -> usize {
        self.poll_write(bufs.first().unwrap_or(&&[][..]))
    }
}

pub struct Wrapper<W>(pub W);

impl<W: AsyncWrite> AsyncWrite for Wrapper<W> {
    fn poll_write(&mut self, buf: &[u8]) -> usize {
        self.0.poll_write(buf)
    }

    #[cfg(forwards)]
    fn poll_write_vectored(&mut self, bufs: &[&[u8]]) -> usize {
        self.0.poll_write_vectored(bufs)
    }
}
