//! The third candidate: the methods on the traits, and futures that have names. What tokio tried before its 1.0.
#![expect(unsafe_code, reason = "a reference to a type is cast to one to a transparent wrapper around it")]

#[path = "program.rs"]
pub mod program;

use poll_io::{
    AsyncReadExt, AsyncWriteExt, BorrowedBuf, BorrowedCursor, IoSlice, IoSliceMut, Result,
    future::{
        self, Flush, ReadArray, ReadBuf, ReadBufExact, ReadExact, ReadToEnd, ReadToString, ReadVectored, Shutdown,
        WriteAll, WriteAllVectored, WriteFmt, WriteVectored,
    },
};
use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The one `use` that a program has.
pub mod prelude {
    pub use super::{AsyncRead, AsyncWrite};
}

/// A reader behind an object.
pub type DynRead<'a> = dyn AsyncRead + Unpin + 'a;
/// A writer behind an object.
pub type DynWrite = dyn AsyncWrite + Unpin;

/// Stamps the methods of one kind: each is that of the Ext trait, of a future that has a name.
macro_rules! numbers {
    ($ext:ident: $(fn $method:ident($($n:ident: $number:ident)?) -> $future:ident;)*) => {
        $(
            /// As the split design's.
            fn $method(&mut self $(, $n: $number)?) -> future::$future<'_, Via<Self>>
            where
                Self: Sized + Unpin,
            {
                $ext::$method(Via::from_mut(self) $(, $n)?)
            }
        )*
    };
}

/// A reader.
pub trait AsyncRead {
    /// As the split design's.
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    /// As the split design's.
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

    /// As the split design's.
    fn remaining_hint(&self) -> usize {
        0
    }

    /// As the split design's.
    fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> future::Read<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read(Via::from_mut(self), buf)
    }

    /// As the split design's.
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_exact(Via::from_mut(self), buf)
    }

    /// As the split design's.
    fn read_buf<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> ReadBuf<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_buf(Via::from_mut(self), buf)
    }

    /// As the split design's.
    fn read_buf_exact<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> ReadBufExact<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_buf_exact(Via::from_mut(self), buf)
    }

    /// As the split design's.
    fn read_array<const N: usize>(&mut self) -> ReadArray<'_, Via<Self>, N>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_array(Via::from_mut(self))
    }

    /// As the split design's.
    fn read_vectored<'a, 'b>(&'a mut self, bufs: &'a mut [IoSliceMut<'b>]) -> ReadVectored<'a, 'b, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_vectored(Via::from_mut(self), bufs)
    }

    /// As the split design's.
    fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> ReadToEnd<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_to_end(Via::from_mut(self), buf)
    }

    /// As the split design's.
    fn read_to_string<'a>(&'a mut self, buf: &'a mut String) -> ReadToString<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_to_string(Via::from_mut(self), buf)
    }

    /// As the split design's.
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }

    /// As the split design's.
    fn bytes(self) -> poll_io::Bytes<Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::bytes(Via(self))
    }

    /// As the split design's.
    fn chain<R: AsyncRead + Unpin>(self, next: R) -> poll_io::Chain<Via<Self>, Via<R>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::chain(Via(self), Via(next))
    }

    /// As the split design's.
    fn take(self, limit: u64) -> poll_io::Take<Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::take(Via(self), limit)
    }

    /// As the split design's.
    fn limited(self, max: u64) -> poll_io::Limited<Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::limited(Via(self), max)
    }

    /// As the split design's.
    fn inspect<F: FnMut(&[u8])>(self, f: F) -> poll_io::Inspect<Via<Self>, F>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::inspect(Via(self), f)
    }

    numbers! {
        AsyncReadExt:
        fn read_u8() -> ReadU8;
        fn read_i8() -> ReadI8;
        fn read_u16() -> ReadU16;
        fn read_i16() -> ReadI16;
        fn read_u32() -> ReadU32;
        fn read_i32() -> ReadI32;
        fn read_u64() -> ReadU64;
        fn read_i64() -> ReadI64;
        fn read_u128() -> ReadU128;
        fn read_i128() -> ReadI128;
        fn read_f32() -> ReadF32;
        fn read_f64() -> ReadF64;
        fn read_u16_le() -> ReadU16Le;
        fn read_i16_le() -> ReadI16Le;
        fn read_u32_le() -> ReadU32Le;
        fn read_i32_le() -> ReadI32Le;
        fn read_u64_le() -> ReadU64Le;
        fn read_i64_le() -> ReadI64Le;
        fn read_u128_le() -> ReadU128Le;
        fn read_i128_le() -> ReadI128Le;
        fn read_f32_le() -> ReadF32Le;
        fn read_f64_le() -> ReadF64Le;
    }
}

/// A writer.
pub trait AsyncWrite {
    /// As the split design's.
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;

    /// As the split design's.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// As the split design's.
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// As the split design's.
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| &**buf);
        self.poll_write(cx, first)
    }

    /// As the split design's.
    fn is_write_vectored(&self) -> bool {
        false
    }

    /// As the split design's.
    fn write<'a>(&'a mut self, buf: &'a [u8]) -> future::Write<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write(Via::from_mut(self), buf)
    }

    /// As the split design's.
    fn write_vectored<'a>(&'a mut self, bufs: &'a [IoSlice<'a>]) -> WriteVectored<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write_vectored(Via::from_mut(self), bufs)
    }

    /// As the split design's.
    fn write_all<'a>(&'a mut self, buf: &'a [u8]) -> WriteAll<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write_all(Via::from_mut(self), buf)
    }

    /// As the split design's.
    fn write_all_vectored<'a, 'b>(&'a mut self, bufs: &'a mut [IoSlice<'b>]) -> WriteAllVectored<'a, 'b, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write_all_vectored(Via::from_mut(self), bufs)
    }

    /// As the split design's.
    fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> WriteFmt<'_, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write_fmt(Via::from_mut(self), args)
    }

    /// As the split design's.
    fn flush(&mut self) -> Flush<'_, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::flush(Via::from_mut(self))
    }

    /// As the split design's.
    fn shutdown(&mut self) -> Shutdown<'_, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::shutdown(Via::from_mut(self))
    }

    /// As the split design's.
    fn inspect_write<F: FnMut(&[u8])>(self, f: F) -> poll_io::InspectWrite<Via<Self>, F>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::inspect_write(Via(self), f)
    }

    numbers! {
        AsyncWriteExt:
        fn write_u8(n: u8) -> WriteU8;
        fn write_i8(n: i8) -> WriteI8;
        fn write_u16(n: u16) -> WriteU16;
        fn write_i16(n: i16) -> WriteI16;
        fn write_u32(n: u32) -> WriteU32;
        fn write_i32(n: i32) -> WriteI32;
        fn write_u64(n: u64) -> WriteU64;
        fn write_i64(n: i64) -> WriteI64;
        fn write_u128(n: u128) -> WriteU128;
        fn write_i128(n: i128) -> WriteI128;
        fn write_f32(n: f32) -> WriteF32;
        fn write_f64(n: f64) -> WriteF64;
        fn write_u16_le(n: u16) -> WriteU16Le;
        fn write_i16_le(n: i16) -> WriteI16Le;
        fn write_u32_le(n: u32) -> WriteU32Le;
        fn write_i32_le(n: i32) -> WriteI32Le;
        fn write_u64_le(n: u64) -> WriteU64Le;
        fn write_i64_le(n: i64) -> WriteI64Le;
        fn write_u128_le(n: u128) -> WriteU128Le;
        fn write_i128_le(n: i128) -> WriteI128Le;
        fn write_f32_le(n: f32) -> WriteF32Le;
        fn write_f64_le(n: f64) -> WriteF64Le;
    }
}

/// A type of this design as one of the split design, so that the machines are the library's own.
#[derive(Debug)]
#[repr(transparent)]
pub struct Via<T: ?Sized>(T);

impl<T: ?Sized> Via<T> {
    fn from_mut(inner: &mut T) -> &mut Self {
        let wrapped = std::ptr::from_mut(inner) as *mut Self;
        // SAFETY: `wrapped` is from a `&mut T` that is borrowed for as long as what is returned, and `Self` is `T` in
        // memory, being `repr(transparent)`.
        unsafe { &mut *wrapped }
    }
}

impl<T: AsyncRead + Unpin + ?Sized> poll_io::AsyncRead for Via<T> {
    #[inline]
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }

    #[inline]
    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_read_vectored(cx, bufs)
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.0.remaining_hint()
    }
}

impl<T: AsyncWrite + Unpin + ?Sized> poll_io::AsyncWrite for Via<T> {
    #[inline]
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    #[inline]
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    #[inline]
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }

    #[inline]
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(cx, bufs)
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }
}

impl<T: AsyncRead + Unpin + ?Sized> AsyncRead for &mut T {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_read(cx, buf)
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut **self).poll_read_vectored(cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        (**self).remaining_hint()
    }
}

impl<T: AsyncWrite + Unpin + ?Sized> AsyncWrite for &mut T {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut **self).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut **self).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        (**self).is_write_vectored()
    }
}

impl<T: AsyncRead + Unpin + ?Sized> AsyncRead for Box<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_read(cx, buf)
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut **self).poll_read_vectored(cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        (**self).remaining_hint()
    }
}

impl<T: AsyncWrite + Unpin + ?Sized> AsyncWrite for Box<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut **self).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut **self).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        (**self).is_write_vectored()
    }
}

macro_rules! implementor {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<'a>(pub &'a [u8]);

        // <implementor>
        impl AsyncRead for $name<'_> {
            fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
                let (now, later) = self.0.split_at(self.0.len().min(buf.capacity()));
                buf.append(now);
                self.0 = later;
                Poll::Ready(Ok(()))
            }
        }
        // </implementor>
    };
}
implementor! {
    /// One reader.
    First
}
implementor! {
    /// Another reader.
    Second
}

implementor! {
    /// A reader that would answer `read_exact` by itself, and cannot.
    Quick
}

/// A writer that counts.
#[derive(Debug)]
pub struct Drain(pub u64);

impl AsyncWrite for Drain {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.0 += buf.len() as u64;
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// A pointer, with everything that can be handed on.
#[derive(Debug)]
pub struct Pointer<'a, T: ?Sized>(pub &'a mut T);

// <forwarder>
impl<T: AsyncRead + Unpin + ?Sized> AsyncRead for Pointer<'_, T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0).poll_read(cx, buf)
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut *self.0).poll_read_vectored(cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        self.0.remaining_hint()
    }
}

impl<T: AsyncWrite + Unpin + ?Sized> AsyncWrite for Pointer<'_, T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut *self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut *self.0).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }
}
// </forwarder>
