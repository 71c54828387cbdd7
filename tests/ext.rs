//! The behaviour suite over the split design: core traits, and Ext traits blanket over them.

mod behaviour;

/// What the suite is written against. The other design's root differs in this module alone.
mod design {
    pub use poll_io::prelude::*;
}
