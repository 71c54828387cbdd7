//! The machine of the copy family: takes bytes from a source and writes them, until the source ends.
//!
//! It flushes when the source has nothing for now and something was written since the last flush: a peer that answers only
//! what it has received, behind a buffered writer, would otherwise never be sent what it is to answer.

use crate::{
    AsyncWrite, Result,
    budget::{Budget, is_interrupted},
};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

/// Where the bytes of a transfer come from: a reader and a buffer for it, or a reader that has one.
pub(super) trait Source {
    /// Returns what is to be written next; nothing at the end.
    ///
    /// Makes a single attempt: that a call is to be made again when interrupted is for the caller to see, since what a
    /// loop has borrowed it cannot return.
    fn poll_bytes(&mut self, cx: &mut Context<'_>, budget: &mut Budget) -> Poll<Result<&[u8]>>;

    /// Removes the first `n` of the bytes that were returned last.
    fn consume(&mut self, n: usize);
}

/// What has been done so far.
#[derive(Default)]
pub(super) struct Sent {
    /// The bytes that the writer has taken.
    pub(super) written: u64,
    /// Whether some of them were after the last flush.
    unflushed: bool,
    /// Whether all of the source is written; for who cannot ask the source.
    pub(super) ended: bool,
}

impl Sent {
    /// Writes all that the source has, and calls `on_write` with the total after each write. Does not flush at the end.
    #[inline]
    pub(super) fn poll_from<W: AsyncWrite + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        budget: &mut Budget,
        source: &mut impl Source,
        mut writer: Pin<&mut W>,
        mut on_write: impl FnMut(u64),
    ) -> Poll<Result<()>> {
        loop {
            let bytes = match source.poll_bytes(cx, budget) {
                Poll::Ready(Ok([])) => return Poll::Ready(Ok(())),
                Poll::Ready(Ok(bytes)) => bytes,
                Poll::Ready(Err(e)) if is_interrupted(&e) => continue,
                Poll::Ready(Err(e)) => return Poll::Ready(Err(e)),
                Poll::Pending => {
                    if self.unflushed {
                        ready!(budget.poll_call(cx, |cx| writer.as_mut().poll_flush(cx)))?;
                        self.unflushed = false;
                    }
                    return Poll::Pending;
                }
            };
            let n = ready!(budget.poll_write(cx, writer.as_mut(), bytes))?;
            source.consume(n);
            self.unflushed = true;
            self.written += n as u64;
            on_write(self.written);
        }
    }
}
