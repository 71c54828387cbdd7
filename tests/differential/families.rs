//! The five families of traits. Each is set up over the same scripts and with the same names, so that the same source
//! text runs on all of them.

use super::peer::{Drain, Script, SlowFile, Step};
use poll_io::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedBuf, IoSlice, Result, SeekFrom};
use std::{
    pin::Pin,
    task::{Context, Poll, Waker, ready},
};

/// Implements the traits of futures-io and tokio for a script. It does not use our bridges, because the comparison must
/// not share code.
#[derive(Debug)]
pub struct Foreign<T>(pub T);

impl Foreign<Script> {
    pub fn rest(&self) -> Vec<u8> {
        self.0.rest()
    }
}

impl<T: AsyncRead + Unpin> futures_util::io::AsyncRead for Foreign<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<Result<usize>> {
        let mut buf = BorrowedBuf::from(buf);
        ready!(Pin::new(&mut self.0).poll_read(cx, buf.unfilled()))?;
        Poll::Ready(Ok(buf.len()))
    }
}

impl<T: AsyncBufRead + Unpin> futures_util::io::AsyncBufRead for Foreign<T> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Pin::new(&mut self.get_mut().0).poll_fill_buf(cx)
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        Pin::new(&mut self.0).consume(amt);
    }
}

impl<T: AsyncWrite + Unpin> futures_util::io::AsyncWrite for Foreign<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(cx, bufs)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

impl<T: AsyncSeek + Unpin> futures_util::io::AsyncSeek for Foreign<T> {
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        Pin::new(&mut self.0).poll_seek(cx, pos)
    }
}

impl ::tokio::io::AsyncSeek for Foreign<SlowFile> {
    fn start_seek(mut self: Pin<&mut Self>, pos: SeekFrom) -> Result<()> {
        let poll = Pin::new(&mut self.0).poll_seek(&mut Context::from_waker(Waker::noop()), pos);
        assert!(poll.is_pending(), "the seek has begun");
        Ok(())
    }

    fn poll_complete(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        self.0.poll_position(cx)
    }
}

impl<T: AsyncRead + Unpin> ::tokio::io::AsyncRead for Foreign<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ::tokio::io::ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let mut own = BorrowedBuf::from(buf.initialize_unfilled());
        ready!(Pin::new(&mut self.0).poll_read(cx, own.unfilled()))?;
        let n = own.len();
        buf.advance(n);
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncBufRead + Unpin> ::tokio::io::AsyncBufRead for Foreign<T> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Pin::new(&mut self.get_mut().0).poll_fill_buf(cx)
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        Pin::new(&mut self.0).consume(amt);
    }
}

impl<T: AsyncWrite + Unpin> ::tokio::io::AsyncWrite for Foreign<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }
}

/// The items of an iterator in a form that can be compared, at most 40.
pub type Items<T> = Vec<std::result::Result<T, poll_io::ErrorKind>>;

fn items<T>(mut next: impl FnMut() -> Option<Result<T>>) -> Items<T> {
    std::iter::from_fn(|| next().map(|item| item.map_err(|e| e.kind()))).take(40).collect()
}

/// The traits of poll-io.
pub mod ours {
    pub use super::super::peer::run as go;
    use super::*;
    pub use poll_io::{BufReader, BufWriter, LineWriter, copy, copy_bidirectional, copy_buf, join, prelude::*};

    pub fn reader(steps: &[Step]) -> Script {
        Script::new(steps.to_vec())
    }

    pub fn writer(steps: &[Step]) -> Drain {
        Drain::new(steps.to_vec())
    }

    pub fn drain(writer: &Drain) -> &Drain {
        writer
    }

    pub fn consume(reader: &mut (impl AsyncBufRead + Unpin), n: usize) {
        reader.consume_unpin(n);
    }

    pub fn lines(reader: impl AsyncBufRead + Unpin) -> Items<String> {
        let mut lines = reader.lines();
        items(|| go(lines.next_line()).transpose())
    }

    pub fn segments(reader: impl AsyncBufRead + Unpin, delimiter: u8) -> Items<Vec<u8>> {
        let mut segments = reader.split(delimiter);
        items(|| go(segments.next_segment()).transpose())
    }

    pub fn bytes(reader: impl AsyncRead + Unpin) -> Items<u8> {
        let mut bytes = reader.bytes();
        items(|| go(bytes.next_byte()).transpose())
    }
}

/// The traits of std, where nothing is pending.
pub mod std_io {
    use super::*;
    pub use std::io::{BufRead, BufReader, BufWriter, LineWriter, Read, Write, copy};

    pub fn go<T>(result: T) -> T {
        result
    }

    pub fn reader(steps: &[Step]) -> Script {
        Script::new(steps.to_vec())
    }

    pub fn writer(steps: &[Step]) -> Drain {
        Drain::new(steps.to_vec())
    }

    pub fn drain(writer: &Drain) -> &Drain {
        writer
    }

    pub fn consume(reader: &mut impl BufRead, n: usize) {
        reader.consume(n);
    }

    pub fn lines(reader: impl BufRead) -> Items<String> {
        let mut lines = reader.lines();
        items(|| lines.next())
    }

    pub fn segments(reader: impl BufRead, delimiter: u8) -> Items<Vec<u8>> {
        let mut segments = reader.split(delimiter);
        items(|| segments.next())
    }

    #[expect(clippy::unbuffered_bytes, reason = "a script is in memory")]
    pub fn bytes(reader: impl Read) -> Items<u8> {
        let mut bytes = reader.bytes();
        items(|| bytes.next())
    }
}

/// Generates the functions that the three foreign families share.
macro_rules! foreign {
    () => {
        pub use super::super::peer::run as go;

        pub fn reader(steps: &[Step]) -> Foreign<Script> {
            Foreign(Script::new(steps.to_vec()))
        }

        pub fn writer(steps: &[Step]) -> Foreign<Drain> {
            Foreign(Drain::new(steps.to_vec()))
        }

        pub fn drain(writer: &Foreign<Drain>) -> &Drain {
            &writer.0
        }
    };
}

/// The traits of futures-util.
pub mod futures {
    use super::*;
    use futures_util::StreamExt;
    pub use futures_util::io::{
        AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, BufWriter, LineWriter, copy, copy_buf,
    };

    foreign!();

    pub fn consume(reader: &mut (impl AsyncBufRead + Unpin), n: usize) {
        reader.consume_unpin(n);
    }

    pub fn lines(reader: impl AsyncBufRead + Unpin) -> Items<String> {
        let mut lines = reader.lines();
        items(|| go(lines.next()))
    }
}

/// The traits of futures-lite.
pub mod lite {
    use super::*;
    use futures_lite::StreamExt;
    pub use futures_lite::io::{
        AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader, BufWriter, copy,
    };

    foreign!();

    pub fn consume(reader: &mut (impl AsyncBufRead + Unpin), n: usize) {
        reader.consume(n);
    }

    pub fn lines(reader: impl AsyncBufRead + Unpin) -> Items<String> {
        let mut lines = reader.lines();
        items(|| go(lines.next()))
    }

    pub fn segments(reader: impl AsyncBufRead + Unpin, delimiter: u8) -> Items<Vec<u8>> {
        let mut segments = reader.split(delimiter);
        items(|| go(segments.next()))
    }

    pub fn bytes(reader: impl AsyncRead + Unpin) -> Items<u8> {
        let mut bytes = reader.bytes();
        items(|| go(bytes.next()))
    }
}

/// The traits of tokio.
pub mod tokio {
    use super::*;
    pub use ::tokio::io::{
        AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, BufWriter, copy, copy_bidirectional,
        copy_buf, join,
    };

    foreign!();

    pub fn consume(reader: &mut (impl AsyncBufRead + Unpin), n: usize) {
        reader.consume(n);
    }

    pub fn lines(reader: impl AsyncBufRead + Unpin) -> Items<String> {
        let mut lines = reader.lines();
        items(|| go(lines.next_line()).transpose())
    }

    pub fn segments(reader: impl AsyncBufRead + Unpin, delimiter: u8) -> Items<Vec<u8>> {
        let mut segments = reader.split(delimiter);
        items(|| go(segments.next_segment()).transpose())
    }
}
