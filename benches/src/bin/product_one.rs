//! A program of the product, to be weighed: one type.

use poll_io_benches::product::{First, run, text};

fn main() {
    let text = text();
    run(First(text.as_bytes()), First(&[]));
}
