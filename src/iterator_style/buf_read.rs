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

/// [`AsyncBufRead`](crate::AsyncBufRead), its clauses and the methods of [`AsyncBufReadExt`](crate::AsyncBufReadExt) in one
/// trait.
pub trait AsyncBufRead: AsyncRead {
    /// As [`AsyncBufRead::poll_fill_buf`](crate::AsyncBufRead::poll_fill_buf).
    ///
    /// # Errors
    ///
    /// As there.
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>>;

    /// As [`AsyncBufRead::consume`](crate::AsyncBufRead::consume).
    fn consume(self: Pin<&mut Self>, amt: usize);

    /// As [`AsyncBufReadExt::fill_buf`](crate::AsyncBufReadExt::fill_buf).
    #[inline]
    fn fill_buf(&mut self) -> impl Future<Output = Result<&[u8]>>
    where
        Self: Sized + Unpin,
    {
        future::FillBuf::new(IntoSplit::from_mut(self))
    }

    /// As [`AsyncBufReadExt::consume_unpin`](crate::AsyncBufReadExt::consume_unpin).
    #[inline]
    fn consume_unpin(&mut self, amt: usize)
    where
        Self: Sized + Unpin,
    {
        Pin::new(self).consume(amt);
    }

    /// As [`AsyncBufReadExt::has_data_left`](crate::AsyncBufReadExt::has_data_left).
    #[inline]
    fn has_data_left(&mut self) -> impl Future<Output = Result<bool>>
    where
        Self: Sized + Unpin,
    {
        future::HasDataLeft::new(IntoSplit::from_mut(self))
    }

    /// As [`AsyncBufReadExt::read_until`](crate::AsyncBufReadExt::read_until).
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_until<'a>(&'a mut self, byte: u8, buf: &'a mut Vec<u8>) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::ReadUntil::new(IntoSplit::from_mut(self), byte, buf)
    }

    /// As [`AsyncBufReadExt::skip_until`](crate::AsyncBufReadExt::skip_until).
    #[inline]
    fn skip_until(&mut self, byte: u8) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::SkipUntil::new(IntoSplit::from_mut(self), byte)
    }

    /// As [`AsyncBufReadExt::read_line`](crate::AsyncBufReadExt::read_line).
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_line<'a>(&'a mut self, buf: &'a mut String) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::ReadLine::new(IntoSplit::from_mut(self), buf)
    }

    /// As [`AsyncBufReadExt::lines`](crate::AsyncBufReadExt::lines).
    #[cfg(feature = "alloc")]
    fn lines(self) -> Lines<Self>
    where
        Self: Sized,
    {
        Adapter::wrap(crate::Lines::new(IntoSplit::new(self)))
    }

    /// As [`AsyncBufReadExt::split`](crate::AsyncBufReadExt::split).
    #[cfg(feature = "alloc")]
    fn split(self, byte: u8) -> Split<Self>
    where
        Self: Sized,
    {
        Adapter::wrap(crate::Split::new(IntoSplit::new(self), byte))
    }
}
