//! How much a reader that knows `&mut [u8]` alone is offered of memory that is not initialized.
#![allow(dead_code, reason = "which of it is needed depends on the features")]

use crate::calls::checked;
use core::task::{Poll, ready};
use poll_io_core::{BorrowedCursor, Result};

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
