//! C32: In the Iterator style, a pointer cannot satisfy the lint. The lint also requires the consumers, and a pointer
//! cannot forward these (C14).
#![crate_type = "lib"]
#![deny(clippy::missing_trait_methods)]

pub trait AsyncRead {
    fn poll_read(&mut self, buf: &mut [u8]) -> usize;

    fn read(&mut self, buf: &mut [u8]) -> impl Future<Output = usize>
    where
        Self: Sized,
    {
        std::future::ready(self.poll_read(buf))
    }
}

impl<T: AsyncRead + ?Sized> AsyncRead for &mut T {
    fn poll_read(&mut self, buf: &mut [u8]) -> usize {
        T::poll_read(self, buf)
    }
}
