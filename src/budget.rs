//! How every future calls an inner reader or writer: counted, and retried when interrupted.
//!
//! A source that is always ready would keep a looping future from ever returning to its executor, and so starve the
//! other tasks of the thread (tokio-rs/tokio#6265). So a poll makes at most 128 calls of its reader and writer
//! together, and then wakes itself and returns `Pending`. A retry is a call like any other: a reader that is
//! interrupted for ever yields for ever, and does not hang.
//!
//! The bound counts calls that may read or write. A `poll_fill_buf` that returns buffered bytes again reads nothing (B1),
//! and does not count. An `Inspect` makes one in each `consume`, so `n` nested ones make `n`.
//!
//! # Through adapters
//!
//! An adapter or a bridge has no budget, since budgets would multiply. For each call that it receives it makes at most
//! one call of the inner stream, except for calls that it still owes. A `BufWriter` owes one inner call while its
//! buffer holds bytes. A call that only fills the buffer makes no inner call. A later call may make two: it writes the
//! buffer out, and then writes the bytes that do not fit. A `Chain` owes one inner call while its first reader has not
//! ended. An adapter in the middle of a seek owes the end of that seek. If an inner call is interrupted, or takes only
//! a part, the adapter wakes the task and returns `Pending`.
//!
//! So each call makes at most 1 + (owed before - owed after) inner calls. Summed over the `c` calls of a poll,
//! everything but the first and the last debt cancels out, which leaves `c` + 1. A poll that makes 128 calls of a stack
//! of `n` adapters therefore makes at most 128 + `n` calls of the stream at the bottom. A `LineWriter` counts twice: it
//! also owes the part of a line that a flush writes out, and a poll flushes once. A `BufStream` counts twice, since it
//! is two adapters. Adapters that hold nothing back do not count, except an `Inspect` over a reader that breaks clause
//! B1: it may make two calls for each. `tests/budget.rs` counts for all of them, and shows stacks that reach the bound.

use crate::{AsyncBufRead, AsyncRead, AsyncWrite, BorrowedBuf, BorrowedCursor, Error, ErrorKind, Result, error::error};
use core::{
    ops::Deref,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The inner calls that one poll may still make.
pub(crate) struct Budget(u8);

impl Budget {
    /// The calls of one poll. At 8 KiB a call that is 1 MiB, which takes a few hundred microseconds to copy.
    const CALLS: u8 = 128;

    #[inline]
    pub(crate) fn new() -> Self {
        Budget(Self::CALLS)
    }

    /// Returns the calls that are left in a poll that has made one call already.
    #[inline]
    pub(crate) fn after_one() -> Self {
        Budget(Self::CALLS - 1)
    }

    /// Returns the calls of one poll, divided between two loops, so that neither loop can use up the calls of the
    /// other.
    #[inline]
    #[cfg(feature = "alloc")]
    pub(crate) fn halves() -> [Self; 2] {
        [Budget(Self::CALLS / 2), Budget(Self::CALLS / 2)]
    }

    /// Returns whether two further calls may be made in this poll.
    #[inline]
    #[cfg(feature = "alloc")]
    pub(crate) fn has_two(&self) -> bool {
        self.0 >= 2
    }

    /// Counts two calls ahead, which must [be left](Self::has_two).
    #[inline]
    #[cfg(feature = "alloc")]
    pub(crate) fn spend_two(&mut self) {
        self.0 -= 2;
    }

    /// Takes back a call that was counted and is not made.
    #[inline]
    #[cfg(feature = "alloc")]
    pub(crate) fn restore_one(&mut self) {
        self.0 += 1;
    }

    /// Counts one call; when there is none left, wakes the task and returns `Pending`.
    #[inline]
    pub(crate) fn poll_spend(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 == 0 {
            return yield_now(cx);
        }
        self.0 -= 1;
        Poll::Ready(())
    }

    /// Makes one call, and makes it again while it is interrupted.
    #[inline]
    pub(crate) fn poll_call<T>(
        &mut self,
        cx: &mut Context<'_>,
        mut call: impl FnMut(&mut Context<'_>) -> Poll<Result<T>>,
    ) -> Poll<Result<T>> {
        loop {
            ready!(self.poll_spend(cx));
            let result = ready!(call(cx));
            if !matches!(&result, Err(e) if is_interrupted(e)) {
                return Poll::Ready(result);
            }
        }
    }

    /// Reads once into `buf` from its start, and returns the number of bytes.
    ///
    /// On `Pending` and on an error `buf` may hold an advance, which the contract tells callers to ignore; its count of
    /// initialized bytes is true always.
    #[inline]
    pub(crate) fn poll_read<R: AsyncRead + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        mut reader: Pin<&mut R>,
        buf: &mut BorrowedBuf<'_>,
    ) -> Poll<Result<usize>> {
        ready!(self.poll_call(cx, |cx| reader.as_mut().poll_read(cx, buf.clear().unfilled())))?;
        Poll::Ready(Ok(buf.len()))
    }

    /// Reads once behind what `buf` holds, and returns the number of bytes.
    ///
    /// As [`poll_read`](Self::poll_read), but that an interrupted call which has advanced is not made again: what it
    /// left would be kept.
    #[inline]
    pub(crate) fn poll_read_behind<R: AsyncRead + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        mut reader: Pin<&mut R>,
        buf: &mut BorrowedCursor<'_>,
    ) -> Poll<Result<usize>> {
        let before = buf.written();
        loop {
            ready!(self.poll_spend(cx));
            match ready!(reader.as_mut().poll_read(cx, buf.reborrow())) {
                Ok(()) => return Poll::Ready(Ok(buf.written() - before)),
                Err(e) if is_interrupted(&e) && buf.written() == before => {}
                Err(e) => return Poll::Ready(Err(e)),
            }
        }
    }

    /// Writes once, and returns the number of bytes taken: at least 1 and at most what was offered, if any were.
    #[inline]
    pub(crate) fn poll_write<W: AsyncWrite + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        mut writer: Pin<&mut W>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        let n = ready!(self.poll_call(cx, |cx| writer.as_mut().poll_write(cx, buf)))?;
        Poll::Ready(checked_written(n, buf.len()))
    }

    /// Fills the buffer of a reader that has one, and returns how many bytes are in it.
    #[inline]
    pub(crate) fn poll_buffered<R: AsyncBufRead + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        mut reader: Pin<&mut R>,
    ) -> Poll<Result<usize>> {
        self.poll_call(cx, |cx| reader.as_mut().poll_fill_buf(cx).map_ok(<[u8]>::len))
    }

    /// Lends the buffered bytes to `f`, which returns an answer and how many of them it has used.
    #[inline]
    #[cfg(feature = "alloc")]
    pub(crate) fn poll_fill_buf<R: AsyncBufRead + ?Sized, T>(
        &mut self,
        cx: &mut Context<'_>,
        mut reader: Pin<&mut R>,
        f: impl FnOnce(&[u8]) -> (T, usize),
    ) -> Poll<Result<T>> {
        loop {
            ready!(self.poll_spend(cx));
            match ready!(reader.as_mut().poll_fill_buf(cx)) {
                Ok(bytes) => {
                    let (answer, used) = f(bytes);
                    reader.consume(used);
                    return Poll::Ready(Ok(answer));
                }
                Err(e) => unless_interrupted(e)?,
            }
        }
    }
}

#[cold]
pub(crate) fn yield_now<T>(cx: &Context<'_>) -> Poll<T> {
    cx.waker().wake_by_ref();
    Poll::Pending
}

/// Turns `Interrupted` into `Pending` of a task that is woken at once.
///
/// For an adapter, which makes one call of the inner stream for each call of its own: the next poll makes this one
/// again.
#[inline]
pub(crate) fn uninterrupted<T>(cx: &Context<'_>, poll: Poll<Result<T>>) -> Poll<Result<T>> {
    if matches!(&poll, Poll::Ready(Err(e)) if is_interrupted(e)) { yield_now(cx) } else { poll }
}

/// Passes an error on, unless it is `Interrupted`.
///
/// # Errors
///
/// `e`, unless it is `Interrupted`.
#[cold]
pub(crate) fn unless_interrupted(e: Error) -> Result<()> {
    if is_interrupted(&e) { Ok(()) } else { Err(e) }
}

// Inlined, the test of an error that hardly ever comes would take registers from the usual path.
#[cold]
#[inline(never)]
pub(crate) fn is_interrupted(e: &Error) -> bool {
    /// The codes of the operating system and their kinds are a table in a function of its own. Inlined before a comparison, it
    /// would be a branch for each kind.
    #[inline(never)]
    fn kind(e: &Error) -> ErrorKind {
        e.kind()
    }
    kind(e) == ErrorKind::Interrupted
}

/// Returns the count that a reader or writer claims, if it can be true.
///
/// # Errors
///
/// `InvalidData` if it is more than was `offered`.
#[inline]
pub(crate) fn checked_count(n: usize, offered: usize) -> Result<usize> {
    #[cold]
    fn too_much() -> Error {
        error(ErrorKind::InvalidData, "a reader or writer claims more bytes than it was offered")
    }
    if n > offered { Err(too_much()) } else { Ok(n) }
}

/// Returns the count that a writer claims, if it can be true and is progress.
///
/// # Errors
///
/// `InvalidData` as [`checked_count`], and `WriteZero` if none of the bytes `offered` was taken.
#[inline]
pub(crate) fn checked_written(n: usize, offered: usize) -> Result<usize> {
    #[cold]
    fn full() -> Error {
        error(ErrorKind::WriteZero, "failed to write whole buffer")
    }
    if n == 0 && offered > 0 { Err(full()) } else { checked_count(n, offered) }
}

/// Returns the count that a vectored call claims, if it can be true.
///
/// # Errors
///
/// `InvalidData` if it is more than the slices have together.
#[inline]
pub(crate) fn checked_vectored<B: Deref<Target = [u8]>>(n: usize, bufs: &[B]) -> Result<usize> {
    /// Adds the slices that are left after the groups of four. If the sum is too small, either the count is false or
    /// the sum has overflowed. Then this function adds all slices again, with a sum that cannot overflow.
    fn after<B: Deref<Target = [u8]>>(n: usize, sum: usize, left: &[B], bufs: &[B]) -> Result<usize> {
        if n > left.iter().fold(sum, |sum, buf| sum.wrapping_add(buf.len())) {
            return checked_count(n, total(bufs));
        }
        Ok(n)
    }
    // Four at a time, and with no regard to overflow: a sum that has wrapped around is smaller than the slices are.
    let (mut sum, mut left) = (0_usize, bufs);
    while let [a, b, c, d, rest @ ..] = left {
        let [ab, cd] = [a.len().wrapping_add(b.len()), c.len().wrapping_add(d.len())];
        sum = sum.wrapping_add(ab).wrapping_add(cd);
        left = rest;
    }
    if n > sum { after(n, sum, left, bufs) } else { Ok(n) }
}

/// Returns how many bytes the slices of a vectored call have together.
#[inline]
pub(crate) fn total<B: Deref<Target = [u8]>>(bufs: &[B]) -> usize {
    bufs.iter().fold(0_usize, |total, buf| total.saturating_add(buf.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::iter;

    #[test]
    fn a_vectored_count_is_true_up_to_all_of_the_slices() {
        for slices in 0..11 {
            let bufs: [&[u8]; 11] = core::array::from_fn(|i| &[0; 3][..i % 4]);
            let bufs = &bufs[..slices];
            let all = total(bufs);
            for n in (0..=all).chain(iter::once(all + 1)).chain([usize::MAX]) {
                assert_eq!(checked_vectored(n, bufs).ok(), Some(n).filter(|n| *n <= all), "{n} of {all}");
            }
        }
    }
}
