//! Asynchronous reading and writing with the methods of `std::io` and tokio, on any runtime or on none.
//!
//! A protocol that you write once with this crate runs on tokio, on smol, on blocking sockets and in memory. Three packages
//! work together:
//!
//! - [`poll-io-core`](poll_io_core) has the four traits and the buffer that they read into. This crate re-exports all of it.
//! - This crate has the methods, as an extension trait (Ext trait) for each of the four traits, and the adapters.
//! - [`poll-io-compat`] has the bridges. A bridge is a wrapper that turns a stream of tokio, futures-io, hyper,
//!   embedded-io-async or std into a poll-io stream, or the reverse. The package also has guides for [libraries][guide], for
//!   [each runtime][runtimes], and for [code that moves from another crate][migrate].
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
//! # Where to find what
//!
//! | you want to | look at |
//! |---|---|
//! | read | [`AsyncReadExt`]: `read`, `read_exact`, `read_to_end`, `read_u32`, `take`, `chain` … |
//! | write | [`AsyncWriteExt`]: `write_all`, `write_all_vectored`, `flush`, `shutdown` …; [`write!`](crate::write!) |
//! | read lines, or up to a delimiter | [`AsyncBufReadExt`]: `lines`, `read_line`, `read_until`, `split` …; over a [`BufReader`] |
//! | read frames and numbers in `select!` | [`BufReader::peek_array`], [`BufReader::peek_exact`] |
//! | seek | [`AsyncSeekExt`]: `seek`, `rewind`, `stream_len` … |
//! | add a buffer | [`BufReader`], [`BufWriter`], [`LineWriter`], [`BufStream`] |
//! | take a stream back after a handshake | [`BufReader::into_parts`], and [`chain`](AsyncReadExt::chain) to put bytes back in front |
//! | copy | [`copy`](fn@copy), [`copy_buf`](fn@copy_buf), [`copy_bidirectional`](fn@copy_bidirectional) |
//! | read and write at the same time | [`split`](fn@split); [`join`](fn@join) makes one stream of two halves |
//! | have a stream in memory | [`duplex`], [`simplex`], `&[u8]`, `Vec<u8>`, [`empty`], [`repeat`], [`sink`] |
//! | implement a stream | [`AsyncRead`] and [`AsyncWrite`], whose pages have a complete example each |
//! | name a future | [`mod@future`] |
//! | know what a method does where std, tokio and futures disagree | [`differences`] |
//! | know what is lost when a future is dropped | [`cancel_safety`] |
//! | find what is not included, and what to write instead | [`instead`] |
//! | know why the methods are not on the traits | [`design`]; `iterator_style` (feature `iterator-style`) is the other design, to try |
//! | test a stream or a protocol | `test_util` (feature `test-util`) |
//! | read text that is not ASCII faster | the feature `simdutf8` |
//!
//! # Which trait to bound on
//!
//! Bound on the core traits, and ask for no more than the function needs. The methods come with
//! `use poll_io::prelude::*`. Do not bound on the Ext traits: every implementor of a core trait has its Ext trait anyway.
//!
//! | the function | its bound |
//! |---|---|
//! | reads through `&mut` | `R: AsyncRead + Unpin + ?Sized` |
//! | reads lines | `R: AsyncBufRead + Unpin + ?Sized`; the caller makes the [`BufReader`], and keeps it |
//! | reads and writes one stream | `S: AsyncRead + AsyncWrite + Unpin + ?Sized` |
//! | stores any stream, without a type parameter | `Box<dyn AsyncReadWrite + Unpin + Send>` |
//! | takes the streams of its users, from any ecosystem | `impl IntoPollIo<M>`, of [`poll-io-compat`] |
//! | is spawned | one of these, and `Send + 'static` |
//!
//! The futures of this crate are `Send` exactly when their parts are.
//!
//! # Implementing a reader
//!
//! This reader wraps another one. It needs no unsafe code, and copies no bytes: it lends its own buffer to the other reader.
//! [`ensure_init`](BorrowedCursor::ensure_init) returns the free part of the buffer as a `&mut [u8]`, and
//! [`advance_checked`](BorrowedCursor::advance_checked) counts the bytes that were read.
//!
//! ```
//! use poll_io::{BorrowedBuf, BorrowedCursor, Result, prelude::*};
//! use std::{pin::Pin, task::{Context, Poll, ready}};
//!
//! /// Turns what another reader returns into upper case.
//! struct Shout<R>(R);
//!
//! impl<R: AsyncRead + Unpin> AsyncRead for Shout<R> {
//!     fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
//!         let mut inner = BorrowedBuf::from(buf.ensure_init());
//!         ready!(Pin::new(&mut self.0).poll_read(cx, inner.unfilled()))?;
//!         inner.filled_mut().make_ascii_uppercase();
//!         let n = inner.len();
//!         buf.advance_checked(n);
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
//! A reader that has its bytes in memory copies them with [`append`](BorrowedCursor::append). The page of [`AsyncRead`] has
//! an example of that, and the rules for implementors.
//!
//! # Choosing a limit
//!
//! A peer can send bytes without end. Set a limit wherever you collect bytes from a peer. The futures that collect bytes
//! have a method `.limit(max)`, and [`limited`](AsyncReadExt::limited) limits a whole stream. Both fail with an error of the
//! kind `InvalidData` that carries [`LimitExceeded`]. [`take`](AsyncReadExt::take) ends quietly instead.
//!
//! | you read | write |
//! |---|---|
//! | a body into memory | `r.read_to_end(&mut body).limit(1 << 20)` |
//! | a header line | `r.read_line(&mut line).limit(8 * 1024)` |
//! | many lines | `r.lines().limit(8 * 1024)`: a line that is too long is one error, and the next line can be read |
//! | a whole stream, by any methods | `r.limited(1 << 30)` |
//! | a part of a known length | `r.take(length)`, and compare the number of bytes that came |
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
//! # Timeouts and cancellation
//!
//! This crate has no clock. To set a timeout, put the future into the timeout of your runtime: the [guide][runtimes] has an
//! example for each. A timeout drops the future, and so does `select!`. A method is *cancel safe* if nothing is lost when its
//! future is dropped before it completes, so that a second call continues where the first stopped. The documentation of each method says whether it is cancel safe, and
//! [`cancel_safety`] has a table of all methods.
//!
//! A copy reports its progress:
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
//! # How long a poll takes
//!
//! One poll of a future makes at most 128 calls of its reader and writer together. Then the future wakes its task and
//! returns `Pending`, so that a stream that is always ready does not keep the executor from its other tasks. In a stack of
//! adapters, each adapter adds at most one call to these 128, and a [`LineWriter`] or a [`BufStream`] at most two. A call of
//! `poll_fill_buf` that returns buffered bytes again does not count.
//!
//! The count is that of one poll of one future. A loop that awaits many short futures over a stream that is always ready, such
//! as `&[u8]` or [`repeat`], does not return to the executor. Call the `yield_now` of your runtime in such a loop. The pipes of
//! [`duplex`] and [`simplex`] return `Pending` by themselves, after 128 calls in a row that transferred bytes.
//!
//! # Common errors, and what they mean
//!
//! | the compiler says | the cause | what to do |
//! |---|---|---|
//! | no method `read_exact` found | the Ext traits are not in scope | `use poll_io::prelude::*` |
//! | E0034, multiple applicable items | the stream also implements the trait of another crate, and the Ext trait of that crate is in scope | import one of the Ext traits only, or write `poll_io::AsyncReadExt::read(&mut stream, ..)` |
//! | `PhantomPinned` cannot be unpinned | a method that takes `&mut self`, on a stream that is not `Unpin` | `std::pin::pin!(stream)`, because a pinned reference is a stream again; or `Box::pin` |
//! | E0277, `AsyncRead` is not implemented for `TcpStream` | the stream implements the trait of another crate | take `impl IntoReader<M>`, or wrap the stream in the bridge that the message names |
//! | E0283, type annotations needed, at a call of a function `connect<M>(io: impl IntoPollIo<M>)` | the stream belongs to several ecosystems, as every type in memory does | name the ecosystem, which is `M`: `connect::<poll_io_compat::Own>(stream)`, or `connect::<poll_io_compat::Own, _>(stream)` if there is a second type parameter |
//! | E0038, `AsyncReadExt` is not dyn compatible | a trait object of the Ext trait | `Box<dyn AsyncRead + Unpin>` or `Pin<Box<dyn AsyncRead>>`, which have all the methods |
//! | a future is not `Send`, at `write!(..).await` | std's macro keeps its arguments until the end of the `.await` | [`poll_io::write!`](crate::write!) |
//! | E0404, `Copy` is not a trait | `use poll_io::future::*` imports the future of that name | import the futures by name |
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|:-:|---|
//! | `std` | yes | The error type is `std::io::Error`, and `std::io::Cursor` implements the traits. |
//! | `alloc` | with `std` | All items that own memory: buffers, `read_to_end`, lines, copies, and (on targets with atomic pointers) `split`, `duplex` and `simplex`. |
//! | `iterator-style` | | The module `iterator_style`: the other design, with the methods on the traits themselves, to compare. |
//! | `test-util` | | The module `test_util`: a scripted peer, random fragmentation, and checks of a stream against the numbered clauses of the traits. It needs `std`. |
//! | `simdutf8` | | The crate of that name validates text that is not ASCII. |
//!
//! # Which item needs which feature
//!
//! | item | no feature | `alloc` | `std` |
//! |---|:-:|:-:|:-:|
//! | the traits, the Ext traits, futures that fill the buffer of the caller, [`copy_buf`](fn@copy_buf) | yes | yes | yes |
//! | [`Take`], [`Chain`], [`Limited`], [`Inspect`], [`Join`], [`Either`], [`Bytes`], [`Empty`], [`Repeat`], [`Sink`] | yes | yes | yes |
//! | `read_to_end`, `read_to_string`, `read_until`, `read_line`, `lines`, `split(byte)`, `write_fmt` | | yes | yes |
//! | [`BufReader`], [`BufWriter`], [`LineWriter`], [`BufStream`] | | yes | yes |
//! | [`copy`](fn@copy), [`copy_bidirectional`](fn@copy_bidirectional) | | yes | yes |
//! | [`split`](fn@split), [`duplex`], [`simplex`], on targets with atomic pointers | | yes | yes |
//! | errors that carry a text or another error | | yes | yes |
//! | impls for `std::io::Cursor`; the errors of std | | | yes |
//!
//! A crate that names both [`poll_io::Error`](Error) and `std::io::Error` must enable `std`. Without `std` they are two types.
//! Without `alloc` an error has only a kind: `Error::new` and the texts of errors need `alloc`.
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

// In the order of dependence, not in rustfmt's order: a module uses only modules of its own line and of the lines above.
// - `budget`, `error`, `lend`, `limit`, `search`, `seeking`, `spare`, `sync`, `utf8`: what the other modules are built on.
// - `future`, `adapter`: the state machines. The futures of an adapter borrow it, so these two modules use each other.
// - `ext`: the extension traits.
// - `iterator_style`: the other design, with the methods on the traits.
// - `test_util`, `macros`, `models`: tools for tests, the macros of users, and the models that loom runs.
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

/// All traits, to import together: `use poll_io::prelude::*;`.
///
/// It imports the core traits by name, because you implement them and bound on them. It imports the Ext traits as `_`, because
/// you need only their methods.
pub mod prelude {
    pub use crate::{AsyncBufRead, AsyncRead, AsyncReadWrite, AsyncSeek, AsyncWrite};
    pub use crate::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};
}

// If a link reference is defined twice, the first definition counts. So `design_links.md`, whose targets are right on this
// page, stands before the definitions of `design.md`, whose targets are right in the repository.
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

/// Runs the examples of README.md as tests. The examples of design.md run in the module `design`.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../README.md")]
    struct Readme;
}
