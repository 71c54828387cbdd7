//! What tests of readers, writers and protocols need, on no runtime and without a clock.
//!
//! [`Mock`] is a peer with a script. [`Fragmented`] takes a stream to pieces at random. [`cancel`] drops a future at each of its
//! polls. [`conformance`] checks an implementation of the traits against their clauses.
#![deny(clippy::missing_trait_methods, reason = "a peer that forgets a provided method tests another one")]

pub mod cancel;
pub mod conformance;
mod fragmented;
mod mock;
mod script;
mod wakes;

pub use fragmented::Fragmented;
pub use mock::Mock;
pub use script::{Builder, Handle};
