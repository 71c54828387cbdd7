//! [`AsyncRead`] and its clauses.

use crate::{BorrowedBuf, BorrowedCursor, IoSliceMut, Result};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

/// A source of bytes that never blocks the thread.
///
/// This is the asynchronous counterpart of `std::io::Read`. It has only the methods that a transport, such as a socket,
/// implements. The methods that callers use (`read_exact`, `read_to_end`, `take` …) are in the trait
/// `poll_io::AsyncReadExt`, which every implementor of this trait has.
///
/// # Outcomes
///
/// The caller of [`poll_read`](Self::poll_read) passes a [`BorrowedCursor`], which is a view of the free part of the
/// caller's buffer. The reader writes bytes into it, and advances the cursor over them. The call returns one of:
///
/// - `Poll::Ready(Ok(()))`, and the cursor has advanced by `n` bytes: `n` bytes were read.
/// - `Poll::Ready(Ok(()))`, and the cursor has not advanced although it had room: end of file.
/// - `Poll::Pending`: nothing was read. The task of `cx` will be woken when the caller should poll again.
/// - `Poll::Ready(Err(e))`: nothing was read.
///
/// # Clauses
///
/// The clauses are the rules of this trait. Their numbers are stable, because tests and other pages refer to them.
/// `poll_io::test_util::conformance` checks an implementation against the clauses.
///
/// Implementors must uphold:
///
/// - **R1** (count) The number of bytes by which the cursor advances must be the number of bytes read. They must be the
///   next bytes of the stream: none is left out, and none is returned twice. A read may leave a part of the room free.
///   That does not mean the end of the file.
/// - **R2** (end) At the end of the file, every call with room must return `Ok` and not advance the cursor. The end may
///   be temporary, for example while a file grows. A call after the end is allowed and must not panic.
/// - **R3** (no room) A call whose cursor has no room must return `Ok` and must not return `Pending`. This result says
///   nothing about the end of the file.
/// - **R4** (`Pending`) A call that returns `Pending` must not have transferred anything. It must store the waker of
///   the *latest* read, and wake its task once progress is possible. Reading has a waker of its own: a write on the
///   same stream with another waker must not replace it. A caller may poll again without having been woken.
/// - **R5** (`Err`) A call that returns an error must not have transferred anything. Bytes that earlier calls returned
///   stay read, and a later call that succeeds must return the bytes that follow them.
/// - **R6** (kinds) Implementors must not return `ErrorKind::Interrupted`: they must retry, or wake the task and return
///   `Pending`. They must not return `ErrorKind::WouldBlock`: they must return `Pending` in its place.
/// - **R7** (vectored) [`poll_read_vectored`](Self::poll_read_vectored) must behave as one `poll_read` into all slices
///   laid end to end, and return the count. Like any read it may be short, and for example fill only the first slice
///   that has room. It must skip empty slices. If no slice has room, R3 applies.
/// - **R8** (hint) [`remaining_hint`](Self::remaining_hint) must be a lower bound of the number of bytes before the end
///   of the file.
/// - **R9** (cancellation) Implementors must not lose a byte if the caller does not poll again after `Pending`. The
///   next call may bring another buffer, of another size.
/// - **R10** (earlier bytes) Implementors must not change bytes before the place where the cursor started.
///
/// Callers must uphold:
///
/// - **R11** (failed calls) After `Pending` or `Err`, R4 and R5 say that nothing was read. A faulty reader may still
///   have advanced the cursor. Callers must ignore that.
/// - **R12** (retry) Callers that loop must retry `Interrupted`, because foreign types return it in spite of R6. A loop
///   must end: after 128 calls in one poll, retries included, the caller must wake its own task and return `Pending`.
///   Otherwise a reader that is always ready keeps the other tasks of the thread waiting.
/// - **R13** (trust) Callers must read the count from their own [`BorrowedBuf`], and must check the count of a vectored
///   read before they use it. A hint only sizes a buffer: a caller must reserve at most 1 MiB before the first byte,
///   and afterwards at most as many bytes as it has received.
///
/// # For implementors
///
/// Fill the cursor with [`append`](BorrowedCursor::append). If the bytes come from an API that takes `&mut [u8]`, pass
/// it [`ensure_init`](BorrowedCursor::ensure_init) and then call [`advance_checked`](BorrowedCursor::advance_checked).
/// Neither needs unsafe code. `ensure_init` zeroes each byte of a buffer at most once, however often it is called.
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
/// A wrapper should forward the provided methods too. A wrapper that forgets `poll_read_vectored` compiles, and
/// silently loses speed. `#![deny(clippy::missing_trait_methods)]` at the head of the file finds what a wrapper
/// forgets.
///
/// # Dyn compatibility
///
/// Every method of this trait can be called on `dyn AsyncRead`. `Pin<Box<dyn AsyncRead>>`, `Box<dyn AsyncRead + Unpin>`
/// and `&mut (dyn AsyncRead + Unpin)` implement the trait themselves.
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
/// One method serves initialized and uninitialized memory. If there were a second method, implementors would forget it
/// (rust-lang/rust#42788). The cursor is passed by value, so an implementor cannot replace the caller's buffer.
/// `design.md` gives the reasons in full.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a poll-io reader",
    label = "the trait `poll_io_core::AsyncRead` is not implemented for `{Self}`",
    note = "a tokio, futures-io, hyper or std reader becomes one in `poll_io_compat::{{FromTokio, FromFutures, FromHyper, FromStd}}`",
    note = "a function that takes `impl poll_io_compat::IntoReader<M>` accepts all of them as they are"
)]
pub trait AsyncRead {
    /// Attempts to read bytes into `buf`.
    ///
    /// Returns `Ready(Ok(()))` once the cursor has advanced over the bytes that were read. A cursor that had room and
    /// did not advance means the end of the file.
    ///
    /// # Errors
    ///
    /// Returns any error of the transport. In that case, nothing was read (R5).
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    /// Attempts to read bytes into several slices, in order, and returns the number of bytes read.
    ///
    /// The default implementation reads into the first slice that is not empty.
    ///
    /// # Errors
    ///
    /// Returns any error of the transport. In that case, nothing was read (R5).
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

    /// Returns a lower bound of the number of bytes before the end of the file.
    ///
    /// The default implementation returns 0, which promises nothing. Callers may use the hint only to size a buffer,
    /// and may reserve at most 1 MiB before the first byte has been read (R13).
    #[inline]
    fn remaining_hint(&self) -> usize {
        0
    }
}
