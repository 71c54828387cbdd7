//! The budget of futures that are written for a design.

use std::task::{Context, Poll};

/// The number of calls that a future may make in one poll: 128, as in the library.
#[derive(Debug)]
pub(super) struct Budget(u8);

impl Budget {
    /// Makes a budget after one call.
    pub(super) fn after_one() -> Self {
        Budget(127)
    }

    /// Spends one call. If no call is left, wakes the task and returns `Pending`.
    #[inline]
    pub(super) fn poll_spend(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(left) = self.0.checked_sub(1) else {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        };
        self.0 = left;
        Poll::Ready(())
    }
}
