use crate::{AsyncBufRead, AsyncWrite, future::CopyBuf};
#[cfg(feature = "alloc")]
use crate::{
    AsyncRead,
    future::{Copy, CopyBidirectional},
};

/// Writes everything that a reader has to a writer, and returns how many bytes that was.
///
/// Equivalent to:
///
/// ```text
/// async fn copy<R, W>(reader: &mut R, writer: &mut W) -> Result<u64>
/// where
///     R: AsyncRead + Unpin + ?Sized,
///     W: AsyncWrite + Unpin + ?Sized,
/// ```
///
/// This is [`std::io::copy`], except that it flushes the writer: at the end, and whenever the reader has nothing for
/// now and something was written since the last flush. So a writer with a buffer holds nothing back from a peer that
/// waits for it. See [`flush_when_idle`](Copy::flush_when_idle) for a writer whose flush is expensive. The copy keeps
/// reading while the writer is pending, and keeps writing while the reader is pending. It reports its progress to
/// [`on_progress`](Copy::on_progress).
///
/// If the reader holds its bytes in memory, as a slice or a [`BufReader`](crate::BufReader) does, use
/// [`copy_buf`](fn@crate::copy_buf). `copy` moves each byte twice: from the reader to a buffer, and from there to the
/// writer. `copy_buf` writes from the reader's memory, and so moves each byte once.
///
/// # Memory
///
/// The copy starts with a buffer of 1 KiB on the stack. It allocates a buffer on the heap once a read fills the buffer
/// on the stack, or the writer does not take everything at once. A reader that initializes all the memory that it is
/// offered, such as `FromFutures` and `FromStd` of `poll-io-compat`, also makes the copy allocate. The copy then
/// allocates in the poll after a poll that has moved bytes and in which the reader returned `Pending`.
///
/// The buffer on the heap grows from 8 KiB to 64 KiB while reads fill it. A poll makes at most 128 calls of the reader
/// and the writer. If it makes all of them with 64 KiB, and neither end returns `Pending`, both ends are probably in
/// memory. The buffer then shrinks to 8 KiB, which is faster there.
///
/// The copy is idle if the reader returns `Pending` and everything is written. An idle copy keeps at most 16 KiB after
/// a poll that has moved bytes, and no buffer after a poll that has moved nothing. It keeps no buffer either once the
/// reader has ended and everything is written. While the writer waits, the copy keeps the unwritten bytes and their
/// buffer, of up to 64 KiB.
///
/// [`buffer_size`](Copy::buffer_size) fixes the size of the buffer. An idle copy then keeps the whole buffer, of
/// whatever size, until a poll that moves nothing.
///
/// # Errors
///
/// Returns any error of the reader and the writer, except `Interrupted`, which is retried. An error of the reader is
/// returned once everything that was read before is written. Returns `WriteZero` if the writer takes no more bytes.
/// Returns `InvalidData` if `poll_write` returns more than the length that it was given. Returns `OutOfMemory` if the
/// allocator does not have memory for a buffer of a fixed size. Without a fixed size, the program aborts in that case,
/// as with a `Vec`.
///
/// Nothing is lost: after an error the future has the counts ([`read`](Copy::read), [`written`](Copy::written)) and the
/// bytes that were not written ([`unwritten`](Copy::unwritten)).
///
/// # Panics
///
/// Polling the future panics if it has completed. If the reader or the writer panics and the panic is caught, the
/// counts and the unwritten bytes are as they were before that call. The future can be polled again.
///
/// # Cancel safety
///
/// This function is not cancel safe: if the future is dropped, the bytes that were read and not written are lost. Hold
/// the future and poll it by reference to keep them. [`unwritten`](Copy::unwritten) returns them at any time. Dropping
/// the reference loses nothing: await `&mut copy` again to continue. After an error, the copy has completed. It cannot
/// be continued, and only its accessors may be called.
///
/// # Examples
///
/// ```
/// # futures_lite::future::block_on(async {
/// let mut writer = Vec::new();
/// assert_eq!(poll_io::copy(&mut &b"hello"[..], &mut writer).await?, 5);
/// assert_eq!(writer, b"hello");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
///
/// After an error:
///
/// ```
/// use poll_io::ErrorKind;
///
/// # futures_lite::future::block_on(async {
/// let (mut reader, mut room) = (&b"hello"[..], [0; 3]);
/// let mut writer = &mut room[..];
/// let mut copy = poll_io::copy(&mut reader, &mut writer);
/// assert_eq!((&mut copy).await.unwrap_err().kind(), ErrorKind::WriteZero);
/// assert_eq!((copy.read(), copy.written(), copy.unwritten()), (5, 3, &b"lo"[..]));
/// # });
/// ```
#[cfg(feature = "alloc")]
#[inline]
pub fn copy<'a, R, W>(reader: &'a mut R, writer: &'a mut W) -> Copy<'a, R, W>
where
    R: AsyncRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
{
    Copy::new(reader, writer)
}

/// Writes everything that a buffered reader has to a writer, from the reader's own memory, and returns how many bytes
/// that was.
///
/// Equivalent to:
///
/// ```text
/// async fn copy_buf<R: AsyncBufRead, W: AsyncWrite>(reader: &mut R, writer: &mut W) -> Result<u64>
/// ```
///
/// This is tokio's function of that name. It flushes as [`copy`](fn@crate::copy) does, and allocates nothing.
///
/// # Errors
///
/// Returns any error of the reader and the writer, except `Interrupted`, which is retried. Returns `WriteZero` if the
/// writer takes no more bytes, and `InvalidData` if it claims more bytes than it was offered. After an error the bytes
/// that were not written are still in the reader, and the future has [the count](CopyBuf::written).
///
/// # Panics
///
/// Polling the future panics if it has completed. If the reader or the writer panics and the panic is caught, the count
/// and the bytes are as they were before that call. The future can be polled again.
///
/// # Cancel safety
///
/// This function is cancel safe: if the future is dropped, the bytes that were not written are still in the reader.
/// Only the count is lost.
///
/// # Examples
///
/// ```
/// # futures_lite::future::block_on(async {
/// let mut writer = Vec::new();
/// assert_eq!(poll_io::copy_buf(&mut &b"hello"[..], &mut writer).await?, 5);
/// assert_eq!(writer, b"hello");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[inline]
pub fn copy_buf<'a, R, W>(reader: &'a mut R, writer: &'a mut W) -> CopyBuf<'a, R, W>
where
    R: AsyncBufRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
{
    CopyBuf::new(reader, writer)
}

/// Copies both ways between two streams until both have ended, and returns the numbers of bytes: from `a` to `b`, and
/// from `b` to `a`.
///
/// Equivalent to:
///
/// ```text
/// async fn copy_bidirectional<A, B>(a: &mut A, b: &mut B) -> Result<(u64, u64)>
/// where
///     A: AsyncRead + AsyncWrite,
///     B: AsyncRead + AsyncWrite,
/// ```
///
/// This is tokio's function of that name. Each direction is a [`copy`](fn@crate::copy) with memory of its own. When one
/// stream has ended and everything that it had is written, the other stream is shut down, and the other direction goes
/// on. [`Direction::is_finished`](crate::future::Direction::is_finished) tells which direction is done.
///
/// A direction is idle if its reader has nothing for now and everything that it has read is written. While both
/// directions are idle, the future holds at most 16 KiB. After a poll that has moved nothing in an idle direction, the
/// future holds no buffer for that direction. It holds none either once the reader has ended and everything is written.
/// While a writer waits, its direction holds the unwritten bytes and their buffer, of up to 64 KiB.
///
/// If [`buffer_size`](CopyBidirectional::buffer_size) fixes the size, each direction holds its whole buffer until it is
/// idle and a poll moves nothing in it, or until it has ended. With a size of `n` bytes, the future then holds up to
/// 2 · `n` bytes.
///
/// # Errors
///
/// Returns the errors of [`copy`](fn@crate::copy). The first error of either direction ends both. Nothing is lost:
/// after an error the future has the counts and the unwritten bytes of each direction
/// ([`a_to_b`](CopyBidirectional::a_to_b), [`b_to_a`](CopyBidirectional::b_to_a)).
///
/// # Panics
///
/// Polling the future panics if it has completed. If a stream panics and the panic is caught, the counts and the
/// unwritten bytes are as they were before that call. The future can be polled again.
///
/// # Cancel safety
///
/// This function is not cancel safe: if the future is dropped, the bytes that were read and not written are lost. Hold
/// the future and poll it by reference to keep them. Dropping the reference loses nothing: await the future by
/// reference again to continue. After an error, the copy has completed. It cannot be continued, and only its accessors
/// may be called.
///
/// # Examples
///
/// ```
/// # futures_lite::future::block_on(async {
/// let (mut a, mut b) = (std::io::Cursor::new(b"to b".to_vec()), poll_io::Empty::default());
/// assert_eq!(poll_io::copy_bidirectional(&mut a, &mut b).await?, (4, 0));
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
///
/// A relay that ends when nothing has moved for a time. Each write sets the time back. The closure is `Send`, so the
/// future is `Send` too, and can be spawned:
///
/// ```
/// use futures_lite::future::or;
/// use poll_io::{ErrorKind, Result, copy_bidirectional, prelude::*};
/// use std::{
///     sync::Mutex,
///     time::{Duration, Instant},
/// };
/// # // A timer without a runtime: a thread that sleeps.
/// # fn sleep(time: Duration) -> impl Future<Output = ()> {
/// #     let end = Instant::now() + time;
/// #     std::future::poll_fn(move |cx| {
/// #         let left = end.saturating_duration_since(Instant::now());
/// #         if left.is_zero() {
/// #             return std::task::Poll::Ready(());
/// #         }
/// #         let waker = cx.waker().clone();
/// #         std::thread::spawn(move || {
/// #             std::thread::sleep(left);
/// #             waker.wake();
/// #         });
/// #         std::task::Poll::Pending
/// #     })
/// # }
///
/// async fn relay<A, B>(a: &mut A, b: &mut B, limit: Duration) -> Result<(u64, u64)>
/// where
///     A: AsyncRead + AsyncWrite + Unpin,
///     B: AsyncRead + AsyncWrite + Unpin,
/// {
///     let moved = Mutex::new(Instant::now());
///     let relayed = copy_bidirectional(a, b).on_progress(|_, _| *moved.lock().unwrap() = Instant::now());
///     let idle = async {
///         loop {
///             let left = limit.saturating_sub(moved.lock().unwrap().elapsed());
///             if left.is_zero() {
///                 return Err(ErrorKind::TimedOut.into());
///             }
///             sleep(left).await; // that of your runtime
///         }
///     };
///     or(relayed, idle).await
/// }
///
/// # futures_lite::future::block_on(async {
/// let (mut client, mut near) = poll_io::duplex(64);
/// let (mut far, _server) = poll_io::duplex(64);
/// client.write_all(b"request").await?;
/// fn sendable<F: Future + Send>(future: F) -> F {
///     future
/// }
/// let relayed = sendable(relay(&mut near, &mut far, Duration::from_millis(20))).await;
/// assert_eq!(relayed.unwrap_err().kind(), ErrorKind::TimedOut, "the server does not answer");
/// # Result::Ok(()) }).unwrap();
/// ```
#[cfg(feature = "alloc")]
#[inline]
pub fn copy_bidirectional<'a, A, B>(a: &'a mut A, b: &'a mut B) -> CopyBidirectional<'a, A, B>
where
    A: AsyncRead + AsyncWrite + Unpin + ?Sized,
    B: AsyncRead + AsyncWrite + Unpin + ?Sized,
{
    CopyBidirectional::new(a, b)
}
