//! C10: The future of a consumer cannot be written down as the field of a struct.
//!
//! Twins: `pass/split_name_future.rs`; what works instead is in `pass/iterator_name_future.rs`.

use poll_io::Result;

/// A connection that is reading its header.
struct Handshake<'a> {
    header: impl Future<Output = Result<()>> + 'a,
}

fn main() {}
