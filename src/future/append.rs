//! The shared implementation of `read_to_end` and `read_to_string`: it decides when the buffer grows, and by how much.
//!
//! If the caller's buffer has free space, the first reads fill it. A full buffer does not grow only to find the end of
//! the stream: the next read goes into a small probe on the stack. So a short body costs two reads and one exact
//! allocation. After that, the buffer grows in proportion to the bytes received.

use crate::{AsyncRead, BorrowedBuf, LimitExceeded, Result, budget::Budget, spare::Spare};
use alloc::vec::Vec;
use core::{
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The number of bytes that the probe on the stack holds. Many messages of protocols are not larger.
const PROBE: usize = 1024;
/// The size to which a buffer grows if the probe is full. It is twice the usual size of a read from a socket.
const FIRST: usize = 16 * 1024;
/// The largest number of bytes that the first reservation takes from a hint.
const TRUSTED: usize = 1024_usize.saturating_pow(2);

/// Decides which bytes that were read are appended.
pub(super) trait Keep {
    /// Returns bytes of earlier reads that were not appended. The next read puts its bytes after them.
    fn first(&self) -> &[u8];

    /// Returns how many of `bytes`, which start with [`first`](Self::first), are appended now.
    fn keep(&mut self, bytes: &[u8]) -> usize;

    /// Returns whether reading should stop.
    fn is_over(&self) -> bool {
        false
    }
}

/// Appends all bytes.
pub(super) struct Bytes;

impl Keep for Bytes {
    #[inline]
    fn first(&self) -> &[u8] {
        &[]
    }

    #[inline]
    fn keep(&mut self, bytes: &[u8]) -> usize {
        bytes.len()
    }
}

/// Reads to the end. This is the state between two polls.
#[derive(Default)]
pub(super) struct Append {
    /// The number of bytes read.
    pub(super) read: usize,
    spare: Spare,
    /// Whether the buffer has grown here. Until then, its size is the choice of the caller.
    grown: bool,
}

impl Append {
    /// Reads until the end of the stream, or until `keep` says that reading should stop.
    ///
    /// # Errors
    ///
    /// Returns any error of the reader, `OutOfMemory`, and [`LimitExceeded`] after more than `max` bytes.
    #[inline]
    pub(super) fn poll<R: AsyncRead + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        mut reader: Pin<&mut R>,
        vec: &mut Vec<u8>,
        keep: &mut impl Keep,
        max: usize,
        budget: &mut Budget,
    ) -> Poll<Result<()>> {
        loop {
            if self.read > max {
                return Poll::Ready(Err(LimitExceeded::new(max as u64).into()));
            }
            let first = keep.first().len();
            let window = self.window(max).saturating_add(first);
            let n = if vec.capacity() - vec.len() > first {
                let mut n = 0;
                ready!(self.spare.poll_fill(vec, window, |buf| {
                    buf.unfilled().append(keep.first());
                    n = ready!(budget.poll_read_behind(cx, reader.as_mut(), &mut buf.unfilled()))?;
                    Poll::Ready(Ok(if n == 0 { 0 } else { keep.keep(&buf.filled()[..first + n]) }))
                }))?;
                self.read += n;
                n
            } else {
                let hint = reader.remaining_hint();
                if hint > 0 || self.grown {
                    self.grow(vec, first, hint, window)?;
                    continue;
                }
                ready!(self.poll_probe(cx, reader.as_mut(), vec, keep, window, budget))?
            };
            if n == 0 || keep.is_over() {
                return Poll::Ready(Ok(()));
            }
        }
    }

    /// Returns how many bytes the next read may return. One byte more than `max` proves that the stream is too long.
    #[inline]
    pub(super) fn window(&self, max: usize) -> usize {
        match max {
            // The compiler knows this case, and then counts nothing.
            usize::MAX => max,
            _ => (max - self.read).saturating_add(1),
        }
    }

    /// Reserves memory for the hint of the reader, or for as many bytes as were received, and for the `first` bytes.
    ///
    /// Before the first byte, a hint counts up to 1 MiB. Later it counts up to the number of bytes received so far. A
    /// large hint reserves exactly its size. A small hint may be only the content of a buffer, or wrong. It lets the
    /// buffer grow in proportion, because many exact reservations would take quadratic time.
    #[cold]
    fn grow(&mut self, vec: &mut Vec<u8>, first: usize, hint: usize, window: usize) -> Result<()> {
        if self.read == 0 {
            return self.spare.reserve(vec, hint.min(TRUSTED).min(window), false);
        }
        let more = hint.min(self.read);
        let exact = more >= self.read / 8 && more > 0;
        self.grown |= !exact;
        let more = first + if exact { more } else { more.max(FIRST) };
        self.spare.reserve(vec, more.min(window), !exact)
    }

    /// Reads once into the stack, and appends the bytes that came. Returns 0 at the end.
    #[inline(never)]
    fn poll_probe<R: AsyncRead + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        reader: Pin<&mut R>,
        vec: &mut Vec<u8>,
        keep: &mut impl Keep,
        window: usize,
        budget: &mut Budget,
    ) -> Poll<Result<usize>> {
        let mut stack = [MaybeUninit::uninit(); PROBE];
        let mut buf = BorrowedBuf::from(&mut stack[..PROBE.min(window)]);
        buf.unfilled().append(keep.first());
        let first = buf.len();
        let read = ready!(budget.poll_read_behind(cx, reader, &mut buf.unfilled()))?;
        if read > 0 {
            let n = keep.keep(&buf.filled()[..first + read]);
            // The first piece is kept exactly, because it may be the only one. Later pieces grow the buffer in proportion, or
            // many small pieces would take quadratic time.
            let (full, later) = (first + read == buf.capacity(), self.read > 0);
            self.read += read;
            self.grown = full || later;
            self.spare.reserve(vec, if full { FIRST.min(window).max(n) } else { n }, later)?;
            vec.extend_from_slice(&buf.filled()[..n]);
        }
        Poll::Ready(Ok(read))
    }
}
