//! [`AsyncWrite`] and its clauses, and [`AsyncReadWrite`].

use crate::{AsyncRead, IoSlice, Result};
use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// A destination of bytes that never blocks the thread.
///
/// This is the asynchronous counterpart of `std::io::Write`. It has only the methods that a transport, such as a socket,
/// implements. It adds [`poll_shutdown`](Self::poll_shutdown), because ending a stream may have to wait, and `Drop`
/// cannot wait. The methods that callers use (`write_all`, `flush`, `write_u32` …) are in the trait
/// `poll_io::AsyncWriteExt`, which every implementor of this trait has.
///
/// # Outcomes
///
/// [`poll_write`](Self::poll_write) returns one of:
///
/// - `Poll::Ready(Ok(n))`: the writer has accepted the first `n` bytes, and `n <= buf.len()`.
/// - `Poll::Ready(Ok(0))` for a `buf` that is not empty: this writer will accept no more bytes.
/// - `Poll::Pending`: no byte was accepted. The waker in `cx` will be woken when the caller should poll again.
/// - `Poll::Ready(Err(e))`: no byte was accepted.
///
/// # Clauses
///
/// The clauses are the rules of this trait. Their numbers are stable, because tests and other pages refer to them.
/// `poll_io::test_util::conformance` checks an implementation against the clauses.
///
/// Implementors must uphold:
///
/// - **W1** (count) A writer that returns the count `n` has accepted the first `n` bytes of `buf`. The count must be at
///   most the number of bytes offered. Accepted bytes must arrive in order, each of them once.
/// - **W2** (zero) `Ok(0)` for a `buf` that is not empty must mean that the writer is full for good. If `buf` is empty,
///   the count must be 0, and it means nothing.
/// - **W3** (`Pending`) A call that returns `Pending` must not have transferred anything. It must store the waker of
///   the *latest* call of any method of this trait, and wake it once progress is possible. Writing has a waker of its
///   own: a read on the same stream with another waker must not replace it, and waking the writer must not depend on
///   somebody reading. The next call may offer other bytes.
/// - **W4** (`Err`) A call that returns an error must not have transferred anything. Bytes that earlier calls accepted
///   stay accepted.
/// - **W5** (kinds) Implementors must not return the kinds `Interrupted` and `WouldBlock`, as in R6 of [`AsyncRead`].
/// - **W6** (flush) When [`poll_flush`](Self::poll_flush) returns `Ok`, every byte that was accepted before must have
///   been passed to the destination. It can be called again after `Pending`, and whenever there is nothing to flush.
/// - **W7** (shutdown) [`poll_shutdown`](Self::poll_shutdown) must flush, then end the write direction, and nothing
///   else. Reading may continue where the transport can half-close. After `Pending`, the next call must resume the
///   shutdown. After `Ok`, each further call must return `Ok`. A shutdown is in progress from its first call until it
///   returns `Ok`.
/// - **W8** (after the end) After a shutdown, a write must be an error and a flush must be `Ok`. A writer in memory has
///   no direction to end, and its shutdown is a flush. No writer may accept bytes that can never arrive. While a
///   shutdown is in progress, a write must be an error, or be `Pending`, or its bytes must arrive before the end.
/// - **W9** (vectored) [`poll_write_vectored`](Self::poll_write_vectored) must behave as one `poll_write` of all slices
///   laid end to end. It must skip empty slices.
/// - **W10** (cancellation) Implementors must not lose a byte if the caller does not poll again after `Pending`. The
///   caller may call another method instead. A shutdown that the caller gave up stays in progress, because it cannot be
///   taken back (W8). Dropping a writer must neither flush nor shut down: both may have to wait.
///
/// Callers must uphold:
///
/// - **W11** (trust) Callers must check a count before they use it. A count greater than the number of bytes offered is
///   an error, and slicing by it would panic. `Ok(0)` for a `buf` that is not empty is `WriteZero`, and not a reason to
///   try again.
/// - **W12** (retry) Callers that loop must retry `Interrupted`, at most as often as R12 of [`AsyncRead`] says.
/// - **W13** (the end) Call [`poll_flush`](Self::poll_flush) until it is ready to be sure that the bytes have left, and
///   [`poll_shutdown`](Self::poll_shutdown) to let the other side see the end. Do so before you drop the writer.
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
/// A wrapper must forward `poll_write_vectored` and `is_write_vectored` too; the page of [`AsyncRead`] says how to find
/// what a wrapper forgets.
///
/// # Dyn compatibility
///
/// Every method can be called on `dyn AsyncWrite`. To box a stream that reads and writes, use [`AsyncReadWrite`].
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
    /// Attempts to write bytes from the start of `buf`, and returns the number of bytes accepted.
    ///
    /// # Errors
    ///
    /// Returns any error of the transport. In that case, no byte was accepted (W4).
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;

    /// Attempts to pass every byte that was accepted to the destination.
    ///
    /// # Errors
    ///
    /// Returns any error of the transport.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Attempts to flush and then to end the write direction. The other side reads the end of the file.
    ///
    /// tokio also calls this shutdown; futures-io calls it close.
    ///
    /// # Errors
    ///
    /// Returns any error of the transport.
    #[doc(alias = "poll_close")]
    #[doc(alias = "close")]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Attempts to write bytes from several slices, in order, and returns the number of bytes accepted.
    ///
    /// The default implementation writes the first slice that is not empty.
    ///
    /// # Errors
    ///
    /// Returns any error of the transport. In that case, no byte was accepted (W4).
    #[inline]
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| &**buf);
        self.poll_write(cx, first)
    }

    /// Returns whether [`poll_write_vectored`](Self::poll_write_vectored) can accept bytes of more than one slice in
    /// one call.
    ///
    /// The default implementation returns `false`. A caller with many small pieces should then join them before it
    /// writes.
    #[inline]
    fn is_write_vectored(&self) -> bool {
        false
    }
}

/// A stream that reads and writes, for trait objects: `Box<dyn AsyncReadWrite + Unpin + Send>`.
///
/// A trait object can name only one trait that is not an auto trait. This trait stands for both [`AsyncRead`] and
/// [`AsyncWrite`], and everything that implements both implements it.
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
