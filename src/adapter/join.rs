use crate::{AsyncBufRead, AsyncRead, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result};
use core::{
    pin::Pin,
    task::{Context, Poll},
};
use pin_project_lite::pin_project;

pin_project! {
    /// A stream that consists of a reader and a writer. This type is made by [`join`].
    #[derive(Debug)]
    #[must_use = "streams do nothing unless they are read from or written to"]
    pub struct Join<R, W> {
        #[pin]
        reader: R,
        #[pin]
        writer: W,
    }
}

/// Combines a reader and a writer into one stream.
///
/// Reads go to the reader, and writes go to the writer. The two need not belong together. This is the counterpart of
/// tokio's `join`.
///
/// To join the halves of a stream that was [`split`](crate::split), use
/// [`ReadHalf::unsplit`](crate::ReadHalf::unsplit), which returns the original stream.
///
/// # Examples
///
/// ```
/// use poll_io::{join, prelude::*};
///
/// # futures_lite::future::block_on(async {
/// let mut stream = join(&b"ping"[..], Vec::new());
/// assert_eq!(stream.read_array().await?, *b"ping");
/// stream.write_all(b"pong").await?;
/// assert_eq!(stream.writer(), b"pong");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub fn join<R: AsyncRead, W: AsyncWrite>(reader: R, writer: W) -> Join<R, W> {
    Join { reader, writer }
}

impl<R, W> Join<R, W> {
    /// Returns a reference to the reader.
    ///
    /// # Examples
    ///
    /// ```
    /// let join = poll_io::join(&b"ab"[..], Vec::from(*b"x"));
    /// assert_eq!(*join.reader(), b"ab");
    /// ```
    pub fn reader(&self) -> &R {
        &self.reader
    }

    /// Returns a reference to the writer.
    ///
    /// # Examples
    ///
    /// ```
    /// let join = poll_io::join(&b"ab"[..], Vec::from(*b"x"));
    /// assert_eq!(join.writer(), b"x");
    /// ```
    pub fn writer(&self) -> &W {
        &self.writer
    }

    /// Returns a mutable reference to the reader.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut join = poll_io::join(&b"ab"[..], Vec::from(*b"x"));
    /// *join.reader_mut() = b"cd";
    /// assert_eq!(*join.reader(), b"cd");
    /// ```
    pub fn reader_mut(&mut self) -> &mut R {
        &mut self.reader
    }

    /// Returns a mutable reference to the writer.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut join = poll_io::join(&b"ab"[..], Vec::from(*b"x"));
    /// join.writer_mut().clear();
    /// assert!(join.writer().is_empty());
    /// ```
    pub fn writer_mut(&mut self) -> &mut W {
        &mut self.writer
    }

    /// Returns a pinned mutable reference to the reader.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut join = Box::pin(poll_io::join(&b"ab"[..], Vec::<u8>::new()));
    /// *join.as_mut().reader_pin_mut() = b"cd";
    /// assert_eq!(*join.reader(), b"cd");
    /// ```
    pub fn reader_pin_mut(self: Pin<&mut Self>) -> Pin<&mut R> {
        self.project().reader
    }

    /// Returns a pinned mutable reference to the writer.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut join = Box::pin(poll_io::join(poll_io::empty(), Vec::new()));
    /// join.as_mut().writer_pin_mut().push(7);
    /// assert_eq!(join.writer(), &[7]);
    /// ```
    pub fn writer_pin_mut(self: Pin<&mut Self>) -> Pin<&mut W> {
        self.project().writer
    }

    /// Returns the reader and the writer.
    ///
    /// # Examples
    ///
    /// ```
    /// let join = poll_io::join(&b"ab"[..], Vec::from(*b"x"));
    /// assert_eq!(join.into_inner(), (&b"ab"[..], vec![b'x']));
    /// ```
    pub fn into_inner(self) -> (R, W) {
        (self.reader, self.writer)
    }
}

impl<R: AsyncRead, W> AsyncRead for Join<R, W> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.project().reader.poll_read(cx, buf)
    }

    #[inline]
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        self.project().reader.poll_read_vectored(cx, bufs)
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.reader.remaining_hint()
    }
}

impl<R: AsyncBufRead, W> AsyncBufRead for Join<R, W> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.project().reader.poll_fill_buf(cx)
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.project().reader.consume(amt);
    }
}

impl<R, W: AsyncWrite> AsyncWrite for Join<R, W> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.project().writer.poll_write(cx, buf)
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().writer.poll_flush(cx)
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().writer.poll_shutdown(cx)
    }

    #[inline]
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.project().writer.poll_write_vectored(cx, bufs)
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.writer.is_write_vectored()
    }
}
