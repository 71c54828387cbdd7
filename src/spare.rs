//! Appending to a `Vec` by reading into its spare capacity.
#![expect(unsafe_code, reason = "spare capacity is not initialised, and only its owner can count it as filled")]

use crate::{BorrowedBuf, Error, ErrorKind, Result};
use alloc::vec::Vec;
use core::{
    mem::MaybeUninit,
    task::{Poll, ready},
};

/// Appends `bytes` to `vec` if that has room for them.
#[inline]
pub(crate) fn push_within(vec: &mut Vec<u8>, bytes: &[u8]) -> bool {
    let len = vec.len();
    let fits = bytes.len() <= vec.capacity() - len;
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

/// Returns a `Vec` of so much capacity that holds `left`.
///
/// Where there is no memory for it this aborts: what was read has nowhere else to go, and would be lost with an error.
#[cold]
fn kept(left: &[u8], capacity: usize) -> Vec<u8> {
    let mut vec = Vec::with_capacity(capacity);
    vec.extend_from_slice(left);
    vec
}

/// How much of the spare capacity of one `Vec` is initialised. What one read has zeroed, the next need not.
///
/// Of four bytes, so that the futures that carry it stay small: a window is never longer than [`WINDOW`].
#[derive(Default)]
pub(crate) struct Spare {
    init: u32,
}

/// The most that is lent at a time: 1 GiB.
const WINDOW: usize = 1024_usize.saturating_pow(3);

impl Spare {
    /// Lends at most the next `max` bytes of the spare capacity of `vec`, and appends as many of them as `f` returns.
    ///
    /// The same `vec` in every call, which nothing else writes to or resizes in between but [`reserve`](Self::reserve):
    /// the futures hold it by `&mut` for as long as they hold this.
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
        // SAFETY: an earlier call saw these bytes initialised, and `reserve` forgets them when they move.
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

    /// Lends the memory of `vec`, `most` bytes of it unless more is in it, with what is in it as filled, and takes what is
    /// filled afterwards for what is in it. While it has none, lends that on the stack, and moves what is left there to `vec`,
    /// which gets so much capacity.
    ///
    /// `f` returns an answer, and how many of the filled bytes it has no use for. Returns both; the count is 0 if the rest was
    /// moved.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the memory is no longer than four bytes can count")]
    pub(crate) fn lend<T>(
        &mut self,
        vec: &mut Vec<u8>,
        most: usize,
        (stack, capacity): (&mut [MaybeUninit<u8>], usize),
        f: impl FnOnce(&mut BorrowedBuf<'_>) -> (T, usize),
    ) -> (T, u32) {
        let filled = vec.len();
        vec.clear();
        let owned = vec.capacity() > 0;
        let (all, known) = if owned { (vec.spare_capacity_mut(), filled + self.init as usize) } else { (stack, 0) };
        let end = all.len().min(most.max(filled));
        let mut buf = BorrowedBuf::from(&mut all[..end]);
        // SAFETY: `vec` held `filled` bytes, and an earlier call saw the next `init` initialised; `reserve` forgets them.
        unsafe { buf.set_init_len(known.min(end)) };
        buf.unfilled().advance_checked(filled);
        let (answer, used) = f(&mut buf);
        if owned {
            let (filled, init) = (buf.len(), buf.init_len().max(known));
            self.init = (init - filled) as u32;
            // SAFETY: `buf`, over the memory of `vec` from its start, counted these bytes as filled.
            unsafe { vec.set_len(filled) };
        } else if let Some(left @ [_, ..]) = buf.filled().get(used..) {
            *vec = kept(left, capacity);
            self.init = 0;
            return (answer, 0);
        }
        (answer, used as u32)
    }

    /// Empties `vec`. What it held is initialised, and so counts again.
    #[inline]
    pub(crate) fn clear(&mut self, vec: &mut Vec<u8>) {
        self.init = self.init.saturating_add(u32::try_from(vec.len()).unwrap_or(0));
        vec.clear();
    }

    /// Makes room for `more` bytes: exactly, or growing in proportion if `amortised`.
    ///
    /// # Errors
    ///
    /// `OutOfMemory`.
    #[cold]
    pub(crate) fn reserve(&mut self, vec: &mut Vec<u8>, more: usize, amortised: bool) -> Result<()> {
        // What is moved is the contents alone, and not what is initialised behind them.
        self.init = 0;
        let reserved = if amortised { vec.try_reserve(more) } else { vec.try_reserve_exact(more) };
        reserved.map_err(|_| Error::from(ErrorKind::OutOfMemory))
    }
}
