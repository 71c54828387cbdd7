//! A seek in progress, kept as data: as `poll-io` keeps it, which the bridges cannot depend on.
//!
//! A seek that has returned `Pending` is completed by the next read or write (S4), and the bounds of a read do not say that
//! the stream seeks. So the seek leaves behind the function that goes on with it.
#![allow(dead_code, reason = "which of it is needed depends on the features")]

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};
use poll_io_core::{Result, SeekFrom};

/// Goes on with a seek of `S` to a place, from wherever it is in the middle of it.
type PollSeek<S> = fn(Pin<&mut S>, &mut Context<'_>, SeekFrom) -> Poll<Result<u64>>;

/// A seek of `S` that has begun and has not ended.
pub(crate) struct InProgress<S> {
    pos: SeekFrom,
    poll: PollSeek<S>,
}

impl<S> InProgress<S> {
    /// A seek that is not made by [`poll_seek`].
    pub(crate) fn new(pos: SeekFrom, poll: PollSeek<S>) -> Self {
        InProgress { pos, poll }
    }
}

/// Has the seek in progress go on with `poll`.
pub(crate) fn go_on_with<S: Seeking>(stream: Pin<&mut S>, poll: PollSeek<S>) {
    if let Some(seek) = stream.in_progress() {
        seek.poll = poll;
    }
}

/// A bridge that completes its own seeks.
///
/// Each of its operations calls [`poll_complete`] first.
pub(crate) trait Seeking: Sized {
    /// The seek in progress, if there is one.
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>>;
}

/// Seeks to `pos` with `poll`. Resumes a seek to the same place, and completes another one first (S2).
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
/// That of the seek, which has ended with it.
#[inline]
pub(crate) fn poll_complete<S: Seeking>(mut stream: Pin<&mut S>, cx: &mut Context<'_>) -> Poll<Result<()>> {
    if stream.as_mut().in_progress().is_none() {
        return Poll::Ready(Ok(()));
    }
    poll_resume(stream, cx).map_ok(drop)
}

/// Goes on with the seek in progress. Returns 0 if there is none.
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
