//! A program of the product, to be weighed: objects, of two types.

use poll_io::{AsyncRead, AsyncWrite};
use poll_io_benches::product::{First, Second, run, text};

fn main() {
    let text = text();
    let second = std::env::args().count() > 1;
    let reader: Box<dyn AsyncRead + Unpin + '_> =
        if second { Box::new(Second(text.as_bytes())) } else { Box::new(First(text.as_bytes())) };
    let writer: Box<dyn AsyncWrite + Unpin> = if second { Box::new(Second(&[])) } else { Box::new(First(&[])) };
    run(reader, writer);
}
