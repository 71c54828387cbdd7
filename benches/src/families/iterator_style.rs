//! poll-io, in the Iterator style.

use crate::loopback::of_tokio;
pub use poll_io::iterator_style::{
    AsyncBufRead, AsyncRead, AsyncReadWrite, AsyncWrite, BufReader, BufWriter, Lines, Take, copy, copy_buf,
};
use poll_io::{
    ReadHalf, Result, WriteHalf,
    iterator_style::{FromSplit, IntoSplit},
};
use std::net::TcpStream;

#[path = "../bodies/mod.rs"]
pub mod bodies;

/// What brings the methods.
pub mod prelude {
    pub use poll_io::iterator_style::{AsyncBufRead as _, AsyncRead as _, AsyncWrite as _};
}

/// The halves of this design. It takes them from the other, since they have nothing that differs.
type Halves<T> = (FromSplit<ReadHalf<IntoSplit<T>>>, FromSplit<WriteHalf<IntoSplit<T>>>);

/// Splits a stream.
pub fn split<T: AsyncRead + AsyncWrite>(io: T) -> Halves<T> {
    let (reader, writer) = poll_io::split(IntoSplit::new(io));
    (FromSplit::new(reader), FromSplit::new(writer))
}

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

/// Returns what the methods are called on, where a reader is a reference to an object: the object has none here, and the
/// reference has.
pub fn by_reference(reader: &mut DynRead) -> impl AsyncRead + Unpin {
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
    FromSplit::new(poll_io_compat::FromTokio::new(of_tokio(stream)))
}
