use super::simplex::{SimplexReader, SimplexWriter, simplex};
use crate::{AsyncRead, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result};
use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// Creates two connected streams in memory: bytes written to one stream are read from the other stream.
///
/// Use it in tests instead of a socket and its peer. The streams share two pipes, one for each direction. `capacity` is
/// the size of each pipe in bytes. See [`simplex`] for how a pipe behaves, also after a shutdown or a drop. A shutdown
/// ends one direction only, so the stream can still be read.
///
/// # Examples
///
/// ```
/// use poll_io::{duplex, prelude::*};
///
/// # futures_lite::future::block_on(async {
/// let (mut client, mut server) = duplex(64);
/// client.write_all(b"ping").await?;
/// client.shutdown().await?;
///
/// let mut buf = [0; 8];
/// assert_eq!(server.read(&mut buf).await?, 4);
/// assert_eq!(server.read(&mut buf).await?, 0);
/// server.write_all(b"pong").await?;
/// assert_eq!(client.read(&mut buf).await?, 4);
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub fn duplex(capacity: usize) -> (DuplexStream, DuplexStream) {
    let (a_reads, b_writes) = simplex(capacity);
    let (b_reads, a_writes) = simplex(capacity);
    (DuplexStream { reader: a_reads, writer: a_writes }, DuplexStream { reader: b_reads, writer: b_writes })
}

/// One of two connected streams in memory. This type is made by [`duplex`].
#[derive(Debug)]
pub struct DuplexStream {
    reader: SimplexReader,
    writer: SimplexWriter,
}

impl AsyncRead for DuplexStream {
    #[inline]
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.reader).poll_read(cx, buf)
    }

    #[inline]
    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.reader).poll_read_vectored(cx, bufs)
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.reader.remaining_hint()
    }
}

impl AsyncWrite for DuplexStream {
    #[inline]
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.writer).poll_write(cx, buf)
    }

    #[inline]
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.writer).poll_flush(cx)
    }

    #[inline]
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.writer).poll_shutdown(cx)
    }

    #[inline]
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.writer).poll_write_vectored(cx, bufs)
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.writer.is_write_vectored()
    }
}
