//! futures-util.

use crate::loopback::of_tokio;
pub use futures_util::io::{
    AsyncBufRead, AsyncRead, AsyncWrite, BufReader, BufWriter, Lines, ReadHalf, Take, WriteHalf, copy, copy_buf,
};
use std::{io::Result, net::TcpStream};

#[path = "../bodies/mod.rs"]
pub mod bodies;

/// What brings the methods.
pub mod prelude {
    pub use futures_util::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
}
use prelude::*;

/// A stream that is boxed.
pub trait AsyncReadWrite: AsyncRead + AsyncWrite {}
impl<T: AsyncRead + AsyncWrite> AsyncReadWrite for T {}

/// Splits a stream.
pub fn split<T: AsyncRead + AsyncWrite>(io: T) -> (ReadHalf<T>, WriteHalf<T>) {
    io.split()
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
    futures_util::TryStreamExt::try_next(lines).await
}

numbers!(read_exact:
    read_u8 -> u8;
    read_u16 -> u16;
    read_u32 -> u32;
    read_u64 -> u64;
);

/// A socket of tokio's, as a stream of this family.
pub fn tcp(stream: TcpStream) -> impl AsyncRead + AsyncWrite + Unpin {
    tokio_util::compat::TokioAsyncReadCompatExt::compat(of_tokio(stream))
}

/// Copies by a buffer of `size` bytes.
pub async fn copy_by<R: AsyncRead + Unpin, W: AsyncWrite + Unpin>(
    reader: R,
    writer: &mut W,
    size: usize,
) -> Result<u64> {
    copy_buf(BufReader::with_capacity(size, reader), writer).await
}
