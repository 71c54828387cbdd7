//! When a copy flushes its writer.
//!
//! A copy flushes when the reader has nothing and something was written since the last flush. Otherwise a writer with a
//! buffer would hold back what the peer waits for, and a peer that answers only what it has received would wait for ever.

/// Whether there is something to flush, and whether to do so while the reader has nothing.
#[derive(Debug, Default)]
pub(super) struct Unflushed {
    /// Whether something was written since the last flush.
    pub(super) written: bool,
    /// Whether it stays unflushed until the end.
    until_end: bool,
}

impl Unflushed {
    /// Sets whether to flush while the reader has nothing.
    pub(super) fn set_when_idle(&mut self, flush: bool) {
        self.until_end = !flush;
    }

    /// Returns whether to flush now that the reader has nothing.
    #[inline]
    pub(super) fn is_due(&self) -> bool {
        self.written && !self.until_end
    }
}
