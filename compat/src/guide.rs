//! Guides: how to write a library, how to run it on each runtime, and how to move code from another family of traits.
//!
//! - [`library`] shows a protocol whose users pass the stream that they have.
//! - [`runtimes`] shows how to use poll-io on tokio, smol and threads, with `Cargo.toml`, small messages and timeouts.
//! - [`completion`] shows the same for runtimes over `io_uring` and without an operating system: compio, monoio,
//!   glommio, embassy and WebAssembly.
//! - [`migration`] shows code before and after: from tokio's traits, from futures-io, from hyper's traits with
//!   `TokioIo`, and from two copies to one.

/// How to write a protocol library.
#[doc = include_str!("../guide/library.md")]
pub mod library {}

/// How to use poll-io on each runtime.
#[doc = include_str!("../guide/runtimes.md")]
pub mod runtimes {}

/// How to use poll-io on runtimes over `io_uring`, and without an operating system.
// The package `examples/runtimes` tests this code, because it has those runtimes as dependencies.
#[cfg_attr(not(doctest), doc = include_str!("../guide/completion.md"))]
pub mod completion {}

/// How to move code from another family of traits.
#[doc = include_str!("../guide/migration.md")]
pub mod migration {}
