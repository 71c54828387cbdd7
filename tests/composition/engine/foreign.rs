//! Implements the traits of the other ecosystems for the end.
//!
//! Each of these traits allows two things that the contract of poll-io forbids. A read into an empty buffer may wait,
//! and a read that fails may have put bytes in the buffer. The end does both.

use super::end::End;
use embedded_io_async as embedded;
use futures_util::io as futures;
use hyper::rt as hyper_rt;
use poll_io::{IoSlice, IoSliceMut, Result, SeekFrom};
use poll_io_compat::EmbeddedError;
use std::{
    future::poll_fn,
    io,
    pin::Pin,
    task::{Context, Poll, Waker, ready},
};
use tokio::io as tokio_io;

impl tokio_io::AsyncRead for End {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut tokio_io::ReadBuf<'_>) -> Poll<Result<()>> {
        let (poll, bytes) = self.poll_read_bytes(cx, buf.remaining());
        buf.put_slice(&bytes);
        poll.map_ok(drop)
    }
}

impl tokio_io::AsyncBufRead for End {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.get_mut().poll_lend(cx)
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.consume_lent(amt);
    }
}

impl tokio_io::AsyncWrite for End {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_bytes(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_end(cx, false)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_end(cx, true)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.poll_write_slices(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.takes_slices()
    }
}

impl tokio_io::AsyncSeek for End {
    fn start_seek(self: Pin<&mut Self>, pos: SeekFrom) -> Result<()> {
        self.start_seek_to(pos)
    }

    fn poll_complete(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        self.poll_seek_end(cx)
    }
}

impl futures::AsyncRead for End {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<Result<usize>> {
        let (poll, bytes) = self.poll_read_bytes(cx, buf.len());
        buf[..bytes.len()].copy_from_slice(&bytes);
        poll
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        self.poll_read_slices(cx, bufs)
    }
}

impl futures::AsyncBufRead for End {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.get_mut().poll_lend(cx)
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.consume_lent(amt);
    }
}

impl futures::AsyncWrite for End {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_bytes(cx, buf)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.poll_write_slices(cx, bufs)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_end(cx, false)
    }

    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_end(cx, true)
    }
}

impl futures::AsyncSeek for End {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.poll_seek_to(cx, pos)
    }
}

impl hyper_rt::Read for End {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: hyper_rt::ReadBufCursor<'_>) -> Poll<Result<()>> {
        let (poll, bytes) = self.poll_read_bytes(cx, buf.remaining());
        buf.put_slice(&bytes);
        poll.map_ok(drop)
    }
}

impl hyper_rt::Write for End {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_bytes(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_end(cx, false)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_end(cx, true)
    }

    fn is_write_vectored(&self) -> bool {
        self.takes_slices()
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.poll_write_slices(cx, bufs)
    }
}

/// Polls an end with the traits of std, which never waits.
fn at_once<T>(poll: impl FnOnce(&mut Context<'_>) -> Poll<Result<T>>) -> Result<T> {
    match poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => unreachable!("an end of std has waited"),
    }
}

impl io::Read for End {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        at_once(|cx| futures::AsyncRead::poll_read(Pin::new(self), cx, buf))
    }

    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> {
        at_once(|cx| self.poll_read_slices(cx, bufs))
    }
}

impl io::BufRead for End {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        match self.poll_lend(&Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => result,
            Poll::Pending => unreachable!("an end of std has waited"),
        }
    }

    fn consume(&mut self, amt: usize) {
        self.consume_lent(amt);
    }
}

impl io::Write for End {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        at_once(|cx| self.poll_write_bytes(cx, buf))
    }

    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
        at_once(|cx| self.poll_write_slices(cx, bufs))
    }

    fn flush(&mut self) -> Result<()> {
        at_once(|cx| self.poll_end(cx, false))
    }
}

impl io::Seek for End {
    fn seek(&mut self, pos: SeekFrom) -> Result<u64> {
        at_once(|cx| self.poll_seek_to(cx, pos))
    }
}

impl embedded::ErrorType for End {
    type Error = EmbeddedError;
}

impl embedded::Read for End {
    async fn read(&mut self, buf: &mut [u8]) -> std::result::Result<usize, EmbeddedError> {
        if buf.is_empty() {
            return Ok(0);
        }
        Ok(poll_fn(|cx| futures::AsyncRead::poll_read(Pin::new(&mut *self), cx, buf)).await?)
    }
}

impl embedded::Write for End {
    async fn write(&mut self, buf: &[u8]) -> std::result::Result<usize, EmbeddedError> {
        Ok(poll_fn(|cx| self.poll_write_bytes(cx, buf)).await?)
    }

    async fn flush(&mut self) -> std::result::Result<(), EmbeddedError> {
        Ok(poll_fn(|cx| self.poll_end(cx, false)).await?)
    }
}

impl embedded::Seek for End {
    async fn seek(&mut self, pos: embedded::SeekFrom) -> std::result::Result<u64, EmbeddedError> {
        let pos = match pos {
            embedded::SeekFrom::Start(n) => SeekFrom::Start(n),
            embedded::SeekFrom::End(n) => SeekFrom::End(n),
            embedded::SeekFrom::Current(n) => SeekFrom::Current(n),
        };
        Ok(poll_fn(|cx| Poll::Ready(ready!(self.poll_seek_to(cx, pos)))).await?)
    }
}
