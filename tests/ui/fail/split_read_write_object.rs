//! C6: A trait object cannot combine two traits if neither is an auto trait.
//!
//! Twin: `pass/split_read_write_object.rs`.

use poll_io::prelude::*;

fn boxed(stream: poll_io::DuplexStream) -> Box<dyn AsyncRead + AsyncWrite + Unpin + Send> {
    Box::new(stream)
}

fn main() {}
