//! [`AsyncSeek`] and its clauses.

use crate::{Result, SeekFrom};
use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// Moves to another place in the stream.
///
/// The asynchronous counterpart of `std::io::Seek`, in one call that is repeated until it is done. The methods that
/// callers want (`rewind`, `stream_position` …) are in `poll_io::AsyncSeekExt`, which every implementor has.
///
/// # Outcomes
///
/// What [`poll_seek`](Self::poll_seek) returns means:
///
/// - `Poll::Ready(Ok(at))`: the next byte is read or written at `at`, in bytes from the start.
/// - `Poll::Pending`: the seek is in progress, and the waker in `cx` will be woken when it is worth asking again.
/// - `Poll::Ready(Err(e))`: the seek has ended, and the position is what it was.
///
/// # Clauses
///
/// Of who implements it:
///
/// - **S1** (done) `Ready(Ok(at))`: the next byte is read or written at `at`, in bytes from the start.
/// - **S2** (`Pending`) The seek is in progress, and the waker of the latest call is woken once there is progress. Calling
///   with the same `pos` resumes it; calling with another waits for it to end and then starts.
/// - **S3** (`Err`) The seek has ended, and the position is what it was. Before the start is `InvalidInput`. Beyond the
///   end is allowed, and reads nothing; a stream that cannot stand there returns `InvalidInput` too.
/// - **S4** (cancellation) After a relative seek that was `Pending` and not resumed, the position is unspecified until a
///   seek from `Start` or `End` is done.
/// - **S5** (kinds) As R6.
/// - **S6** (one position) What a relative seek starts from is where the caller reads and writes: what a buffer has read ahead
///   counts as not read, and `SeekFrom::Current(0)` asks and moves nothing.
///
/// Of who calls it:
///
/// - **S7** (what was cancelled) Who has dropped a relative seek seeks from `Start` or `End` before relying on the position.
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
    /// Moves to `pos`, and returns the new position in bytes from the start.
    ///
    /// # Errors
    ///
    /// Those of the transport, and `InvalidInput` for a position before the start.
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>>;
}
