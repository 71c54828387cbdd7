//! The seek in progress of an adapter.
//!
//! The next read or write must complete a seek that has returned `Pending` (S4). But the bounds of a read do not say that the
//! stream seeks. So the adapter stores a pointer to the function that continues the seek.

use crate::{Result, SeekFrom};
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// A function that starts or continues a seek of `S`.
type PollSeek<S> = fn(Pin<&mut S>, &mut Context<'_>, SeekFrom) -> Poll<Result<u64>>;

/// A seek of `S` that has started and has not ended.
pub(crate) struct InProgress<S> {
    pos: SeekFrom,
    poll: PollSeek<S>,
}

/// An adapter that completes its own seeks.
///
/// Each of its operations calls [`poll_complete`] first. A read does so in a rare case only, where it finds an empty buffer.
pub(crate) trait Seeking: Sized {
    /// The seek in progress, if there is one.
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>>;
}

/// Seeks to `pos` with `poll`. If a seek to the same `pos` is in progress, resumes it. Completes any other seek first (S2).
///
/// The seek counts as in progress before `poll` is called, so that the adapter can resume it after a panic.
pub(crate) fn poll_seek<S: Seeking>(
    mut stream: Pin<&mut S>,
    cx: &mut Context<'_>,
    pos: SeekFrom,
    poll: PollSeek<S>,
) -> Poll<Result<u64>> {
    if stream.as_mut().in_progress().as_ref().is_some_and(|seek| seek.pos != pos) {
        ready!(poll_complete(stream.as_mut(), cx))?;
    }
    stream.as_mut().in_progress().get_or_insert(InProgress { pos, poll });
    poll_resume(stream, cx)
}

/// Completes the seek in progress, if there is one, before another operation (S4).
///
/// # Errors
///
/// Returns the error of the seek, which has then ended.
#[inline]
pub(crate) fn poll_complete<S: Seeking>(mut stream: Pin<&mut S>, cx: &mut Context<'_>) -> Poll<Result<()>> {
    if stream.as_mut().in_progress().is_none() {
        return Poll::Ready(Ok(()));
    }
    poll_resume(stream, cx).map_ok(drop)
}

/// Continues the seek in progress. Returns 0 if there is none.
#[cold]
fn poll_resume<S: Seeking>(mut stream: Pin<&mut S>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
    let Some(InProgress { pos, poll }) = *stream.as_mut().in_progress() else { return Poll::Ready(Ok(0)) };
    let result = ready!(poll(stream.as_mut(), cx, pos));
    *stream.in_progress() = None;
    Poll::Ready(result)
}

impl<S> Copy for InProgress<S> {}

impl<S> Clone for InProgress<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> fmt::Debug for InProgress<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pos.fmt(f)
    }
}
