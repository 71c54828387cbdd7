use crate::{AsyncBufRead, AsyncRead, BorrowedCursor, IoSliceMut, Result, budget::checked_count};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// A reader that ends after so many bytes. Made by [`AsyncReadExt::take`](crate::AsyncReadExt::take).
    ///
    /// What is initialised in the buffer is known to the inner reader, and what that initialises is remembered. Writes go
    /// to the inner type.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut text = String::new();
    /// let mut taken = (&b"hello"[..]).take(4);
    /// taken.read_to_string(&mut text).await?;
    /// assert_eq!((&text[..], taken.limit()), ("hell", 0));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Debug)]
    pub struct Take<R> {
        #[pin]
        inner: R,
        limit: u64,
    }
}

impl<R> Take<R> {
    pub(crate) fn new(inner: R, limit: u64) -> Self {
        Take { inner, limit }
    }

    /// Returns how many bytes may still be read.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Sets how many bytes may still be read.
    pub fn set_limit(&mut self, limit: u64) {
        self.limit = limit;
    }
}

super::accessors!(Take<R>);

/// Returns the limit as a size of memory.
#[inline]
fn size(limit: u64) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

impl<R: AsyncRead> AsyncRead for Take<R> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.project();
        if *this.limit == 0 {
            return Poll::Ready(Ok(()));
        }
        let before = buf.written();
        ready!(buf.with_limit(size(*this.limit), |narrow| this.inner.poll_read(cx, narrow)))?;
        // At most the limit: the cursor was no longer than that.
        *this.limit -= (buf.written() - before) as u64;
        Poll::Ready(Ok(()))
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let this = self.project();
        let limit = size(*this.limit);
        if limit == 0 {
            return Poll::Ready(Ok(0));
        }
        // The slices that fit whole, or the part of the first that fits: one short read, as any other.
        let mut room = 0_usize;
        let whole = bufs.iter().take_while(|buf| {
            room = room.saturating_add(buf.len());
            room <= limit
        });
        let (whole, any) = (whole.count(), bufs.iter().any(|buf| !buf.is_empty()));
        let offered: usize = bufs[..whole].iter().map(|buf| buf.len()).sum();
        let n = if offered == 0 && any {
            let first = &mut bufs[whole][..limit];
            ready!(this.inner.poll_read_vectored(cx, &mut [IoSliceMut::new(first)]))
                .and_then(|n| checked_count(n, limit))?
        } else {
            ready!(this.inner.poll_read_vectored(cx, &mut bufs[..whole])).and_then(|n| checked_count(n, offered))?
        };
        *this.limit -= n as u64;
        Poll::Ready(Ok(n))
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.inner.remaining_hint().min(size(self.limit))
    }
}

impl<R: AsyncBufRead> AsyncBufRead for Take<R> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.project();
        if *this.limit == 0 {
            return Poll::Ready(Ok(&[]));
        }
        let bytes = ready!(this.inner.poll_fill_buf(cx))?;
        Poll::Ready(Ok(&bytes[..bytes.len().min(size(*this.limit))]))
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amt: usize) {
        let this = self.project();
        let amt = amt.min(size(*this.limit));
        *this.limit -= amt as u64;
        this.inner.consume(amt);
    }
}

super::forward_write!(Take<R>);
