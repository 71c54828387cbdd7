//! The memory of a buffered reader.
#![expect(
    unsafe_code,
    reason = "the memory is not zeroed when it is allocated, and the counts say what of it holds data"
)]

use crate::{BorrowedBuf, BorrowedCursor, Result};
use alloc::{boxed::Box, vec::Vec};
use core::{
    mem::MaybeUninit,
    task::{Poll, ready},
};

/// Memory of a fixed size: read into at the end, consumed from the front.
///
/// `pos <= filled <= init <= capacity`, where `init` is how much was ever initialised.
pub(crate) struct Buffer {
    memory: Box<[MaybeUninit<u8>]>,
    pos: usize,
    filled: usize,
    init: usize,
}

impl Buffer {
    /// A buffer without room could lend nothing, and lending nothing says that the stream has ended: one byte at least.
    pub(crate) fn new(capacity: usize) -> Self {
        let capacity = capacity.max(1);
        let mut memory = Vec::with_capacity(capacity);
        // SAFETY: `MaybeUninit` needs no initialisation, and the capacity was just allocated.
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

    /// Returns what is buffered.
    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: the invariant `pos <= filled`.
        unsafe { filled(&self.memory, self.pos, self.filled) }
    }

    /// Moves as many bytes to a cursor as it has room for, if there are so many.
    #[inline]
    pub(crate) fn fill_whole(&mut self, buf: &mut BorrowedCursor<'_>) -> bool {
        let (pos, n) = (self.pos, buf.capacity());
        let whole = n <= self.len();
        if whole {
            // Counted first, so that nothing is left to be done after the copy.
            self.pos += n;
            // SAFETY: `pos + n` is at most the old `pos + len`, which is what is filled.
            buf.append(unsafe { filled(&self.memory, pos, pos + n) });
        }
        whole
    }

    /// Removes the first `n` bytes, or all.
    #[inline]
    pub(crate) fn consume(&mut self, n: usize) {
        // No memory is longer than `isize::MAX`, so the sum does not overflow. A loop waits for `pos` from one call to the next,
        // and by way of the length it would wait longer.
        self.pos = (self.pos + n.min(isize::MAX as usize)).min(self.filled);
    }

    /// Returns how many bytes are buffered after a move by `offset` from where `ahead` were, if the target is in the buffer.
    pub(crate) fn left_after(&self, ahead: usize, offset: i64) -> Option<usize> {
        let n = usize::try_from(offset.unsigned_abs()).ok()?;
        let left = if offset < 0 { ahead.checked_add(n) } else { ahead.checked_sub(n) };
        left.filter(|left| *left <= self.filled)
    }

    /// Makes the last `n` of the filled bytes the buffered ones, or all of them; with 0 everything counts as consumed.
    #[inline]
    pub(crate) fn lend_last(&mut self, n: usize) {
        self.pos = self.filled - n.min(self.filled);
    }

    #[inline]
    pub(crate) fn clear(&mut self) {
        self.pos = 0;
        self.filled = 0;
    }

    /// Moves what is buffered to the front, so that all the room is behind it.
    pub(crate) fn compact(&mut self) {
        self.memory.copy_within(self.pos..self.filled, 0);
        self.filled -= self.pos;
        self.pos = 0;
    }

    /// Lends the room behind what is buffered to `f`, and keeps as many bytes of it as `f` returns.
    #[inline]
    pub(crate) fn poll_fill(
        &mut self,
        f: impl FnOnce(&mut BorrowedBuf<'_>) -> Poll<Result<usize>>,
    ) -> Poll<Result<usize>> {
        let mut buf = BorrowedBuf::from(&mut self.memory[self.filled..]);
        // SAFETY: the invariant `filled <= init`, and the bytes between them are initialised.
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
/// They are filled: `start <= end`, and `end` is at most what is filled of the memory, and so initialised.
#[inline]
unsafe fn filled(memory: &[MaybeUninit<u8>], start: usize, end: usize) -> &[u8] {
    // SAFETY: the caller's promise; what is filled is within the memory.
    let bytes = unsafe { memory.get_unchecked(start..end) };
    let bytes: *const [MaybeUninit<u8>] = bytes;
    // SAFETY: the caller's promise: they are initialised, and `MaybeUninit<u8>` has the layout of `u8`.
    unsafe { &*(bytes as *const [u8]) }
}
