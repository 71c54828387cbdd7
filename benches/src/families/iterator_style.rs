//! Defines the family of poll-io in the Iterator style.

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

/// The traits whose methods the workloads call.
pub mod prelude {
    pub use poll_io::iterator_style::{AsyncBufRead as _, AsyncRead as _, AsyncWrite as _};
}

/// The halves of this design, which are those of the split design.
type Halves<T> = (FromSplit<ReadHalf<IntoSplit<T>>>, FromSplit<WriteHalf<IntoSplit<T>>>);

/// Splits a stream.
pub fn split<T: AsyncRead + AsyncWrite>(io: T) -> Halves<T> {
    let (reader, writer) = poll_io::split(IntoSplit::new(io));
    (FromSplit::new(reader), FromSplit::new(writer))
}

/// A trait for readers that the workloads copy from and wrap.
pub use self::AsyncRead as CopyRead;
/// A boxed trait object of a reader.
pub type DynRead = dyn AsyncRead + Unpin;
/// A boxed trait object of a writer.
pub type DynWrite = dyn AsyncWrite + Unpin;
/// A boxed trait object of a stream.
pub type DynReadWrite = dyn AsyncReadWrite + Unpin;

/// Limits a reader to `limit` bytes.
pub fn take<R: AsyncRead>(reader: R, limit: u64) -> Take<R> {
    reader.take(limit)
}

/// Returns the receiver of the methods if the reader is a reference to a trait object. In this design the object
/// has no methods, but the reference has.
pub fn by_reference(reader: &mut DynRead) -> impl AsyncRead + Unpin {
    reader
}

/// Consumes `n` buffered bytes.
pub fn consume(reader: &mut (impl AsyncBufRead + Unpin), n: usize) {
    reader.consume_unpin(n);
}

/// Returns the next line.
pub fn next_line<R: AsyncBufRead + Unpin>(lines: &mut Lines<R>) -> impl Future<Output = Result<Option<String>>> {
    lines.next_line()
}

numbers!(own:
    read_u8 -> u8;
    read_u16 -> u16;
    read_u32 -> u32;
    read_u64 -> u64;
);

/// Turns a socket of tokio into a stream of this family.
pub fn tcp(stream: TcpStream) -> impl AsyncRead + AsyncWrite + Unpin {
    FromSplit::new(poll_io_compat::FromTokio::new(of_tokio(stream)))
}

/// Copies with a buffer of `size` bytes.
pub async fn copy_by<R: AsyncRead + Unpin, W: AsyncWrite + Unpin>(
    reader: R,
    writer: &mut W,
    size: usize,
) -> Result<u64> {
    let mut reader = reader;
    copy(&mut reader, writer).buffer_size(size).await
}
