//! tokio.

/// A socket of its own.
pub use crate::loopback::of_tokio as tcp;
use std::io::Result;
pub use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, BufReader, BufWriter, Lines, Take, copy, copy_buf, split};

#[path = "../bodies/mod.rs"]
pub mod bodies;

/// What brings the methods.
pub mod prelude {
    pub use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
}
use prelude::*;

/// A stream that is boxed.
pub trait AsyncReadWrite: AsyncRead + AsyncWrite {}
impl<T: AsyncRead + AsyncWrite> AsyncReadWrite for T {}

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

/// Copies by a buffer of `size` bytes.
pub async fn copy_by<R: AsyncRead + Unpin, W: AsyncWrite + Unpin>(
    reader: R,
    writer: &mut W,
    size: usize,
) -> Result<u64> {
    copy_buf(&mut BufReader::with_capacity(size, reader), writer).await
}
