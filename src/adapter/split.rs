use super::{BufReader, BufStream, BufWriter};
use crate::{
    AsyncRead, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result,
    sync::{Arc, Lock, Side},
};
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

/// Splits a stream into a read half and a write half, which can be used on different tasks and threads.
///
/// The halves share the stream and a lock, in one allocation. A half holds the lock only during a poll. So a half that
/// waits for data does not block the other half. If both halves are polled at the same time on two threads, the second
/// poll returns `Pending`, and its task is woken when the first poll returns or panics.
///
/// Some streams block their thread inside a poll, for example a blocking socket in the `FromStd` of the crate
/// `poll-io-compat`. The other half then waits for that time. Some types, such as sockets, have their own function that
/// creates two handles without a lock. Prefer that function.
///
/// The halves have no buffers. To split a buffered stream and keep the bytes in its buffers, use
/// [`BufReader::into_split`], [`BufWriter::into_split`] or [`BufStream::into_split`].
///
/// **Dropping a half does not end its direction**, because ending the write direction may have to wait, and `Drop`
/// cannot wait. The stream itself is dropped together with the second half. To end the write direction earlier, call
/// [`shutdown`](crate::AsyncWriteExt::shutdown) on the write half.
///
/// # Examples
///
/// ```
/// use poll_io::{duplex, prelude::*, split};
///
/// # futures_lite::future::block_on(async {
/// let (near, mut far) = duplex(64);
/// let (mut reader, mut writer) = split(near);
/// writer.write_all(b"ping").await?;
/// far.write_all(b"pong").await?;
///
/// let mut buf = [0; 4];
/// reader.read_exact(&mut buf).await?;
/// assert_eq!(&buf, b"pong");
/// assert!(reader.unsplit(writer).is_ok());
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub fn split<T: AsyncRead + AsyncWrite>(io: T) -> (ReadHalf<T>, WriteHalf<T>) {
    let vectored = io.is_write_vectored();
    let shared = Arc::new(Shared { io: Lock::new(io), vectored });
    (ReadHalf { shared: shared.clone() }, WriteHalf { shared })
}

struct Shared<T> {
    io: Lock<T>,
    /// The value of `is_write_vectored` at the time of the split. It is used while the stream is locked.
    vectored: bool,
}

impl<S: AsyncRead + AsyncWrite> BufReader<S> {
    /// Splits the inner stream, as [`split`](fn@split) does.
    ///
    /// The read half keeps the buffer and its bytes.
    ///
    /// If a seek was dropped before it completed, await another operation first. Otherwise this method forgets the seek
    /// and the bytes in the buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufReader, duplex, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let (near, mut far) = duplex(64);
    /// far.write_all(b"hello\nbye\n").await?;
    /// let mut stream = BufReader::new(near);
    /// let mut line = String::new();
    /// stream.read_line(&mut line).await?;
    ///
    /// // The second line is in the buffer already.
    /// let (mut reader, mut writer) = stream.into_split();
    /// writer.write_all(line.as_bytes()).await?;
    /// reader.read_line(&mut line).await?;
    /// assert_eq!(line, "hello\nbye\n");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_split(self) -> (BufReader<ReadHalf<S>>, WriteHalf<S>) {
        let (stream, reader) = self.replace_inner(());
        let (read_half, write_half) = split(stream);
        (reader.replace_inner(read_half).1, write_half)
    }
}

impl<S: AsyncRead + AsyncWrite> BufWriter<S> {
    /// Splits the inner stream, as [`split`](fn@split) does.
    ///
    /// The write half keeps the buffer and its bytes.
    ///
    /// If a seek was dropped before it completed, await another operation first. Otherwise this method forgets the seek.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufWriter, duplex, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let (near, mut far) = duplex(64);
    /// let mut stream = BufWriter::new(near);
    /// stream.write_all(b"hel").await?;
    ///
    /// let (_reader, mut writer) = stream.into_split();
    /// writer.write_all(b"lo").await?;
    /// writer.flush().await?;
    /// assert_eq!(far.read_array().await?, *b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_split(self) -> (ReadHalf<S>, BufWriter<WriteHalf<S>>) {
        let (stream, writer) = self.replace_inner(());
        let (read_half, write_half) = split(stream);
        (read_half, writer.replace_inner(write_half).1)
    }
}

impl<S: AsyncRead + AsyncWrite> BufStream<S> {
    /// Splits the inner stream, as [`split`](fn@split) does.
    ///
    /// Each half keeps the buffer of its direction and the bytes in it.
    ///
    /// If a seek was dropped before it completed, await another operation first. Otherwise this method forgets the seek
    /// and the bytes in the read buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{BufStream, duplex, prelude::*};
    ///
    /// # futures_lite::future::block_on(async {
    /// let (near, mut far) = duplex(64);
    /// let (mut reader, mut writer) = BufStream::new(near).into_split();
    /// far.write_all(b"ping\n").await?;
    /// let mut line = String::new();
    /// reader.read_line(&mut line).await?;
    /// writer.write_all(line.as_bytes()).await?;
    /// writer.flush().await?;
    /// assert_eq!(far.read_array().await?, *b"ping\n");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_split(self) -> (BufReader<ReadHalf<S>>, BufWriter<WriteHalf<S>>) {
        let (writer, reader) = self.into_buffers().replace_inner(());
        let (read_half, writer) = writer.into_split();
        (reader.replace_inner(read_half).1, writer)
    }
}

/// The read half of a stream. This type is made by [`split`].
pub struct ReadHalf<T> {
    shared: Arc<Shared<T>>,
}

/// The write half of a stream. This type is made by [`split`].
pub struct WriteHalf<T> {
    shared: Arc<Shared<T>>,
}

impl<T> ReadHalf<T> {
    /// Returns whether this half and `other` belong to the same stream.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::io::Cursor;
    ///
    /// let (reader, writer) = poll_io::split(Cursor::new(vec![]));
    /// let (_, other) = poll_io::split(Cursor::new(vec![]));
    /// assert!(reader.is_pair_of(&writer) && !reader.is_pair_of(&other));
    /// ```
    pub fn is_pair_of(&self, other: &WriteHalf<T>) -> bool {
        other.is_pair_of(self)
    }

    /// Joins both halves of a stream, and returns the stream.
    ///
    /// # Errors
    ///
    /// Returns both halves if they do not belong to the same stream.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::io::Cursor;
    ///
    /// let (reader, writer) = poll_io::split(Cursor::new(vec![1]));
    /// let (other, _) = poll_io::split(Cursor::new(vec![2]));
    /// let (_, writer) = other.unsplit(writer).unwrap_err();
    /// assert_eq!(reader.unsplit(writer).unwrap().into_inner(), [1]);
    /// ```
    pub fn unsplit(self, other: WriteHalf<T>) -> core::result::Result<T, (ReadHalf<T>, WriteHalf<T>)>
    where
        T: Unpin,
    {
        if !self.is_pair_of(&other) {
            return Err((self, other));
        }
        drop(other);
        match Arc::try_unwrap(self.shared) {
            Ok(shared) => Ok(shared.io.into_inner()),
            Err(_) => unreachable!("a stream has two halves, and this was the other"),
        }
    }
}

impl<T> WriteHalf<T> {
    /// Returns whether this half and `other` belong to the same stream.
    ///
    /// # Examples
    ///
    /// ```
    /// let (reader, writer) = poll_io::split(std::io::Cursor::new(vec![]));
    /// assert!(writer.is_pair_of(&reader));
    /// ```
    pub fn is_pair_of(&self, other: &ReadHalf<T>) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<T: AsyncRead> AsyncRead for ReadHalf<T> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.shared.io.poll_with(Side::Reader, cx, |io, cx| io.poll_read(cx, buf))
    }

    #[inline]
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        self.shared.io.poll_with(Side::Reader, cx, |io, cx| io.poll_read_vectored(cx, bufs))
    }

    /// Returns 0 while the other half is inside a poll.
    #[inline]
    fn remaining_hint(&self) -> usize {
        self.shared.io.try_with(|io| io.remaining_hint()).unwrap_or(0)
    }
}

impl<T: AsyncWrite> AsyncWrite for WriteHalf<T> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.shared.io.poll_with(Side::Writer, cx, |io, cx| io.poll_write(cx, buf))
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.shared.io.poll_with(Side::Writer, cx, T::poll_flush)
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.shared.io.poll_with(Side::Writer, cx, T::poll_shutdown)
    }

    #[inline]
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.shared.io.poll_with(Side::Writer, cx, |io, cx| io.poll_write_vectored(cx, bufs))
    }

    /// While the other half is inside a poll, returns the value from the time of the split.
    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.shared.io.try_with(|io| io.is_write_vectored()).unwrap_or(self.shared.vectored)
    }
}

impl<T> fmt::Debug for ReadHalf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadHalf").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for WriteHalf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteHalf").finish_non_exhaustive()
    }
}
