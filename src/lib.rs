//! Every combinator of std, tokio and futures over one poll-based I/O contract, on any runtime or none.
#![no_std]
#![warn(unreachable_pub, clippy::std_instead_of_core, clippy::alloc_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

// In the order of dependence: each module uses only those above it.
mod adapter;
mod budget;
mod ext;
pub mod future;
mod limit;
mod macros;
#[cfg(feature = "alloc")]
mod spare;
#[cfg(feature = "std")]
mod sync;
#[cfg(feature = "test-util")]
pub mod test_util;
#[cfg(feature = "alloc")]
mod utf8;

#[cfg(feature = "alloc")]
pub use adapter::{BufReader, BufStream, BufWriter, IntoInnerError, LineWriter, Lines, Split};
pub use adapter::{Bytes, Chain, Either, Inspect, InspectWrite, Join, Limited, Take, empty, join, repeat, sink};
#[cfg(feature = "std")]
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

/// The examples of README.md and design.md, which run as tests.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../design.md")]
    struct Design;
}
