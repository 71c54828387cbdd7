//! The budget of the futures that are written for a design.

use std::task::{Context, Poll};

/// The calls that a future may still make in one poll: 128, as those of the library.
#[derive(Debug)]
pub(super) struct Budget(u8);

impl Budget {
    /// Makes a budget of which one call has been spent.
    pub(super) fn after_one() -> Self {
        Budget(127)
    }

    /// Spends one call; without one left, wakes the task and returns `Pending`.
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
