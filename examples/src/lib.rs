//! One protocol, every runtime: what `cargo everywhere` runs.

pub mod resp;
pub mod resp_tokio;
