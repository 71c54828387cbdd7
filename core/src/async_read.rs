//! [`AsyncRead`] and its clauses.

use crate::{BorrowedBuf, BorrowedCursor, IoSliceMut, Result};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

/// Reads bytes, or arranges for the task to be woken when there are some.
///
/// The asynchronous counterpart of `std::io::Read`, reduced to what a transport must do itself. The methods that callers
/// want (`read_exact`, `read_to_end`, `take` …) are in `poll_io::AsyncReadExt`, which every implementor has.
///
/// # Outcomes
///
/// What [`poll_read`](Self::poll_read) returns means:
///
/// - `Poll::Ready(Ok(()))` and the cursor has advanced: so many bytes were read.
/// - `Poll::Ready(Ok(()))` and the cursor has not, though it had room: end of file.
/// - `Poll::Pending`: nothing was read, and the waker in `cx` will be woken when it is worth asking again.
/// - `Poll::Ready(Err(e))`: nothing was read.
///
/// # Clauses
///
/// Of who implements it:
///
/// - **R1** (count) The cursor's advance is the count: so many bytes, the next ones of the stream, none left out and none
///   twice. A short read is not the end of the file.
/// - **R2** (end) At the end, every call with room returns `Ok` and advances nothing. It may be temporary, as when a file
///   grows; calling again is allowed and does not panic.
/// - **R3** (no room) A call whose cursor has no room returns `Ok` without waiting, and says nothing about the end.
/// - **R4** (`Pending`) Nothing was transferred, and the waker of the *latest* call is woken once progress is possible. Calling
///   without having been woken is allowed.
/// - **R5** (`Err`) Nothing was transferred by this call. What was read before stays read, and what is left can still be read
///   if a later call succeeds.
/// - **R6** (kinds) `ErrorKind::Interrupted` and `ErrorKind::WouldBlock` are not returned: the first is for the
///   implementor to retry, the second is `Pending`.
/// - **R7** (vectored) [`poll_read_vectored`](Self::poll_read_vectored) has the outcomes of one `poll_read` into the
///   slices laid end to end, with the count returned. Slices that are empty are passed over, and without room R3 holds.
/// - **R8** (hint) [`remaining_hint`](Self::remaining_hint) is a lower bound of what is left to read before the end.
/// - **R9** (cancellation) After `Pending`, not calling again loses nothing: there is nothing to hand back. The next call may
///   bring another buffer, of another size.
/// - **R10** (what was there) Bytes before the place where the cursor started are never touched.
///
/// Of who calls it:
///
/// - **R11** (what failed) What a cursor holds beyond its start after `Pending` or `Err` is ignored: by R4 and R5 it is nothing.
/// - **R12** (retry) `Interrupted` is retried, since it comes in spite of R6, and boundedly: after 128 calls in one poll the
///   caller wakes itself and returns `Pending`.
/// - **R13** (trust) A count comes from the [`BorrowedBuf`] that the caller has made; that of a vectored read is checked before
///   it is used. A hint is believed up to 1 MiB, and what was received up to that again.
///
/// # For implementors
///
/// Fill the cursor with [`append`](BorrowedCursor::append), or let a foreign API fill
/// [`ensure_init`](BorrowedCursor::ensure_init) and then [`advance_checked`](BorrowedCursor::advance_checked). Neither
/// needs unsafe code, and the second zeroes each byte at most once however often it is called.
///
/// ```
/// use core::{pin::Pin, task::{Context, Poll}};
/// use poll_io_core::{AsyncRead, BorrowedCursor, Result};
///
/// /// Counts from 0 upwards, and ends after 255.
/// struct Counter(Option<u8>);
///
/// impl AsyncRead for Counter {
///     fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
///         while buf.capacity() > 0 {
///             let Some(n) = self.0 else { break };
///             buf.append(&[n]);
///             self.0 = n.checked_add(1);
///         }
///         Poll::Ready(Ok(()))
///     }
/// }
/// ```
///
/// A wrapper forwards the provided methods too: one that forgets `poll_read_vectored` compiles, and is slow in silence.
/// `#![deny(clippy::missing_trait_methods)]` at the head of the file finds it.
///
/// # Dyn compatibility
///
/// Every method can be called on `dyn AsyncRead`, and `Pin<Box<dyn AsyncRead>>`, `Box<dyn AsyncRead + Unpin>` and
/// `&mut (dyn AsyncRead + Unpin)` are readers again.
///
/// # Examples
///
/// ```
/// use core::{pin::Pin, task::{Context, Poll, Waker}};
/// use poll_io_core::{AsyncRead, BorrowedBuf};
///
/// let mut reader: &[u8] = b"hello";
/// let mut memory = [0; 3];
/// let mut buf = BorrowedBuf::from(&mut memory[..]);
/// let mut cx = Context::from_waker(Waker::noop());
///
/// let poll = Pin::new(&mut reader).poll_read(&mut cx, buf.unfilled());
/// assert!(matches!(poll, Poll::Ready(Ok(()))));
/// assert_eq!(buf.filled(), b"hel");
/// assert_eq!(reader, b"lo");
/// ```
///
/// # Design
///
/// One method over memory that need not be initialised, and not two of which one is forgotten (rust-lang/rust#42788). The
/// cursor comes by value, so that it cannot be exchanged. `design.md` argues each point.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a poll-io reader",
    label = "the trait `poll_io_core::AsyncRead` is not implemented for `{Self}`",
    note = "a tokio, futures-io, hyper or std reader becomes one in `poll_io_compat::{{FromTokio, FromFutures, FromHyper, FromStd}}`",
    note = "a function that takes `impl poll_io_compat::IntoReader<M>` accepts all of them as they are"
)]
pub trait AsyncRead {
    /// Reads some bytes into `buf`, and returns once there are any.
    ///
    /// Returns `Ok` when the cursor was advanced over what was read; not advancing a cursor that had room is the end of
    /// the file.
    ///
    /// # Errors
    ///
    /// Those of the transport. Nothing was read then (R5).
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    /// Reads some bytes into several slices, the first one first, and returns how many.
    ///
    /// Provided: reads into the first slice that is not empty.
    ///
    /// # Errors
    ///
    /// As [`poll_read`](Self::poll_read).
    #[inline]
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let first = bufs.iter_mut().find(|buf| !buf.is_empty()).map_or(&mut [][..], |buf| &mut **buf);
        let mut buf = BorrowedBuf::from(first);
        ready!(self.poll_read(cx, buf.unfilled()))?;
        Poll::Ready(Ok(buf.len()))
    }

    /// Returns a number of bytes that is worth making room for: a lower bound of what is left before the end.
    ///
    /// Provided: 0, which promises nothing. A hint is never believed further than to size a buffer: a caller reserves at
    /// most 1 MiB on the word of it, and what it has already received after that.
    #[inline]
    fn remaining_hint(&self) -> usize {
        0
    }
}
