//! [`AsyncWrite`] and its clauses, and [`AsyncReadWrite`].

use crate::{AsyncRead, IoSlice, Result};
use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// Writes bytes, or arranges for the task to be woken when there is room for some.
///
/// The asynchronous counterpart of `std::io::Write`, reduced to what a transport must do itself, with the end of the
/// stream that std leaves to `Drop`. The methods that callers want (`write_all`, `write_fmt` …) are in
/// `poll_io::AsyncWriteExt`, which every implementor has.
///
/// # Outcomes
///
/// What [`poll_write`](Self::poll_write) returns means:
///
/// - `Poll::Ready(Ok(n))`: the first `n` bytes were taken, `n <= buf.len()`.
/// - `Poll::Ready(Ok(0))` for a `buf` that is not empty: this writer will take no more.
/// - `Poll::Pending`: nothing was taken, and the waker in `cx` will be woken when it is worth asking again.
/// - `Poll::Ready(Err(e))`: nothing was taken.
///
/// # Clauses
///
/// Of who implements it:
///
/// - **W1** (count) The count is at most what was offered, and means the first so many bytes. They arrive in this order, each
///   once.
/// - **W2** (zero) `Ok(0)` for bytes offered means that the writer is full for good; callers report `WriteZero`. For none
///   offered the count is 0 and means nothing.
/// - **W3** (`Pending`) Nothing was transferred, and the waker of the *latest* call of any method of the trait is woken
///   once progress is possible. The next call may offer other bytes.
/// - **W4** (`Err`) Nothing was transferred by this call. What was taken before stays taken.
/// - **W5** (kinds) `Interrupted` and `WouldBlock` are not returned, as R6.
/// - **W6** (flush) When [`poll_flush`](Self::poll_flush) returns `Ok`, all that was taken before it has been handed to
///   the destination. It can be called again after `Pending`, and whenever there is nothing to flush.
/// - **W7** (shutdown) [`poll_shutdown`](Self::poll_shutdown) flushes, then ends the write direction and only that;
///   reading may go on where the transport can half-close. It is resumed by calling it again after `Pending`, and is `Ok`
///   again after it was `Ok`. From its first call until it is `Ok`, a shutdown is in progress.
/// - **W8** (afterwards) After a shutdown, writing is an error and flushing is `Ok`. A writer in memory has no direction
///   to end: its shutdown is a flush. No writer accepts bytes that can never arrive. That includes a shutdown in progress: a
///   write meanwhile is an error, or is `Pending`, or its bytes arrive before the end.
/// - **W9** (vectored) [`poll_write_vectored`](Self::poll_write_vectored) has the outcomes of one `poll_write` of the
///   slices laid end to end. Slices that are empty are passed over.
/// - **W10** (cancellation) After `Pending`, not calling again loses nothing, and another method may be called in its place.
///   A shutdown that was given up stays in progress: it cannot be taken back (W8). Dropping a writer neither flushes nor shuts down: both may have to wait, and `Drop` cannot.
///
/// Of who calls it:
///
/// - **W11** (trust) A count is checked before it is used: one that is greater than the offer is an error, and slicing by it
///   would panic. `Ok(0)` for bytes offered is `WriteZero`, and not a reason to try again.
/// - **W12** (retry) `Interrupted` is retried, and boundedly, as R12.
/// - **W13** (the end) Who wants to have written calls [`poll_flush`](Self::poll_flush), and who wants the other side to see the
///   end calls [`poll_shutdown`](Self::poll_shutdown), until it is ready and before the writer is dropped.
///
/// # For implementors
///
/// ```
/// use core::{pin::Pin, task::{Context, Poll}};
/// use poll_io_core::{AsyncWrite, Result};
///
/// /// Counts what it is given, and keeps nothing.
/// #[derive(Default)]
/// struct Meter(u64);
///
/// impl AsyncWrite for Meter {
///     fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
///         self.0 += buf.len() as u64;
///         Poll::Ready(Ok(buf.len()))
///     }
///     fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
///         Poll::Ready(Ok(()))
///     }
///     fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
///         Poll::Ready(Ok(()))
///     }
/// }
/// ```
///
/// A wrapper forwards `poll_write_vectored` and `is_write_vectored` too; see [`AsyncRead`].
///
/// # Dyn compatibility
///
/// Every method can be called on `dyn AsyncWrite`. For an object that reads and writes there is [`AsyncReadWrite`].
///
/// # Examples
///
/// ```
/// use core::{pin::Pin, task::{Context, Poll, Waker}};
/// use poll_io_core::AsyncWrite;
///
/// let mut room = [0; 3];
/// let mut writer: &mut [u8] = &mut room;
/// let mut cx = Context::from_waker(Waker::noop());
/// let poll = Pin::new(&mut writer).poll_write(&mut cx, b"hello");
/// assert!(matches!(poll, Poll::Ready(Ok(3))));
/// assert_eq!(&room, b"hel");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a poll-io writer",
    label = "the trait `poll_io_core::AsyncWrite` is not implemented for `{Self}`",
    note = "a tokio, futures-io, hyper or std writer becomes one in `poll_io_compat::{{FromTokio, FromFutures, FromHyper, FromStd}}`",
    note = "a function that takes `impl poll_io_compat::IntoWriter<M>` accepts all of them as they are"
)]
pub trait AsyncWrite {
    /// Takes some of the bytes in `buf`, from its start, and returns how many.
    ///
    /// # Errors
    ///
    /// Those of the transport. Nothing was taken then (W4).
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;

    /// Hands all that was taken to the destination, and returns once that is done.
    ///
    /// # Errors
    ///
    /// Those of the transport.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Flushes, and then ends the write direction; the other side reads the end of the file.
    ///
    /// What tokio calls shutdown and futures-io calls close.
    ///
    /// # Errors
    ///
    /// Those of the transport.
    #[doc(alias = "poll_close")]
    #[doc(alias = "close")]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Takes some of the bytes in several slices, the first one first, and returns how many.
    ///
    /// Provided: offers the first slice that is not empty.
    ///
    /// # Errors
    ///
    /// As [`poll_write`](Self::poll_write).
    #[inline]
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| &**buf);
        self.poll_write(cx, first)
    }

    /// Returns whether [`poll_write_vectored`](Self::poll_write_vectored) takes more than one slice at a time.
    ///
    /// Provided: `false`, and then a caller with many small pieces does better to join them first.
    #[inline]
    fn is_write_vectored(&self) -> bool {
        false
    }
}

/// A reader and writer in one object: `Box<dyn AsyncReadWrite + Unpin + Send>`.
///
/// A trait object names one trait that is not an auto trait, so an erased stream needs a trait that stands for both.
/// Everything that reads and writes has it.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "std")] {
/// use poll_io_core::AsyncReadWrite;
///
/// fn erased(tls: bool) -> Box<dyn AsyncReadWrite + Unpin + Send> {
///     if tls { Box::new(std::io::Cursor::new(vec![0; 8])) } else { Box::new(poll_io_core::Empty::default()) }
/// }
/// # erased(true);
/// # }
/// ```
pub trait AsyncReadWrite: AsyncRead + AsyncWrite {}

impl<T: AsyncRead + AsyncWrite + ?Sized> AsyncReadWrite for T {}
