//! C44: std would have its own buffer, to which ours could convert: rust-lang/rust#117693. The part that tracks
//! initialized bytes was split off and will not be stable soon (rust-lang/rust#160476), so this program does not use
//! it.
#![cfg_attr(unstable, feature(core_io_borrowed_buf))]

use std::mem::MaybeUninit;

fn main() {
    let mut memory = [MaybeUninit::<u8>::uninit(); 8];
    let mut buf = core::io::BorrowedBuf::from(&mut memory[..]);
    buf.unfilled().append(b"hello");
    assert_eq!(buf.filled(), b"hello");
}
