use super::{AsyncRead, IntoSplit};
#[cfg(feature = "alloc")]
use super::{Lines, Split, adapter::Adapter};
use crate::{Result, future};
#[cfg(feature = "alloc")]
use alloc::{string::String, vec::Vec};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

/// The methods of [`AsyncBufRead`](crate::AsyncBufRead) and of [`AsyncBufReadExt`](crate::AsyncBufReadExt) in one trait.
///
/// The clauses of [`AsyncBufRead`](crate::AsyncBufRead) apply.
pub trait AsyncBufRead: AsyncRead {
    /// Does what [`AsyncBufRead::poll_fill_buf`](crate::AsyncBufRead::poll_fill_buf) does.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`AsyncBufRead::poll_fill_buf`](crate::AsyncBufRead::poll_fill_buf).
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>>;

    /// Does what [`AsyncBufRead::consume`](crate::AsyncBufRead::consume) does.
    fn consume(self: Pin<&mut Self>, amt: usize);

    /// Does what [`AsyncBufReadExt::fill_buf`](crate::AsyncBufReadExt::fill_buf) does.
    #[inline]
    fn fill_buf(&mut self) -> impl Future<Output = Result<&[u8]>>
    where
        Self: Sized + Unpin,
    {
        future::FillBuf::new(IntoSplit::from_mut(self))
    }

    /// Does what [`AsyncBufReadExt::consume_unpin`](crate::AsyncBufReadExt::consume_unpin) does.
    #[inline]
    fn consume_unpin(&mut self, amt: usize)
    where
        Self: Sized + Unpin,
    {
        Pin::new(self).consume(amt);
    }

    /// Does what [`AsyncBufReadExt::has_data_left`](crate::AsyncBufReadExt::has_data_left) does.
    #[inline]
    fn has_data_left(&mut self) -> impl Future<Output = Result<bool>>
    where
        Self: Sized + Unpin,
    {
        future::HasDataLeft::new(IntoSplit::from_mut(self))
    }

    /// Does what [`AsyncBufReadExt::read_until`](crate::AsyncBufReadExt::read_until) does.
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_until<'a>(&'a mut self, byte: u8, buf: &'a mut Vec<u8>) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::ReadUntil::new(IntoSplit::from_mut(self), byte, buf)
    }

    /// Does what [`AsyncBufReadExt::skip_until`](crate::AsyncBufReadExt::skip_until) does.
    #[inline]
    fn skip_until(&mut self, byte: u8) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::SkipUntil::new(IntoSplit::from_mut(self), byte)
    }

    /// Does what [`AsyncBufReadExt::read_line`](crate::AsyncBufReadExt::read_line) does.
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_line<'a>(&'a mut self, buf: &'a mut String) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::ReadLine::new(IntoSplit::from_mut(self), buf)
    }

    /// Does what [`AsyncBufReadExt::lines`](crate::AsyncBufReadExt::lines) does.
    #[cfg(feature = "alloc")]
    fn lines(self) -> Lines<Self>
    where
        Self: Sized,
    {
        Adapter::wrap(crate::Lines::new(IntoSplit::new(self)))
    }

    /// Does what [`AsyncBufReadExt::split`](crate::AsyncBufReadExt::split) does.
    #[cfg(feature = "alloc")]
    fn split(self, byte: u8) -> Split<Self>
    where
        Self: Sized,
    {
        Adapter::wrap(crate::Split::new(IntoSplit::new(self), byte))
    }
}
