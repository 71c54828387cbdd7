//! Bridges between the contract of poll-io and the I/O traits of other ecosystems.
//!
//! | ecosystem | feature | inward | outward |
//! |---|---|---|---|
//! | tokio 1 | `tokio-1` | [`FromTokio`] | [`Compat`] |
//! | futures-io 0.3 | `futures-03` | [`FromFutures`] | [`Compat`] |
//! | hyper 1 | `hyper-1` | [`FromHyper`] | [`Compat`] |
//! | embedded-io-async 0.7 | `embedded-io-async-07` | [`FromEmbedded`] | [`Compat`] |
//! | bytes 1 | `bytes-1` | [`BytesReadExt`] | [`BytesWriteExt`] |
//! | futures-core 0.3 | `futures-core-03` | | [`LinesStream`], [`SplitStream`], [`BytesStream`] |
//! | std, blocking | `std-io` | [`FromStd`] | [`IntoStd`] |
//!
//! Inward, a wrapper is a poll-io type and nothing else; outward, [`Compat`] is seen by every enabled ecosystem at once. A
//! library need name neither: it takes `impl IntoPollIo<M>`, and its users pass the stream they have. [`IntoPollIo`] says
//! which types that are, and for which the family must be named. Nothing here looks up or
//! starts a runtime; `tokio_1::WithHandle` (feature `tokio-1-rt`) enters the one that it is given.
//!
//! # What each keeps and what it cannot have
//!
//! Every bridge leaves memory uninitialised where both sides allow it, hands on all the slices of a vectored write, lends
//! buffers without a copy and forwards the handles of the operating system. Inward, `Interrupted`, which the other contracts
//! leave to the caller, is tried again; `WouldBlock`, which no waker would follow, stays an error. A seek that was given up is
//! completed by the next operation, whatever the foreign type does with it; for that, a wrapper that can seek is 24 bytes
//! larger. Foreign types keep deviations of their own:
//!
//! | of | reading | writing and its end | seeking |
//! |---|---|---|---|
//! | tokio | one slice at a time; a reader that exchanges the buffer it was lent makes `poll_read` panic | as the type has it; a file tells of a failed write in the next call | in two calls |
//! | futures-io | initialised memory alone: 2 KiB are zeroed at first and more as reads fill it, each byte once | `poll_close` is `poll_shutdown`; whether vectored writes are real is not told, so they are said to be | |
//! | hyper | one slice at a time; how much is initialised is not told, so none is declared | | has none |
//! | embedded-io-async | inward half-duplex and boxed, see [`FromEmbedded`] | writing 0 bytes is the error `WriteZero`; there is no end, so inward shutting down flushes | inward from where the caller has read to |
//! | std | as futures-io | inward a shutdown ends the direction of a socket that was inferred, or of what [`FromStd`] was told to end, and else flushes; outward `IntoStd::shutdown` does it | |
//!
//! # Examples
//!
//! ```
//! use poll_io::prelude::*;
//! use poll_io_compat::IntoPollIo;
//!
//! /// Greets the peer, whatever ecosystem its stream is from.
//! async fn connect<M>(io: impl IntoPollIo<M>) -> poll_io::Result<()> {
//!     let mut io = std::pin::pin!(io.into_poll_io());
//!     io.write_all(b"hello").await
//! }
//!
//! # futures_lite::future::block_on(async {
//! connect(poll_io::empty()).await.unwrap();
//! # #[cfg(feature = "tokio-1")]
//! connect(tokio::io::empty()).await.unwrap();
//! # #[cfg(feature = "futures-03")]
//! connect(futures_lite::io::Cursor::new(vec![0; 8])).await.unwrap();
//! # });
//! ```
#![no_std]
#![warn(unreachable_pub, clippy::std_instead_of_core, clippy::alloc_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[macro_use]
mod accessors;
#[cfg(feature = "bytes-1")]
pub mod bytes_1;
mod calls;
mod compat;
#[cfg(feature = "embedded-io-async-07")]
mod embedded_io_async_07;
#[cfg(feature = "futures-03")]
mod futures_03;
#[cfg(feature = "futures-core-03")]
mod futures_core_03;
// They speak of every bridge, and so are there when every bridge is.
#[cfg(all(
    any(doc, doctest),
    feature = "futures-03",
    feature = "hyper-1",
    feature = "embedded-io-async-07",
    feature = "std-io",
    feature = "tokio-1-rt",
))]
pub mod guide;
#[cfg(feature = "hyper-1")]
mod hyper_1;
mod into_poll_io;
mod lend;
mod seeking;
#[cfg(feature = "std-io")]
mod std_io;
#[cfg(feature = "tokio-1")]
pub mod tokio_1;
#[cfg(any(feature = "futures-03", feature = "std-io"))]
mod window;

#[cfg(doc)]
#[doc = include_str!("peers.md")]
pub mod peers {}

#[cfg(feature = "bytes-1")]
#[doc(inline)]
pub use bytes_1::{BytesReadExt, BytesWriteExt};
pub use compat::Compat;
#[cfg(feature = "embedded-io-async-07")]
pub use embedded_io_async_07::{EmbeddedError, FromEmbedded};
#[cfg(feature = "futures-03")]
pub use futures_03::FromFutures;
#[cfg(feature = "futures-core-03")]
pub use futures_core_03::{BytesStream, LinesStream, SplitStream};
#[cfg(feature = "hyper-1")]
pub use hyper_1::FromHyper;
#[doc(hidden)]
pub use into_poll_io::SeveralFamilies;
pub use into_poll_io::{Embedded, Futures, Hyper, IntoPollIo, IntoReader, IntoWriter, Own, Std, Tokio};
#[cfg(feature = "std-io")]
pub use std_io::{FromStd, IntoStd};
#[cfg(feature = "tokio-1")]
#[doc(inline)]
pub use tokio_1::FromTokio;
#[cfg(feature = "tokio-1-rt")]
#[doc(no_inline)]
pub use tokio_1::WithHandle;
