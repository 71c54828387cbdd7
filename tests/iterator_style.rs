//! The behavior tests for the Iterator style, which has one trait for each direction, with all methods on it.

mod behaviour;

/// The design that these tests use. `tests/ext.rs` differs in this module, and in the tests that only its design can run.
mod design {
    pub use poll_io::iterator_style::{
        BufReader, BufStream, BufWriter, LineWriter, Lines, Split, copy, copy_bidirectional, copy_buf, join, prelude::*,
    };
}
