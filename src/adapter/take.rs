use crate::{
    AsyncBufRead, AsyncRead, AsyncSeek, BorrowedCursor, ErrorKind, IoSliceMut, Result, SeekFrom,
    budget::{Budget, checked_count},
};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// A reader that ends after so many bytes. Made by [`AsyncReadExt::take`](crate::AsyncReadExt::take).
    ///
    /// What is initialised in the buffer is known to the inner reader, and what that initialises is remembered. Writes go
    /// to the inner type. Where that seeks, so does this, between its own start and its own end.
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
    #[must_use = "readers do nothing unless they are read from"]
    pub struct Take<R> {
        #[pin]
        inner: R,
        // How much there is in all, and how much of it is left: what is between them is the position.
        len: u64,
        limit: u64,
        // Where the inner reader was when the limit was set, once a seek has asked.
        start: Option<u64>,
    }
}

impl<R> Take<R> {
    pub(crate) fn new(inner: R, limit: u64) -> Self {
        Take { inner, len: limit, limit, start: None }
    }

    /// Returns how many bytes may still be read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut part = (&b"hello"[..]).take(3);
    /// part.read_u8().await?;
    /// assert_eq!(part.limit(), 2);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Sets how many bytes may still be read, from now on: the [`position`](Self::position) is 0 again.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut part = (&b"hello"[..]).take(1);
    /// part.read_u8().await?;
    /// part.set_limit(2);
    /// assert_eq!(part.read_array().await?, *b"el");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn set_limit(&mut self, limit: u64) {
        self.len = limit;
        self.limit = limit;
        self.start = None;
    }

    /// Returns how many bytes were read since the limit was set.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut taken = (&b"hello"[..]).take(4);
    /// taken.read_array::<3>().await?;
    /// assert_eq!((taken.position(), taken.limit()), (3, 1));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn position(&self) -> u64 {
        self.len - self.limit
    }
}

super::accessors!(Take<R>);

/// Returns the limit as a size of memory.
#[inline]
pub(super) fn size(limit: u64) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

/// Reads at most `limit` bytes, and takes from it how many came. Without a limit that is left it asks nobody.
///
/// A cursor that ends before the limit is handed on as it is, so that readers in readers do not make a narrower one each
/// of what is narrow.
#[inline]
pub(super) fn poll_read_to<R: AsyncRead>(
    reader: Pin<&mut R>,
    cx: &mut Context<'_>,
    mut buf: BorrowedCursor<'_>,
    limit: &mut u64,
) -> Poll<Result<()>> {
    let before = buf.written();
    ready!(if buf.capacity() < size(*limit) {
        reader.poll_read(cx, buf.reborrow())
    } else {
        poll_read_part(reader, cx, buf.reborrow(), size(*limit))
    })?;
    // At most the limit: the cursor was no longer than that.
    *limit -= (buf.written() - before) as u64;
    Poll::Ready(Ok(()))
}

/// As [`poll_read_to`], where the cursor goes up to the limit or past it: mostly once, at the end.
#[cold]
fn poll_read_part<R: AsyncRead>(
    reader: Pin<&mut R>,
    cx: &mut Context<'_>,
    mut buf: BorrowedCursor<'_>,
    limit: usize,
) -> Poll<Result<()>> {
    if limit == 0 {
        return Poll::Ready(Ok(()));
    }
    buf.with_limit(limit, |narrow| reader.poll_read(cx, narrow))
}

/// Reads at most `limit` bytes, not 0, into the slices: into those that fit whole, or into the part of the first that fits.
/// Either is one short read, as any other.
pub(super) fn poll_read_vectored_to<R: AsyncRead>(
    reader: Pin<&mut R>,
    cx: &mut Context<'_>,
    bufs: &mut [IoSliceMut<'_>],
    limit: usize,
) -> Poll<Result<usize>> {
    let mut room = 0_usize;
    let whole = bufs.iter().take_while(|buf| {
        room = room.saturating_add(buf.len());
        room <= limit
    });
    let (whole, any) = (whole.count(), bufs.iter().any(|buf| !buf.is_empty()));
    let offered: usize = bufs[..whole].iter().map(|buf| buf.len()).sum();
    if offered == 0 && any {
        let first = &mut bufs[whole][..limit];
        let n = ready!(reader.poll_read_vectored(cx, &mut [IoSliceMut::new(first)]))?;
        return Poll::Ready(checked_count(n, limit));
    }
    let n = ready!(reader.poll_read_vectored(cx, &mut bufs[..whole]))?;
    Poll::Ready(checked_count(n, offered))
}

impl<R: AsyncRead> AsyncRead for Take<R> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.project();
        poll_read_to(this.inner, cx, buf, this.limit)
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
        let n = ready!(poll_read_vectored_to(this.inner, cx, bufs, limit))?;
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

/// Seeks between the place where the limit was set and the limit. Anything outside is `InvalidInput`.
impl<R: AsyncSeek> AsyncSeek for Take<R> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        let mut this = self.project();
        let at = *this.len - *this.limit;
        let to = match pos {
            SeekFrom::Start(to) => Some(to),
            SeekFrom::Current(by) => at.checked_add_signed(by),
            SeekFrom::End(by) => this.len.checked_add_signed(by),
        };
        let Some(to) = to.filter(|to| to <= this.len) else {
            return Poll::Ready(Err(ErrorKind::InvalidInput.into()));
        };
        let mut budget = Budget::new();
        let mut seek = |cx: &mut Context<'_>, pos| budget.poll_call(cx, |cx| this.inner.as_mut().poll_seek(cx, pos));
        // The inner reader is sent to a place and not moved by a distance, so that a seek that was given up half way
        // spoils none that comes after it (S4). Whoever only asks where it stands does not empty its buffer.
        let start = match *this.start {
            Some(start) if pos != SeekFrom::Current(0) => start,
            start => {
                let here = ready!(seek(cx, SeekFrom::Current(0)))?;
                let start = start.unwrap_or(here.saturating_sub(at));
                *this.start = Some(start);
                if pos == SeekFrom::Current(0) {
                    let at = here.saturating_sub(start).min(*this.len);
                    *this.limit = *this.len - at;
                    return Poll::Ready(Ok(at));
                }
                start
            }
        };
        let Some(place) = start.checked_add(to) else {
            return Poll::Ready(Err(ErrorKind::InvalidInput.into()));
        };
        ready!(seek(cx, SeekFrom::Start(place)))?;
        *this.limit = *this.len - to;
        Poll::Ready(Ok(to))
    }
}

super::forward_write!(Take<R>);
