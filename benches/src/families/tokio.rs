//! Defines the family of tokio.

/// Returns the socket itself, which is a stream of this family.
pub use crate::loopback::of_tokio as tcp;
use std::io::Result;
pub use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, BufReader, BufWriter, Lines, Take, copy, copy_buf, split};

#[path = "../bodies/mod.rs"]
pub mod bodies;

/// The traits whose methods the workloads call.
pub mod prelude {
    pub use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
}
use prelude::*;

/// A boxed stream.
pub trait AsyncReadWrite: AsyncRead + AsyncWrite {}
impl<T: AsyncRead + AsyncWrite> AsyncReadWrite for T {}

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
pub fn next_line<R: AsyncBufRead + Unpin>(lines: &mut Lines<R>) -> impl Future<Output = Result<Option<String>>> {
    lines.next_line()
}

numbers!(own:
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
    copy_buf(&mut BufReader::with_capacity(size, reader), writer).await
}
