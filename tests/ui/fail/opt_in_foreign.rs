//! C60: A reader whose author has not opted in has no methods, and nobody else can opt in for it: neither the trait nor the
//! type is theirs.
//!
//! Twin: `pass/split_foreign.rs`: a blanket impl leaves nobody out.

#[path = "../designs/opt_in.rs"]
mod opt_in;
use opt_in::AsyncReadExt;

// In a crate of its own this would be E0117. Here the trait is ours, so the call alone is shown.
fn main() {
    let _ = poll_io::repeat(7).read_exact(&mut [0; 4]);
}
