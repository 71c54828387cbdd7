//! [`AsyncSeek`] and its clauses.

use crate::{Result, SeekFrom};
use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// A stream with a position that can be moved.
///
/// This is the asynchronous counterpart of `std::io::Seek`. It has one method, which the caller polls until the seek is
/// done. The methods that callers use (`seek`, `rewind`, `stream_position` …) are in the trait `poll_io::AsyncSeekExt`,
/// which every implementor of this trait has.
///
/// # Outcomes
///
/// [`poll_seek`](Self::poll_seek) returns one of:
///
/// - `Poll::Ready(Ok(at))`: the next byte is read or written at `at`, in bytes from the start.
/// - `Poll::Pending`: the seek is in progress. The waker in `cx` will be woken when the caller should poll again. If
///   the caller does not poll again, the next operation on the stream completes the seek.
/// - `Poll::Ready(Err(e))`: the seek has failed, and the position is what it was before the seek.
///
/// # Clauses
///
/// The clauses are the rules of this trait. Their numbers are stable, because tests and other pages refer to them.
/// `poll_io::test_util::conformance` checks an implementation against the clauses.
///
/// - **S1** (done) Implementors must return `Ready(Ok(at))` only once the next byte is read or written at `at`, in
///   bytes from the start. There is one exception: if a type buffers reads and passes writes on at once, as
///   `poll_io::BufReader` does, `at` may hold for reads only. The page of the type must then say so.
/// - **S2** (`Pending`) Implementors must keep a seek that returned `Pending` in progress until it succeeds or fails,
///   and must wake the waker of the latest call once there is progress. A call with the same `pos` must resume the seek
///   in progress. A call with another `pos` must first complete it, and then start.
/// - **S3** (`Err`) Implementors must return an error only when the seek has ended, and must then leave the position
///   where it was before the seek. A position before the start must be `InvalidInput`. A position beyond the end is
///   allowed, and reads nothing; an implementor that cannot move there must return `InvalidInput` too.
/// - **S4** (cancellation) Implementors must complete a seek in progress inside the next read, `poll_fill_buf`, write,
///   flush, shutdown or seek, before that operation does anything else. The operation then happens at the new position,
///   whether the seek was absolute or relative. If the seek fails, the operation must return the error of the seek and
///   transfer nothing.
/// - **S5** (kinds) Implementors must not return `Interrupted` or `WouldBlock`, as in R6 of
///   [`AsyncRead`](crate::AsyncRead).
/// - **S6** (one position) Implementors must start a relative seek from where the caller reads and writes: what a
///   buffer has read ahead counts as not read. A type with the exception of S1 starts from where the caller reads.
///   `SeekFrom::Current(0)` asks for the position and moves nothing.
/// - **S7** (cancellation) Callers must not rely on the old position after a seek that they have polled and given up:
///   the next operation completes it. Callers must not consume what was lent before the seek.
/// - **S8** (one answer) Implementors must forget `pos` once the seek has ended, whichever operation has completed it.
///   The same `pos` must then start a new seek. An operation that returned `Pending` has not happened, and does
///   not end the seek.
///
/// # For implementors
///
/// A wrapper that forwards every method to one stream, and keeps nothing itself, upholds these clauses if that stream
/// does. A wrapper that keeps a buffer, a position or a count has to complete a seek in progress itself. The bounds of
/// its `poll_read` do not say that the stream seeks. So the wrapper stores a pointer to `poll_seek` when the seek starts.
///
/// ```
/// use core::{pin::Pin, task::{Context, Poll, ready}};
/// use poll_io_core::{AsyncRead, AsyncSeek, BorrowedCursor, Result, SeekFrom};
///
/// type PollSeek<S> = fn(Pin<&mut S>, &mut Context<'_>, SeekFrom) -> Poll<Result<u64>>;
///
/// /// Knows how many bytes were read since the last seek.
/// struct SinceSeek<S> {
///     stream: S,
///     read: usize,
///     in_progress: Option<(SeekFrom, PollSeek<S>)>,
/// }
///
/// impl<S: Unpin> SinceSeek<S> {
///     /// Completes the seek in progress, if there is one.
///     fn poll_complete(&mut self, cx: &mut Context<'_>) -> Poll<Result<u64>> {
///         let Some((pos, poll_seek)) = self.in_progress else { return Poll::Ready(Ok(0)) };
///         let result = ready!(poll_seek(Pin::new(&mut self.stream), cx, pos));
///         self.in_progress = None;
///         if result.is_ok() {
///             self.read = 0;
///         }
///         Poll::Ready(result)
///     }
/// }
///
/// impl<S: AsyncSeek + Unpin> AsyncSeek for SinceSeek<S> {
///     fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
///         if self.in_progress.is_some_and(|(other, _)| other != pos) {
///             ready!(self.poll_complete(cx))?;
///         }
///         self.in_progress = Some((pos, S::poll_seek));
///         self.poll_complete(cx)
///     }
/// }
///
/// impl<S: AsyncRead + Unpin> AsyncRead for SinceSeek<S> {
///     fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
///         if buf.capacity() == 0 {
///             return Poll::Ready(Ok(()));
///         }
///         ready!(self.poll_complete(cx))?;
///         let before = buf.written();
///         ready!(Pin::new(&mut self.stream).poll_read(cx, buf.reborrow()))?;
///         self.read += buf.written() - before;
///         Poll::Ready(Ok(()))
///     }
/// }
/// ```
///
/// # Dyn compatibility
///
/// The method can be called on `dyn AsyncSeek`.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "std")] {
/// use core::{pin::Pin, task::{Context, Poll, Waker}};
/// use poll_io_core::{AsyncSeek, SeekFrom};
///
/// let mut file = std::io::Cursor::new(b"hello");
/// let mut cx = Context::from_waker(Waker::noop());
/// let poll = Pin::new(&mut file).poll_seek(&mut cx, SeekFrom::End(-2));
/// assert!(matches!(poll, Poll::Ready(Ok(3))));
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a poll-io type that seeks",
    label = "the trait `poll_io_core::AsyncSeek` is not implemented for `{Self}`",
    note = "a tokio, futures-io or std type that seeks becomes one in `poll_io_compat::{{FromTokio, FromFutures, FromStd}}`"
)]
pub trait AsyncSeek {
    /// Attempts to move to `pos`, and returns the new position in bytes from the start.
    ///
    /// # Errors
    ///
    /// Returns `InvalidInput` if the position is before the start, and any error of the transport. If another seek was
    /// in progress and fails, returns the error of that one, and does not start.
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>>;
}
