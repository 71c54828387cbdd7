use crate::{AsyncBufRead, AsyncRead, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;

pin_project! {
    /// A reader that continues with a second reader at the end of the first one. This type is made by
    /// [`AsyncReadExt::chain`](crate::AsyncReadExt::chain).
    ///
    /// This is the counterpart of [`std::io::Chain`].
    ///
    /// If the second type also implements [`AsyncWrite`], so does the `Chain`. All writes go to the second type. So you
    /// can put bytes back in front of a stream: `Cursor::new(bytes).chain(stream)` reads the bytes first, and writes to
    /// the stream.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut text = String::new();
    /// (&b"hello, "[..]).chain(&b"world"[..]).read_to_string(&mut text).await?;
    /// assert_eq!(text, "hello, world");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Debug)]
    #[must_use = "readers do nothing unless they are read from"]
    pub struct Chain<A, B> {
        #[pin]
        first: A,
        #[pin]
        second: B,
        first_is_over: bool,
    }
}

impl<A, B> Chain<A, B> {
    pub(crate) fn new(first: A, second: B) -> Self {
        Chain { first, second, first_is_over: false }
    }

    /// Returns references to both readers.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// let chain = (&b"ab"[..]).chain(&b"cd"[..]);
    /// assert_eq!(chain.get_ref(), (&&b"ab"[..], &&b"cd"[..]));
    /// ```
    pub fn get_ref(&self) -> (&A, &B) {
        (&self.first, &self.second)
    }

    /// Returns mutable references to both readers.
    ///
    /// Bytes that you read from them directly are missing from this reader.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut chain = (&b"ab"[..]).chain(&b"cd"[..]);
    /// *chain.get_mut().1 = b"ef";
    /// assert_eq!(chain.read_array().await?, *b"abef");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn get_mut(&mut self) -> (&mut A, &mut B) {
        (&mut self.first, &mut self.second)
    }

    /// Returns pinned mutable references to both readers.
    ///
    /// Bytes that you read from them directly are missing from this reader.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// let mut chain = Box::pin((&b"ab"[..]).chain(&b"cd"[..]));
    /// chain.as_mut().get_pin_mut().0.consume_unpin(1);
    /// assert_eq!(chain.get_ref().0, b"b");
    /// ```
    pub fn get_pin_mut(self: Pin<&mut Self>) -> (Pin<&mut A>, Pin<&mut B>) {
        let this = self.project();
        (this.first, this.second)
    }

    /// Returns both readers.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut chain = (&b"ab"[..]).chain(&b"cd"[..]);
    /// chain.read_array::<3>().await?;
    /// assert_eq!(chain.into_inner(), (&b""[..], &b"d"[..]));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_inner(self) -> (A, B) {
        (self.first, self.second)
    }
}

impl<A: AsyncRead, B: AsyncRead> AsyncRead for Chain<A, B> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.project();
        if !*this.first_is_over {
            // A read into an empty buffer returns 0 bytes anyway, so it says nothing about the end.
            let (before, room) = (buf.written(), buf.capacity());
            ready!(this.first.poll_read(cx, buf.reborrow()))?;
            if room == 0 || buf.written() > before {
                return Poll::Ready(Ok(()));
            }
            *this.first_is_over = true;
        }
        this.second.poll_read(cx, buf)
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let this = self.project();
        if !*this.first_is_over {
            let n = ready!(this.first.poll_read_vectored(cx, bufs))?;
            if n > 0 || bufs.iter().all(|buf| buf.is_empty()) {
                return Poll::Ready(Ok(n));
            }
            *this.first_is_over = true;
        }
        this.second.poll_read_vectored(cx, bufs)
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        let first = if self.first_is_over { 0 } else { self.first.remaining_hint() };
        first.saturating_add(self.second.remaining_hint())
    }
}

impl<A: AsyncBufRead, B: AsyncBufRead> AsyncBufRead for Chain<A, B> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.project();
        if !*this.first_is_over {
            let bytes = ready!(this.first.poll_fill_buf(cx))?;
            if !bytes.is_empty() {
                return Poll::Ready(Ok(bytes));
            }
            *this.first_is_over = true;
        }
        this.second.poll_fill_buf(cx)
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amt: usize) {
        let this = self.project();
        if *this.first_is_over { this.second.consume(amt) } else { this.first.consume(amt) }
    }
}

impl<A, B: AsyncWrite> AsyncWrite for Chain<A, B> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.project().second.poll_write(cx, buf)
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().second.poll_flush(cx)
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().second.poll_shutdown(cx)
    }

    #[inline]
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.project().second.poll_write_vectored(cx, bufs)
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.second.is_write_vectored()
    }
}
