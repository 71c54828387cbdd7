//! Functions that append to a `Vec` within its spare capacity.
#![expect(unsafe_code, reason = "spare capacity is not initialized, and only its owner can count it as filled")]

use crate::{BorrowedBuf, Error, ErrorKind, Result};
use alloc::vec::Vec;
use core::task::{Poll, ready};

/// Appends `bytes` to `vec` if that has room for them.
#[inline]
pub(crate) fn push_within(vec: &mut Vec<u8>, bytes: &[u8]) -> bool {
    let len = vec.len();
    // No memory is longer than `isize::MAX`, so the sum does not overflow.
    let fits = len + bytes.len() <= vec.capacity();
    if fits {
        BorrowedBuf::from(vec.spare_capacity_mut()).unfilled().append(bytes);
        // SAFETY: as many bytes as `append` has just written behind the old length, and it panics if they do not fit.
        unsafe { vec.set_len(len + bytes.len()) };
    }
    fits
}

/// Appends `bytes` to `vec`.
#[inline]
pub(crate) fn push(vec: &mut Vec<u8>, bytes: &[u8]) {
    if !push_within(vec, bytes) {
        vec.extend_from_slice(bytes);
    }
}

/// How much of the spare capacity of one `Vec` is initialized. Memory that one read has zeroed is not zeroed for the next.
///
/// The count has four bytes, so that the futures that carry it stay small. A window is never longer than [`WINDOW`].
#[derive(Default)]
pub(crate) struct Spare {
    init: u32,
}

/// The most memory that is lent at a time, in bytes: 1 GiB.
const WINDOW: usize = 1024_usize.saturating_pow(3);

impl Spare {
    /// Lends at most the next `max` bytes of the spare capacity of `vec`, and appends as many of them as `f` returns.
    ///
    /// Callers must pass the same `vec` in every call. Between two calls nothing but [`reserve`](Self::reserve) may write to it
    /// or resize it. The futures hold the `Vec` by `&mut` for as long as they hold this count.
    #[inline]
    pub(crate) fn poll_fill(
        &mut self,
        vec: &mut Vec<u8>,
        max: usize,
        f: impl FnOnce(&mut BorrowedBuf<'_>) -> Poll<Result<usize>>,
    ) -> Poll<Result<usize>> {
        let spare = vec.spare_capacity_mut();
        let end = spare.len().min(max).min(WINDOW);
        let known = (self.init as usize).min(end);
        let mut buf = BorrowedBuf::from(&mut spare[..end]);
        // SAFETY: an earlier call saw these bytes initialized, and `reserve` forgets them when they move.
        unsafe { buf.set_init_len(known) };
        let result = f(&mut buf);
        let (filled, init) = (buf.len(), buf.init_len());
        self.init = u32::try_from(init).unwrap_or(0);
        let n = ready!(result)?.min(filled);
        self.init -= u32::try_from(n).unwrap_or(self.init);
        let len = vec.len() + n;
        // SAFETY: `buf` counted `filled >= n` bytes behind the old length as filled, and they are within the capacity.
        unsafe { vec.set_len(len) };
        Poll::Ready(Ok(n))
    }

    /// Makes room for `more` bytes: exactly, or more in proportion to the length if `amortized`.
    ///
    /// # Errors
    ///
    /// Returns `OutOfMemory` if the allocator does not have the memory.
    #[cold]
    pub(crate) fn reserve(&mut self, vec: &mut Vec<u8>, more: usize, amortized: bool) -> Result<()> {
        // A `Vec` that grows moves its contents, and not the initialized bytes behind them.
        self.init = 0;
        let reserved = if amortized { vec.try_reserve(more) } else { vec.try_reserve_exact(more) };
        reserved.map_err(|_| Error::from(ErrorKind::OutOfMemory))
    }
}
