//! The halves of a stream, which exist in this design alone.

use crate::behaviour::forwards::{Spy, reads, writes};
use poll_io::split;

#[test]
fn a_half_hands_on_what_is_its_own() {
    for vectored in [false, true] {
        let spy = Spy::new(vectored);
        let (reader, writer) = split(spy.clone());
        reads(reader, &spy, "the half that reads");
        writes(writer, &spy, "the half that writes");
    }
}
