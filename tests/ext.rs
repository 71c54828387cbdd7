//! The behavior tests for the split design: core traits, and Ext traits with blanket impls.

mod behaviour;
/// Only this design has methods on the returned futures.
#[path = "behaviour/limit.rs"]
mod limit;
#[path = "behaviour/split.rs"]
mod split;

/// The design that these tests use. `tests/iterator_style.rs` differs in this module only.
mod design {
    pub use poll_io::{
        BufReader, BufStream, BufWriter, LineWriter, Lines, Split, copy, copy_bidirectional, copy_buf, join, prelude::*,
    };
}
