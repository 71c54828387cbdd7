//! C4: A function over `T: AsyncRead + ?Sized` cannot call a consumer.
//!
//! Twin: `pass/split_unsized_generic.rs`.

#[path = "../designs/constructor.rs"]
mod constructor;
use constructor::AsyncRead;

fn header<R: AsyncRead + Unpin + ?Sized>(reader: &mut R, buf: &mut [u8; 4]) {
    let _ = reader.read_exact(buf);
}

fn main() {}
