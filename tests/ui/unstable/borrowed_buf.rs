//! C44: A buffer of std's own, which would be converted to and from ours: rust-lang/rust#117693.
#![cfg_attr(unstable, feature(core_io_borrowed_buf))]

use std::mem::MaybeUninit;

fn main() {
    let mut memory = [MaybeUninit::<u8>::uninit(); 8];
    let mut buf = core::io::BorrowedBuf::from(&mut memory[..]);
    buf.unfilled().append(b"hello");
    assert_eq!(buf.filled(), b"hello");
}
