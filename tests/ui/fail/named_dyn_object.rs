//! C1: A provided consumer makes the trait unusable as an object, unless it is `where Self: Sized`.
//!
//! Naming the future does not help: the name has `Self` in it.
//!
//! Twin: `pass/named_dyn_object.rs`, which has that clause.

pub struct ReadExact<'a, R: ?Sized>(&'a mut R, &'a mut [u8]);

pub trait AsyncRead {
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self> {
        ReadExact(self, buf)
    }
}

fn object(_: &mut dyn AsyncRead) {}

fn main() {}
