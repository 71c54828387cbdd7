//! C36: A required method that is generic over the buffer leaves no trait objects.
//!
//! Twin: `pass/split_dyn_object.rs`, with a buffer of one type.

use std::task::{Context, Poll};

pub trait Buffer {}

pub trait AsyncRead {
    fn poll_read<B: Buffer>(&mut self, cx: &mut Context<'_>, buf: &mut B) -> Poll<poll_io::Result<()>>;
}

fn object(_: &mut dyn AsyncRead) {}

fn main() {}
