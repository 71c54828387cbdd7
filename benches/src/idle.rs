//! Counts the memory of a connection that waits for its next message, for each way to read. The task echoes
//! messages, and its stream has no data.
//!
//! Each task is boxed, as an executor does it, and polled once. Then the allocated bytes are counted.

use poll_io::{AsyncRead, AsyncWriteExt as _, BorrowedBuf, BorrowedCursor, BufReader, Result, copy, sink};
use std::{
    future::{pending, poll_fn},
    pin::Pin,
    task::{Context, Poll, Waker, ready},
};

/// The size in bytes of the buffer for one message.
pub const ROOM: usize = 8 << 10;

/// A stream that returns some bytes, and then waits forever.
#[derive(Debug)]
struct Quiet(usize);

impl AsyncRead for Quiet {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if self.0 == 0 {
            return Poll::Pending;
        }
        let n = self.0.min(buf.capacity());
        buf.ensure_init_to(n);
        buf.advance_checked(n);
        self.0 -= n;
        Poll::Ready(Ok(()))
    }
}

impl tokio::io::AsyncRead for Quiet {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut tokio::io::ReadBuf<'_>) -> Poll<Result<()>> {
        if self.0 == 0 {
            return Poll::Pending;
        }
        let n = self.0.min(buf.remaining());
        buf.initialize_unfilled_to(n);
        buf.advance(n);
        self.0 -= n;
        Poll::Ready(Ok(()))
    }
}

impl Quiet {
    /// Reads as the `async fn` of a trait without poll methods.
    async fn read(&mut self, _: &mut [u8]) -> Result<usize> {
        pending().await
    }

    /// Reads as on a runtime that waits for readiness.
    async fn ready(&mut self) -> Result<()> {
        pending().await
    }

    /// Reads as on a runtime that gives the buffer to the kernel.
    async fn read_owned(&mut self, buf: Vec<u8>) -> (Vec<u8>, Result<usize>) {
        pending::<()>().await;
        (buf, Ok(0))
    }
}

async fn async_fn(mut stream: Quiet) -> Result<()> {
    let mut buf = [0; ROOM];
    loop {
        let n = stream.read(&mut buf).await?;
        sink().write_all(&buf[..n]).await?;
    }
}

async fn ext_method(mut stream: Quiet) -> Result<()> {
    let mut buf = [0; ROOM];
    loop {
        let n = poll_io::AsyncReadExt::read(&mut stream, &mut buf).await?;
        sink().write_all(&buf[..n]).await?;
    }
}

async fn completion(mut stream: Quiet) -> Result<()> {
    let mut buf = vec![0; ROOM];
    loop {
        let (back, n) = stream.read_owned(buf).await;
        buf = back;
        sink().write_all(&buf[..n?]).await?;
    }
}

async fn readiness(mut stream: Quiet) -> Result<()> {
    loop {
        stream.ready().await?;
        // This is a function, so that its buffer is not part of the task.
        if let Poll::Ready(message) = read_now(&mut stream) {
            sink().write_all(&message?).await?;
        }
    }
}

/// Reads without blocking.
fn read_now(stream: &mut Quiet) -> Poll<Result<Vec<u8>>> {
    let mut buf = [0; ROOM];
    let mut buf = BorrowedBuf::from(&mut buf[..]);
    ready!(Pin::new(stream).poll_read(&mut Context::from_waker(Waker::noop()), buf.unfilled()))?;
    Poll::Ready(Ok(buf.filled().to_vec()))
}

async fn poll_method(mut stream: Quiet) -> Result<()> {
    loop {
        let message = poll_fn(|cx| {
            let mut buf = [0; ROOM];
            let mut buf = BorrowedBuf::from(&mut buf[..]);
            ready!(Pin::new(&mut stream).poll_read(cx, buf.unfilled()))?;
            Poll::Ready(Result::Ok(buf.filled().to_vec()))
        });
        sink().write_all(&message.await?).await?;
    }
}

async fn buffered(stream: Quiet) -> Result<()> {
    let mut reader = BufReader::with_capacity(ROOM, stream);
    loop {
        let n = {
            let message = poll_io::AsyncBufReadExt::fill_buf(&mut reader).await?;
            sink().write_all(message).await?;
            message.len()
        };
        poll_io::AsyncBufReadExt::consume_unpin(&mut reader, n);
    }
}

async fn copied(mut stream: Quiet) -> Result<()> {
    copy(&mut stream, &mut sink()).await.map(drop)
}

/// Copies both ways between two streams that give as many bytes.
async fn relayed(stream: Quiet) -> Result<()> {
    let other = Quiet(stream.0);
    let (mut near, mut far) = (poll_io::join(stream, sink()), poll_io::join(other, sink()));
    poll_io::copy_bidirectional(&mut near, &mut far).await.map(drop)
}

/// Does the same with tokio.
async fn relayed_by_tokio(stream: Quiet) -> Result<()> {
    let other = Quiet(stream.0);
    let (mut near, mut far) = (tokio::io::join(stream, tokio::io::sink()), tokio::io::join(other, tokio::io::sink()));
    tokio::io::copy_bidirectional(&mut near, &mut far).await.map(drop)
}

/// Returns the bytes that each task needs, measured with `allocated`.
pub fn figures(allocated: fn() -> usize) -> Vec<(&'static str, usize)> {
    fn taken<F: Future>(allocated: fn() -> usize, task: impl FnOnce() -> F) -> usize {
        let before = allocated();
        let mut task = Box::pin(task());
        assert!(task.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        let taken = allocated() - before;
        drop(task);
        assert_eq!(allocated(), before);
        taken
    }
    macro_rules! figures {
        ($($name:literal: $task:ident($bytes:expr);)*) => {
            vec![$(($name, taken(allocated, || $task(Quiet($bytes))))),*]
        };
    }
    figures! {
        "completion: the operation owns the buffer": completion(0);
        "`async fn read` of a trait": async_fn(0);
        "poll-io, `AsyncReadExt::read`": ext_method(0);
        "poll-io, `BufReader`": buffered(0);
        "readiness, then a read": readiness(0);
        "poll-io, `poll_read`": poll_method(0);
        "poll-io, `copy`, before the first byte": copied(0);
        "poll-io, `copy`, after 64 KiB": copied(64 << 10);
        "poll-io, `copy_bidirectional`, before the first byte": relayed(0);
        "poll-io, `copy_bidirectional`, after 64 KiB each way": relayed(64 << 10);
        "tokio, `copy_bidirectional`, before the first byte": relayed_by_tokio(0);
        "tokio, `copy_bidirectional`, after 64 KiB each way": relayed_by_tokio(64 << 10);
    }
}
