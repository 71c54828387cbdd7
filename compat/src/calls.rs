//! How a call of what is wrapped is made, and what comes back is checked.
//!
//! A bridge makes one call for each call that it receives. If that is interrupted, the next poll makes it again. The futures
//! of this crate loop, and so count their calls as those of `poll-io` do, on which this crate does not depend.
#![allow(dead_code, reason = "which of it is needed depends on the features")]

use core::{
    ops::Deref,
    pin::Pin,
    task::{Context, Poll, ready},
};
use poll_io_core::{AsyncRead, BorrowedBuf, Error, ErrorKind, IoSliceMut, Result};

/// The calls that one poll may still make, retries of `Interrupted` among them.
pub(crate) struct Budget(u8);

impl Budget {
    pub(crate) const fn new() -> Self {
        Budget(128)
    }

    /// Makes one call, and makes it again while it is interrupted. When no call is left, wakes the task and returns
    /// `Pending`.
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

/// Reads into the first slice that has room, for a reader that takes one at a time.
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

/// Returns how many bytes the slices of a vectored call have together.
pub(crate) fn total<B: Deref<Target = [u8]>>(bufs: &[B]) -> usize {
    bufs.iter().fold(0_usize, |total, buf| total.saturating_add(buf.len()))
}

/// Returns whether a vectored call has no room, or no bytes: then it is not made. A foreign type may wait in it, or panic, or
/// take it for the end.
#[inline]
pub(crate) fn no_bytes<B: Deref<Target = [u8]>>(bufs: &[B]) -> bool {
    bufs.iter().all(|buf| buf.is_empty())
}

/// Returns the count that a reader or writer claims, if it can be true.
///
/// # Errors
///
/// `InvalidData` if it is more than was `offered`.
pub(crate) fn checked(n: usize, offered: usize) -> Result<usize> {
    if n > offered {
        let kind = ErrorKind::InvalidData;
        return Err(Error::new(kind, "a reader or writer claims more bytes than it was offered"));
    }
    Ok(n)
}

/// Turns `Interrupted`, which other contracts leave to the caller and poll-io's to the implementor (R6, W5, S5), into
/// `Pending` of a task that is woken at once: nothing was transferred, and the next poll makes the call again.
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
