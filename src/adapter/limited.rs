use crate::{AsyncBufRead, AsyncRead, BorrowedBuf, BorrowedCursor, IoSliceMut, LimitExceeded, Result};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// A reader that fails once more than so many bytes come. Made by
    /// [`AsyncReadExt::limited`](crate::AsyncReadExt::limited).
    ///
    /// Where [`Take`](crate::Take) ends in silence, this reports what is too long: `InvalidData` that carries
    /// [`LimitExceeded`]. Exactly the limit is well. To tell the one from the other, one byte beyond the limit is read; it
    /// is lost when it exists. Writes go to the inner type.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut body = Vec::new();
    /// assert!((&b"hello"[..]).limited(5).read_to_end(&mut body).await.is_ok());
    /// assert!((&b"hello"[..]).limited(4).read_to_end(&mut body).await.is_err());
    /// # });
    /// ```
    #[derive(Debug)]
    pub struct Limited<R> {
        #[pin]
        inner: R,
        max: u64,
        left: u64,
    }
}

impl<R> Limited<R> {
    pub(crate) fn new(inner: R, max: u64) -> Self {
        Limited { inner, max, left: max }
    }
}

super::accessors!(Limited<R>);

impl<R: AsyncRead> AsyncRead for Limited<R> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.project();
        if *this.left > 0 {
            let before = buf.written();
            let limit = usize::try_from(*this.left).unwrap_or(usize::MAX);
            ready!(buf.with_limit(limit, |narrow| this.inner.poll_read(cx, narrow)))?;
            *this.left -= (buf.written() - before) as u64;
            return Poll::Ready(Ok(()));
        }
        if buf.capacity() == 0 {
            return Poll::Ready(Ok(()));
        }
        let mut byte = [0];
        let mut probe = BorrowedBuf::from(&mut byte[..]);
        ready!(this.inner.poll_read(cx, probe.unfilled()))?;
        Poll::Ready(if probe.len() == 0 { Ok(()) } else { Err(LimitExceeded::new(*this.max).into()) })
    }

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

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.inner.remaining_hint().min(usize::try_from(self.left).unwrap_or(usize::MAX))
    }
}

impl<R: AsyncBufRead> AsyncBufRead for Limited<R> {
    /// Lends no more than is allowed, and leaves the excess where it is.
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.project();
        let bytes = ready!(this.inner.poll_fill_buf(cx))?;
        if *this.left == 0 && !bytes.is_empty() {
            return Poll::Ready(Err(LimitExceeded::new(*this.max).into()));
        }
        Poll::Ready(Ok(&bytes[..bytes.len().min(usize::try_from(*this.left).unwrap_or(usize::MAX))]))
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amt: usize) {
        let this = self.project();
        let amt = amt.min(usize::try_from(*this.left).unwrap_or(usize::MAX));
        *this.left -= amt as u64;
        this.inner.consume(amt);
    }
}

super::forward_write!(Limited<R>);
