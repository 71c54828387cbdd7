use super::IntoSplit;
use crate::{Result, SeekFrom, future};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

/// [`AsyncSeek`](crate::AsyncSeek), its clauses and the methods of [`AsyncSeekExt`](crate::AsyncSeekExt) in one trait.
pub trait AsyncSeek {
    /// As [`AsyncSeek::poll_seek`](crate::AsyncSeek::poll_seek).
    ///
    /// # Errors
    ///
    /// As there.
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>>;

    /// As [`AsyncSeekExt::seek`](crate::AsyncSeekExt::seek).
    #[inline]
    fn seek(&mut self, pos: SeekFrom) -> impl Future<Output = Result<u64>>
    where
        Self: Sized + Unpin,
    {
        future::Seek::new(IntoSplit::from_mut(self), pos)
    }

    /// As [`AsyncSeekExt::rewind`](crate::AsyncSeekExt::rewind).
    #[inline]
    fn rewind(&mut self) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        future::Rewind::new(IntoSplit::from_mut(self))
    }

    /// As [`AsyncSeekExt::stream_position`](crate::AsyncSeekExt::stream_position).
    #[inline]
    fn stream_position(&mut self) -> impl Future<Output = Result<u64>>
    where
        Self: Sized + Unpin,
    {
        future::StreamPosition::new(IntoSplit::from_mut(self))
    }

    /// As [`AsyncSeekExt::stream_len`](crate::AsyncSeekExt::stream_len).
    #[inline]
    fn stream_len(&mut self) -> impl Future<Output = Result<u64>>
    where
        Self: Sized + Unpin,
    {
        future::StreamLen::new(IntoSplit::from_mut(self))
    }

    /// As [`AsyncSeekExt::seek_relative`](crate::AsyncSeekExt::seek_relative).
    #[inline]
    fn seek_relative(&mut self, offset: i64) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        future::SeekRelative::new(IntoSplit::from_mut(self), offset)
    }
}
