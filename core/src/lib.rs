//! The traits of [`poll-io`]: asynchronous reading, writing, buffered reading and seeking.
//!
//! Use this crate to implement a stream, or to name the traits in the public API of a library. It has no dependency, and works
//! without an allocator. The methods that callers use, such as `read_exact` and `lines`, are in [`poll-io`]. This crate is
//! separate so that its API can be frozen before that of `poll-io`.
//!
//! Each trait has a list of numbered clauses, which are the rules for its implementors and its callers:
//!
//! | trait | an implementor writes | the rules |
//! |---|---|---|
//! | [`AsyncRead`] | `poll_read` | clauses R1 to R13 |
//! | [`AsyncWrite`] | `poll_write`, `poll_flush`, `poll_shutdown` | clauses W1 to W13 |
//! | [`AsyncBufRead`] | `poll_fill_buf`, `consume` | clauses B1 to B8 |
//! | [`AsyncSeek`] | `poll_seek` | clauses S1 to S8 |
//! | [`AsyncReadWrite`] | nothing: every type that reads and writes has it, and it makes `Box<dyn AsyncReadWrite>` possible | |
//!
//! The traits are implemented for pointers to a stream (`&mut T`, `Box<T>` and `Pin<P>`), and for types in memory, such as
//! `&[u8]` and `Vec<u8>`. A reader fills a [`BorrowedBuf`] through a [`BorrowedCursor`]. The error type is that of std, or a
//! look-alike without std.
//!
//! # Which item needs which feature
//!
//! | item | no feature | `alloc` | `std` |
//! |---|---|---|---|
//! | the traits, [`BorrowedBuf`], [`BorrowedCursor`], [`Empty`], [`Repeat`], [`Sink`] | yes | yes | yes |
//! | impls for `&[u8]`, `&mut [u8]`, `&mut [MaybeUninit<u8>]`, `BorrowedCursor`, `&mut T`, `Pin<P>` | yes | yes | yes |
//! | impls for `Box<T>`, `Vec<u8>`, `VecDeque<u8>` | | yes | yes |
//! | impls for `std::io::Cursor` | | | yes |
//! | [`Error`], [`ErrorKind`], [`SeekFrom`], [`IoSlice`], [`IoSliceMut`] | look-alikes | look-alikes | std's own |
//! | `Error::new`, `Error::other` | | yes | yes |
//!
//! No trait method depends on a feature. So each trait has the same methods in every build.
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
