//! C60: A reader whose author has not opted in has no methods. No other crate can opt in, because neither the trait nor
//! the type is local there.
//!
//! Twin: `pass/split_foreign.rs`: a blanket impl covers every reader.

#[path = "../designs/opt_in.rs"]
mod opt_in;
use opt_in::AsyncReadExt;

// In another crate, opting in would be E0117. Here the trait is local, so only the call is shown.
fn main() {
    let _ = poll_io::repeat(7).read_exact(&mut [0; 4]);
}
