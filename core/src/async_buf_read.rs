//! [`AsyncBufRead`] and its clauses.

use crate::{AsyncRead, Result};
use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// A reader that has bytes in a buffer of its own, and lends them.
///
/// The asynchronous counterpart of `std::io::BufRead`, reduced to what an implementor must do itself. The methods that
/// callers want (`read_until`, `lines` …) are in `poll_io::AsyncBufReadExt`, which every implementor has.
///
/// # Outcomes
///
/// What [`poll_fill_buf`](Self::poll_fill_buf) returns means:
///
/// - `Poll::Ready(Ok(bytes))`: the bytes that are buffered, read by this call if there were none.
/// - `Poll::Ready(Ok(&[]))`: end of file.
/// - `Poll::Pending`: nothing is buffered, and the waker in `cx` will be woken when it is worth asking again.
/// - `Poll::Ready(Err(e))`: nothing was read.
///
/// # Clauses
///
/// Of who implements it:
///
/// - **B1** (same bytes) Until [`consume`](Self::consume) or a read, every call returns the same bytes, perhaps with more
///   behind them. While there are some, no call is `Pending` or `Err`.
/// - **B2** (end) An empty slice is the end of the file, and may be temporary as in R2.
/// - **B3** (`Pending`, `Err`) As R4, R5 and R6.
/// - **B4** (consume) `consume(amt)` removes the first `amt` bytes of what the last `poll_fill_buf` returned, and never
///   reads. An `amt` greater than that is a defect of the caller: an implementation panics or clamps, and takes nothing from
///   the stream that it has not lent.
/// - **B5** (one stream) `poll_read` takes the buffered bytes first, and neither method skips or repeats a byte.
/// - **B6** (cancellation) After `Pending`, not calling again loses nothing, and another method may be called in its place.
///
/// Of who calls it:
///
/// - **B7** (bounds) No more is consumed than was lent. What was lent to a call that was dropped is lent again.
/// - **B8** (trust) What is asked for a second time may be a lie: it is taken with a check of its length.
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
    /// Returns the buffered bytes, reading some first if there are none.
    ///
    /// # Errors
    ///
    /// Those of the transport.
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>>;

    /// Removes the first `amt` buffered bytes, which the caller has used.
    ///
    /// # Panics
    ///
    /// Perhaps, if `amt` is greater than what the last [`poll_fill_buf`](Self::poll_fill_buf) returned.
    fn consume(self: Pin<&mut Self>, amt: usize);
}
