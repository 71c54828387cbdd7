//! C10: The future of a consumer cannot be the type of a field, because it has no name.
//!
//! Twins: `pass/split_name_future.rs`; `pass/iterator_name_future.rs` shows what works instead.

use poll_io::Result;

/// A connection that is reading its header.
struct Handshake<'a> {
    header: impl Future<Output = Result<()>> + 'a,
}

fn main() {}
