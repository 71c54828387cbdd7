//! C1: The core traits of the split are dyn compatible, because the consumers are in another trait.

use poll_io::{AsyncBufRead, AsyncRead, AsyncReadWrite, AsyncSeek, AsyncWrite};

fn reader(_: Option<&mut dyn AsyncRead>) {}
fn writer(_: Option<&mut dyn AsyncWrite>) {}
fn buffered(_: Option<&mut dyn AsyncBufRead>) {}
fn seeker(_: Option<&mut dyn AsyncSeek>) {}
fn stream(_: Option<&mut dyn AsyncReadWrite>) {}

pub fn main() {
    reader(None);
    writer(None);
    buffered(None);
    seeker(None);
    stream(None);
}
