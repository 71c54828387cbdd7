//! C63: The crate of a trait cannot give every implementor inherent methods.
//!
//! Twin: `pass/inherent_dyn.rs`: it can give them to the trait object.

pub trait AsyncRead {}

impl<R: AsyncRead + ?Sized> R {
    pub fn read_exact(&mut self, _: &mut [u8]) {}
}

fn main() {}
