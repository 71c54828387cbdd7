//! Implements the traits as a user would, and calls the methods on that type and on types in memory.

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use poll_io::{BorrowedBuf, BorrowedCursor, IoSlice, Result, prelude::*};

/// A user's stream.
#[derive(Default)]
pub struct Own;

impl AsyncRead for Own {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(b"");
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Own {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.poll_flush(cx))?;
        Poll::Ready(Ok(()))
    }
}

/// Calls methods on several kinds of types. No call is ambiguous.
pub async fn call<R: AsyncBufRead + Unpin + ?Sized>(reader: &mut R, mut bytes: &[u8]) -> Result<u8> {
    let mut memory = [0; 8];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    reader.read_buf(buf.unfilled()).await?;
    bytes.read_exact(&mut [0; 2]).await?;
    (&mut bytes).take(2).chain(&b"ab"[..]).read(&mut [0; 4]).await?;
    Own.write_all_vectored(&mut [IoSlice::new(b"ab")]).await?;
    (&mut [0; 4][..]).write_u32_le(7).await?;
    reader.skip_until(b'\n').await?;
    poll_io::copy_buf(reader, &mut poll_io::sink()).await?;
    bytes.read_u8().await
}

#[cfg(feature = "alloc")]
pub async fn call_with_alloc(reader: &mut (dyn AsyncBufRead + Unpin)) -> Result<usize> {
    use alloc::{boxed::Box, string::String, vec::Vec};

    let mut line = String::new();
    reader.read_line(&mut line).limit(80).await?;
    let mut out = Vec::new();
    poll_io::write!(out, "{line}").await?;
    let mut boxed: Box<dyn AsyncReadWrite + Unpin + Send> = Box::new(Own);
    boxed.read_to_end(&mut Vec::new()).await?;
    poll_io::copy(&mut poll_io::BufReader::new(Own), &mut boxed).await?;
    let mut lines = poll_io::BufReader::new(Own).lines();
    while lines.next_line_ref().await?.is_some() {}
    Ok(line.len())
}

#[cfg(feature = "std")]
pub async fn call_with_std() -> Result<u64> {
    let mut cursor = std::io::Cursor::new(std::vec::Vec::new());
    cursor.write_all(b"ab").await?;
    cursor.rewind().await?;
    cursor.stream_len().await
}

#[cfg(feature = "bytes-1")]
pub async fn call_with_bytes() -> Result<()> {
    use poll_io_compat::{BytesReadExt, BytesWriteExt};

    let mut bytes = bytes::BytesMut::new();
    (&b"ab"[..]).read_into(&mut bytes).await?;
    alloc::vec::Vec::new().write_all_buf(&mut bytes.freeze()).await
}
