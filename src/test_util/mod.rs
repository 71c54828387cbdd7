//! Tools to test readers, writers and protocols. They need no runtime, and no clock.
//!
//! - [`Mock`] is a peer that follows a script. A [`Builder`] makes it.
//! - [`Fragmented`] makes the reads and writes of a stream short, and `Pending`, at random.
//! - [`cancel`] drops a future after each of its polls.
//! - [`conformance`] checks an implementation of the traits against their numbered clauses.
#![deny(
    clippy::missing_trait_methods,
    reason = "a type that misses a provided method tests the default implementation"
)]

pub mod cancel;
pub mod conformance;
mod fragmented;
mod mock;
mod script;
mod wakes;

pub use fragmented::Fragmented;
pub use mock::Mock;
pub use script::{Builder, Handle};
