//! poll-io, in the split design.

use poll_io::Result;
pub use poll_io::{
    AsyncBufRead, AsyncRead, AsyncReadWrite, AsyncWrite, BufReader, BufWriter, Lines, copy, copy_buf, split,
};

#[path = "../bodies/mod.rs"]
pub mod bodies;

/// What brings the methods.
pub mod prelude {
    pub use poll_io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
}
use prelude::*;

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
    lines.next_line().await
}

/// Reads a big-endian number.
pub async fn read_u32(reader: &mut (impl AsyncRead + Unpin)) -> Result<u32> {
    reader.read_u32().await
}
