use super::take::{poll_read_to, poll_read_vectored_to, size};
use crate::{AsyncBufRead, AsyncRead, BorrowedBuf, BorrowedCursor, Error, IoSliceMut, LimitExceeded, Result};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// A reader that fails if the stream is longer than a given number of bytes. This type is made by
    /// [`AsyncReadExt::limited`](crate::AsyncReadExt::limited).
    ///
    /// At the limit, [`Take`](crate::Take) ends like a file, but `Limited` tests whether the stream is longer. If it
    /// is, each read returns `InvalidData` with a [`LimitExceeded`]. A stream of exactly the limit is read without an
    /// error.
    ///
    /// To test for a longer stream, a read consumes one byte after the limit from the inner reader.
    /// [`excess`](Self::excess) returns that byte. [`fill_buf`](crate::AsyncBufReadExt::fill_buf) makes the same test
    /// without consuming a byte.
    ///
    /// If the inner type also implements [`AsyncWrite`](crate::AsyncWrite), so does the `Limited`. Writes go directly
    /// to the inner type, and the limit does not apply to them.
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
    #[must_use = "readers do nothing unless they are read from"]
    pub struct Limited<R> {
        #[pin]
        inner: R,
        max: u64,
        left: u64,
        excess: Option<u8>,
    }
}

impl<R> Limited<R> {
    pub(crate) fn new(inner: R, max: u64) -> Self {
        Limited { inner, max, left: max, excess: None }
    }

    /// Returns the byte after the limit that a read has consumed from the inner reader, if there is one.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = (&b"hello"[..]).limited(3);
    /// assert!(reader.read_to_end(&mut Vec::new()).await.is_err());
    /// assert_eq!((reader.excess(), reader.into_inner()), (Some(b'l'), &b"o"[..]));
    /// # });
    /// ```
    pub fn excess(&self) -> Option<u8> {
        self.excess
    }
}

super::accessors!(
    Limited<R>,
    "reader",
    "Bytes that you read from the inner reader directly do not count toward the limit.",
    "Cursor::new(b\"hello\".to_vec()).limited(4)",
    ".read_u8()"
);

impl<R: AsyncRead> Limited<R> {
    /// Tests, at the limit, whether the stream is longer. `Ok` means the end of the file.
    #[cold]
    fn poll_probe(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.project();
        if this.excess.is_none() {
            let mut byte = [0];
            let mut probe = BorrowedBuf::from(&mut byte[..]);
            ready!(this.inner.poll_read(cx, probe.unfilled()))?;
            *this.excess = probe.filled().first().copied();
        }
        Poll::Ready(match this.excess {
            None => Ok(()),
            Some(_) => Err(LimitExceeded::new(*this.max).into()),
        })
    }
}

impl<R: AsyncRead> AsyncRead for Limited<R> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            return Poll::Ready(Ok(()));
        }
        if self.left == 0 {
            return self.poll_probe(cx);
        }
        let this = self.project();
        poll_read_to(this.inner, cx, buf, this.left)
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0));
        }
        if self.left == 0 {
            return self.poll_probe(cx).map_ok(|()| 0);
        }
        let this = self.project();
        let n = ready!(poll_read_vectored_to(this.inner, cx, bufs, size(*this.left)))?;
        *this.left -= n as u64;
        Poll::Ready(Ok(n))
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.inner.remaining_hint().min(size(self.left))
    }
}

impl<R: AsyncBufRead> AsyncBufRead for Limited<R> {
    /// Returns at most the allowed bytes, and leaves the excess in the inner reader.
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        #[cold]
        fn exceeded(max: u64) -> Error {
            LimitExceeded::new(max).into()
        }

        let this = self.project();
        if this.excess.is_some() {
            return Poll::Ready(Err(exceeded(*this.max)));
        }
        let bytes = ready!(this.inner.poll_fill_buf(cx))?;
        if *this.left == 0 && !bytes.is_empty() {
            return Poll::Ready(Err(exceeded(*this.max)));
        }
        Poll::Ready(Ok(&bytes[..bytes.len().min(size(*this.left))]))
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amt: usize) {
        let this = self.project();
        let amt = amt.min(size(*this.left));
        *this.left -= amt as u64;
        this.inner.consume(amt);
    }
}

super::forward_write!(Limited<R>);
