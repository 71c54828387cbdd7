//! Every combinator of std, tokio and futures over one poll-based I/O contract, on any runtime or none.
//!
//! A protocol that is written against this crate runs on tokio, on smol, on blocking sockets and in memory, from one source.
//! The contract itself is [`poll-io-core`](poll_io_core), which this crate re-exports; the bridges to other ecosystems are
//! in [`poll-io-compat`], with a guide for [writing a library][guide], for [each runtime][runtimes] and for [those who come
//! from another family][migrate].
//!
//! ```
//! use poll_io::prelude::*;
//!
//! # futures_lite::future::block_on(async {
//! let (mut here, there) = poll_io::duplex(64);
//! here.write_all(b"one\ntwo\n").await?;
//! here.shutdown().await?;
//!
//! let mut lines = poll_io::BufReader::new(there).lines();
//! while let Some(line) = lines.next_line_ref().await? {
//!     assert!(line == "one" || line == "two");
//! }
//! # poll_io::Result::Ok(()) }).unwrap();
//! ```
//!
//! # The map
//!
//! | you want to | look at |
//! |---|---|
//! | read | [`AsyncReadExt`]: `read`, `read_exact`, `read_to_end`, `read_u32`, `take`, `chain` … |
//! | write | [`AsyncWriteExt`]: `write_all`, `write_all_vectored`, `flush`, `shutdown`; [`write!`](crate::write!) |
//! | read lines or up to a delimiter | [`AsyncBufReadExt`]: `lines`, `read_line`, `read_until`, `split`; over a [`BufReader`] |
//! | read frames and numbers in `select!` | [`BufReader::peek_array`], [`BufReader::peek_exact`] |
//! | seek | [`AsyncSeekExt`]: `seek`, `rewind`, `stream_len` |
//! | buffer | [`BufReader`], [`BufWriter`], [`LineWriter`], [`BufStream`] |
//! | take a stream back after a handshake | [`BufReader::into_parts`], and [`chain`](AsyncReadExt::chain) to put bytes back in front |
//! | copy | [`copy`](fn@copy), [`copy_buf`](fn@copy_buf), [`copy_bidirectional`](fn@copy_bidirectional) |
//! | read and write at once | [`split`](fn@split), and [`join`](fn@join) for the way back |
//! | have a stream in memory | [`duplex`], [`simplex`], `&[u8]`, `Vec<u8>`, [`empty`], [`repeat`], [`sink`] |
//! | implement a stream | [`AsyncRead`], [`AsyncWrite`], whose pages have a complete one each |
//! | name a future | [`mod@future`] |
//! | know what a method does where the families disagree | [`differences`] |
//! | know what a future loses when it is dropped | [`cancel_safety`] |
//! | know why the methods are not on the traits | [`design`]; and try the other way, `iterator_style` (feature `iterator-style`) |
//! | test a stream or a protocol | `test_util` (feature `test-util`) |
//! | read text that is not ASCII faster | the feature `simdutf8` |
//!
//! # Which trait do I bound on?
//!
//! On the core traits, as weakly as the function allows; the methods come with `use poll_io::prelude::*`.
//!
//! | the function | its bound |
//! |---|---|
//! | reads through `&mut` | `R: AsyncRead + Unpin + ?Sized` |
//! | reads lines | `R: AsyncBufRead + Unpin + ?Sized`; the caller wraps in a [`BufReader`] and keeps it |
//! | reads and writes one stream | `S: AsyncRead + AsyncWrite + Unpin + ?Sized` |
//! | keeps any stream, without a type parameter | `Box<dyn AsyncReadWrite + Unpin + Send>` |
//! | takes its users' streams, whatever their ecosystem | `impl IntoPollIo<M>`, of [`poll-io-compat`] |
//! | is spawned | the same, and `Send + 'static`: the futures here are `Send` exactly when their parts are |
//!
//! Not on the Ext traits: they hold for every implementor, and so say nothing more.
//!
//! # Implementing a reader
//!
//! Two lines are enough, and no unsafe code: [`append`](BorrowedCursor::append) what there is. Clause by clause it is on the
//! page of [`AsyncRead`].
//!
//! ```
//! use poll_io::{BorrowedCursor, Result, prelude::*};
//! use std::{pin::Pin, task::{Context, Poll}};
//!
//! /// Upper-cases what another reader has.
//! struct Shout<R>(R);
//!
//! impl<R: AsyncRead + Unpin> AsyncRead for Shout<R> {
//!     fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
//!         let mut chunk = [0; 512];
//!         let room = buf.capacity().min(chunk.len());
//!         let mut chunk = poll_io::BorrowedBuf::from(&mut chunk[..room]);
//!         std::task::ready!(Pin::new(&mut self.0).poll_read(cx, chunk.unfilled()))?;
//!         chunk.filled_mut().make_ascii_uppercase();
//!         buf.append(chunk.filled());
//!         Poll::Ready(Ok(()))
//!     }
//! }
//!
//! # futures_lite::future::block_on(async {
//! let mut text = String::new();
//! Shout(&b"hello"[..]).read_to_string(&mut text).await?;
//! assert_eq!(text, "HELLO");
//! # poll_io::Result::Ok(()) }).unwrap();
//! ```
//!
//! # Choosing a limit
//!
//! What a peer sends has no end unless you give it one. `.limit(max)` stands on the futures that append until something
//! comes, [`limited`](AsyncReadExt::limited) on the stream; both fail with `InvalidData` that carries [`LimitExceeded`].
//! [`take`](AsyncReadExt::take) ends quietly instead.
//!
//! | what is read | write |
//! |---|---|
//! | a body into memory | `r.read_to_end(&mut body).limit(1 << 20)` |
//! | a header line | `r.read_line(&mut line).limit(8 * 1024)` |
//! | each of many lines | `r.lines().limit(8 * 1024)`: one that is too long is an error once, and the next is read |
//! | everything that passes, in whatever pieces | `r.limited(1 << 30)` |
//! | a part whose length was announced | `r.take(length)`, and compare what came |
//!
//! ```
//! use poll_io::{ErrorKind, prelude::*};
//!
//! # futures_lite::future::block_on(async {
//! let (mut line, mut reader) = (String::new(), &b"a line that does not end"[..]);
//! let error = reader.read_line(&mut line).limit(8).await.unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::InvalidData);
//! let inner = error.get_ref().and_then(|e| e.downcast_ref::<poll_io::LimitExceeded>());
//! assert_eq!(inner.map(|e| e.limit()), Some(8));
//! # });
//! ```
//!
//! # Time, progress, cancellation
//!
//! There is no clock here: a timeout is your runtime's, around the future ([each of them][runtimes]). Every method says
//! under `Cancel safety` what is lost when it is dropped, which for most is nothing.
//!
//! A copy tells how far it is, during and after:
//!
//! ```
//! # futures_lite::future::block_on(async {
//! let (mut writer, mut percent) = (Vec::new(), Vec::new());
//! let body = [7; 400];
//! poll_io::copy(&mut &body[..], &mut writer)
//!     .buffer_size(100)
//!     .on_progress(|bytes| percent.push(bytes * 100 / 400))
//!     .await?;
//! assert_eq!(percent, [25, 50, 75, 100]);
//! # poll_io::Result::Ok(()) }).unwrap();
//! ```
//!
//! # Common errors, and what they mean
//!
//! | the compiler says | what it is | what to do |
//! |---|---|---|
//! | no method `read_exact` found | the Ext traits are not in scope | `use poll_io::prelude::*` |
//! | E0034, multiple applicable items | the type is of another family too, and that family's Ext trait is in scope | import one of them only, or spell `poll_io::AsyncReadExt::read(&mut stream, ..)` |
//! | `PhantomPinned` cannot be unpinned | a `&mut self` method on a stream that is not `Unpin` | `std::pin::pin!(stream)`: a pinned reference is a stream again; or `Box::pin` |
//! | E0277, `AsyncRead` is not implemented for `TcpStream` | the type is of another family | take `impl IntoReader<M>`; or wrap it in the bridge that the message names |
//! | E0283, type annotations needed, at a call with a marker | the type is in several families, as all that lives in memory is | name the marker: `connect::<poll_io_compat::Own>(stream)`, or `connect::<poll_io_compat::Own, _>(stream)` if there is a second type parameter |
//! | E0038, `AsyncReadExt` is not dyn compatible | an object of the Ext trait | `dyn AsyncRead`: it has all the methods |
//! | a future is not `Send`, at `write!(..).await` | std's macro keeps its arguments across the await | [`poll_io::write!`](crate::write!) |
//! | `Copy` is not the trait any more | `use poll_io::future::*` brings the future of that name | import by name |
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|:-:|---|
//! | `std` | yes | The error type is `std::io::Error`, and `std::io::Cursor` implements the traits. |
//! | `alloc` | by `std` | Everything that owns memory: buffers, `read_to_end`, lines, copies, and (on targets with atomic pointers) `split`, `duplex` and `simplex`. |
//! | `iterator-style` | | `iterator_style`: the other design, with the methods on the traits themselves, for comparison. |
//! | `test-util` | | `test_util`: a scripted peer, random fragmentation, and checks of a type against the numbered clauses. It needs `std`. |
//! | `simdutf8` | | The crate of that name validates text that is not ASCII. |
//!
//! # What needs what
//!
//! | item | nothing | `alloc` | `std` |
//! |---|:-:|:-:|:-:|
//! | the traits, Ext traits, futures that fill what they are given, [`copy_buf`](fn@copy_buf) | yes | yes | yes |
//! | [`Take`], [`Chain`], [`Limited`], [`Inspect`], [`Join`], [`Either`], [`Bytes`], [`Empty`], [`Repeat`], [`Sink`] | yes | yes | yes |
//! | `read_to_end`, `read_to_string`, `read_until`, `read_line`, `lines`, `split(byte)`, `write_fmt` | | yes | yes |
//! | [`BufReader`], [`BufWriter`], [`LineWriter`], [`BufStream`] | | yes | yes |
//! | [`copy`](fn@copy), [`copy_bidirectional`](fn@copy_bidirectional) | | yes | yes |
//! | [`split`](fn@split), [`duplex`], [`simplex`], on targets with atomic pointers | | yes | yes |
//! | errors that carry a text or another error | | yes | yes |
//! | impls for `std::io::Cursor`; errors that are std's | | | yes |
//!
//! A crate that names both [`poll_io::Error`](Error) and `std::io::Error` must switch `std` on: without it they are two types.
//! Without `alloc` an error has a kind and nothing else; `Error::new` and the texts of errors need `alloc`.
//!
//! [`poll-io-compat`]: https://docs.rs/poll-io-compat
//! [guide]: https://docs.rs/poll-io-compat/latest/poll_io_compat/guide/library/
//! [runtimes]: https://docs.rs/poll-io-compat/latest/poll_io_compat/guide/runtimes/
//! [migrate]: https://docs.rs/poll-io-compat/latest/poll_io_compat/guide/migration/
#![no_std]
#![warn(unreachable_pub, clippy::std_instead_of_core, clippy::alloc_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

// In the order of dependence, and not as rustfmt sorts them: each uses those of its own line and of the lines above it.
// - `budget`, `error`, `lend`, `limit`, `search`, `seeking`, `spare`, `sync`, `utf8`: what the rest stands on.
// - `future`, `adapter`: the machines. An adapter's own futures borrow it, and so the two name each other.
// - `ext`: the first face.
// - `iterator_style`: the second.
// - `test_util`, `macros`, `models`: for those who use them.
mod adapter;
mod budget;
mod error;
mod ext;
pub mod future;
#[cfg(feature = "iterator-style")]
pub mod iterator_style;
mod lend;
mod limit;
mod macros;
#[cfg(all(loom, test))]
mod models;
mod search;
mod seeking;
#[cfg(feature = "alloc")]
mod spare;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod sync;
#[cfg(feature = "test-util")]
pub mod test_util;
#[cfg(feature = "alloc")]
mod utf8;

#[cfg(feature = "alloc")]
pub use adapter::{BufReader, BufStream, BufWriter, IntoInnerError, LineWriter, Lines, Split};
pub use adapter::{Bytes, Chain, Either, Inspect, InspectWrite, Join, Limited, Take, empty, join, repeat, sink};
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use adapter::{DuplexStream, ReadHalf, SimplexReader, SimplexWriter, WriteHalf, duplex, simplex, split};
pub use ext::{AsyncBufReadExt, AsyncReadExt, AsyncSeekExt, AsyncWriteExt, copy_buf};
#[cfg(feature = "alloc")]
pub use ext::{copy, copy_bidirectional};
pub use limit::LimitExceeded;
pub use poll_io_core::{
    AsyncBufRead, AsyncRead, AsyncReadWrite, AsyncSeek, AsyncWrite, BorrowedBuf, BorrowedCursor, Empty, Error,
    ErrorKind, IoSlice, IoSliceMut, Repeat, Result, SeekFrom, Sink,
};

/// The traits, to be imported together: `use poll_io::prelude::*;`.
///
/// The core traits come by name, so that they can be implemented and bounded on; the Ext traits come as `_`, so that
/// their methods are there and their names are not.
pub mod prelude {
    pub use crate::{AsyncBufRead, AsyncRead, AsyncReadWrite, AsyncSeek, AsyncWrite};
    pub use crate::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};
}

// The first target of a reference counts: there the files are on this page or in the repository, not beside it.
#[cfg(doc)]
#[doc = include_str!("design_links.md")]
#[doc = include_str!("../design.md")]
pub mod design {}

#[cfg(doc)]
#[doc = include_str!("differences.md")]
pub mod differences {}

#[cfg(doc)]
#[doc = include_str!("cancel_safety.md")]
pub mod cancel_safety {}

#[cfg(doc)]
#[doc = include_str!("instead.md")]
pub mod instead {}

/// The examples of README.md, which run as tests. (Those of design.md do in its module.)
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../README.md")]
    struct Readme;
}
