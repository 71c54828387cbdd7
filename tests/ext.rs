//! The behaviour suite over the split design: core traits, and Ext traits blanket over them.

mod behaviour;

/// What the suite is written against. The other design's root differs in this module alone.
mod design {
    pub use poll_io::prelude::*;

    /// A reader with a buffer of `capacity` bytes, in this design.
    pub fn buffered<R: AsyncRead>(capacity: usize, reader: R) -> poll_io::BufReader<R> {
        poll_io::BufReader::with_capacity(capacity, reader)
    }

    /// A reader of this design as one of the split design.
    pub fn as_split<R>(reader: R) -> R {
        reader
    }
}
