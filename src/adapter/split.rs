use crate::{
    AsyncRead, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result,
    sync::{Arc, TryLock},
};
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

/// Splits a stream into a half that reads and a half that writes, which can be on different tasks and threads.
///
/// Allocates once, for what the halves share. They take turns, call by call, and no one waits for the other to have data:
/// a half that comes while the other is inside a poll wakes its task and returns `Pending`.
///
/// **Dropping a half ends nothing**: to end the write direction may have to wait, and `Drop` cannot. The stream is dropped
/// with the second half, and only then does the other side see the end. To end one direction before that, call
/// [`shutdown`](crate::AsyncWriteExt::shutdown) on the half that writes.
///
/// A type that splits without a lock, as a socket may, does better to do so by itself.
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
    let shared = Arc::new(Shared { io: TryLock::new(io), vectored });
    (ReadHalf { shared: shared.clone() }, WriteHalf { shared })
}

struct Shared<T> {
    io: TryLock<T>,
    /// What `is_write_vectored` returned at first, for when it cannot be asked again.
    vectored: bool,
}

impl<T> Shared<T> {
    #[inline]
    fn poll_with<U>(&self, cx: &mut Context<'_>, f: impl FnOnce(Pin<&mut T>, &mut Context<'_>) -> Poll<U>) -> Poll<U> {
        match self.io.try_with(|io| f(io, cx)) {
            Some(poll) => poll,
            None => taken(cx),
        }
    }
}

#[cold]
fn taken<U>(cx: &Context<'_>) -> Poll<U> {
    // A model must be told that nothing changes here until the other thread has run.
    #[cfg(all(loom, test))]
    loom::thread::yield_now();
    cx.waker().wake_by_ref();
    Poll::Pending
}

/// The half of a stream that reads. Made by [`split`].
pub struct ReadHalf<T> {
    shared: Arc<Shared<T>>,
}

/// The half of a stream that writes. Made by [`split`].
pub struct WriteHalf<T> {
    shared: Arc<Shared<T>>,
}

impl<T> ReadHalf<T> {
    /// Returns whether both are halves of one stream.
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

    /// Puts the two halves of one stream together again, and returns the stream.
    ///
    /// # Errors
    ///
    /// Both halves, if they are not of one stream.
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
    /// Returns whether both are halves of one stream.
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
        self.shared.poll_with(cx, |io, cx| io.poll_read(cx, buf))
    }

    #[inline]
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        self.shared.poll_with(cx, |io, cx| io.poll_read_vectored(cx, bufs))
    }

    /// Promises nothing while the other half is inside a poll.
    #[inline]
    fn remaining_hint(&self) -> usize {
        self.shared.io.try_with(|io| io.remaining_hint()).unwrap_or(0)
    }
}

impl<T: AsyncWrite> AsyncWrite for WriteHalf<T> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.shared.poll_with(cx, |io, cx| io.poll_write(cx, buf))
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.shared.poll_with(cx, T::poll_flush)
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.shared.poll_with(cx, T::poll_shutdown)
    }

    #[inline]
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.shared.poll_with(cx, |io, cx| io.poll_write_vectored(cx, bufs))
    }

    /// Returns what the stream did when it was split while the other half is inside a poll.
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
