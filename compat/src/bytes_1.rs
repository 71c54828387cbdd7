//! bytes 1: methods that read into a [`BufMut`] and write from a [`Buf`].
//!
//! A `BufMut` knows how much room it has, and grows if it can. A `Buf` shrinks as its bytes are written. So both still
//! hold the progress of a future that was dropped.
#![expect(unsafe_code, reason = "the room of a `BufMut` is not initialized")]

use crate::calls::{Budget, checked, total};
use bytes::{Buf, BufMut};
use core::{
    fmt,
    future::Future,
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, ready},
};
use poll_io_core::{AsyncRead, AsyncWrite, BorrowedBuf, ErrorKind, IoSlice, Result};

/// Methods of every poll-io reader that read into buffers of the crate `bytes`.
pub trait BytesReadExt: AsyncRead {
    /// Reads some bytes, appends them to `buf`, and returns the number of bytes read.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn read_into(&mut self, buf: &mut impl BufMut) -> Result<usize>;
    /// ```
    ///
    /// This method makes a single read. If `buf` has more than 64 bytes of room in one piece, the read goes straight
    /// into that piece. Otherwise it goes into 4 KiB on the stack, and `buf` grows by the bytes that were read, as
    /// `BytesMut` and `Vec` can. To read more at a time, reserve room first.
    ///
    /// Returns 0 at the end of the file, and if `buf` has no room and cannot grow.
    ///
    /// This method does what tokio's `read_buf` does. In poll-io, `read_buf` is the method that takes a cursor.
    ///
    /// # Errors
    ///
    /// Returns any error from the reader, except `Interrupted`, which is retried. No byte was read if this method
    /// returns an error.
    ///
    /// # Panics
    ///
    /// The future panics if it is polled again after it has completed.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use bytes::BytesMut;
    /// use poll_io_compat::BytesReadExt;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut buf = BytesMut::with_capacity(1024);
    /// let mut reader = &b"hello"[..];
    /// while reader.read_into(&mut buf).await? > 0 {}
    /// assert_eq!(buf, &b"hello"[..]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    fn read_into<'a, B: BufMut + ?Sized>(&'a mut self, buf: &'a mut B) -> ReadInto<'a, Self, B>
    where
        Self: Unpin,
    {
        ReadInto { reader: Some(self), buf }
    }
}

impl<R: AsyncRead + ?Sized> BytesReadExt for R {}

/// Methods of every poll-io writer that write from buffers of the crate `bytes`.
pub trait BytesWriteExt: AsyncWrite {
    /// Writes some of the bytes left in `buf`, advances `buf` past them, and returns the number of bytes written.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_buf(&mut self, buf: &mut impl Buf) -> Result<usize>;
    /// ```
    ///
    /// This method makes a single write. If the writer is vectored and the feature `std` is enabled, the write has all
    /// pieces of `buf`, up to 64 of them. Otherwise it has the first piece. Returns 0 if no byte is left, or if the
    /// writer is full.
    ///
    /// This method does what tokio's method of the same name does, with one difference: if `buf` has a single piece, it
    /// calls `poll_write`, even of a vectored writer.
    ///
    /// # Errors
    ///
    /// Returns any error from the writer, except `Interrupted`, which is retried. Returns `InvalidData` if the writer
    /// claims more bytes than it was offered. `buf` does not advance if this method returns an error.
    ///
    /// # Panics
    ///
    /// The future panics if it is polled again after it has completed.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, no byte was written.
    ///
    /// # Examples
    ///
    /// ```
    /// use bytes::{Buf, Bytes};
    /// use poll_io_compat::BytesWriteExt;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut room = [0; 3];
    /// let mut buf = Bytes::from_static(b"hello");
    /// assert_eq!((&mut room[..]).write_buf(&mut buf).await?, 3);
    /// assert_eq!((room, buf.chunk()), (*b"hel", &b"lo"[..]));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    fn write_buf<'a, B: Buf + ?Sized>(&'a mut self, buf: &'a mut B) -> WriteBuf<'a, Self, B>
    where
        Self: Unpin,
    {
        WriteBuf { writer: Some(self), buf }
    }

    /// Writes all bytes left in `buf`, and advances `buf` as they are written.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn write_all_buf(&mut self, buf: &mut impl Buf) -> Result<()>;
    /// ```
    ///
    /// This method does what tokio's method of the same name does.
    ///
    /// # Errors
    ///
    /// Returns any error from the writer, except `Interrupted`, which is retried. Returns `WriteZero` if the writer
    /// accepts no byte, and `InvalidData` if the writer claims more bytes than it was offered. The bytes left in `buf`
    /// were not written.
    ///
    /// # Panics
    ///
    /// The future panics if it is polled again after it has completed.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, `buf` holds the bytes that were not
    /// written. Call the method again with the same `buf` to go on.
    ///
    /// # Examples
    ///
    /// ```
    /// use bytes::{Buf, Bytes};
    /// use poll_io_compat::BytesWriteExt;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut written = Vec::new();
    /// let mut message = Bytes::from_static(b"head, ").chain(Bytes::from_static(b"body"));
    /// written.write_all_buf(&mut message).await?;
    /// assert_eq!(written, b"head, body");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    fn write_all_buf<'a, B: Buf + ?Sized>(&'a mut self, buf: &'a mut B) -> WriteAllBuf<'a, Self, B>
    where
        Self: Unpin,
    {
        WriteAllBuf { writer: Some(self), buf }
    }
}

impl<W: AsyncWrite + ?Sized> BytesWriteExt for W {}

/// The future of [`BytesReadExt::read_into`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadInto<'a, R: ?Sized, B: ?Sized> {
    reader: Option<&'a mut R>,
    buf: &'a mut B,
}

impl<R: AsyncRead + Unpin + ?Sized, B: BufMut + ?Sized> Future for ReadInto<'_, R, B> {
    type Output = Result<usize>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let mut reader = running(&mut this.reader);
        if !this.buf.has_remaining_mut() {
            this.reader = None;
            return Poll::Ready(Ok(0));
        }
        let (room, most) = (this.buf.chunk_mut().len(), this.buf.remaining_mut());
        if room <= SMALL && room < most {
            let mut memory = [MaybeUninit::uninit(); PROBE];
            let mut probe = BorrowedBuf::from(&mut memory[..PROBE.min(most)]);
            let result =
                ready!(Budget::new().poll_call(cx, |cx| reader.as_mut().poll_read(cx, probe.clear().unfilled())));
            this.reader = None;
            return Poll::Ready(result.map(|()| {
                this.buf.put_slice(probe.filled());
                probe.len()
            }));
        }
        let result = ready!(Budget::new().poll_call(cx, |cx| {
            // SAFETY: no byte becomes uninitialized: the memory goes into a `BorrowedBuf`. The safe methods of its
            // cursor only write bytes, and `BorrowedCursor::as_mut` forbids unsafe code to make a byte uninitialized.
            let room = unsafe { this.buf.chunk_mut().as_uninit_slice_mut() };
            let mut buf = BorrowedBuf::from(room);
            ready!(reader.as_mut().poll_read(cx, buf.unfilled()))?;
            Poll::Ready(Ok(buf.len()))
        }));
        this.reader = None;
        if let Ok(n) = result {
            // SAFETY: the first `n` bytes of the chunk are initialized: the `BorrowedBuf` that this function made over
            // the chunk counts them as filled.
            unsafe { this.buf.advance_mut(n) };
        }
        Poll::Ready(result)
    }
}

/// Room of at most this many bytes is not read into directly. A full `BytesMut` or `Vec` grows by 64 bytes, and reads
/// of 64 bytes would be slow.
const SMALL: usize = 64;
/// The size of the buffer on the stack that is read into instead, in bytes.
const PROBE: usize = 4 * 1024;

/// The future of [`BytesWriteExt::write_buf`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct WriteBuf<'a, W: ?Sized, B: ?Sized> {
    writer: Option<&'a mut W>,
    buf: &'a mut B,
}

impl<W: AsyncWrite + Unpin + ?Sized, B: Buf + ?Sized> Future for WriteBuf<'_, W, B> {
    type Output = Result<usize>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let writer = running(&mut this.writer);
        let result = if this.buf.has_remaining() {
            ready!(poll_write_some(cx, &mut Budget::new(), writer, this.buf))
        } else {
            Ok(0)
        };
        this.writer = None;
        Poll::Ready(result)
    }
}

/// The future of [`BytesWriteExt::write_all_buf`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct WriteAllBuf<'a, W: ?Sized, B: ?Sized> {
    writer: Option<&'a mut W>,
    buf: &'a mut B,
}

impl<W: AsyncWrite + Unpin + ?Sized, B: Buf + ?Sized> Future for WriteAllBuf<'_, W, B> {
    type Output = Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let mut writer = running(&mut this.writer);
        let mut budget = Budget::new();
        let result = loop {
            if !this.buf.has_remaining() {
                break Ok(());
            }
            match ready!(poll_write_some(cx, &mut budget, writer.as_mut(), this.buf)) {
                Ok(0) => break Err(ErrorKind::WriteZero.into()),
                Ok(_) => {}
                Err(e) => break Err(e),
            }
        };
        this.writer = None;
        Poll::Ready(result)
    }
}

/// Writes some of the bytes left in `buf`, and advances `buf` past them.
fn poll_write_some<W: AsyncWrite + ?Sized, B: Buf + ?Sized>(
    cx: &mut Context<'_>,
    budget: &mut Budget,
    mut writer: Pin<&mut W>,
    buf: &mut B,
) -> Poll<Result<usize>> {
    // Without std, `Buf` has no method that returns its pieces.
    let n = if cfg!(feature = "std") && writer.is_write_vectored() && buf.chunk().len() < buf.remaining() {
        let mut pieces = [IoSlice::new(&[]); PIECES];
        let n = all_pieces(buf, &mut pieces);
        let pieces = pieces.get(..n).unwrap_or_default();
        checked(ready!(budget.poll_call(cx, |cx| writer.as_mut().poll_write_vectored(cx, pieces)))?, total(pieces))?
    } else {
        let piece = buf.chunk();
        checked(ready!(budget.poll_call(cx, |cx| writer.as_mut().poll_write(cx, piece)))?, piece.len())?
    };
    buf.advance(n);
    Poll::Ready(Ok(n))
}

/// The largest number of slices in one write.
const PIECES: usize = 64;

#[cfg(feature = "std")]
fn all_pieces<'b, B: Buf + ?Sized>(buf: &'b B, pieces: &mut [IoSlice<'b>]) -> usize {
    buf.chunks_vectored(pieces)
}

#[cfg(not(feature = "std"))]
fn all_pieces<'b, B: Buf + ?Sized>(_: &'b B, _: &mut [IoSlice<'b>]) -> usize {
    0
}

/// Returns the reader or writer of a future that has not completed.
///
/// # Panics
///
/// Panics if the future has completed.
fn running<'r, T: Unpin + ?Sized>(inner: &'r mut Option<&mut T>) -> Pin<&'r mut T> {
    match inner {
        Some(inner) => Pin::new(inner),
        None => panic!("polled after completion"),
    }
}

/// Generates a `Debug` that does not show the bytes.
macro_rules! opaque_debug {
    ($($name:ident)*) => {
        $(impl<T: ?Sized, B: ?Sized> fmt::Debug for $name<'_, T, B> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        })*
    };
}

opaque_debug!(ReadInto WriteBuf WriteAllBuf);
