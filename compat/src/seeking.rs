//! A seek in progress, stored as data.
//!
//! After a seek has returned `Pending`, the next read or write completes it (S4). But the impl of a read has no bound
//! that says that the stream can seek. So the seek stores a pointer to the function that resumes it. `poll-io` does the
//! same, but this crate does not depend on `poll-io`.
#![allow(dead_code, reason = "the features decide which items are used")]

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};
use poll_io_core::{Result, SeekFrom};

/// Starts or resumes a seek of `S` to a position.
type PollSeek<S> = fn(Pin<&mut S>, &mut Context<'_>, SeekFrom) -> Poll<Result<u64>>;

/// A seek of `S` that has started and has not ended.
pub(crate) struct InProgress<S> {
    pos: SeekFrom,
    poll: PollSeek<S>,
}

impl<S> InProgress<S> {
    /// Makes a seek that [`poll_seek`] does not drive.
    pub(crate) fn new(pos: SeekFrom, poll: PollSeek<S>) -> Self {
        InProgress { pos, poll }
    }
}

/// Replaces the function that resumes the seek in progress.
pub(crate) fn go_on_with<S: Seeking>(stream: Pin<&mut S>, poll: PollSeek<S>) {
    if let Some(seek) = stream.in_progress() {
        seek.poll = poll;
    }
}

/// A bridge that completes its own seeks.
///
/// Each of its operations calls [`poll_complete`] first.
pub(crate) trait Seeking: Sized {
    /// Returns the seek in progress, if there is one.
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>>;
}

/// Seeks to `pos` with `poll`. Resumes a seek to the same position, and first completes a seek to another one (S2).
///
/// The seek counts as in progress before `poll` is called, so that it can be resumed after a panic.
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

/// Completes the seek in progress, if there is one, for an operation that comes after it (S4).
///
/// # Errors
///
/// Returns the error of the seek. The seek has then ended.
#[inline]
pub(crate) fn poll_complete<S: Seeking>(mut stream: Pin<&mut S>, cx: &mut Context<'_>) -> Poll<Result<()>> {
    if stream.as_mut().in_progress().is_none() {
        return Poll::Ready(Ok(()));
    }
    poll_resume(stream, cx).map_ok(drop)
}

/// Resumes the seek in progress. Returns 0 if there is none.
#[cold]
pub(crate) fn poll_resume<S: Seeking>(mut stream: Pin<&mut S>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
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
