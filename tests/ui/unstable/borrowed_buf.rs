//! C44: std would have a buffer of its own, to which ours converts: rust-lang/rust#117693. The part that tracks what is
//! initialized is split off and not about to be stable (rust-lang/rust#160476), so this program does without it.
#![cfg_attr(unstable, feature(core_io_borrowed_buf))]

use std::mem::MaybeUninit;

fn main() {
    let mut memory = [MaybeUninit::<u8>::uninit(); 8];
    let mut buf = core::io::BorrowedBuf::from(&mut memory[..]);
    buf.unfilled().append(b"hello");
    assert_eq!(buf.filled(), b"hello");
}
