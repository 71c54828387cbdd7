//! [`AsyncBufRead`] and its clauses.

use crate::{AsyncRead, Result};
use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// A reader that has a buffer of its own and lends the bytes in it.
///
/// This is the asynchronous counterpart of `std::io::BufRead`. It has only the methods that an implementor must write.
/// The methods that callers use (`read_until`, `lines` …) are in the trait `poll_io::AsyncBufReadExt`, which every
/// implementor of this trait has.
///
/// # Outcomes
///
/// [`poll_fill_buf`](Self::poll_fill_buf) returns one of:
///
/// - `Poll::Ready(Ok(bytes))`: the buffered bytes. The call has read them if none were buffered.
/// - `Poll::Ready(Ok(&[]))`: this is the end of the file.
/// - `Poll::Pending`: the waker in `cx` will be woken when the caller should poll again.
/// - `Poll::Ready(Err(e))`: nothing was read.
///
/// # Clauses
///
/// The clauses are the rules of this trait. Their numbers are stable, because tests and other pages refer to them.
/// `poll_io::test_util::conformance` checks an implementation against the clauses.
///
/// Implementors must uphold:
///
/// - **B1** (same bytes) Until the caller calls [`consume`](Self::consume) or reads, every call must return the same
///   bytes, possibly with more bytes after them. While bytes are buffered, no call may return `Pending` or `Err`.
/// - **B2** (end) An empty slice must mean the end of the file. The end may be temporary, as in R2 of
///   [`AsyncRead`].
/// - **B3** (`Pending`, `Err`) The clauses R4, R5 and R6 of [`AsyncRead`] apply to `poll_fill_buf` too.
/// - **B4** (consume) `consume(amt)` must remove the first `amt` bytes of what the last `poll_fill_buf` returned, and
///   must never read. A greater `amt` is a bug in the caller. Implementors must then panic, or remove no more than what
///   they have lent.
/// - **B5** (one stream) `poll_read` must return the buffered bytes first. Neither method may skip or repeat a byte.
/// - **B6** (cancellation) Implementors must not lose a byte if the caller does not poll again after `Pending`. The
///   caller may call another method instead.
///
/// Callers must uphold:
///
/// - **B7** (bounds) Callers must not consume more bytes than the last call returned. Bytes that were lent to a caller
///   that did not consume them are lent again.
/// - **B8** (trust) A second call to `poll_fill_buf` may return a shorter slice than the first, because an implementor
///   may break B1. Callers must check its length before they index into it.
///
/// # Dyn compatibility
///
/// Every method can be called on `dyn AsyncBufRead`.
///
/// # Examples
///
/// ```
/// use core::{pin::Pin, task::{Context, Poll, Waker}};
/// use poll_io_core::AsyncBufRead;
///
/// let mut reader: &[u8] = b"key=value";
/// let mut cx = Context::from_waker(Waker::noop());
/// let Poll::Ready(Ok(bytes)) = Pin::new(&mut reader).poll_fill_buf(&mut cx) else { panic!() };
/// let at = bytes.iter().position(|&b| b == b'=').unwrap();
/// Pin::new(&mut reader).consume(at + 1);
/// assert_eq!(reader, b"value");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a buffered poll-io reader",
    label = "the trait `poll_io_core::AsyncBufRead` is not implemented for `{Self}`",
    note = "`poll_io::BufReader::new(reader)` gives any poll-io reader a buffer",
    note = "a tokio, futures-io or std reader that is buffered becomes one in `poll_io_compat::{{FromTokio, FromFutures, FromStd}}`"
)]
pub trait AsyncBufRead: AsyncRead {
    /// Attempts to return the buffered bytes, after reading some if none are buffered.
    ///
    /// # Errors
    ///
    /// Returns any error of the transport. In that case, nothing was read.
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>>;

    /// Removes the first `amt` bytes from the buffer, because the caller has used them.
    ///
    /// # Panics
    ///
    /// May panic if `amt` is greater than the length of what the last [`poll_fill_buf`](Self::poll_fill_buf) returned.
    fn consume(self: Pin<&mut Self>, amt: usize);
}
