//! Tests the halves of a stream. Only the split design has them.

use crate::behaviour::forwards::{Spy, reads, writes};
use poll_io::split;

#[test]
fn each_half_forwards_its_direction() {
    for vectored in [false, true] {
        let spy = Spy::new(vectored);
        let (reader, writer) = split(spy.clone());
        reads(reader, &spy, "the read half");
        writes(writer, &spy, "the write half");
    }
}
