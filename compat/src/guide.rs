//! Guides: how to write a library, how to run it on each runtime, and how to come from another family of traits.
//!
//! - [`library`]: a protocol whose users pass their own stream.
//! - [`runtimes`]: tokio, smol, threads and every other runtime, with `Cargo.toml`, small messages and timeouts.
//! - [`completion`]: runtimes over `io_uring`, and places without an operating system: compio, monoio, glommio, embassy,
//!   WebAssembly.
//! - [`migration`]: from tokio's traits, from futures-io, from hyper's with `TokioIo`, and from two copies to one.

/// Write a protocol library.
#[doc = include_str!("../guide/library.md")]
pub mod library {}

/// Use it on each runtime.
#[doc = include_str!("../guide/runtimes.md")]
pub mod runtimes {}

/// Use it on runtimes over `io_uring`, and without an operating system.
// Its code is tested where those runtimes are: in `examples/runtimes`.
#[cfg_attr(not(doctest), doc = include_str!("../guide/completion.md"))]
pub mod completion {}

/// Come from another family.
#[doc = include_str!("../guide/migration.md")]
pub mod migration {}
