use super::{AsyncRead, InspectWrite, IntoSplit, adapter::Adapter};
#[cfg(feature = "alloc")]
use crate::future::WriteFmt;
use crate::{IoSlice, Result, future};
#[cfg(feature = "alloc")]
use core::fmt;
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

/// Generates the methods that write a number.
macro_rules! write_numbers {
    ($(fn $method:ident($number:ident) by $future:ident;)*) => {
        $(
            #[doc = concat!("Does what [`AsyncWriteExt::", stringify!($method), "`](crate::AsyncWriteExt::", stringify!($method), ") does.")]
            #[inline]
            fn $method(&mut self, n: $number) -> impl Future<Output = Result<()>>
            where
                Self: Sized + Unpin,
            {
                future::$future::new(IntoSplit::from_mut(self), n)
            }
        )*
    };
}

/// The methods of [`AsyncWrite`](crate::AsyncWrite) and of [`AsyncWriteExt`](crate::AsyncWriteExt) in one trait.
///
/// The clauses of [`AsyncWrite`](crate::AsyncWrite) apply.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a writer of the iterator-style design",
    note = "a writer of the split design becomes one in `poll_io::iterator_style::FromSplit`"
)]
pub trait AsyncWrite {
    /// Does what [`AsyncWrite::poll_write`](crate::AsyncWrite::poll_write) does.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`AsyncWrite::poll_write`](crate::AsyncWrite::poll_write).
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;

    /// Does what [`AsyncWrite::poll_flush`](crate::AsyncWrite::poll_flush) does.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`AsyncWrite::poll_flush`](crate::AsyncWrite::poll_flush).
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Does what [`AsyncWrite::poll_shutdown`](crate::AsyncWrite::poll_shutdown) does.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`AsyncWrite::poll_shutdown`](crate::AsyncWrite::poll_shutdown).
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Does what [`AsyncWrite::poll_write_vectored`](crate::AsyncWrite::poll_write_vectored) does.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`AsyncWrite::poll_write_vectored`](crate::AsyncWrite::poll_write_vectored).
    #[inline]
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| &**buf);
        self.poll_write(cx, first)
    }

    /// Does what [`AsyncWrite::is_write_vectored`](crate::AsyncWrite::is_write_vectored) does.
    #[inline]
    fn is_write_vectored(&self) -> bool {
        false
    }

    /// Does what [`AsyncWriteExt::write`](crate::AsyncWriteExt::write) does.
    #[inline]
    fn write<'a>(&'a mut self, buf: &'a [u8]) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::Write::new(IntoSplit::from_mut(self), buf)
    }

    /// Does what [`AsyncWriteExt::write_vectored`](crate::AsyncWriteExt::write_vectored) does.
    #[inline]
    fn write_vectored<'a>(&'a mut self, bufs: &'a [IoSlice<'a>]) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        future::WriteVectored::new(IntoSplit::from_mut(self), bufs)
    }

    /// Does what [`AsyncWriteExt::write_all`](crate::AsyncWriteExt::write_all) does.
    #[inline]
    fn write_all<'a>(&'a mut self, buf: &'a [u8]) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        future::WriteAll::new(IntoSplit::from_mut(self), buf)
    }

    /// Does what [`AsyncWriteExt::write_all_vectored`](crate::AsyncWriteExt::write_all_vectored) does.
    #[inline]
    fn write_all_vectored<'a>(&'a mut self, bufs: &'a mut [IoSlice<'_>]) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        future::WriteAllVectored::new(IntoSplit::from_mut(self), bufs)
    }

    /// As [`AsyncWriteExt::write_fmt`](crate::AsyncWriteExt::write_fmt). Of a named type, for the reason that the
    /// [module](super) gives.
    #[cfg(feature = "alloc")]
    #[inline]
    fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> WriteFmt<'_, IntoSplit<Self>>
    where
        Self: Sized + Unpin,
    {
        WriteFmt::new(IntoSplit::from_mut(self), args)
    }

    /// Does what [`AsyncWriteExt::flush`](crate::AsyncWriteExt::flush) does.
    #[inline]
    fn flush(&mut self) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        future::Flush::new(IntoSplit::from_mut(self))
    }

    /// Does what [`AsyncWriteExt::shutdown`](crate::AsyncWriteExt::shutdown) does.
    #[inline]
    fn shutdown(&mut self) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        future::Shutdown::new(IntoSplit::from_mut(self))
    }

    /// Does what [`AsyncWriteExt::inspect_write`](crate::AsyncWriteExt::inspect_write) does.
    fn inspect_write<F: FnMut(&[u8])>(self, f: F) -> InspectWrite<Self, F>
    where
        Self: Sized,
    {
        Adapter::wrap(crate::InspectWrite::new(IntoSplit::new(self), f))
    }

    write_numbers! {
        fn write_u8(u8) by WriteU8;
        fn write_i8(i8) by WriteI8;
        fn write_u16(u16) by WriteU16;
        fn write_i16(i16) by WriteI16;
        fn write_u32(u32) by WriteU32;
        fn write_i32(i32) by WriteI32;
        fn write_u64(u64) by WriteU64;
        fn write_i64(i64) by WriteI64;
        fn write_u128(u128) by WriteU128;
        fn write_i128(i128) by WriteI128;
        fn write_f32(f32) by WriteF32;
        fn write_f64(f64) by WriteF64;
        fn write_u16_le(u16) by WriteU16Le;
        fn write_i16_le(i16) by WriteI16Le;
        fn write_u32_le(u32) by WriteU32Le;
        fn write_i32_le(i32) by WriteI32Le;
        fn write_u64_le(u64) by WriteU64Le;
        fn write_i64_le(i64) by WriteI64Le;
        fn write_u128_le(u128) by WriteU128Le;
        fn write_i128_le(i128) by WriteI128Le;
        fn write_f32_le(f32) by WriteF32Le;
        fn write_f64_le(f64) by WriteF64Le;
    }
}

/// Stands for both [`AsyncRead`] and [`AsyncWrite`], as [`AsyncReadWrite`](crate::AsyncReadWrite) does in the split design.
pub trait AsyncReadWrite: AsyncRead + AsyncWrite {}

impl<T: AsyncRead + AsyncWrite + ?Sized> AsyncReadWrite for T {}
