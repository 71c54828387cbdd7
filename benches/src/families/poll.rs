//! poll-io, in the split design.

use crate::loopback::of_tokio;
use poll_io::Result;
pub use poll_io::{
    AsyncBufRead, AsyncRead, AsyncReadWrite, AsyncWrite, BufReader, BufWriter, Lines, Take, copy, copy_buf, split,
};
use std::net::TcpStream;

#[path = "../bodies/mod.rs"]
pub mod bodies;

/// What brings the methods.
pub mod prelude {
    pub use poll_io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
}
use prelude::*;

/// What can be copied from, and wrapped.
pub use self::AsyncRead as CopyRead;
/// A reader behind an object.
pub type DynRead = dyn AsyncRead + Unpin;
/// A writer behind an object.
pub type DynWrite = dyn AsyncWrite + Unpin;
/// A stream behind an object.
pub type DynReadWrite = dyn AsyncReadWrite + Unpin;

/// Ends a reader after so many bytes.
pub fn take<R: AsyncRead>(reader: R, limit: u64) -> Take<R> {
    reader.take(limit)
}

/// Returns what the methods are called on, where a reader is a reference to an object.
pub fn by_reference(reader: &mut DynRead) -> &mut DynRead {
    reader
}

/// Consumes so many buffered bytes.
pub fn consume(reader: &mut (impl AsyncBufRead + Unpin), n: usize) {
    reader.consume_unpin(n);
}

/// Returns the next line.
pub async fn next_line(lines: &mut Lines<impl AsyncBufRead + Unpin>) -> Result<Option<String>> {
    lines.next_line().await
}

/// Reads a big-endian number.
pub async fn read_u32(reader: &mut (impl AsyncRead + Unpin)) -> Result<u32> {
    reader.read_u32().await
}

/// A socket of tokio's, as a stream of this family.
pub fn tcp(stream: TcpStream) -> impl AsyncRead + AsyncWrite + Unpin {
    poll_io_compat::FromTokio::new(of_tokio(stream))
}
