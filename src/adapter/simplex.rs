//! One direction of bytes through memory. [`duplex`](crate::duplex) is two of it.

use crate::{
    AsyncRead, AsyncWrite, BorrowedCursor, Error, ErrorKind, IoSlice, IoSliceMut, Result,
    budget::total,
    sync::{Arc, Mutex, lock},
};
use alloc::collections::VecDeque;
use core::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll, Waker},
};

/// Makes a pipe in memory that holds up to `capacity` bytes: what is written to the one end is read from the other.
///
/// The ends can be on different tasks and threads. Writing waits while the pipe is full, reading while it is empty. A
/// capacity of 0, which could pass nothing on, is made 1. Allocates for what the ends share, and for bytes as they come,
/// never more than `capacity`.
///
/// After a shutdown, or when the writer is dropped, the reader reads what is left and then the end of the file. When the
/// reader is dropped, what is left goes with it, and writing is an error of the kind `BrokenPipe`, as it is after one's own
/// shutdown. Either wakes who waits at the other end. Flushing does nothing and is always `Ok`.
///
/// # Examples
///
/// ```
/// use poll_io::{ErrorKind, prelude::*, simplex};
///
/// # futures_lite::future::block_on(async {
/// let (mut reader, mut writer) = simplex(64);
/// writer.write_all(b"hello").await?;
///
/// let mut buf = [0; 5];
/// reader.read_exact(&mut buf).await?;
/// assert_eq!(&buf, b"hello");
///
/// drop(reader);
/// assert_eq!(writer.write_all(b"hello").await.unwrap_err().kind(), ErrorKind::BrokenPipe);
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub fn simplex(capacity: usize) -> (SimplexReader, SimplexWriter) {
    let pipe = Arc::new(Mutex::new(Pipe {
        bytes: VecDeque::new(),
        capacity: capacity.max(1),
        ended: false,
        abandoned: false,
        reader: None,
        writer: None,
    }));
    (SimplexReader { pipe: pipe.clone() }, SimplexWriter { pipe })
}

struct Pipe {
    /// Written and not read; no longer than `capacity`.
    bytes: VecDeque<u8>,
    capacity: usize,
    /// There will be no more bytes.
    ended: bool,
    /// Nobody will read.
    abandoned: bool,
    /// Who waits for bytes or the end.
    reader: Option<Waker>,
    /// Who waits for room or for nobody to read.
    writer: Option<Waker>,
}

/// A waker for once the pipe is unlocked, to be woken or to be dropped. Either runs code of others, which may come back to
/// the pipe: the last waker of a task takes with it whatever the task owns, perhaps the other end.
#[derive(Default)]
struct Then {
    wake: Option<Waker>,
    drop: Option<Waker>,
}

impl Then {
    /// Has the task woken that waits in `slot`, if one does.
    fn wake(slot: &mut Option<Waker>) -> Self {
        Then { wake: slot.take(), drop: None }
    }

    /// Makes the task wait in `slot`, in the place of who did before.
    fn wait(slot: &mut Option<Waker>, cx: &Context<'_>) -> Self {
        match slot {
            Some(waker) if waker.will_wake(cx.waker()) => Then::default(),
            _ => Then { wake: None, drop: slot.replace(cx.waker().clone()) },
        }
    }

    fn run(self) {
        drop(self.drop);
        if let Some(waker) = self.wake {
            waker.wake();
        }
    }
}

impl Pipe {
    /// Makes room for `n` bytes more, which fit in what is left of the capacity.
    fn reserve(&mut self, n: usize) -> Result<()> {
        let (len, room) = (self.bytes.len(), self.bytes.capacity());
        if n > room - len {
            let room = room.saturating_mul(2).max(len + n).min(self.capacity);
            self.bytes.try_reserve_exact(room - len).map_err(|_| ErrorKind::OutOfMemory)?;
        }
        Ok(())
    }

    fn poll_read(&mut self, cx: &Context<'_>, read: impl FnOnce(&mut VecDeque<u8>)) -> (Poll<()>, Then) {
        if !self.bytes.is_empty() {
            read(&mut self.bytes);
            (Poll::Ready(()), Then::wake(&mut self.writer))
        } else if self.ended {
            (Poll::Ready(()), Then::default())
        } else {
            (Poll::Pending, Then::wait(&mut self.reader, cx))
        }
    }

    fn poll_write(&mut self, cx: &Context<'_>, bufs: &[IoSlice<'_>]) -> (Poll<Result<usize>>, Then) {
        let n = total(bufs).min(self.capacity - self.bytes.len());
        if self.ended || self.abandoned {
            (Poll::Ready(Err(broken())), Then::default())
        } else if n > 0 {
            if let Err(e) = self.reserve(n) {
                return (Poll::Ready(Err(e)), Then::default());
            }
            let mut left = n;
            for buf in bufs {
                let now = &buf[..left.min(buf.len())];
                self.bytes.extend(now);
                left -= now.len();
            }
            (Poll::Ready(Ok(n)), Then::wake(&mut self.reader))
        } else if bufs.iter().all(|buf| buf.is_empty()) {
            (Poll::Ready(Ok(0)), Then::default())
        } else {
            (Poll::Pending, Then::wait(&mut self.writer, cx))
        }
    }
}

/// Takes up to `n` bytes from the front, hands them over in at most two pieces, and returns how many they were.
fn take(bytes: &mut VecDeque<u8>, n: usize, mut to: impl FnMut(&[u8])) -> usize {
    let (front, back) = bytes.as_slices();
    let first = n.min(front.len());
    let second = (n - first).min(back.len());
    to(&front[..first]);
    to(&back[..second]);
    bytes.drain(..first + second);
    first + second
}

#[cold]
fn broken() -> Error {
    Error::new(ErrorKind::BrokenPipe, "the pipe is closed")
}

/// The end of a pipe in memory that reads. Made by [`simplex`].
pub struct SimplexReader {
    pipe: Arc<Mutex<Pipe>>,
}

/// The end of a pipe in memory that writes. Made by [`simplex`].
pub struct SimplexWriter {
    pipe: Arc<Mutex<Pipe>>,
}

impl SimplexReader {
    fn poll_with(&self, cx: &Context<'_>, read: impl FnOnce(&mut VecDeque<u8>)) -> Poll<()> {
        // The lock ends with the statement.
        let (poll, then) = lock(&self.pipe).poll_read(cx, read);
        then.run();
        poll
    }
}

impl AsyncRead for SimplexReader {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            return Poll::Ready(Ok(()));
        }
        self.poll_with(cx, |bytes| {
            let room = buf.capacity();
            take(bytes, room, |piece| buf.append(piece));
        })
        .map(Ok)
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0));
        }
        let mut all = 0;
        self.poll_with(cx, |bytes| {
            for buf in bufs {
                let mut room = &mut **buf;
                all += take(bytes, room.len(), |piece| {
                    let (now, later) = mem::take(&mut room).split_at_mut(piece.len());
                    now.copy_from_slice(piece);
                    room = later;
                });
            }
        })
        .map(|()| Ok(all))
    }

    /// Returns how many bytes are in the pipe.
    fn remaining_hint(&self) -> usize {
        lock(&self.pipe).bytes.len()
    }
}

impl AsyncWrite for SimplexWriter {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        let mut pipe = lock(&self.pipe);
        pipe.ended = true;
        let then = Then::wake(&mut pipe.reader);
        drop(pipe);
        then.run();
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let (poll, then) = lock(&self.pipe).poll_write(cx, bufs);
        then.run();
        poll
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl Drop for SimplexReader {
    fn drop(&mut self) {
        let mut pipe = lock(&self.pipe);
        pipe.abandoned = true;
        pipe.bytes = VecDeque::new();
        let then = Then { drop: pipe.reader.take(), wake: pipe.writer.take() };
        drop(pipe);
        then.run();
    }
}

impl Drop for SimplexWriter {
    fn drop(&mut self) {
        let mut pipe = lock(&self.pipe);
        pipe.ended = true;
        let then = Then { drop: pipe.writer.take(), wake: pipe.reader.take() };
        drop(pipe);
        then.run();
    }
}

impl fmt::Debug for Pipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipe")
            .field("buffered", &format_args!("{}/{}", self.bytes.len(), self.capacity))
            .field("ended", &self.ended)
            .field("abandoned", &self.abandoned)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SimplexReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SimplexReader").field(&lock(&self.pipe)).finish()
    }
}

impl fmt::Debug for SimplexWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SimplexWriter").field(&lock(&self.pipe)).finish()
    }
}
