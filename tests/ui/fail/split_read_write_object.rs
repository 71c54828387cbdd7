//! C6: A box cannot hold two traits of which neither is automatic.
//!
//! Twin: `pass/split_read_write_object.rs`.

use poll_io::prelude::*;

fn boxed(stream: poll_io::DuplexStream) -> Box<dyn AsyncRead + AsyncWrite + Unpin + Send> {
    Box::new(stream)
}

fn main() {}
