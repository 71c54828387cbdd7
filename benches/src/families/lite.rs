//! Defines the family of futures-lite.

pub use futures_lite::io::{
    AsyncBufRead, AsyncRead, AsyncWrite, BufReader, BufWriter, Lines, Take, copy, copy as copy_buf, split,
};
use std::io::Result;

pub use super::futures::{AsyncReadWrite, tcp};

#[path = "../bodies/mod.rs"]
pub mod bodies;

/// The traits whose methods the workloads call.
pub mod prelude {
    pub use futures_lite::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
}
use prelude::*;

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

/// Returns the receiver of the methods if the reader is a reference to a trait object.
pub fn by_reference(reader: &mut DynRead) -> &mut DynRead {
    reader
}

/// Consumes `n` buffered bytes.
pub fn consume(reader: &mut (impl AsyncBufRead + Unpin), n: usize) {
    reader.consume(n);
}

/// Returns the next line.
pub async fn next_line(lines: &mut Lines<impl AsyncBufRead + Unpin>) -> Result<Option<String>> {
    futures_lite::StreamExt::next(lines).await.transpose()
}

numbers!(read_exact:
    read_u8 -> u8;
    read_u16 -> u16;
    read_u32 -> u32;
    read_u64 -> u64;
);

/// Copies with a buffer of `size` bytes.
pub async fn copy_by<R: AsyncRead + Unpin, W: AsyncWrite + Unpin>(
    reader: R,
    writer: &mut W,
    size: usize,
) -> Result<u64> {
    copy_buf(BufReader::with_capacity(size, reader), writer).await
}
