//! C38: If you pass a stream of another family, the compiler names the bridge.
//!
//! Twin: `pass/split_message.rs`, over the bridge that the message names.

use poll_io_core::AsyncSeek;

fn connect<T: AsyncSeek>(_: T) {}

fn main() {
    connect(futures_util::io::Cursor::new([0_u8; 8]));
}
