//! The other design, complete: the methods are on the traits themselves, as they are on [`Iterator`].
//!
//! This module is here to be compared with the rest of the crate, and can be used like it. Switch on the feature
//! `iterator-style`, and write one `use` in place of the other:
//!
//! ```
//! use poll_io::iterator_style::prelude::*;
//!
//! async fn second_line(reader: impl AsyncBufRead + Unpin) -> poll_io::Result<Option<String>> {
//!     let mut lines = reader.lines();
//!     lines.next_line().await?;
//!     lines.next_line().await
//! }
//!
//! # futures_lite::future::block_on(async {
//! assert_eq!(second_line(&b"one\ntwo\n"[..]).await?.as_deref(), Some("two"));
//! # poll_io::Result::Ok(()) }).unwrap();
//! ```
//!
//! # How it is made
//!
//! Each trait has the same required methods as the one that it rivals, the same poll-level methods that are provided, and
//! every method of the Ext trait as a provided method, `where Self: Sized`. A method that consumes the stream returns
//! `impl Future`, so that an implementor can put its own in that place, as `Iterator::fold` is put in; one that makes an
//! adapter returns a named type. The machines are those of [`poll_io::future`](crate::future) and the adapters those of
//! the crate, in [`IntoSplit`] and [`FromSplit`]; nothing is written twice. What a method does, and what is lost when its
//! future is dropped, is said at the Ext method that its page links to.
//!
//! # What is gained
//!
//! - **One trait a direction.** One import serves to implement, to bound and to call.
//! - **An implementor can override.** `&[u8]` and [`Cursor`](std::io::Cursor) answer `read_exact` and `read_to_end` with one
//!   copy. Whoever calls them on such a type gets that.
//!
//! ```
//! use poll_io::{BorrowedCursor, Result, iterator_style::prelude::*};
//! use std::{pin::Pin, task::{Context, Poll}};
//!
//! struct Zeroes(usize);
//!
//! impl AsyncRead for Zeroes {
//!     fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
//!         let n = self.0.min(buf.capacity());
//!         buf.append(&vec![0; n]);
//!         self.0 -= n;
//!         Poll::Ready(Ok(()))
//!     }
//!
//!     async fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> Result<usize> {
//!         let n = std::mem::take(&mut self.0);
//!         buf.resize(buf.len() + n, 0);
//!         Ok(n)
//!     }
//! }
//!
//! # futures_lite::future::block_on(async {
//! let mut buf = Vec::new();
//! assert_eq!(Zeroes(5).read_to_end(&mut buf).await?, 5);
//! assert_eq!(buf, [0; 5]);
//! # Result::Ok(()) }).unwrap();
//! ```
//!
//! # What it costs
//!
//! - **An override is lost behind a pointer.** `where Self: Sized` is what keeps the traits usable as objects, and what
//!   keeps `&mut T`, `Box<T>` and `Pin<P>`, whose target need not be `Sized`, from calling the target's method. They
//!   forward the poll-level methods, and run the machine over those.
//! - **`dyn` and `?Sized` have no methods.** `Box<dyn AsyncRead + Unpin>` has, being `Sized`; `&mut dyn AsyncRead` needs
//!   `(&mut reader).read(..)`, and a `fn f<R: AsyncRead + ?Sized>` has only what it can poll.
//! - **Generic code cannot ask that the futures be `Send`.** There is no name to bound on. A function that is generic over
//!   its reader cannot spawn what it does with it on an executor of several threads.
//! - **A future has no knobs.** `read_to_end(..).limit(max)` cannot be: the type behind `impl Future` has no methods. Use
//!   [`limited`](AsyncRead::limited), or the method of the split design over [`IntoSplit`].
//! - **Every method is a name that an implementor has.** A type that implements `std::io::Read` too has to say which `read`
//!   it means, wherever both traits are in scope; a method added here may break whoever has an Ext trait of his own.
//! - **Forwarding cannot be linted.** `clippy::missing_trait_methods` asks for every provided method, and a pointer cannot
//!   forward most of them.
//!
//! [`write_fmt`](AsyncWrite::write_fmt) alone returns a named future, and so cannot be overridden: an `impl Future` in a
//! trait captures every lifetime, that of the arguments too, and [`poll_io::write!`](crate::write) lives from letting go
//! of those.
//!
//! # Between the designs
//!
//! [`FromSplit`] makes a type of the split design one of these, [`IntoSplit`] the reverse.
//!
//! ```
//! use poll_io::iterator_style::{FromSplit, IntoSplit, prelude::*};
//!
//! async fn split(mut reader: impl poll_io::AsyncRead + Unpin) -> poll_io::Result<u8> {
//!     poll_io::AsyncReadExt::read_u8(&mut reader).await
//! }
//!
//! async fn iterator_style(mut reader: impl AsyncRead + Unpin) -> poll_io::Result<u8> {
//!     AsyncRead::read_u8(&mut reader).await
//! }
//!
//! # futures_lite::future::block_on(async {
//! let (here, mut there) = poll_io::duplex(8);
//! poll_io::AsyncWriteExt::write_all(&mut there, b"ab").await?;
//! let mut here = FromSplit::new(here);
//! assert_eq!(iterator_style(&mut here).await?, b'a');
//! assert_eq!(split(IntoSplit::new(&mut here)).await?, b'b');
//! # poll_io::Result::Ok(()) }).unwrap();
//! ```

mod adapter;
mod buf_read;
mod forward;
mod from_split;
mod into_split;
mod memory;
mod read;
mod seek;
mod write;

pub use adapter::{Adapter, Bytes, Chain, Inspect, InspectWrite, Join, Limited, Take, join};
#[cfg(feature = "alloc")]
pub use adapter::{BufReader, BufStream, BufWriter, LineWriter, Lines, Split};
pub use buf_read::AsyncBufRead;
pub use from_split::FromSplit;
pub use into_split::IntoSplit;
pub use read::AsyncRead;
pub use seek::AsyncSeek;
pub use write::{AsyncReadWrite, AsyncWrite};

/// The traits, to be imported together: `use poll_io::iterator_style::prelude::*;`.
pub mod prelude {
    pub use super::{AsyncBufRead, AsyncRead, AsyncReadWrite, AsyncSeek, AsyncWrite};
}

/// As [`poll_io::copy`](fn@crate::copy).
#[cfg(feature = "alloc")]
#[inline]
pub fn copy<'a, R, W>(reader: &'a mut R, writer: &'a mut W) -> crate::future::Copy<'a, IntoSplit<R>, IntoSplit<W>>
where
    R: AsyncRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
{
    crate::copy(IntoSplit::from_mut(reader), IntoSplit::from_mut(writer))
}

/// As [`poll_io::copy_buf`](fn@crate::copy_buf).
#[inline]
pub fn copy_buf<'a, R, W>(
    reader: &'a mut R,
    writer: &'a mut W,
) -> crate::future::CopyBuf<'a, IntoSplit<R>, IntoSplit<W>>
where
    R: AsyncBufRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
{
    crate::copy_buf(IntoSplit::from_mut(reader), IntoSplit::from_mut(writer))
}

/// As [`poll_io::copy_bidirectional`](fn@crate::copy_bidirectional).
#[cfg(feature = "alloc")]
#[inline]
pub fn copy_bidirectional<'a, A, B>(
    a: &'a mut A,
    b: &'a mut B,
) -> crate::future::CopyBidirectional<'a, IntoSplit<A>, IntoSplit<B>>
where
    A: AsyncRead + AsyncWrite + Unpin + ?Sized,
    B: AsyncRead + AsyncWrite + Unpin + ?Sized,
{
    crate::copy_bidirectional(IntoSplit::from_mut(a), IntoSplit::from_mut(b))
}
