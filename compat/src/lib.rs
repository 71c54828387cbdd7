//! Bridges between the traits of poll-io and the I/O traits of tokio, futures-io, hyper, embedded-io-async and std.
//!
//! The I/O traits of one ecosystem are a *family* here. A *bridge* connects a family with poll-io. There are two
//! directions:
//!
//! - *Inward*: a stream of another family becomes a poll-io stream. A library takes `impl IntoPollIo<M>`, and its users
//!   pass the stream that they have: see [`IntoPollIo`]. An application can also name the wrapper, for example
//!   `FromTokio`.
//! - *Outward*: a poll-io stream in [`Compat`] has the traits of all enabled asynchronous families at once. Pass it to
//!   a crate that asks for the traits of its own family. [`IntoStd`] is the wrapper for the blocking traits of std.
//!
//! Each family has a feature. No feature is enabled by default.
//!
//! | family | feature | inward | outward |
//! |---|---|---|---|
//! | tokio 1 | `tokio-1` | [`FromTokio`] | [`Compat`] |
//! | futures-io 0.3 | `futures-03` | [`FromFutures`] | [`Compat`] |
//! | hyper 1 | `hyper-1` | [`FromHyper`] | [`Compat`] |
//! | embedded-io-async 0.7 | `embedded-io-async-07` | [`FromEmbedded`] | [`Compat`] |
//! | std, blocking | `std-io` | [`FromStd`] | [`IntoStd`] |
//!
//! Two more features connect poll-io with crates that have no I/O traits:
//!
//! | crate | feature | what it adds |
//! |---|---|---|
//! | bytes 1 | `bytes-1` | [`BytesReadExt`] reads into a `BufMut`, and [`BytesWriteExt`] writes from a `Buf` |
//! | futures-core 0.3 | `futures-core-03` | [`LinesStream`], [`SplitStream`] and [`BytesStream`] implement `Stream` |
//!
//! The [guides](https://docs.rs/poll-io-compat/latest/poll_io_compat/guide/) show how to write a library, how to use it
//! on each runtime, and how to move code from another family.
//!
//! Nothing in this crate starts a runtime or looks for one. `tokio_1::WithHandle` (feature `tokio-1-rt`) enters the
//! runtime that you pass to it.
//!
//! # Examples
//!
//! ```
//! use poll_io::prelude::*;
//! use poll_io_compat::IntoPollIo;
//!
//! /// Greets the peer, over a stream of any family.
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
//!
//! # What the bridges preserve
//!
//! - **Memory.** tokio and hyper read into uninitialized memory, and so do their bridges, in both directions. Readers
//!   of the other families need initialized memory. `FromFutures` and `FromStd` therefore zero a part of the buffer
//!   before a read: 2 KiB at first, and more if reads fill it. Within one `BorrowedBuf`, no byte is zeroed twice.
//! - **Vectored writes.** The bridges of tokio, futures-io, hyper and std forward all slices. The family of
//!   embedded-io-async has no vectored writes. Its bridge writes the first slice that is not empty.
//! - **Vectored reads.** The bridges of futures-io and std forward all slices. The families of tokio, hyper and
//!   embedded-io-async have no vectored reads. Their bridges read into the first slice that has room.
//! - **Buffered bytes.** The methods of `AsyncBufRead` are forwarded, and nothing is copied. `FromEmbedded` is the
//!   exception: it has a buffer of its own.
//! - **Handles of the operating system.** A wrapper has `AsFd` and `AsRawFd` (on Windows `AsSocket` and `AsRawSocket`)
//!   if the wrapped type has them. `FromEmbedded` does not.
//!
//! # What the bridges change
//!
//! - **`Interrupted`.** The other families leave this error to the caller. An inward bridge wakes the task and returns
//!   `Pending`, and the next poll makes the call again.
//! - **`WouldBlock`.** It stays an error. Nothing would wake the task if it became `Pending`.
//! - **Seeks.** A future that seeks may be dropped before the seek has ended. The next operation then completes the
//!   seek. For this, `FromTokio`, `FromFutures`, `FromStd` and, with the feature `tokio-1`, `Compat` hold 24 bytes
//!   each. A `Compat` completes a seek of tokio's `start_seek` inside the next operation of tokio's traits. An operation
//!   of another family does not complete that seek, and may happen at the old position. So complete a seek of tokio
//!   before you use the traits of another family.
//!
//! # How the families deviate
//!
//! | family | reading | writing and shutdown | seeking |
//! |---|---|---|---|
//! | tokio | `poll_read` panics if a reader replaces the buffer that it was given. | A `File` reports a failed write in the next call. | `start_seek` and `poll_complete` are one `poll_seek`. |
//! | futures-io | A reader needs initialized memory. | `poll_close` is `poll_shutdown`. The family has no `is_write_vectored`, so `FromFutures` returns `true`. | |
//! | hyper | hyper's cursor does not tell which bytes are initialized, so `Compat` takes all of them as uninitialized. | | The family has no seeking. |
//! | embedded-io-async | [`FromEmbedded`] runs one operation at a time (half-duplex), and allocates for each. | A writer that returns 0 becomes the error `WriteZero`. The family has no shutdown: inward, a shutdown flushes. | Inward, a relative seek starts where the caller has read to. |
//! | std | A reader needs initialized memory, and blocks the thread. | std has no shutdown: [`FromStd`] and [`IntoStd`] say what takes its place. | |
//!
//! The numbered clauses on the pages of the traits say what an implementor must do. The module [`peers`] lists the
//! clauses that types of other crates break.
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
// The guides name every bridge, so they need the features of all bridges.
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
