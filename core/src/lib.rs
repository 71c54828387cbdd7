//! The contract of [`poll-io`]: four traits, the buffer they read into, and nothing else.
//!
//! A library that exchanges byte streams with its users need name this crate alone in its public API. It has no
//! dependency, works without an allocator, and is meant to be frozen before the combinators built on it are.
//!
//! | trait | what an implementor writes | page |
//! |---|---|---|
//! | [`AsyncRead`] | `poll_read` | clauses R1 to R13 |
//! | [`AsyncWrite`] | `poll_write`, `poll_flush`, `poll_shutdown` | clauses W1 to W13 |
//! | [`AsyncBufRead`] | `poll_fill_buf`, `consume` | clauses B1 to B8 |
//! | [`AsyncSeek`] | `poll_seek` | clauses S1 to S8 |
//! | [`AsyncReadWrite`] | nothing: it is there for `Box<dyn AsyncReadWrite>` | |
//!
//! The traits are forwarded through `&mut T`, `Box<T>` and `Pin<P>`, and implemented by what lives in memory.
//!
//! # Tiers
//!
//! | item | nothing | `alloc` | `std` |
//! |---|---|---|---|
//! | the traits, [`BorrowedBuf`], [`BorrowedCursor`], [`Empty`], [`Repeat`], [`Sink`] | yes | yes | yes |
//! | impls for `&[u8]`, `&mut [u8]`, `&mut [MaybeUninit<u8>]`, `BorrowedCursor`, `&mut T`, `Pin<P>` | yes | yes | yes |
//! | impls for `Box<T>`, `Vec<u8>`, `VecDeque<u8>` | | yes | yes |
//! | impls for `std::io::Cursor` | | | yes |
//! | [`Error`], [`ErrorKind`], [`SeekFrom`], [`IoSlice`], [`IoSliceMut`] | look-alikes | look-alikes | std's own |
//! | `Error::new`, `Error::other` | | yes | yes |
//!
//! No trait method depends on a feature: a trait has one shape in every build.
//!
//! [`poll-io`]: https://docs.rs/poll-io
#![no_std]
#![warn(unreachable_pub, clippy::std_instead_of_core, clippy::alloc_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod async_buf_read;
mod async_read;
mod async_seek;
mod async_write;
mod borrowed_buf;
mod forward;
mod io;
mod memory;

pub use async_buf_read::AsyncBufRead;
pub use async_read::AsyncRead;
pub use async_seek::AsyncSeek;
pub use async_write::{AsyncReadWrite, AsyncWrite};
pub use borrowed_buf::{BorrowedBuf, BorrowedCursor};
pub use io::{Error, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom};
#[doc(hidden)]
pub use memory::InSeveralFamilies;
pub use memory::{Empty, Repeat, Sink};
