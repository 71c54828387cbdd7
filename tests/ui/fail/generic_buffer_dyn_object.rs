//! C36: A trait whose required method is generic over the buffer has no trait objects.
//!
//! Twin: `pass/split_dyn_object.rs`, which uses one type of buffer.

use std::task::{Context, Poll};

pub trait Buffer {}

pub trait AsyncRead {
    fn poll_read<B: Buffer>(&mut self, cx: &mut Context<'_>, buf: &mut B) -> Poll<poll_io::Result<()>>;
}

fn object(_: &mut dyn AsyncRead) {}

fn main() {}
