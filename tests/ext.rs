//! The behaviour suite over the split design: core traits, and Ext traits blanket over them.

mod behaviour;
/// What only this design can: knobs on the futures that its methods return.
#[path = "behaviour/limit.rs"]
mod limit;
#[path = "behaviour/split.rs"]
mod split;

/// What the suite is written against. The other design's root differs in this module alone.
mod design {
    pub use poll_io::{
        BufReader, BufStream, BufWriter, LineWriter, Lines, Split, copy, copy_bidirectional, copy_buf, join, prelude::*,
    };
}
