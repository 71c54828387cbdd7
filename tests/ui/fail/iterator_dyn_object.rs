//! C1: A provided consumer makes the trait unusable as an object, unless it is `where Self: Sized`.
//!
//! Twin: `pass/iterator_dyn_object.rs`, which has that clause.

pub trait AsyncRead {
    fn read_exact(&mut self, buf: &mut [u8]) -> impl Future<Output = poll_io::Result<()>>;
}

fn object(_: &mut dyn AsyncRead) {}

fn main() {}
