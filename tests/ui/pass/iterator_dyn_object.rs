//! C1: With `where Self: Sized` on each consumer, the trait of the Iterator style is dyn compatible.

use poll_io::iterator_style::{AsyncBufRead, AsyncRead, AsyncReadWrite, AsyncSeek, AsyncWrite};

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
