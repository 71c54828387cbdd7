//! C60: In the split, every type that implements the core trait has the methods, in any crate.

use futures_lite::future::block_on;
use poll_io::prelude::*;

pub fn main() {
    let mut buf = [0; 4];
    block_on(poll_io::repeat(7).read_exact(&mut buf)).unwrap();
    assert_eq!(buf, [7; 4]);
}
