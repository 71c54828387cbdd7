use super::{BufReader, BufWriter, IntoInnerError};
use crate::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, Result, SeekFrom,
    future::{Peek, PeekArray, PeekExact},
    seeking,
};
use alloc::vec::Vec;
use core::{
    pin::Pin,
    task::{Context, Poll},
};
use pin_project_lite::pin_project;

pin_project! {
    /// Gives a stream whose two directions are independent, such as a socket, a buffer in each direction.
    ///
    /// It is a [`BufReader`] over a [`BufWriter`], as tokio's. **Dropping it loses what is buffered**;
    /// [`flush`](crate::AsyncWriteExt::flush) it, or [`shutdown`](crate::AsyncWriteExt::shutdown), first. Reading does not
    /// write out what waits, and writing does not discard what was read ahead.
    ///
    /// # Files
    ///
    /// A file has one position for both directions, and reading ahead moves it. So seek between reading and writing, and
    /// between writing and reading. Every seek writes out what waits, discards what was read ahead, and moves the file to
    /// where you are. [`stream_position`](crate::AsyncSeekExt::stream_position) is such a seek.
    ///
    /// ```
    /// use poll_io::{BufStream, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut file = BufStream::new(std::io::Cursor::new(b"123456789".to_vec()));
    /// assert_eq!(file.read_array().await?, *b"12");
    /// file.stream_position().await?;
    /// file.write_all(b"xyz").await?;
    /// file.stream_position().await?;
    /// assert_eq!(file.read_array().await?, *b"67");
    /// assert_eq!(file.get_ref().get_ref(), b"12xyz6789");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufStream, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let (near, mut far) = poll_io::duplex(64);
    /// let mut stream = BufStream::new(near);
    /// stream.write_all(b"ping\n").await?;
    /// stream.flush().await?;
    /// assert_eq!(far.read_array().await?, *b"ping\n");
    ///
    /// far.write_all(b"pong\n").await?;
    /// let mut line = String::new();
    /// stream.read_line(&mut line).await?;
    /// assert_eq!(line, "pong\n");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Debug)]
    #[must_use = "what is written to it stays in its buffer until it is flushed or shut down"]
    pub struct BufStream<S> {
        #[pin]
        inner: BufReader<BufWriter<S>>,
    }
}

impl<S> BufStream<S> {
    /// Makes a stream with two buffers of 8 KiB.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    ///
    /// # futures_lite::future::block_on(async {
    /// let (near, mut far) = poll_io::duplex(64);
    /// let mut near = poll_io::BufStream::new(near);
    /// near.write_all(b"hello").await?;
    /// near.flush().await?;
    /// assert_eq!(far.read_array().await?, *b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn new(stream: S) -> Self {
        BufReader::new(BufWriter::new(stream)).into()
    }

    /// Makes a stream with buffers of so many bytes: of [`BufReader::with_capacity`] and [`BufWriter::with_capacity`].
    ///
    /// # Examples
    ///
    /// ```
    /// let stream = poll_io::BufStream::with_capacity(1024, 16 * 1024, poll_io::empty());
    /// # let _ = stream;
    /// ```
    pub fn with_capacity(reader_capacity: usize, writer_capacity: usize, stream: S) -> Self {
        BufReader::with_capacity(reader_capacity, BufWriter::with_capacity(writer_capacity, stream)).into()
    }

    /// Returns the inner stream, to look at.
    ///
    /// # Examples
    ///
    /// ```
    /// let stream = poll_io::BufStream::new(std::io::Cursor::new(vec![7]));
    /// assert_eq!(stream.get_ref().get_ref(), &[7]);
    /// ```
    pub fn get_ref(&self) -> &S {
        self.inner.get_ref().get_ref()
    }

    /// Returns the inner stream, to change. Reading from it skips what is buffered, and writing to it overtakes that.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut stream = poll_io::BufStream::new(std::io::Cursor::new(vec![7]));
    /// stream.get_mut().set_position(1);
    /// assert_eq!(stream.get_ref().position(), 1);
    /// ```
    pub fn get_mut(&mut self) -> &mut S {
        self.inner.get_mut().get_mut()
    }

    /// Returns the inner stream, to change in place.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut stream = Box::pin(poll_io::BufStream::new(std::io::Cursor::new(vec![7])));
    /// stream.as_mut().get_pin_mut().set_position(1);
    /// assert_eq!(stream.get_ref().position(), 1);
    /// ```
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut S> {
        self.project().inner.get_pin_mut().get_pin_mut()
    }

    /// Returns the inner stream, what was read ahead, and what was not written, so that nothing is lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufStream, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let (near, mut far) = poll_io::duplex(64);
    /// far.write_all(b"hello").await?;
    /// let mut stream = BufStream::new(near);
    /// assert_eq!(stream.read_u8().await?, b'h');
    /// stream.write_all(b"bye").await?;
    /// let (_near, read, written) = stream.into_parts();
    /// assert_eq!((&read[..], &written[..]), (&b"ello"[..], &b"bye"[..]));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_parts(self) -> (S, Vec<u8>, Vec<u8>) {
        let (writer, read) = self.inner.into_parts();
        let (stream, written) = writer.into_parts();
        (stream, read, written)
    }

    /// Returns the inner stream. Writes nothing; what was read ahead is lost, which [`into_parts`](Self::into_parts) returns.
    ///
    /// # Errors
    ///
    /// Exactly when something is buffered to be written. The error has the `BufStream` in it, which can be flushed then.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufStream, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut stream = BufStream::new(std::io::Cursor::new(vec![]));
    /// stream.write_all(b"hello").await?;
    /// let mut stream = stream.into_inner().unwrap_err().into_inner();
    /// stream.flush().await?;
    /// assert_eq!(stream.into_inner()?.into_inner(), b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[expect(clippy::result_large_err, reason = "the error has the stream in it, so that nothing is lost")]
    pub fn into_inner(self) -> core::result::Result<S, IntoInnerError<Self>> {
        if self.inner.get_ref().buffer().is_empty() {
            Ok(self.inner.into_inner().into_parts().0)
        } else {
            Err(IntoInnerError::new(self))
        }
    }
}

impl<S: AsyncRead + Unpin> BufStream<S> {
    /// Returns the next `n` bytes without consuming them, as [`BufReader::peek`]. Returns fewer only if the stream ends before.
    ///
    /// # Errors
    ///
    /// Those of [`BufReader::peek`].
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: what was read is in the buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::BufStream;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut stream = BufStream::new(std::io::Cursor::new(b"hello".to_vec()));
    /// assert_eq!(stream.peek(9).await?, b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn peek(&mut self, n: usize) -> Peek<'_, BufWriter<S>> {
        self.inner.peek(n)
    }

    /// Returns exactly the next `n` bytes without consuming them, as [`BufReader::peek_exact`].
    ///
    /// # Errors
    ///
    /// Those of [`BufReader::peek_exact`].
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: what was read is in the buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufStream, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut stream = BufStream::new(std::io::Cursor::new(b"hello".to_vec()));
    /// assert_eq!(stream.peek_exact(4).await?, b"hell");
    /// stream.consume_unpin(4);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn peek_exact(&mut self, n: usize) -> PeekExact<'_, BufWriter<S>> {
        self.inner.peek_exact(n)
    }

    /// Returns the next `N` bytes as an array, without consuming them, as [`BufReader::peek_array`].
    ///
    /// # Errors
    ///
    /// Those of [`BufReader::peek_exact`].
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: what was read is in the buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufStream, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut stream = BufStream::new(std::io::Cursor::new(vec![1, 0]));
    /// assert_eq!(u16::from_be_bytes(stream.peek_array().await?), 256);
    /// stream.consume_unpin(2);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[inline]
    pub fn peek_array<const N: usize>(&mut self) -> PeekArray<'_, BufWriter<S>, N> {
        self.inner.peek_array()
    }
}

impl<S> BufStream<S> {
    /// Returns the reader over the writer that this stream consists of.
    #[cfg(target_has_atomic = "ptr")]
    pub(super) fn into_buffers(self) -> BufReader<BufWriter<S>> {
        self.inner
    }
}

/// Keeps both buffers and what is in them.
impl<S> From<BufReader<BufWriter<S>>> for BufStream<S> {
    fn from(inner: BufReader<BufWriter<S>>) -> Self {
        BufStream { inner }
    }
}

/// Keeps both buffers and what is in them.
impl<S> From<BufWriter<BufReader<S>>> for BufStream<S> {
    fn from(writer: BufWriter<BufReader<S>>) -> Self {
        let (reader, writer) = writer.replace_inner(());
        let (stream, reader) = reader.replace_inner(());
        let ((), writer) = writer.replace_inner(stream);
        BufStream { inner: reader.replace_inner(writer).1 }
    }
}

super::forward_read!(BufStream<S>);
super::forward_buf_read!(BufStream<S: AsyncRead>);
super::forward_write!(BufStream<S>);

/// Writes out what waits, discards what was read ahead, and seeks the inner stream from where the caller is.
impl<S: AsyncWrite + AsyncSeek> AsyncSeek for BufStream<S> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        // A write would go to where the inner stream stands, so the buffer is not kept as that of a `BufReader` alone is.
        seeking::poll_seek(self.project().inner, cx, pos, BufReader::poll_seek_on::<false>)
    }
}
