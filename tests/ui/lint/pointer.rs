//! C32: In the Iterator style the lint cannot be obeyed: it asks a pointer for the consumers too, which cannot be forwarded
//! (C14).
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
