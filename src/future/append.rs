//! Reading to the end, into bytes or into text: where the memory comes from, and when it grows.
//!
//! A buffer that its owner has sized is filled as it is. One that is full is not grown to find out that the stream has
//! ended: a small probe on the stack is read first, so that a short body costs two reads and one exact allocation. Only
//! then does the buffer grow, in proportion to what has come.

use crate::{AsyncRead, BorrowedBuf, LimitExceeded, Result, budget::Budget, spare::Spare};
use alloc::vec::Vec;
use core::{
    mem::{self, MaybeUninit},
    pin::Pin,
    task::{Context, Poll, ready},
};

/// What is read on the stack before anything is allocated. Bodies of this size are the common case of a protocol.
const PROBE: usize = 1024;
/// What a buffer grows to once it has turned out that more is coming: two reads of a socket's usual size.
const FIRST: usize = 16 * 1024;
/// The most that is reserved on the mere word of a reader.
const TRUSTED: usize = 1024_usize.saturating_pow(2);

/// What becomes of the bytes that were read.
pub(super) trait Keep {
    /// Returns what was read before and comes first in the memory that is lent next.
    fn first(&self) -> &[u8];

    /// Returns how many of `bytes`, which start with [`first`](Self::first), are appended now.
    fn keep(&mut self, bytes: &[u8]) -> usize;

    /// Returns whether nothing more is wanted.
    fn is_over(&self) -> bool {
        false
    }
}

/// Everything is appended as it comes.
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

/// The state of reading to the end.
#[derive(Default)]
pub(super) struct Append {
    /// Bytes read.
    pub(super) read: usize,
    spare: Spare,
    /// Whether the buffer has grown here, and so is no longer of the size that its owner chose.
    grown: bool,
}

impl Append {
    /// Reads until the end, or until `keep` wants no more.
    ///
    /// # Errors
    ///
    /// Those of the reader, `OutOfMemory`, and [`LimitExceeded`] once more than `max` bytes have come.
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

    /// Returns how many bytes may be read at once. One byte more than `max` proves the excess.
    #[inline]
    pub(super) fn window(&self, max: usize) -> usize {
        match max {
            // Without a limit, which the compiler knows, there is nothing to count.
            usize::MAX => max,
            _ => (max - self.read).saturating_add(1),
        }
    }

    /// Makes room for what a reader says is left, or for as much as has come, behind the `first` bytes that come again.
    ///
    /// A hint is believed up to 1 MiB before anything has come, and up to as much again after that. One that is a good part
    /// of what has come is taken exactly; a small one (what a buffered reader has just now, or a lie) grows in proportion,
    /// or many of them would be quadratic.
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

    /// Reads into the stack until that is full or the stream ends, and appends what came. Returns 0 at the end.
    #[inline(never)]
    fn poll_probe<R: AsyncRead + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        mut reader: Pin<&mut R>,
        vec: &mut Vec<u8>,
        keep: &mut impl Keep,
        window: usize,
        budget: &mut Budget,
    ) -> Poll<Result<usize>> {
        let mut stack = [MaybeUninit::uninit(); PROBE];
        let mut buf = BorrowedBuf::from(&mut stack[..PROBE.min(window)]);
        buf.unfilled().append(keep.first());
        let (before, good) = (self.read, buf.len());
        let mut probed = Probed { append: self, vec, keep, buf, good, before };
        let outcome = loop {
            if probed.good == probed.buf.capacity() {
                break Poll::Ready(Ok(probed.good));
            }
            match budget.poll_read_behind(cx, reader.as_mut(), &mut probed.buf.unfilled()) {
                Poll::Ready(Ok(0)) => break Poll::Ready(Ok(0)),
                Poll::Ready(Ok(n)) => {
                    probed.append.read += n;
                    probed.good += n;
                }
                other => break other,
            }
        };
        let full = matches!(outcome, Poll::Ready(Ok(n)) if n > 0);
        probed.settle(if full { FIRST.min(window) } else { 0 })?;
        outcome
    }
}

/// What a probe has read. It is kept whatever the outcome, also when the reader panics.
struct Probed<'a, 'm, K: Keep> {
    append: &'a mut Append,
    vec: &'a mut Vec<u8>,
    keep: &'a mut K,
    buf: BorrowedBuf<'m>,
    /// How much of the buffer is good: a read that failed may have advanced it.
    good: usize,
    /// How much was read before what is not kept yet.
    before: usize,
}

impl<K: Keep> Probed<'_, '_, K> {
    /// Appends what was read, with room for at least `more` bytes.
    fn settle(&mut self, more: usize) -> Result<()> {
        let before = mem::replace(&mut self.before, self.append.read);
        if self.append.read > before {
            let came = &self.buf.filled()[..self.good];
            let n = self.keep.keep(came);
            // The first piece exactly, in case it is the only one; after that in proportion, or many would be quadratic.
            self.append.spare.reserve(self.vec, more.max(n), before > 0)?;
            self.append.grown = more > 0 || before > 0;
            self.vec.extend_from_slice(&came[..n]);
        }
        Ok(())
    }
}

impl<K: Keep> Drop for Probed<'_, '_, K> {
    fn drop(&mut self) {
        // There is something to settle only after a panic, which no error of this can replace.
        let _ = self.settle(0);
    }
}
