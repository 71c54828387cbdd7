//! One stream in two halves, for two tasks.

use crate::{AsyncRead, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result};
use alloc::{boxed::Box, sync::Arc};
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The stream, and a lock that is held for the length of one poll. A poll does not wait, so neither does who needs the
/// lock; what a panic inside has left is what the stream itself makes of it, so poison means nothing here.
struct Shared<T>(Mutex<Pin<Box<T>>>);

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, Pin<Box<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The reading half of a stream. Made by [`split`].
///
/// Dropping it closes nothing: the stream lives on in the other half.
pub struct ReadHalf<T> {
    shared: Arc<Shared<T>>,
}

/// The writing half of a stream. Made by [`split`].
///
/// Dropping it closes nothing, since ending a direction may have to wait: call
/// [`shutdown`](crate::AsyncWriteExt::shutdown) first. The stream is dropped, and so closed, with the second half.
pub struct WriteHalf<T> {
    shared: Arc<Shared<T>>,
}

/// Splits a stream into two halves that can be moved to two tasks.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
///
/// # futures_lite::future::block_on(async {
/// let (here, mut there) = poll_io::duplex(16);
/// let (mut reader, mut writer) = poll_io::split(here);
/// writer.write_all(b"ping").await?;
/// there.write_all(b"pong").await?;
/// assert_eq!(reader.read_array().await?, *b"pong");
/// assert!(reader.unsplit(writer).is_ok());
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub fn split<T: AsyncRead + AsyncWrite>(io: T) -> (ReadHalf<T>, WriteHalf<T>) {
    let shared = Arc::new(Shared(Mutex::new(Box::pin(io))));
    (ReadHalf { shared: shared.clone() }, WriteHalf { shared })
}

impl<T> ReadHalf<T> {
    /// Returns whether both halves are of one stream.
    pub fn is_pair_of(&self, other: &WriteHalf<T>) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// Puts the stream together again.
    ///
    /// # Errors
    ///
    /// Both halves, if they are not of one stream.
    pub fn unsplit(self, other: WriteHalf<T>) -> core::result::Result<T, (Self, WriteHalf<T>)>
    where
        T: Unpin,
    {
        if !self.is_pair_of(&other) {
            return Err((self, other));
        }
        drop(other);
        match Arc::try_unwrap(self.shared) {
            Ok(shared) => {
                let io = shared.0.into_inner().unwrap_or_else(PoisonError::into_inner);
                Ok(*Pin::into_inner(io))
            }
            // There are two halves and no more: the other one is gone.
            Err(shared) => Err((ReadHalf { shared: shared.clone() }, WriteHalf { shared })),
        }
    }
}

impl<T> WriteHalf<T> {
    /// Returns whether both halves are of one stream.
    pub fn is_pair_of(&self, other: &ReadHalf<T>) -> bool {
        other.is_pair_of(self)
    }
}

impl<T: AsyncRead> AsyncRead for ReadHalf<T> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.shared.lock().as_mut().poll_read(cx, buf)
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        self.shared.lock().as_mut().poll_read_vectored(cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        self.shared.lock().remaining_hint()
    }
}

impl<T: AsyncWrite> AsyncWrite for WriteHalf<T> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.shared.lock().as_mut().poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.shared.lock().as_mut().poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.shared.lock().as_mut().poll_shutdown(cx)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.shared.lock().as_mut().poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.shared.lock().is_write_vectored()
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
