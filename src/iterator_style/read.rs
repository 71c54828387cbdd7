use super::{Bytes, Chain, Inspect, IntoSplit, Limited, Take, adapter::Adapter};
use crate::{BorrowedBuf, BorrowedCursor, IoSliceMut, Result, future};
#[cfg(feature = "alloc")]
use alloc::{string::String, vec::Vec};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// Generates the methods that read a number.
macro_rules! read_numbers {
    ($(fn $method:ident -> $number:ident by $future:ident;)*) => {
        $(
            #[doc = concat!("Does what [`AsyncReadExt::", stringify!($method), "`](crate::AsyncReadExt::", stringify!($method), ") does.")]
            #[inline]
            fn $method(&mut self) -> impl Future<Output = Result<$number>>
            where
                Self: Sized + Unpin,
            {
                future::$future::new(IntoSplit::from_mut(self))
            }
        )*
    };
}

/// The methods of [`AsyncRead`](crate::AsyncRead) and of [`AsyncReadExt`](crate::AsyncReadExt) in one trait.
///
/// The clauses of [`AsyncRead`](crate::AsyncRead) apply.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a reader of the iterator-style design",
    note = "a reader of the split design becomes one in `poll_io::iterator_style::FromSplit`"
)]
pub trait AsyncRead {
    /// Does what [`AsyncRead::poll_read`](crate::AsyncRead::poll_read) does.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`AsyncRead::poll_read`](crate::AsyncRead::poll_read).
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    /// Does what [`AsyncRead::poll_read_vectored`](crate::AsyncRead::poll_read_vectored) does.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`AsyncRead::poll_read_vectored`](crate::AsyncRead::poll_read_vectored).
    #[inline]
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let first = bufs.iter_mut().find(|buf| !buf.is_empty()).map_or(&mut [][..], |buf| &mut **buf);
        let mut buf = BorrowedBuf::from(first);
        ready!(self.poll_read(cx, buf.unfilled()))?;
        Poll::Ready(Ok(buf.len()))
    }

    /// Does what [`AsyncRead::remaining_hint`](crate::AsyncRead::remaining_hint) does.
    #[inline]
    fn remaining_hint(&self) -> usize {
        0
    }

    /// Does what [`AsyncReadExt::read`](crate::AsyncReadExt::read) does.
    #[inline]
    fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::Read::new(IntoSplit::from_mut(self), buf)
    }

    /// Does what [`AsyncReadExt::read_exact`](crate::AsyncReadExt::read_exact) does.
    #[inline]
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        future::ReadExact::new(IntoSplit::from_mut(self), buf)
    }

    /// Does what [`AsyncReadExt::read_buf`](crate::AsyncReadExt::read_buf) does.
    #[inline]
    fn read_buf<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        future::ReadBuf::new(IntoSplit::from_mut(self), buf)
    }

    /// Does what [`AsyncReadExt::read_buf_exact`](crate::AsyncReadExt::read_buf_exact) does.
    #[inline]
    fn read_buf_exact<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        future::ReadBufExact::new(IntoSplit::from_mut(self), buf)
    }

    /// Does what [`AsyncReadExt::read_array`](crate::AsyncReadExt::read_array) does.
    #[inline]
    fn read_array<const N: usize>(&mut self) -> impl Future<Output = Result<[u8; N]>>
    where
        Self: Sized + Unpin,
    {
        future::ReadArray::new(IntoSplit::from_mut(self))
    }

    /// Does what [`AsyncReadExt::read_vectored`](crate::AsyncReadExt::read_vectored) does.
    #[inline]
    fn read_vectored<'a>(&'a mut self, bufs: &'a mut [IoSliceMut<'_>]) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::ReadVectored::new(IntoSplit::from_mut(self), bufs)
    }

    /// Does what [`AsyncReadExt::read_to_end`](crate::AsyncReadExt::read_to_end) does.
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::ReadToEnd::new(IntoSplit::from_mut(self), buf)
    }

    /// Does what [`AsyncReadExt::read_to_string`](crate::AsyncReadExt::read_to_string) does.
    #[cfg(feature = "alloc")]
    #[inline]
    fn read_to_string<'a>(&'a mut self, buf: &'a mut String) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::ReadToString::new(IntoSplit::from_mut(self), buf)
    }

    /// Does what [`AsyncReadExt::by_ref`](crate::AsyncReadExt::by_ref) does.
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }

    /// Does what [`AsyncReadExt::bytes`](crate::AsyncReadExt::bytes) does.
    fn bytes(self) -> Bytes<Self>
    where
        Self: Sized,
    {
        Adapter::wrap(crate::Bytes::new(IntoSplit::new(self)))
    }

    /// Does what [`AsyncReadExt::chain`](crate::AsyncReadExt::chain) does.
    fn chain<R: AsyncRead>(self, next: R) -> Chain<Self, R>
    where
        Self: Sized,
    {
        Adapter::wrap(crate::Chain::new(IntoSplit::new(self), IntoSplit::new(next)))
    }

    /// Does what [`AsyncReadExt::take`](crate::AsyncReadExt::take) does.
    fn take(self, limit: u64) -> Take<Self>
    where
        Self: Sized,
    {
        Adapter::wrap(crate::Take::new(IntoSplit::new(self), limit))
    }

    /// Does what [`AsyncReadExt::limited`](crate::AsyncReadExt::limited) does.
    fn limited(self, max: u64) -> Limited<Self>
    where
        Self: Sized,
    {
        Adapter::wrap(crate::Limited::new(IntoSplit::new(self), max))
    }

    /// Does what [`AsyncReadExt::inspect`](crate::AsyncReadExt::inspect) does.
    fn inspect<F: FnMut(&[u8])>(self, f: F) -> Inspect<Self, F>
    where
        Self: Sized,
    {
        Adapter::wrap(crate::Inspect::new(IntoSplit::new(self), f))
    }

    read_numbers! {
        fn read_u8 -> u8 by ReadU8;
        fn read_i8 -> i8 by ReadI8;
        fn read_u16 -> u16 by ReadU16;
        fn read_i16 -> i16 by ReadI16;
        fn read_u32 -> u32 by ReadU32;
        fn read_i32 -> i32 by ReadI32;
        fn read_u64 -> u64 by ReadU64;
        fn read_i64 -> i64 by ReadI64;
        fn read_u128 -> u128 by ReadU128;
        fn read_i128 -> i128 by ReadI128;
        fn read_f32 -> f32 by ReadF32;
        fn read_f64 -> f64 by ReadF64;
        fn read_u16_le -> u16 by ReadU16Le;
        fn read_i16_le -> i16 by ReadI16Le;
        fn read_u32_le -> u32 by ReadU32Le;
        fn read_i32_le -> i32 by ReadI32Le;
        fn read_u64_le -> u64 by ReadU64Le;
        fn read_i64_le -> i64 by ReadI64Le;
        fn read_u128_le -> u128 by ReadU128Le;
        fn read_i128_le -> i128 by ReadI128Le;
        fn read_f32_le -> f32 by ReadF32Le;
        fn read_f64_le -> f64 by ReadF64Le;
    }
}
