//! What the readers of several ecosystems need.
#![allow(dead_code, reason = "which of it is needed depends on the features")]

use core::{
    ops::Deref,
    pin::Pin,
    task::{Context, Poll, ready},
};
use poll_io_core::{AsyncRead, BorrowedBuf, BorrowedCursor, Error, ErrorKind, IoSliceMut, Result};

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

/// How much is initialised for the next read of a reader that knows `&mut [u8]` alone, into memory that is not.
///
/// It follows what the reader returns: whoever keeps 64 KiB spare and receives packets would otherwise pay for the whole of it
/// each time, and whoever receives in bulk would make many short calls.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Window(u32);

impl Window {
    pub(crate) const NEW: Self = Window(0);
    /// The least, a packet, and the most.
    const FIRST: usize = 2 * 1024;
    const LAST: usize = 64_usize.saturating_mul(1024);

    /// Reads by `read` into a part of `buf` that is initialised: what is so already, or the window at the least.
    ///
    /// A read that fills it doubles the window, and one that leaves three quarters of it halves it. The count of the buffer
    /// sees to it that no byte is zeroed twice while one buffer is passed again.
    ///
    /// # Errors
    ///
    /// Those of `read`, and `InvalidData` if it claims more bytes than it was offered.
    pub(crate) fn poll_read(
        &mut self,
        mut buf: BorrowedCursor<'_>,
        read: impl FnOnce(&mut [u8]) -> Poll<Result<usize>>,
    ) -> Poll<Result<()>> {
        let window = (self.0 as usize).max(Self::FIRST);
        let room = buf.ensure_init_to(window.max(buf.init_len()));
        let offered = room.len();
        let n = checked(ready!(read(room))?, offered)?;
        buf.advance_checked(n);
        if n >= window {
            self.set((window * 2).min(Self::LAST));
        } else if offered >= window && n < window / 4 {
            self.set(window / 2);
        }
        Poll::Ready(Ok(()))
    }

    #[expect(clippy::cast_possible_truncation, reason = "it is at most `LAST`")]
    fn set(&mut self, window: usize) {
        self.0 = window as u32;
    }
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
