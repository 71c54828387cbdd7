//! Adapters that show the transferred bytes to a function. A cursor gives no access to the bytes in it. So the inner
//! reader receives another cursor over the same memory.
#![expect(unsafe_code, reason = "the memory of a cursor is borrowed by another buffer")]

use crate::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedBuf, BorrowedCursor, IoSlice, IoSliceMut, Result, SeekFrom,
    budget::{checked_count, checked_vectored, uninterrupted, yield_now},
};
use core::{
    fmt,
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, Waker, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// A reader that passes all bytes that are read through it to a function. This type is made by
    /// [`AsyncReadExt::inspect`](crate::AsyncReadExt::inspect).
    ///
    /// The function receives each byte once and in order, in pieces that are not empty. (After a panic of the function,
    /// it may receive the same bytes again.) It receives a byte when the byte is read. If you use `fill_buf`, it receives
    /// the byte when the byte is consumed. It does not receive bytes that you read from the inner reader directly.
    ///
    /// If the inner type also implements [`AsyncWrite`] or [`AsyncSeek`], so does the `Inspect`. Writes and seeks go
    /// directly to the inner type, and the function does not receive the written bytes.
    ///
    /// When bytes are consumed, the `Inspect` calls `poll_fill_buf` of the inner reader again, to show these bytes to the
    /// function. Such a call returns buffered bytes and does not read (clause B1 of [`AsyncBufRead`]), so the bound of 128
    /// calls in a poll does not count it. `n` nested `Inspect`s make `n` such calls for each `consume`.
    ///
    /// Some inner readers return `Pending` for fairness although `poll_fill_buf` has already returned bytes. (That
    /// breaks clause B1 of [`AsyncBufRead`].) The function then receives the consumed bytes only with the next read.
    /// That read may make two calls of the inner reader.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut seen = Vec::new();
    /// let mut reader = (&b"hello"[..]).inspect(|piece| seen.extend_from_slice(piece));
    /// reader.read_array::<4>().await?;
    /// assert_eq!(seen, b"hell");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[must_use = "readers do nothing unless they are read from"]
    pub struct Inspect<R, F> {
        #[pin]
        inner: R,
        f: F,
        // How many bytes the inner reader has returned from its buffer, and how many of them were consumed here but not
        // there.
        lent: usize,
        owed: usize,
    }
}

impl<R, F> Inspect<R, F> {
    pub(crate) fn new(inner: R, f: F) -> Self {
        Inspect { inner, f, lent: 0, owed: 0 }
    }
}

super::accessors!(
    Inspect<R, F>,
    "reader",
    "The function does not receive bytes that you read from the inner reader directly.",
    "Cursor::new(b\"hello\".to_vec()).inspect(|_| {})",
    ".read_u8()"
);

/// Passes the first `n` bytes of the slices to `f`, piece by piece.
fn show<'a>(bufs: impl Iterator<Item = &'a [u8]>, mut n: usize, mut f: impl FnMut(&[u8])) {
    for buf in bufs {
        let piece = &buf[..n.min(buf.len())];
        if !piece.is_empty() {
            f(piece);
        }
        n -= piece.len();
    }
}

impl<R: AsyncRead, F: FnMut(&[u8])> Inspect<R, F> {
    /// Reads and shows bytes that were consumed but not shown, a part at a time.
    #[inline]
    fn poll_owed(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if self.owed == 0 { Poll::Ready(Ok(())) } else { self.poll_owed_part(cx) }
    }

    #[cold]
    fn poll_owed_part(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.project();
        let mut memory = [MaybeUninit::uninit(); 512];
        let part = memory.len().min(*this.owed);
        let mut buf = BorrowedBuf::from(&mut memory[..part]);
        let poll = this.inner.poll_read(cx, buf.unfilled());
        ready!(uninterrupted(cx, poll))?;
        *this.owed -= buf.len();
        if buf.len() == 0 {
            // The inner reader has lost the bytes that it had returned.
            *this.owed = 0;
        } else {
            (this.f)(buf.filled());
        }
        if *this.owed == 0 { Poll::Ready(Ok(())) } else { yield_now(cx) }
    }
}

impl<R: AsyncRead, F: FnMut(&[u8])> AsyncRead for Inspect<R, F> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        ready!(self.as_mut().poll_owed(cx))?;
        let this = self.project();
        *this.lent = 0;
        let init = buf.init_len();
        // SAFETY: initialized bytes stay initialized: the memory goes into a `BorrowedBuf` whose counts are set below,
        // and its cursors require the same of their users.
        let mut own = BorrowedBuf::from(unsafe { buf.as_mut() });
        // SAFETY: the first `init` bytes of this memory are initialized, as the cursor guarantees.
        unsafe { own.set_init_len(init) };
        let poll = this.inner.poll_read(cx, own.unfilled());
        let (filled, init) = (own.len(), own.init_len());
        if filled > 0 && matches!(poll, Poll::Ready(Ok(()))) {
            (this.f)(own.filled());
        }
        // SAFETY: `own` was created here and only its cursor was passed on, so its counts are correct, and its memory
        // is that of `buf`.
        unsafe { buf.set_init_len(init) };
        ready!(poll)?;
        buf.advance_checked(filled);
        Poll::Ready(Ok(()))
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        ready!(self.as_mut().poll_owed(cx))?;
        let this = self.project();
        *this.lent = 0;
        let n = ready!(this.inner.poll_read_vectored(cx, bufs))?;
        let n = checked_vectored(n, bufs)?;
        show(bufs.iter().map(|buf| &**buf), n, this.f);
        Poll::Ready(Ok(n))
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.inner.remaining_hint().saturating_sub(self.owed)
    }
}

impl<R: AsyncBufRead, F: FnMut(&[u8])> AsyncBufRead for Inspect<R, F> {
    #[inline]
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        ready!(self.as_mut().poll_owed(cx))?;
        let this = self.project();
        let bytes = ready!(this.inner.poll_fill_buf(cx))?;
        *this.lent = bytes.len();
        Poll::Ready(Ok(bytes))
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        let mut this = self.project();
        // Bytes that were not returned are not consumed (B4): the second call below would read them.
        let amt = amt.min(*this.lent);
        if amt > 0 {
            // A second call returns the buffered bytes without reading (B1), so no waker is needed.
            let mut cx = Context::from_waker(Waker::noop());
            if let Poll::Ready(Ok(bytes)) = this.inner.as_mut().poll_fill_buf(&mut cx) {
                show(core::iter::once(bytes), amt, this.f);
                *this.lent -= amt;
            } else {
                *this.lent -= amt;
                *this.owed += amt;
                return;
            }
        }
        this.inner.consume(amt);
    }
}

impl<R: AsyncRead + AsyncSeek, F: FnMut(&[u8])> AsyncSeek for Inspect<R, F> {
    #[inline]
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        ready!(self.as_mut().poll_owed(cx))?;
        let this = self.project();
        *this.lent = 0;
        this.inner.poll_seek(cx, pos)
    }
}

super::forward_write!(Inspect<R, F>);

pin_project! {
    /// A writer that passes all bytes that are written through it to a function. This type is made by
    /// [`AsyncWriteExt::inspect_write`](crate::AsyncWriteExt::inspect_write).
    ///
    /// The function receives each byte once and in order, in pieces that are not empty, after the inner writer has
    /// accepted it. It does not receive bytes that you write to the inner writer directly.
    ///
    /// If the inner type also implements [`AsyncRead`] or [`AsyncSeek`], so does the `InspectWrite`. Reads and seeks go
    /// directly to the inner type, and the function does not receive the bytes that are read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut count = 0;
    /// let mut writer = Vec::new().inspect_write(|piece| count += piece.len());
    /// writer.write_all(b"hello").await?;
    /// assert_eq!(count, 5);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[must_use = "writers do nothing unless they are written to"]
    pub struct InspectWrite<W, F> {
        #[pin]
        inner: W,
        f: F,
    }
}

impl<W, F> InspectWrite<W, F> {
    pub(crate) fn new(inner: W, f: F) -> Self {
        InspectWrite { inner, f }
    }
}

super::accessors!(
    InspectWrite<W, F>,
    "writer",
    "The function does not receive bytes that you write to the inner writer directly.",
    "Cursor::new(b\"hello\".to_vec()).inspect_write(|_| {})",
    ".write_u8(7)"
);

impl<W: AsyncWrite, F: FnMut(&[u8])> AsyncWrite for InspectWrite<W, F> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let this = self.project();
        let n = checked_count(ready!(this.inner.poll_write(cx, buf))?, buf.len())?;
        show(core::iter::once(buf), n, this.f);
        Poll::Ready(Ok(n))
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().inner.poll_flush(cx)
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().inner.poll_shutdown(cx)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let this = self.project();
        let n = ready!(this.inner.poll_write_vectored(cx, bufs))?;
        let n = checked_vectored(n, bufs)?;
        show(bufs.iter().map(|buf| &**buf), n, this.f);
        Poll::Ready(Ok(n))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

impl<W: AsyncSeek, F> AsyncSeek for InspectWrite<W, F> {
    #[inline]
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.project().inner.poll_seek(cx, pos)
    }
}

super::forward_read!(InspectWrite<W, F>);
super::forward_buf_read!(InspectWrite<W: AsyncBufRead, F>);

impl<R: fmt::Debug, F> fmt::Debug for Inspect<R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inspect").field("inner", &self.inner).finish_non_exhaustive()
    }
}

impl<W: fmt::Debug, F> fmt::Debug for InspectWrite<W, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InspectWrite").field("inner", &self.inner).finish_non_exhaustive()
    }
}
