use super::IntoSplit;
use crate::{Result, SeekFrom, future};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

/// The methods of [`AsyncSeek`](crate::AsyncSeek) and of [`AsyncSeekExt`](crate::AsyncSeekExt) in one trait.
///
/// The clauses of [`AsyncSeek`](crate::AsyncSeek) apply.
pub trait AsyncSeek {
    /// Does what [`AsyncSeek::poll_seek`](crate::AsyncSeek::poll_seek) does.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`AsyncSeek::poll_seek`](crate::AsyncSeek::poll_seek).
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>>;

    /// Does what [`AsyncSeekExt::seek`](crate::AsyncSeekExt::seek) does.
    #[inline]
    fn seek(&mut self, pos: SeekFrom) -> impl Future<Output = Result<u64>>
    where
        Self: Sized + Unpin,
    {
        future::Seek::new(IntoSplit::from_mut(self), pos)
    }

    /// Does what [`AsyncSeekExt::rewind`](crate::AsyncSeekExt::rewind) does.
    #[inline]
    fn rewind(&mut self) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        future::Rewind::new(IntoSplit::from_mut(self))
    }

    /// Does what [`AsyncSeekExt::stream_position`](crate::AsyncSeekExt::stream_position) does.
    #[inline]
    fn stream_position(&mut self) -> impl Future<Output = Result<u64>>
    where
        Self: Sized + Unpin,
    {
        future::StreamPosition::new(IntoSplit::from_mut(self))
    }

    /// Does what [`AsyncSeekExt::stream_len`](crate::AsyncSeekExt::stream_len) does.
    #[inline]
    fn stream_len(&mut self) -> impl Future<Output = Result<u64>>
    where
        Self: Sized + Unpin,
    {
        future::StreamLen::new(IntoSplit::from_mut(self))
    }

    /// Does what [`AsyncSeekExt::seek_relative`](crate::AsyncSeekExt::seek_relative) does.
    #[inline]
    fn seek_relative(&mut self, offset: i64) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        future::SeekRelative::new(IntoSplit::from_mut(self), offset)
    }
}
