//! Guides, for those who write a library, run it somewhere, or come from another family of traits.
//!
//! - [`library`]: a protocol whose users pass their own stream.
//! - [`runtimes`]: the same protocol on tokio, smol, hyper, threads, an embedded target, or none; and how to time out on each.
//! - [`migration`]: from tokio's traits, from futures-io, from hyper's with `TokioIo`, and from two copies to one.

/// Write a protocol library.
#[doc = include_str!("../guide/library.md")]
pub mod library {}

/// Use it from each runtime.
#[doc = include_str!("../guide/runtimes.md")]
pub mod runtimes {}

/// Come from another family.
#[doc = include_str!("../guide/migration.md")]
pub mod migration {}
