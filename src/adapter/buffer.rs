//! The memory of a buffered reader.
#![expect(unsafe_code, reason = "the memory is not zeroed when it is allocated, and counts track the initialized part")]

use crate::{BorrowedBuf, BorrowedCursor, Result};
use alloc::{boxed::Box, vec::Vec};
use core::{
    mem::MaybeUninit,
    task::{Poll, ready},
};

/// A buffer of a fixed size. Reads fill it at the end, and consumers take from the front.
///
/// `pos <= filled <= init <= capacity`, where the first `init` bytes are initialized.
pub(crate) struct Buffer {
    memory: Box<[MaybeUninit<u8>]>,
    pos: usize,
    filled: usize,
    init: usize,
}

impl Buffer {
    /// Allocates at least one byte: an empty slice from a buffer of size 0 would mean the end of the stream.
    pub(crate) fn new(capacity: usize) -> Self {
        let capacity = capacity.max(1);
        let mut memory = Vec::with_capacity(capacity);
        // SAFETY: `MaybeUninit` needs no initialization, and the capacity was just allocated.
        unsafe { memory.set_len(capacity) };
        Buffer { memory: memory.into_boxed_slice(), pos: 0, filled: 0, init: 0 }
    }

    #[inline]
    pub(crate) fn capacity(&self) -> usize {
        self.memory.len()
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.filled - self.pos
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.pos == self.filled
    }

    /// Returns the buffered bytes.
    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: `pos <= filled`, and the first `filled` bytes are filled, by the invariant.
        unsafe { filled(&self.memory, self.pos, self.filled) }
    }

    /// Moves bytes to a cursor and fills it completely, if the buffer has enough bytes. Returns whether it did.
    #[inline]
    pub(crate) fn fill_whole(&mut self, buf: &mut BorrowedCursor<'_>) -> bool {
        // No memory is longer than `isize::MAX`, so the sum does not overflow. It becomes the new `pos`, so to compare it takes
        // fewer instructions than to compare the lengths.
        let (pos, end) = (self.pos, self.pos + buf.capacity());
        let whole = end <= self.filled;
        if whole {
            // Updated first, so that the copy is the last step.
            self.pos = end;
            // SAFETY: `end` is `pos` plus a length that does not overflow, and at most `filled`.
            buf.append(unsafe { filled(&self.memory, pos, end) });
        }
        whole
    }

    /// Moves bytes to a cursor: as many as it has room for, or all if there are fewer.
    #[inline(never)]
    pub(crate) fn fill_part(&mut self, buf: &mut BorrowedCursor<'_>) {
        let n = self.len().min(buf.capacity());
        buf.append(&self.bytes()[..n]);
        self.consume(n);
    }

    /// Removes the first `n` bytes, or all if there are fewer.
    #[inline]
    pub(crate) fn consume(&mut self, n: usize) {
        // No memory is longer than `isize::MAX`, so the sum does not overflow. In a loop, each call depends on `pos` of
        // the previous one, and computing the length first would make that dependency longer.
        self.pos = (self.pos + n.min(isize::MAX as usize)).min(self.filled);
    }

    /// Returns how many bytes are buffered after a move by `offset` from the position where `ahead` bytes were
    /// buffered. Returns `None` if the target is not in the buffer.
    pub(crate) fn left_after(&self, ahead: usize, offset: i64) -> Option<usize> {
        let n = usize::try_from(offset.unsigned_abs()).ok()?;
        let left = if offset < 0 { ahead.checked_add(n) } else { ahead.checked_sub(n) };
        left.filter(|left| *left <= self.filled)
    }

    /// Makes the last `n` filled bytes the buffered ones, or all of them if there are fewer. With 0, all bytes count as
    /// consumed.
    #[inline]
    pub(crate) fn lend_last(&mut self, n: usize) {
        self.pos = self.filled - n.min(self.filled);
    }

    #[inline]
    pub(crate) fn clear(&mut self) {
        self.pos = 0;
        self.filled = 0;
    }

    /// Moves the buffered bytes to the front, so that all free space is behind them.
    pub(crate) fn compact(&mut self) {
        self.memory.copy_within(self.pos..self.filled, 0);
        self.filled -= self.pos;
        self.pos = 0;
    }

    /// Passes the free space to `f`. `f` returns how many bytes it has filled, and these become buffered.
    #[inline]
    pub(crate) fn poll_fill(
        &mut self,
        f: impl FnOnce(&mut BorrowedBuf<'_>) -> Poll<Result<usize>>,
    ) -> Poll<Result<usize>> {
        let mut buf = BorrowedBuf::from(&mut self.memory[self.filled..]);
        // SAFETY: `filled <= init`, and the bytes between them are initialized, by the invariant.
        unsafe { buf.set_init_len(self.init - self.filled) };
        let result = f(&mut buf);
        let filled = buf.len();
        self.init = self.filled + buf.init_len();
        let n = ready!(result)?.min(filled);
        self.filled += n;
        Poll::Ready(Ok(n))
    }
}

/// Returns the bytes from `start` to `end`.
///
/// # Safety
///
/// `start <= end`, and the first `end` bytes of the memory are initialized.
#[inline]
unsafe fn filled(memory: &[MaybeUninit<u8>], start: usize, end: usize) -> &[u8] {
    // SAFETY: the caller guarantees `start <= end`, and initialized bytes are inside the memory.
    let bytes = unsafe { memory.get_unchecked(start..end) };
    let bytes: *const [MaybeUninit<u8>] = bytes;
    // SAFETY: the caller guarantees that the bytes are initialized, and `MaybeUninit<u8>` has the layout of `u8`.
    unsafe { &*(bytes as *const [u8]) }
}
