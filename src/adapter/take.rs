use crate::{
    AsyncBufRead, AsyncRead, AsyncSeek, BorrowedCursor, ErrorKind, IoSliceMut, Result, SeekFrom,
    budget::{checked_count, total, uninterrupted},
    seeking::{self, InProgress, Seeking},
};
use core::{
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// A reader that ends after at most a given number of bytes. This type is made by
    /// [`AsyncReadExt::take`](crate::AsyncReadExt::take).
    ///
    /// This is the counterpart of [`std::io::Take`]. The [limit](Self::limit) counts the bytes that are read through
    /// the `Take`. Bytes that you read from the inner reader directly do not count.
    ///
    /// If the inner type also implements [`AsyncSeek`], so does the `Take`. Position 0 is where the `Take` was created,
    /// or where [`set_limit`](Self::set_limit) was last called. The end is as many bytes later as that limit allows. A
    /// seek to a position outside this window returns `InvalidInput`.
    ///
    /// If the inner type also implements [`AsyncWrite`](crate::AsyncWrite), so does the `Take`. Writes go directly to
    /// the inner type, and the limit does not apply to them. A write to a file also moves the position of the file, and
    /// so moves the whole window.
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
        // The length of the window, and how many of its bytes are left. The position is the difference.
        len: u64,
        limit: u64,
        // While a seek is in progress, `limit` is 0, so that nothing is read.
        seek: Option<InProgress<Take<R>>>,
        // Keeps the limit from the start of that seek. If the seek fails, this becomes the limit again.
        held: u64,
    }
}

impl<R> Take<R> {
    pub(crate) fn new(inner: R, limit: u64) -> Self {
        Take { inner, len: limit, limit, seek: None, held: 0 }
    }

    /// Returns the number of bytes that may still be read.
    ///
    /// The reader may end earlier, if the inner reader does.
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
        // One of the two numbers is 0.
        self.limit + self.held
    }

    /// Sets the number of bytes that may still be read, counted from the current position.
    ///
    /// The [`position`](Self::position) becomes 0.
    ///
    /// If a seek was dropped before it completed, the new limit counts from the target of that seek. Then await another
    /// operation before you seek again: a seek by the same distance would resume the seek of the inner reader.
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
        // If a seek is in progress, the inner reader completes it during its next operation.
        self.seek = None;
        self.held = 0;
    }

    /// Returns the position: the number of bytes between the place where the limit was set and the next byte to read.
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
        self.len - self.limit()
    }
}

super::accessors!(
    Take<R>,
    "reader",
    "Bytes that you read from the inner reader directly do not count toward the limit.",
    "Cursor::new(b\"hello\".to_vec()).take(4)",
    ".read_u8()"
);

/// Converts a limit to a `usize`, which saturates.
#[inline]
pub(super) fn size(limit: u64) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

/// Reads at most `limit` bytes and subtracts the number of bytes read. If the limit is 0, does not call the reader.
#[inline]
pub(super) fn poll_read_to<R: AsyncRead>(
    reader: Pin<&mut R>,
    cx: &mut Context<'_>,
    mut buf: BorrowedCursor<'_>,
    limit: &mut u64,
) -> Poll<Result<()>> {
    let before = buf.written();
    ready!(if buf.capacity() <= size(*limit) {
        reader.poll_read(cx, buf.reborrow())
    } else {
        poll_read_part(reader, cx, buf.reborrow(), *limit)
    })?;
    // This does not underflow, because the cursor was not longer than the limit.
    *limit -= (buf.written() - before) as u64;
    Poll::Ready(Ok(()))
}

/// Reads into the first `limit` bytes of a longer cursor. This happens mostly once, near the end.
#[cold]
fn poll_read_part<R: AsyncRead>(
    reader: Pin<&mut R>,
    cx: &mut Context<'_>,
    mut buf: BorrowedCursor<'_>,
    limit: u64,
) -> Poll<Result<()>> {
    if limit == 0 {
        return Poll::Ready(Ok(()));
    }
    buf.with_limit(size(limit), |narrow| reader.poll_read(cx, narrow))
}

/// Reads at most `limit` bytes into the slices. `limit` is not 0. Uses the slices that fit completely, or else a part
/// of the first one. Both are a short read, which a caller must expect anyway.
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

impl<R: AsyncRead> Take<R> {
    /// Reads into a cursor that is at least as long as the limit. The limit is 0 while a seek is in progress.
    #[cold]
    fn poll_read_end(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            return Poll::Ready(Ok(()));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let this = self.project();
        poll_read_part(this.inner, cx, buf, *this.limit)
    }
}

impl<R: AsyncRead> AsyncRead for Take<R> {
    #[inline]
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let before = buf.written();
        // A cursor within the limit is forwarded unchanged, so that nested readers do not each create a shorter cursor. With
        // `<=`, a read without room would be forwarded during a seek, and could complete the seek of the inner reader alone.
        // Each branch tests for `Pending` itself. If one test served both, each layer would make a poll only to take it apart.
        let result = if buf.capacity() < size(self.limit) {
            ready!(self.as_mut().project().inner.poll_read(cx, buf.reborrow()))
        } else {
            ready!(self.as_mut().poll_read_end(cx, buf.reborrow()))
        };
        result?;
        *self.project().limit -= (buf.written() - before) as u64;
        Poll::Ready(Ok(()))
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        if total(bufs) == 0 {
            // A read without room does not wait (R3).
            return Poll::Ready(Ok(0));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
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
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        if self.limit == 0 {
            ready!(seeking::poll_complete(self.as_mut(), cx))?;
            if self.limit == 0 {
                return Poll::Ready(Ok(&[]));
            }
        }
        let this = self.project();
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

/// Seeks inside the window, which starts where the limit was set. Returns `InvalidInput` for a position outside the
/// window.
///
/// The inner reader only receives relative seeks, so its own position does not matter.
impl<R: AsyncSeek> AsyncSeek for Take<R> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        seeking::poll_seek(self, cx, pos, Self::poll_seek_on)
    }
}

impl<R: AsyncSeek> Take<R> {
    /// Continues a seek of this reader. Until the seek ends, nothing is read.
    fn poll_seek_on(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        let this = self.project();
        *this.held += mem::take(this.limit);
        let result = match place(pos, *this.len, *this.len - *this.held) {
            Some((to, by)) => {
                let poll = if by == 0 { Poll::Ready(Ok(0)) } else { this.inner.poll_seek(cx, SeekFrom::Current(by)) };
                ready!(uninterrupted(cx, poll)).map(|_| to)
            }
            None => Err(ErrorKind::InvalidInput.into()),
        };
        let held = mem::take(this.held);
        *this.limit = result.as_ref().map_or(held, |to| *this.len - to);
        Poll::Ready(result)
    }
}

/// Returns the position of `pos` in the window, and its distance from `at`.
fn place(pos: SeekFrom, len: u64, at: u64) -> Option<(u64, i64)> {
    let to = match pos {
        SeekFrom::Start(to) => to,
        SeekFrom::Current(by) => at.checked_add_signed(by)?,
        SeekFrom::End(by) => len.checked_add_signed(by)?,
    };
    let by = i64::try_from(i128::from(to) - i128::from(at)).ok()?;
    (to <= len).then_some((to, by))
}

impl<R> Seeking for Take<R> {
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>> {
        self.project().seek
    }
}

super::forward_write!(Take<R>, after seeking::poll_complete);
