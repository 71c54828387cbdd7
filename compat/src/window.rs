//! How much uninitialized memory is zeroed for a reader that needs `&mut [u8]`.
#![allow(dead_code, reason = "the features decide which items are used")]

use crate::calls::checked;
use core::task::{Poll, ready};
use poll_io_core::{BorrowedCursor, Result};

/// The number of bytes that are zeroed for the next read, if the memory is not initialized.
///
/// The number follows what the reader returns. A fixed large number would be expensive for a caller that has 64 KiB of
/// room and receives packets. A fixed small number would lead to many short calls when a caller receives in bulk.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Window(u32);

impl Window {
    pub(crate) const NEW: Self = Window(0);
    /// The smallest window, in bytes: it holds a packet.
    const FIRST: usize = 2 * 1024;
    /// The largest window, in bytes.
    const LAST: usize = 64_usize.saturating_mul(1024);

    /// Calls `read` with a part of `buf` that is initialized. This part is at least as large as the window, if `buf`
    /// has room.
    ///
    /// A read that fills the window doubles it. A read that leaves three quarters of it empty halves it. `buf` counts
    /// its initialized bytes, so no byte is zeroed twice while the caller passes the same buffer.
    ///
    /// # Errors
    ///
    /// Returns any error of `read`, and `InvalidData` if `read` claims more bytes than it was offered.
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
