use crate::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result, SeekFrom,
    budget::total,
    seeking::{self, InProgress, Seeking},
};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;
use std::vec::Vec;

pin_project! {
    /// An adapter that makes the reads and writes of a stream short, and `Pending`, at random.
    ///
    /// The bytes of the stream stay the same. About half of the calls wake the task and return `Pending`. The other calls
    /// read or write at least one byte, and often only a few. A buffered reader lends a part of its buffer, and lends this part
    /// again until it is consumed. The next call completes a seek that returned `Pending`.
    ///
    /// If the seed and the calls are the same, the pieces are the same, on every platform.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{prelude::*, test_util::Fragmented};
    ///
    /// # futures_lite::future::block_on(async {
    /// for seed in 0..100 {
    ///     let mut lines = Fragmented::new(&b"one\ntwo"[..], seed).lines();
    ///     assert_eq!(lines.next_line().await?.as_deref(), Some("one"));
    ///     assert_eq!(lines.next_line().await?.as_deref(), Some("two"));
    /// }
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Clone, Debug)]
    #[must_use = "streams do nothing unless they are read from or written to"]
    pub struct Fragmented<T> {
        #[pin]
        inner: T,
        random: Random,
        // The number of bytes that the last `poll_fill_buf` lent and that are not consumed. They are lent again (B1).
        lent: usize,
        seek: Option<InProgress<Fragmented<T>>>,
    }
}

impl<T> Fragmented<T> {
    /// Wraps `inner`. The `seed` decides about the pieces.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{prelude::*, test_util::Fragmented};
    ///
    /// # futures_lite::future::block_on(async {
    /// let (mut a, mut b) = (Fragmented::new(&[0; 64][..], 7), Fragmented::new(&[0; 64][..], 7));
    /// assert_eq!(a.read(&mut [0; 64]).await?, b.read(&mut [0; 64]).await?, "the same seed");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub const fn new(inner: T, seed: u64) -> Self {
        Fragmented { inner, random: Random(seed), lent: 0, seek: None }
    }
}

crate::adapter::accessors!(
    Fragmented<T>,
    "stream",
    "Bytes that you read from or write to the inner stream directly are not fragmented.",
    "poll_io::test_util::Fragmented::new(Cursor::new(b\"hello\".to_vec()), 1)",
    ".read_u8()"
);

impl<T> Fragmented<T> {
    /// Completes the seek in progress, and then returns `Pending` about every other time.
    fn poll_turn(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        self.project().random.poll_pause(cx).map(Ok)
    }
}

/// The random number generator `SplitMix64` of Vigna. Every seed is a good seed for it.
#[derive(Clone, Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a random part of `len`, at least 1 if `len` is not 0. About every other time it is at most 4, so that a large
    /// buffer also gets short pieces.
    fn part(&mut self, len: usize) -> usize {
        let small = self.next() % 2 == 0;
        let most = if small { len.min(4) } else { len };
        #[expect(clippy::cast_possible_truncation, reason = "it is below a `usize`")]
        if most == 0 { 0 } else { 1 + (self.next() % most as u64) as usize }
    }

    /// Wakes the task and returns `Pending`, about every other time.
    fn poll_pause(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.next() % 2 == 0 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

impl<R: AsyncRead> AsyncRead for Fragmented<R> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let room = buf.capacity();
        if room == 0 {
            return Poll::Ready(Ok(()));
        }
        ready!(self.as_mut().poll_turn(cx))?;
        let this = self.project();
        let before = buf.written();
        let part = this.random.part(room);
        ready!(buf.with_limit(part, |buf| this.inner.poll_read(cx, buf)))?;
        *this.lent = this.lent.saturating_sub(buf.written() - before);
        Poll::Ready(Ok(()))
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let room = total(bufs);
        if room == 0 {
            return Poll::Ready(Ok(0));
        }
        ready!(self.as_mut().poll_turn(cx))?;
        let this = self.project();
        let mut part = this.random.part(room);
        let mut some: Vec<IoSliceMut<'_>> = Vec::with_capacity(bufs.len());
        for buf in bufs {
            let n = part.min(buf.len());
            some.push(IoSliceMut::new(&mut buf[..n]));
            part -= n;
        }
        let n = ready!(this.inner.poll_read_vectored(cx, &mut some))?;
        *this.lent = this.lent.saturating_sub(n);
        Poll::Ready(Ok(n))
    }

    fn remaining_hint(&self) -> usize {
        // After the seek in progress, there may be less.
        if self.seek.is_some() { 0 } else { self.inner.remaining_hint() }
    }
}

impl<R: AsyncBufRead> AsyncBufRead for Fragmented<R> {
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let this = self.project();
        if *this.lent == 0 {
            ready!(this.random.poll_pause(cx));
        }
        let bytes = ready!(this.inner.poll_fill_buf(cx))?;
        if *this.lent == 0 {
            *this.lent = this.random.part(bytes.len());
        }
        Poll::Ready(Ok(&bytes[..bytes.len().min(*this.lent)]))
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        let this = self.project();
        // Consume no more bytes than were lent (B4). The caller has not seen the bytes after them.
        let amt = amt.min(*this.lent);
        *this.lent -= amt;
        this.inner.consume(amt);
    }
}

impl<W: AsyncWrite> AsyncWrite for Fragmented<W> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        ready!(self.as_mut().poll_turn(cx))?;
        let this = self.project();
        let part = this.random.part(buf.len());
        this.inner.poll_write(cx, &buf[..part])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.as_mut().poll_turn(cx))?;
        let this = self.project();
        this.inner.poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.as_mut().poll_turn(cx))?;
        let this = self.project();
        this.inner.poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        ready!(self.as_mut().poll_turn(cx))?;
        let this = self.project();
        let mut part = this.random.part(total(bufs));
        let mut some = Vec::with_capacity(bufs.len());
        for buf in bufs {
            let n = part.min(buf.len());
            some.push(IoSlice::new(&buf[..n]));
            part -= n;
        }
        this.inner.poll_write_vectored(cx, &some)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

impl<S: AsyncSeek> AsyncSeek for Fragmented<S> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        seeking::poll_seek(self, cx, pos, |this, cx, pos| {
            let this = this.project();
            // The bytes that were lent before the seek are not lent again, even if the seek fails.
            *this.lent = 0;
            ready!(this.random.poll_pause(cx));
            this.inner.poll_seek(cx, pos)
        })
    }
}

impl<T> Seeking for Fragmented<T> {
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>> {
        self.project().seek
    }
}
