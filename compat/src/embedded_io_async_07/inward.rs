//! [`FromEmbedded`] makes a poll-io stream of a device.
//!
//! The methods of a device are `async fn`s. Their futures have no name and borrow the device. So each operation is
//! boxed together with the device until it ends.
#![deny(clippy::missing_trait_methods, reason = "a bridge that omits a provided method compiles, but is slower")]

use super::error::inward;
use crate::{
    calls::poll_read_first,
    seeking::{self, InProgress, Seeking},
};
use alloc::{boxed::Box, vec::Vec};
use core::{
    fmt,
    future::{Future, poll_fn},
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};
use embedded_io_async as embedded;
use embedded_io_async::Error as _;
use poll_io_core::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedCursor, Error, ErrorKind, IoSlice, IoSliceMut, Result,
    SeekFrom,
};

/// The largest number of bytes that one operation of [`FromEmbedded`] transfers.
const MOST: usize = 8 * 1024;

/// An operation returns the device, the memory and the result.
type Done<T> = (T, Vec<u8>, Result<u64>);

/// An operation. It owns the device until it ends.
type Running<T> = Pin<Box<dyn Future<Output = Done<T>>>>;

/// Which operation runs.
#[derive(Clone, Copy, Debug)]
enum Op {
    Read,
    Write,
    Flush,
    Seek,
}

/// A device with the traits of embedded-io-async, as a poll-io stream with limits.
///
/// - **Half-duplex.** The wrapper runs one operation at a time. A write waits for a read that has started, even if the
///   future of the read was dropped. A read waits for a write. R4 and W3 give each direction a waker of its own, and
///   this wrapper breaks them: two tasks that read and write halves of one `FromEmbedded` can wait for ever. Split the
///   device first, and wrap each half.
/// - **Copies.** Each operation allocates a box, and copies at most 8 KiB. A vectored call uses the first slice that is
///   not empty.
/// - **Delayed errors.** A write stores the bytes and does not wait for the device. Call `flush` to wait. The next
///   write, flush, shutdown or seek returns an error of an earlier write.
/// - **No end.** A shutdown flushes, and writing is possible after it, because a device has no shutdown.
/// - **One thread.** The wrapper is not `Send`, because its code cannot require the futures of a device to be `Send`.
///   The device must be `'static`.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
/// use poll_io_compat::FromEmbedded;
///
/// # futures_lite::future::block_on(async {
/// let mut device = FromEmbedded::new(&b"hello"[..]);
/// assert_eq!(device.read_array().await?, *b"hell");
/// assert_eq!(device.try_into_inner(), Some(&b"o"[..]));
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[must_use = "wrappers do nothing unless they are read from or written to"]
pub struct FromEmbedded<T> {
    /// The device, while no operation runs.
    idle: Option<T>,
    busy: Option<(Op, Running<T>)>,
    /// Bytes that were read. The caller has taken those before `pos`.
    ahead: Vec<u8>,
    pos: usize,
    /// The memory that the next operation reuses.
    spare: Vec<u8>,
    /// The end or the error that a read has found after its future was dropped.
    found: Option<Result<()>>,
    /// The error of a write or flush, if no call has returned it yet.
    failed: Option<Error>,
    seek: Option<InProgress<FromEmbedded<T>>>,
    /// The result of a seek, if no call has returned it yet.
    sought: Option<Result<u64>>,
    unflushed: bool,
}

impl<T> FromEmbedded<T> {
    /// Wraps a device.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use poll_io_compat::FromEmbedded;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut device = FromEmbedded::new(&b"a"[..]);
    /// assert_eq!(device.read_u8().await?, b'a');
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub const fn new(inner: T) -> Self {
        FromEmbedded {
            idle: Some(inner),
            busy: None,
            ahead: Vec::new(),
            pos: 0,
            spare: Vec::new(),
            found: None,
            failed: None,
            seek: None,
            sought: None,
            unflushed: true,
        }
    }

    /// Returns a reference to the device, or `None` while an operation runs.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::FromEmbedded;
    ///
    /// let device = FromEmbedded::new(&b"hello"[..]);
    /// assert_eq!(device.get_ref(), Some(&&b"hello"[..]));
    /// ```
    pub fn get_ref(&self) -> Option<&T> {
        self.idle.as_ref()
    }

    /// Returns a mutable reference to the device, or `None` while an operation runs.
    ///
    /// Bytes in [`buffer`](Self::buffer) were read from the device already.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::FromEmbedded;
    ///
    /// let mut device = FromEmbedded::new(&b"hello"[..]);
    /// *device.get_mut().unwrap() = b"bye";
    /// assert_eq!(device.try_into_inner(), Some(&b"bye"[..]));
    /// ```
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.idle.as_mut()
    }

    /// Consumes the wrapper and returns the device, or `None` if an operation runs. The operation is dropped together
    /// with the device.
    ///
    /// No operation runs after a flush, unless the future of a read was dropped before it completed. The bytes in
    /// [`buffer`](Self::buffer) are lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::FromEmbedded;
    ///
    /// let device = FromEmbedded::new(&b"hello"[..]);
    /// assert_eq!(device.try_into_inner(), Some(&b"hello"[..]));
    /// ```
    pub fn try_into_inner(self) -> Option<T> {
        self.idle
    }

    /// Returns the bytes that were read from the device and not yet returned to the caller.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use poll_io_compat::FromEmbedded;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut device = FromEmbedded::new(&b"hello"[..]);
    /// assert_eq!(device.buffer(), b"");
    /// assert_eq!(device.fill_buf().await?, b"hello");
    /// assert_eq!(device.buffer(), b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn buffer(&self) -> &[u8] {
        &self.ahead[self.pos..]
    }

    /// Waits for the operation that runs, and completes a seek in progress.
    fn poll_idle(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(Pin::new(&mut *self), cx))?;
        self.poll_settle(cx).map(Ok)
    }

    /// Waits for the operation that runs, and stores its result.
    fn poll_settle(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some((op, future)) = &mut self.busy else { return Poll::Ready(()) };
        let (device, mut memory, result) = ready!(future.as_mut().poll(cx));
        let op = *op;
        self.busy = None;
        self.idle = Some(device);
        match (op, result) {
            (Op::Read, Ok(0)) => self.found = Some(Ok(())),
            (Op::Read, Ok(n)) => {
                // A device may claim more bytes than it was offered. The memory bounds the claim.
                memory.truncate(usize::try_from(n).unwrap_or(usize::MAX));
                // A read starts only if `ahead` is empty.
                mem::swap(&mut self.ahead, &mut memory);
                self.pos = 0;
            }
            (Op::Read, Err(e)) => self.found = Some(Err(e)),
            (Op::Write, Ok(_)) => {}
            (Op::Flush, Ok(_)) => self.unflushed = false,
            (Op::Write | Op::Flush, Err(e)) => self.failed = Some(e),
            (Op::Seek, result) => {
                if result.is_ok() {
                    self.ahead.clear();
                    self.pos = 0;
                    self.found = None;
                }
                self.sought = Some(result);
            }
        }
        self.spare = memory;
        Poll::Ready(())
    }

    /// Starts an operation. The caller has waited for the operation before it, so the device is idle.
    fn start<F: Future<Output = Done<T>> + 'static>(&mut self, op: Op, f: impl FnOnce(T, Vec<u8>) -> F) {
        if let Some(device) = self.idle.take() {
            self.busy = Some((op, Box::pin(f(device, mem::take(&mut self.spare)))));
        }
    }
}

/// Each operation takes the device by value. The wrapper never pins the device.
impl<T> Unpin for FromEmbedded<T> {}

impl<T: fmt::Debug> fmt::Debug for FromEmbedded<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FromEmbedded")
            .field("inner", &self.idle)
            .field("busy", &self.busy.as_ref().map(|(op, _)| op))
            .field("buffered", &self.buffer().len())
            .finish_non_exhaustive()
    }
}

impl<T: Default> Default for FromEmbedded<T> {
    fn default() -> Self {
        FromEmbedded::new(T::default())
    }
}

impl<T: embedded::Read + 'static> FromEmbedded<T> {
    /// Waits until at least one byte is buffered, and returns the buffer. It is empty at the end. One read asks for at
    /// most `max` bytes.
    fn poll_ahead(&mut self, cx: &mut Context<'_>, max: usize) -> Poll<Result<&[u8]>> {
        loop {
            ready!(self.poll_idle(cx))?;
            if !self.buffer().is_empty() {
                return Poll::Ready(Ok(self.buffer()));
            }
            if let Some(found) = self.found.take() {
                return Poll::Ready(found.map(|()| &[][..]));
            }
            self.start(Op::Read, |mut device, mut memory| async move {
                memory.resize(max.min(MOST), 0);
                let result = loop {
                    match device.read(&mut memory).await {
                        Err(e) if e.kind() == embedded::ErrorKind::Interrupted => pause().await,
                        result => break result,
                    }
                };
                (device, memory, result.map(|n| n as u64).map_err(inward))
            });
        }
    }
}

impl<T: embedded::Read + 'static> AsyncRead for FromEmbedded<T> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            return Poll::Ready(Ok(()));
        }
        let this = self.get_mut();
        let bytes = ready!(this.poll_ahead(cx, buf.capacity()))?;
        let n = bytes.len().min(buf.capacity());
        buf.append(&bytes[..n]);
        this.pos += n;
        Poll::Ready(Ok(()))
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        poll_read_first(self, cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        // After the seek in progress, there may be less.
        if self.seek.is_some() { 0 } else { self.buffer().len() }
    }
}

impl<T: embedded::Read + 'static> AsyncBufRead for FromEmbedded<T> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.get_mut().poll_ahead(cx, MOST)
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        self.pos = self.ahead.len().min(self.pos.saturating_add(amt));
    }
}

impl<T: embedded::Write + 'static> AsyncWrite for FromEmbedded<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let busy = self.busy.is_some();
        ready!(self.poll_idle(cx))?;
        if let Some(e) = self.failed.take() {
            return Poll::Ready(Err(e));
        }
        let buf = &buf[..buf.len().min(MOST)];
        self.unflushed = true;
        self.spare.clear();
        self.spare.extend_from_slice(buf);
        self.start(Op::Write, |mut device, memory| async move {
            let mut rest = &memory[..];
            let result = loop {
                if rest.is_empty() {
                    break Ok(0);
                }
                match device.write(rest).await {
                    Ok(0) => break Err(ErrorKind::WriteZero.into()),
                    Ok(n) => {
                        rest = rest.get(n..).unwrap_or_default();
                        if !rest.is_empty() {
                            pause().await;
                        }
                    }
                    Err(e) if e.kind() == embedded::ErrorKind::Interrupted => pause().await,
                    Err(e) => break Err(inward(e)),
                }
            };
            (device, memory, result)
        });
        // Usually the device accepts the bytes at once. If `poll_idle` has polled the device already, this call does
        // not do so again.
        if !busy {
            let _ = self.poll_settle(cx);
        }
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        loop {
            ready!(self.poll_idle(cx))?;
            if let Some(e) = self.failed.take() {
                return Poll::Ready(Err(e));
            }
            if !self.unflushed {
                return Poll::Ready(Ok(()));
            }
            self.start(Op::Flush, |mut device, memory| async move {
                let result = loop {
                    match device.flush().await {
                        Err(e) if e.kind() == embedded::ErrorKind::Interrupted => pause().await,
                        result => break result,
                    }
                };
                (device, memory, result.map(|()| 0).map_err(inward))
            });
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_flush(cx)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| &**buf);
        self.poll_write(cx, first)
    }

    fn is_write_vectored(&self) -> bool {
        false
    }
}

impl<T: embedded::Seek + 'static> AsyncSeek for FromEmbedded<T> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        seeking::poll_seek(self, cx, pos, Self::poll_seek_on)
    }
}

impl<T> Seeking for FromEmbedded<T> {
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>> {
        &mut self.get_mut().seek
    }
}

impl<T: embedded::Seek + 'static> FromEmbedded<T> {
    fn poll_seek_on(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        loop {
            ready!(self.poll_settle(cx));
            if let Some(result) = self.sought.take() {
                return Poll::Ready(result);
            }
            if let Some(e) = self.failed.take() {
                return Poll::Ready(Err(e));
            }
            let target = match pos {
                SeekFrom::Start(n) => embedded::SeekFrom::Start(n),
                SeekFrom::End(n) => embedded::SeekFrom::End(n),
                // The position of the device is behind the bytes in `buffer`, and that of the caller is before them.
                SeekFrom::Current(n) => {
                    match i64::try_from(self.buffer().len()).ok().and_then(|by| n.checked_sub(by)) {
                        Some(n) => embedded::SeekFrom::Current(n),
                        None => return Poll::Ready(Err(ErrorKind::InvalidInput.into())),
                    }
                }
            };
            self.start(Op::Seek, |mut device, memory| async move {
                let result = loop {
                    match device.seek(target).await {
                        Err(e) if e.kind() == embedded::ErrorKind::Interrupted => pause().await,
                        result => break result,
                    }
                };
                (device, memory, result.map_err(inward))
            });
        }
    }
}

/// Returns `Pending` once. So an operation calls the device once in each poll.
async fn pause() {
    let mut yielded = false;
    poll_fn(|cx| {
        if mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
