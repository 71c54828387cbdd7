//! The same API in another design: the methods are on the traits themselves, as the methods of [`Iterator`] are.
//!
//! Use this module to compare the two designs. It has the methods of the Ext traits, the adapters, and the copy functions of the
//! rest of the crate. The methods `into_split` of the buffered adapters are missing. The streams of [`duplex`](crate::duplex),
//! [`simplex`](crate::simplex) and [`split`](fn@crate::split) are those of the rest of the crate: wrap them in [`FromSplit`].
//! Enable the feature `iterator-style`, and import this prelude in place of `poll_io::prelude`:
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
//! Each trait has the poll-level methods of the core trait with the same name: those that return no future, such as `poll_read`
//! and `poll_read_vectored`. It also has every method of the Ext trait as a provided method, with the bound
//! `where Self: Sized`:
//!
//! - A method that has to wait returns `impl Future`. So an implementor can override it, as an iterator can override
//!   `Iterator::fold`.
//! - A method that makes an adapter returns a named type.
//!
//! The futures and the adapters are those of the rest of the crate, in [`IntoSplit`] and [`FromSplit`]. So each state machine
//! exists once. The page of each method links to the Ext method, which says what the method does, and what is lost when its
//! future is dropped. The rest of the crate is called the *split design* here, because it splits the methods from the traits.
//!
//! # Advantages
//!
//! - **One trait for each direction.** You import one trait to implement it, to bound on it, and to call its methods.
//! - **An implementor can override.** `&[u8]` and [`Cursor`](std::io::Cursor) override `read_exact` and `read_to_end` with one
//!   copy. Code that calls these methods on such a type gets the override.
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
//! # Costs
//!
//! - **A pointer loses an override.** The traits are dyn compatible because the methods have the bound `where Self: Sized`. For
//!   the same reason `&mut T`, `Box<T>` and `Pin<P>` cannot call the method of their target, which may not be `Sized`. They
//!   forward the poll-level methods, and run the default implementation over these.
//! - **`dyn` types and `?Sized` parameters have no methods.** `Box<dyn AsyncRead + Unpin>` has the methods, because it is `Sized`.
//!   `&mut dyn AsyncRead` needs `(&mut reader).read(..)`. A `fn f<R: AsyncRead + ?Sized>` has only the poll-level methods.
//! - **Generic code cannot require a future to be `Send`.** The future has no name to bound on. So a function that is generic
//!   over its reader cannot spawn a task that uses the reader on an executor with several threads.
//! - **A future has no options.** `read_to_end(..).limit(max)` cannot exist, because the type behind `impl Future` has no
//!   methods. Use [`limited`](AsyncRead::limited), or the method of the split design over [`IntoSplit`].
//! - **Every method takes a name from the implementor.** If a type also implements `std::io::Read`, and both traits are in scope,
//!   its users must say which `read` they mean. A method that is added to a trait here can break code that has an Ext trait of
//!   its own.
//! - **No lint checks the forwarding.** `clippy::missing_trait_methods` asks for every provided method, and a pointer cannot
//!   forward most of them.
//!
//! [`write_fmt`](AsyncWrite::write_fmt) is the only method that waits and returns a named future, so it cannot be overridden. An
//! `impl Future` in a trait captures all lifetimes, also that of the arguments. [`poll_io::write!`](crate::write!) needs a future
//! that does not hold the arguments.
//!
//! # Between the designs
//!
//! [`FromSplit`] turns a stream of the split design into a stream of this design. [`IntoSplit`] does the reverse.
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

/// All traits, to import together: `use poll_io::iterator_style::prelude::*;`.
pub mod prelude {
    pub use super::{AsyncBufRead, AsyncRead, AsyncReadWrite, AsyncSeek, AsyncWrite};
}

/// Does what [`poll_io::copy`](fn@crate::copy) does.
#[cfg(feature = "alloc")]
#[inline]
pub fn copy<'a, R, W>(reader: &'a mut R, writer: &'a mut W) -> crate::future::Copy<'a, IntoSplit<R>, IntoSplit<W>>
where
    R: AsyncRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
{
    crate::copy(IntoSplit::from_mut(reader), IntoSplit::from_mut(writer))
}

/// Does what [`poll_io::copy_buf`](fn@crate::copy_buf) does.
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

/// Does what [`poll_io::copy_bidirectional`](fn@crate::copy_bidirectional) does.
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
