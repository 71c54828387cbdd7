//! futures-util.

pub use futures_util::io::{
    AsyncBufRead, AsyncRead, AsyncWrite, BufReader, BufWriter, Lines, ReadHalf, WriteHalf, copy, copy_buf,
};
use std::io::Result;

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

/// What can be copied from.
pub use self::AsyncRead as CopyRead;
/// A reader behind an object.
pub type DynRead = dyn AsyncRead + Unpin;
/// A writer behind an object.
pub type DynWrite = dyn AsyncWrite + Unpin;
/// A stream behind an object.
pub type DynReadWrite = dyn AsyncReadWrite + Unpin;

/// Consumes so many buffered bytes.
pub fn consume(reader: &mut (impl AsyncBufRead + Unpin), n: usize) {
    reader.consume_unpin(n);
}

/// Returns the next line.
pub async fn next_line(lines: &mut Lines<impl AsyncBufRead + Unpin>) -> Result<Option<String>> {
    futures_util::TryStreamExt::try_next(lines).await
}

/// Reads a big-endian number.
pub async fn read_u32(reader: &mut (impl AsyncRead + Unpin)) -> Result<u32> {
    let mut bytes = [0; 4];
    reader.read_exact(&mut bytes).await?;
    Ok(u32::from_be_bytes(bytes))
}
