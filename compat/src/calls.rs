//! How the bridges call the wrapped value, and check what it returns.
//!
//! A bridge makes one call for each call that it receives. If the call is interrupted, the next poll makes it again.
//! The futures of this crate loop, so they count their calls as the futures of `poll-io` do. This crate has a counter
//! of its own, because it does not depend on `poll-io`.
#![allow(dead_code, reason = "the features decide which items are used")]

use core::{
    ops::Deref,
    pin::Pin,
    task::{Context, Poll, ready},
};
use poll_io_core::{AsyncRead, BorrowedBuf, Error, ErrorKind, IoSliceMut, Result};

/// The number of calls that one poll may still make, including retries of `Interrupted`.
pub(crate) struct Budget(u8);

impl Budget {
    pub(crate) const fn new() -> Self {
        Budget(128)
    }

    /// Makes one call, and repeats it while it is interrupted. Wakes the task and returns `Pending` when no call is
    /// left.
    pub(crate) fn poll_call<T>(
        &mut self,
        cx: &mut Context<'_>,
        mut call: impl FnMut(&mut Context<'_>) -> Poll<Result<T>>,
    ) -> Poll<Result<T>> {
        while self.0 > 0 {
            self.0 -= 1;
            match ready!(call(cx)) {
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                result => return Poll::Ready(result),
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Reads into the first slice that has room, for a reader without vectored reads.
pub(crate) fn poll_read_first(
    reader: Pin<&mut impl AsyncRead>,
    cx: &mut Context<'_>,
    bufs: &mut [IoSliceMut<'_>],
) -> Poll<Result<usize>> {
    let first = bufs.iter_mut().find(|buf| !buf.is_empty()).map_or(&mut [][..], |buf| &mut **buf);
    let mut buf = BorrowedBuf::from(first);
    ready!(reader.poll_read(cx, buf.unfilled()))?;
    Poll::Ready(Ok(buf.len()))
}

/// Returns the total length of the slices of a vectored call, in bytes.
pub(crate) fn total<B: Deref<Target = [u8]>>(bufs: &[B]) -> usize {
    bufs.iter().fold(0_usize, |total, buf| total.saturating_add(buf.len()))
}

/// Returns whether a vectored call has no room or no bytes. A bridge does not forward such a call, because a foreign
/// type might wait, panic, or take the call for the end of the stream.
#[inline]
pub(crate) fn no_bytes<B: Deref<Target = [u8]>>(bufs: &[B]) -> bool {
    bufs.iter().all(|buf| buf.is_empty())
}

/// Returns `n`, the count that a reader or writer claims, if it can be true.
///
/// # Errors
///
/// Returns `InvalidData` if `n` is greater than `offered`.
pub(crate) fn checked(n: usize, offered: usize) -> Result<usize> {
    if n > offered {
        let kind = ErrorKind::InvalidData;
        return Err(Error::new(kind, "a reader or writer claims more bytes than it was offered"));
    }
    Ok(n)
}

/// Wakes the task and returns `Pending` if the call was interrupted. Nothing was transferred, and the next poll makes
/// the call again.
///
/// Other families leave `Interrupted` to the caller. In poll-io, the implementor must retry (R6, W5, S5).
#[inline]
pub(crate) fn uninterrupted<T>(cx: &Context<'_>, poll: Poll<Result<T>>) -> Poll<Result<T>> {
    match poll {
        Poll::Ready(Err(e)) => failed(cx, e),
        poll => poll,
    }
}

#[cold]
fn failed<T>(cx: &Context<'_>, e: Error) -> Poll<Result<T>> {
    if e.kind() == ErrorKind::Interrupted {
        cx.waker().wake_by_ref();
        return Poll::Pending;
    }
    Poll::Ready(Err(e))
}
