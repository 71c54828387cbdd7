//! What the rows of `cargo everywhere` that are built apart have in common with their tests.

#[cfg(feature = "compio")]
pub mod resp_compio;
