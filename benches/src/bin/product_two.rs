//! A program of the product, to be weighed: two types.

use poll_io_benches::product::{First, Second, run, text};

fn main() {
    let text = text();
    run(First(text.as_bytes()), First(&[]));
    run(Second(text.as_bytes()), Second(&[]));
}
