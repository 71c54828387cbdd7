//! C1: A provided consumer makes the trait unusable as a trait object, unless it is `where Self: Sized`.
//!
//! A public constructor does not help: the type of the future still names `Self`.
//!
//! Twin: `pass/constructor_dyn_object.rs`, which has that clause.

pub struct ReadExact<'a, R: ?Sized>(pub &'a mut R, pub &'a mut [u8], pub fn(&mut R, &mut [u8]) -> usize);

pub trait AsyncRead {
    fn poll_read(&mut self, buf: &mut [u8]) -> usize;

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self> {
        ReadExact(self, buf, Self::poll_read)
    }
}

fn object(_: &mut dyn AsyncRead) {}

fn main() {}
