//! Pipes in memory: [`duplex`] between two tasks, [`simplex`] from one to the other.

use crate::{AsyncRead, AsyncWrite, BorrowedCursor, ErrorKind, IoSlice, IoSliceMut, Result};
use alloc::{collections::VecDeque, sync::Arc};
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, Waker},
};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One direction.
#[derive(Default)]
struct Pipe {
    bytes: VecDeque<u8>,
    capacity: usize,
    /// Nothing more will be written; what is here is still read.
    ended: bool,
    /// Nothing more will be read.
    deserted: bool,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

/// A pipe and its lock. Nothing is called while it is held but the allocator and `Waker::clone`, so a panic leaves the
/// pipe whole and its poison means nothing.
struct Shared(Mutex<Pipe>);

impl Shared {
    fn new(capacity: usize) -> Arc<Self> {
        Arc::new(Shared(Mutex::new(Pipe { capacity: capacity.max(1), ..Pipe::default() })))
    }

    fn lock(&self) -> MutexGuard<'_, Pipe> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads by `take`, or waits while there is nothing and more may come.
    fn poll_read<T>(&self, cx: &mut Context<'_>, take: impl FnOnce(&mut VecDeque<u8>) -> T) -> Poll<T> {
        let mut pipe = self.lock();
        if pipe.bytes.is_empty() && !pipe.ended {
            remember(&mut pipe.reader, cx);
            return Poll::Pending;
        }
        let out = take(&mut pipe.bytes);
        let writer = pipe.writer.take();
        drop(pipe);
        wake(writer);
        Poll::Ready(out)
    }

    fn poll_write(&self, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let mut pipe = self.lock();
        if pipe.ended || pipe.deserted {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0));
        }
        let room = pipe.capacity - pipe.bytes.len();
        if room == 0 {
            remember(&mut pipe.writer, cx);
            return Poll::Pending;
        }
        let mut left = room;
        for buf in bufs {
            let n = buf.len().min(left);
            pipe.bytes.extend(&buf[..n]);
            left -= n;
        }
        let reader = pipe.reader.take();
        drop(pipe);
        wake(reader);
        Poll::Ready(Ok(room - left))
    }

    /// Ends the writing, the reading, or both, and wakes whoever waits for what will not come.
    fn close(&self, writing: bool, reading: bool) {
        let mut pipe = self.lock();
        pipe.ended |= writing;
        pipe.deserted |= reading;
        let (reader, writer) = (pipe.reader.take(), pipe.writer.take());
        drop(pipe);
        wake(reader);
        wake(writer);
    }
}

fn remember(slot: &mut Option<Waker>, cx: &Context<'_>) {
    match slot {
        Some(waker) => waker.clone_from(cx.waker()),
        None => *slot = Some(cx.waker().clone()),
    }
}

fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

/// The reading end of [`simplex`]. Dropping it wakes the writer, which then fails with `BrokenPipe`.
pub struct SimplexReader {
    pipe: Arc<Shared>,
}

/// The writing end of [`simplex`]. Dropping it, and shutting it down, ends what the reader reads.
pub struct SimplexWriter {
    pipe: Arc<Shared>,
}

/// One end of [`duplex`]. Dropping it ends what the other reads, and breaks what the other writes.
pub struct DuplexStream {
    reader: SimplexReader,
    writer: SimplexWriter,
}

/// Makes a pipe in memory that holds at most `capacity` bytes: what is written to the second is read from the first.
///
/// A capacity of 0 is raised to 1. Memory is taken as it is needed.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
///
/// # futures_lite::future::block_on(async {
/// let (mut reader, mut writer) = poll_io::simplex(16);
/// writer.write_all(b"hello").await?;
/// drop(writer);
/// let mut text = String::new();
/// reader.read_to_string(&mut text).await?;
/// assert_eq!(text, "hello");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub fn simplex(capacity: usize) -> (SimplexReader, SimplexWriter) {
    let pipe = Shared::new(capacity);
    (SimplexReader { pipe: pipe.clone() }, SimplexWriter { pipe })
}

/// Makes two ends of a stream in memory, each of whose directions holds at most `capacity` bytes.
///
/// A capacity of 0 is raised to 1. Memory is taken as it is needed.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
///
/// # futures_lite::future::block_on(async {
/// let (mut here, mut there) = poll_io::duplex(16);
/// here.write_all(b"ping").await?;
/// assert_eq!(there.read_array().await?, *b"ping");
/// here.shutdown().await?;
/// assert_eq!(there.read(&mut [0]).await?, 0);
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub fn duplex(capacity: usize) -> (DuplexStream, DuplexStream) {
    let ((here, to_here), (there, to_there)) = (simplex(capacity), simplex(capacity));
    (DuplexStream { reader: here, writer: to_there }, DuplexStream { reader: there, writer: to_here })
}

impl Drop for SimplexReader {
    fn drop(&mut self) {
        self.pipe.close(false, true);
    }
}

impl Drop for SimplexWriter {
    fn drop(&mut self) {
        self.pipe.close(true, false);
    }
}

impl AsyncRead for SimplexReader {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            return Poll::Ready(Ok(()));
        }
        self.pipe.poll_read(cx, |bytes| {
            let (front, back) = bytes.as_slices();
            let first = front.len().min(buf.capacity());
            buf.append(&front[..first]);
            let second = back.len().min(buf.capacity());
            buf.append(&back[..second]);
            bytes.drain(..first + second);
            Ok(())
        })
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0));
        }
        self.pipe.poll_read(cx, |bytes| {
            let mut all = 0;
            for buf in bufs {
                let n = buf.len().min(bytes.len());
                for (to, from) in buf.iter_mut().zip(bytes.drain(..n)) {
                    *to = from;
                }
                all += n;
            }
            Ok(all)
        })
    }

    fn remaining_hint(&self) -> usize {
        self.pipe.lock().bytes.len()
    }
}

impl AsyncWrite for SimplexWriter {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.pipe.poll_write(cx, &[IoSlice::new(buf)])
    }

    /// What is written is there to be read: there is nothing to flush.
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.pipe.close(true, false);
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.pipe.poll_write(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl AsyncRead for DuplexStream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.reader).poll_read(cx, buf)
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.reader).poll_read_vectored(cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        self.reader.remaining_hint()
    }
}

impl AsyncWrite for DuplexStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.writer).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.writer).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.writer).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.writer).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

/// Stamps a `Debug` without payload.
macro_rules! debug_end {
    ($name:ident) => {
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

debug_end!(SimplexReader);
debug_end!(SimplexWriter);
debug_end!(DuplexStream);
