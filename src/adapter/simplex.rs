//! A pipe in memory, which transfers bytes in one direction. [`duplex`](crate::duplex) consists of two pipes.

use crate::{
    AsyncRead, AsyncWrite, BorrowedCursor, Error, ErrorKind, IoSlice, IoSliceMut, Result,
    budget::{Budget, total},
    sync::{Arc, AtomicU8, AtomicUsize, Lock, Ordering, Side},
};
use alloc::collections::VecDeque;
use core::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll},
};

/// Creates a pipe in memory that holds up to `capacity` bytes: bytes written to one end are read from the other end.
///
/// The ends can be used on different tasks and threads. A write waits while the pipe is full, and a read waits while
/// the pipe is empty. A capacity of 0 is raised to 1. This function allocates the state that the ends share. The memory
/// for the bytes grows while they are written, up to `capacity`.
///
/// After the writer was shut down or dropped, the reader reads the remaining bytes, and then the end of the file. After
/// the reader was dropped, the remaining bytes are lost, and a write returns `BrokenPipe`. A write after a shutdown
/// returns `BrokenPipe` too. Dropping an end wakes the task that waits at the other end. Flushing does nothing and is
/// always `Ok`.
///
/// A task that uses both ends might never have to wait. To let other tasks run, an end returns `Pending` after 128
/// consecutive calls that transferred bytes, and wakes its task at once.
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
    let pipe = Arc::new(Pipe {
        inside: Lock::new(Inside { bytes: VecDeque::new(), waits: false }),
        capacity: capacity.max(1),
        len: AtomicUsize::new(0),
        closed: AtomicU8::new(0),
    });
    let end = |side| End { pipe: pipe.clone(), side, budget: Budget::new() };
    (SimplexReader(end(Side::Reader)), SimplexWriter(end(Side::Writer)))
}

/// The part of a pipe that its two ends share.
///
/// An end waits for the lock, and for the other end to do something. It has one place for its waker in both cases.
struct Pipe {
    inside: Lock<Inside>,
    capacity: usize,
    /// The number of bytes when the lock was last released.
    len: AtomicUsize,
    /// The bits `ENDED` and `ABANDONED`. They are not behind the lock, because an end that is dropped cannot wait for it.
    closed: AtomicU8,
}

/// The part of a pipe that is behind its lock.
struct Inside {
    /// The bytes that were written and not read. Their number is at most the capacity.
    bytes: VecDeque<u8>,
    /// One end waits for the other end to read or write.
    waits: bool,
}

/// There will be no more bytes.
const ENDED: u8 = 1;
/// The reader was dropped.
const ABANDONED: u8 = 2;

impl Pipe {
    fn len(&self) -> usize {
        self.len.load(Ordering::Relaxed)
    }

    fn is(&self, closed: u8) -> bool {
        self.closed.load(Ordering::Acquire) & closed != 0
    }

    /// Marks one direction as closed, and wakes the other end.
    fn close(&self, side: Side, closed: u8) {
        self.closed.fetch_or(closed, Ordering::AcqRel);
        self.inside.wake(side.other());
    }

    /// Calls `turn` with the bytes. `turn` returns the number of bytes that it has moved. Wakes the other end if that
    /// end waits.
    #[inline]
    fn poll_once(
        &self,
        side: Side,
        cx: &mut Context<'_>,
        turn: impl FnOnce(&Pipe, &mut VecDeque<u8>) -> Poll<Result<usize>>,
    ) -> Poll<Result<usize>> {
        let mut wakes = false;
        let poll = self.inside.poll_with(side, cx, |inside, _| {
            let Inside { bytes, waits } = inside.get_mut();
            let poll = turn(self, bytes);
            self.len.store(bytes.len(), Ordering::Relaxed);
            match poll {
                Poll::Pending => *waits = true,
                Poll::Ready(Ok(1..)) => wakes = mem::take(waits),
                Poll::Ready(_) => {}
            }
            poll
        });
        if wakes {
            self.inside.wake(side.other());
        }
        poll
    }

    /// Registers the task to be woken after the next operation of the other end. Tries `turn` once more if the other
    /// end was active before the waker was registered, because that activity has woken no task.
    #[cold]
    fn poll_wait(
        &self,
        side: Side,
        cx: &mut Context<'_>,
        turn: impl FnOnce(&Pipe, &mut VecDeque<u8>) -> Poll<Result<usize>>,
    ) -> Poll<Result<usize>> {
        if !self.inside.await_news(side, cx) {
            return Poll::Pending;
        }
        let poll = self.poll_once(side, cx, turn);
        if poll.is_ready() {
            self.inside.forget(side);
        }
        poll
    }
}

/// Makes room for `n` bytes more, which fit in what is left of the capacity.
fn reserve(bytes: &mut VecDeque<u8>, n: usize, capacity: usize) -> Result<()> {
    let (len, room) = (bytes.len(), bytes.capacity());
    if n > room - len {
        let room = room.saturating_mul(2).max(len + n).min(capacity);
        bytes.try_reserve_exact(room - len).map_err(|_| ErrorKind::OutOfMemory)?;
    }
    Ok(())
}

/// Removes up to `n` bytes from the front, passes them to `to` in at most two pieces, and returns their number.
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

/// One end of a pipe.
struct End {
    pipe: Arc<Pipe>,
    side: Side,
    /// The number of calls that may still transfer bytes, one after another. After them the end returns `Pending` once, so
    /// that a task which never has to wait for the pipe lets its executor run other tasks.
    budget: Budget,
}

impl End {
    /// Calls `turn` with the bytes, once or twice. `turn` returns the number of bytes that it has moved, or `Pending`.
    #[inline]
    fn poll_turn(
        &mut self,
        cx: &mut Context<'_>,
        mut turn: impl FnMut(&Pipe, &mut VecDeque<u8>) -> Poll<Result<usize>>,
    ) -> Poll<Result<usize>> {
        let mut poll = Poll::Pending;
        if self.budget.poll_spend(cx).is_ready() {
            poll = self.pipe.poll_once(self.side, cx, &mut turn);
            if poll.is_pending() {
                poll = self.pipe.poll_wait(self.side, cx, turn);
            }
        }
        if !matches!(poll, Poll::Ready(Ok(1..))) {
            self.budget = Budget::new();
        }
        poll
    }
}

/// The read end of a pipe in memory. This type is made by [`simplex`].
pub struct SimplexReader(End);

/// The write end of a pipe in memory. This type is made by [`simplex`].
pub struct SimplexWriter(End);

/// Generates the methods that both ends have.
macro_rules! questions {
    ($end:ident) => {
        impl $end {
            /// Returns the number of bytes in the pipe: written, but not yet read.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{prelude::*, simplex};
            ///
            /// # futures_lite::future::block_on(async {
            /// let (mut reader, mut writer) = simplex(64);
            /// writer.write_all(b"hello").await?;
            /// reader.read_u8().await?;
            /// assert_eq!((reader.len(), writer.len()), (4, 4));
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn len(&self) -> usize {
                self.0.pipe.len()
            }

            /// Returns whether the pipe is empty. A read would then wait or be at the end.
            ///
            /// # Examples
            ///
            /// ```
            /// let (reader, writer) = poll_io::simplex(64);
            /// assert!(reader.is_empty() && writer.is_empty());
            /// ```
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            /// Returns whether the pipe is full. A write would then wait.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{prelude::*, simplex};
            ///
            /// # futures_lite::future::block_on(async {
            /// let (reader, mut writer) = simplex(5);
            /// writer.write_all(b"hello").await?;
            /// assert!(reader.is_full() && writer.is_full());
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn is_full(&self) -> bool {
                self.len() == self.capacity()
            }

            /// Returns the number of bytes that the pipe can hold.
            ///
            /// # Examples
            ///
            /// ```
            /// let (reader, writer) = poll_io::simplex(64);
            /// assert_eq!((reader.capacity(), writer.capacity()), (64, 64));
            /// ```
            pub fn capacity(&self) -> usize {
                self.0.pipe.capacity
            }
        }
    };
}

questions!(SimplexReader);
questions!(SimplexWriter);

impl SimplexReader {
    /// Returns whether the writer was shut down or dropped, so that no more bytes will be written.
    ///
    /// The bytes that were written before can still be read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{prelude::*, simplex};
    ///
    /// # futures_lite::future::block_on(async {
    /// let (mut reader, mut writer) = simplex(64);
    /// writer.write_all(b"x").await?;
    /// assert!(!reader.is_closed());
    /// drop(writer);
    /// assert!(reader.is_closed() && !reader.is_empty());
    /// assert_eq!(reader.read_u8().await?, b'x');
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn is_closed(&self) -> bool {
        self.0.pipe.is(ENDED)
    }

    fn poll_with(
        &mut self,
        cx: &mut Context<'_>,
        mut read: impl FnMut(&mut VecDeque<u8>) -> usize,
    ) -> Poll<Result<usize>> {
        self.0.poll_turn(cx, |pipe, bytes| {
            if bytes.is_empty() && !pipe.is(ENDED) {
                return Poll::Pending;
            }
            Poll::Ready(Ok(read(bytes)))
        })
    }
}

impl SimplexWriter {
    /// Returns whether the reader was dropped or this end was shut down, so that a write returns an error.
    ///
    /// # Examples
    ///
    /// ```
    /// let (reader, writer) = poll_io::simplex(64);
    /// assert!(!writer.is_closed());
    /// drop(reader);
    /// assert!(writer.is_closed());
    /// ```
    pub fn is_closed(&self) -> bool {
        self.0.pipe.is(ENDED | ABANDONED)
    }
}

impl AsyncRead for SimplexReader {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let room = buf.capacity();
        if room == 0 {
            return Poll::Ready(Ok(()));
        }
        self.poll_with(cx, |bytes| take(bytes, room, |piece| buf.append(piece))).map_ok(drop)
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0));
        }
        self.poll_with(cx, |bytes| {
            let mut all = 0;
            for buf in bufs.iter_mut() {
                let mut room = &mut **buf;
                all += take(bytes, room.len(), |piece| {
                    let (now, later) = mem::take(&mut room).split_at_mut(piece.len());
                    now.copy_from_slice(piece);
                    room = later;
                });
            }
            all
        })
    }

    /// Returns how many bytes are in the pipe.
    fn remaining_hint(&self) -> usize {
        self.0.pipe.len()
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
        self.0.pipe.close(Side::Writer, ENDED);
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        self.0.poll_turn(cx, |pipe, bytes| {
            if pipe.is(ENDED | ABANDONED) {
                return Poll::Ready(Err(broken()));
            }
            let n = total(bufs).min(pipe.capacity - bytes.len());
            if n == 0 && bufs.iter().any(|buf| !buf.is_empty()) {
                return Poll::Pending;
            }
            reserve(bytes, n, pipe.capacity)?;
            let mut left = n;
            for buf in bufs {
                let now = &buf[..left.min(buf.len())];
                bytes.extend(now);
                left -= now.len();
            }
            Poll::Ready(Ok(n))
        })
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl Drop for SimplexReader {
    fn drop(&mut self) {
        let End { pipe, side, .. } = &self.0;
        pipe.closed.fetch_or(ABANDONED, Ordering::AcqRel);
        // Where the writer is inside a call, what is left stays until the writer is dropped.
        let left = pipe.inside.try_with(|inside| {
            pipe.len.store(0, Ordering::Relaxed);
            mem::take(&mut inside.get_mut().bytes)
        });
        pipe.inside.wake(side.other());
        pipe.inside.forget(*side);
        drop(left);
    }
}

impl Drop for SimplexWriter {
    fn drop(&mut self) {
        let End { pipe, side, .. } = &self.0;
        pipe.close(*side, ENDED);
        pipe.inside.forget(*side);
    }
}

impl fmt::Debug for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nothing is locked: what is shown may be written into the pipe.
        f.debug_struct("Pipe")
            .field("buffered", &format_args!("{}/{}", self.pipe.len(), self.pipe.capacity))
            .field("ended", &self.pipe.is(ENDED))
            .field("abandoned", &self.pipe.is(ABANDONED))
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SimplexReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SimplexReader").field(&self.0).finish()
    }
}

impl fmt::Debug for SimplexWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SimplexWriter").field(&self.0).finish()
    }
}
