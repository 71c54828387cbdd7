//! The behaviour suite over the other design: one trait a direction, with the methods on it.

mod behaviour;

/// What the suite is written against. The other design's root differs in this module alone.
mod design {
    pub use poll_io::iterator_style::{
        BufReader, BufStream, BufWriter, LineWriter, Lines, Split, copy, copy_bidirectional, copy_buf, join, prelude::*,
    };
}
