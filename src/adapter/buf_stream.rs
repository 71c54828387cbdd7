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
    /// Adds a buffer for each direction to a stream with independent directions, such as a socket.
    ///
    /// A `BufStream` is a [`BufReader`] over a [`BufWriter`]. Reads do not write out the write buffer, and writes do
    /// not discard the read buffer. This is the counterpart of tokio's `BufStream`.
    ///
    /// **Dropping a `BufStream` loses the bytes in both buffers.** Call [`flush`](crate::AsyncWriteExt::flush) or
    /// [`shutdown`](crate::AsyncWriteExt::shutdown) first to write out the write buffer. Do not read from or write to
    /// the inner stream directly: a read misses the bytes in the read buffer, and a write overtakes the bytes in the
    /// write buffer.
    ///
    /// # Files
    ///
    /// A file has one position for both directions, and reading ahead moves it. So you must seek when you change
    /// between reading and writing. Each seek writes out the write buffer, discards the read buffer, and moves the file
    /// to your position. [`stream_position`](crate::AsyncSeekExt::stream_position) is such a seek.
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
    /// Creates a `BufStream` with two buffers of 8 KiB.
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

    /// Creates a `BufStream` with buffers of the given sizes in bytes.
    ///
    /// See [`BufReader::with_capacity`] and [`BufWriter::with_capacity`] for a capacity of 0.
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

    /// Returns a reference to the inner stream.
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

    /// Returns a mutable reference to the inner stream.
    ///
    /// Do not read from or write to the inner stream directly: a read misses the bytes in the read buffer, and a write
    /// overtakes the bytes in the write buffer.
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

    /// Returns a pinned mutable reference to the inner stream.
    ///
    /// See [`get_mut`](Self::get_mut) for a warning.
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

    /// Returns the inner stream, the bytes in the read buffer, and the bytes in the write buffer.
    ///
    /// If a seek was dropped before it completed, await another operation first. Otherwise this method forgets the seek
    /// and the bytes in the read buffer.
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

    /// Returns the inner stream if the write buffer is empty.
    ///
    /// The bytes in the read buffer are lost. [`into_parts`](Self::into_parts) returns them as well. This method does
    /// not write.
    ///
    /// # Errors
    ///
    /// Returns an error exactly if the write buffer is not empty. The error contains the `BufStream`, which you can
    /// then flush.
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
    #[expect(clippy::result_large_err, reason = "the error contains the stream, so that nothing is lost")]
    pub fn into_inner(self) -> core::result::Result<S, IntoInnerError<Self>> {
        if self.inner.get_ref().buffer().is_empty() {
            Ok(self.inner.into_inner().into_parts().0)
        } else {
            Err(IntoInnerError::new(self))
        }
    }
}

impl<S: AsyncRead + Unpin> BufStream<S> {
    /// Returns the next `n` bytes without consuming them.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn peek(&mut self, n: usize) -> Result<&[u8]>;
    /// ```
    ///
    /// The slice is shorter only if the stream ends first. See [`BufReader::peek`].
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`BufReader::peek`].
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the bytes that were read are in the
    /// buffer.
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

    /// Returns exactly the next `n` bytes without consuming them.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn peek_exact(&mut self, n: usize) -> Result<&[u8]>;
    /// ```
    ///
    /// See [`BufReader::peek_exact`].
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`BufReader::peek_exact`].
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the bytes that were read are in the
    /// buffer.
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

    /// Returns the next `N` bytes as an array, without consuming them.
    ///
    /// Equivalent to:
    ///
    /// ```text
    /// async fn peek_array<const N: usize>(&mut self) -> Result<[u8; N]>;
    /// ```
    ///
    /// See [`BufReader::peek_array`].
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`BufReader::peek_exact`].
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: if the future is dropped before it completes, the bytes that were read are in the
    /// buffer.
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
    /// Returns the `BufReader` over the `BufWriter` that this stream consists of.
    #[cfg(target_has_atomic = "ptr")]
    pub(super) fn into_buffers(self) -> BufReader<BufWriter<S>> {
        self.inner
    }
}

/// Converts the nested buffers into a `BufStream`. Both buffers keep their bytes and their capacity.
///
/// If a seek was dropped before it completed, await another operation first. Otherwise the seek and the bytes in the read
/// buffer may be lost.
impl<S> From<BufReader<BufWriter<S>>> for BufStream<S> {
    fn from(inner: BufReader<BufWriter<S>>) -> Self {
        BufStream { inner }
    }
}

/// Converts the nested buffers into a `BufStream`. Both buffers keep their bytes and their capacity.
///
/// If a seek was dropped before it completed, await another operation first. Otherwise the seek and the bytes in the read
/// buffer may be lost.
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

/// Writes out the write buffer, discards the read buffer, and seeks the inner stream from the position of the caller.
impl<S: AsyncWrite + AsyncSeek> AsyncSeek for BufStream<S> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        // The next write goes to the position of the inner stream. So the read buffer is never kept, unlike in a
        // `BufReader` alone.
        seeking::poll_seek(self.project().inner, cx, pos, BufReader::poll_seek_on::<false>)
    }
}
