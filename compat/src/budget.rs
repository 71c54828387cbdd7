//! How often one poll may call. The futures of this crate count their calls as those of `poll-io` do, on which this crate
//! does not depend. A bridge has no budget: it makes one call for each call that it receives.

use core::task::{Context, Poll, ready};
use poll_io_core::{ErrorKind, Result};

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
