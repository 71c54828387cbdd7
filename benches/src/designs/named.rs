//! The design *named*: the methods are on the traits and return futures that have names. tokio tried this before its 1.0.
#![expect(unsafe_code, reason = "a reference to a type is cast to one to a transparent wrapper around it")]

#[path = "program.rs"]
pub mod program;
#[macro_use]
#[path = "pointers.rs"]
mod pointers;
#[macro_use]
#[path = "via.rs"]
mod via;

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

/// The traits that a program must import.
pub mod prelude {
    pub use super::{AsyncRead, AsyncWrite};
}

/// Names a trait object of a reader.
pub type DynRead<'a> = dyn AsyncRead + Unpin + 'a;
/// Names a trait object of a writer.
pub type DynWrite = dyn AsyncWrite + Unpin;

/// Defines the methods of one kind: each calls the method of the Ext trait, whose future has a name.
macro_rules! numbers {
    ($ext:ident: $(fn $method:ident($($n:ident: $number:ident)?) -> $future:ident;)*) => {
        $(
            /// Does the same as in the split.
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
    /// Does the same as in the split.
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    /// Does the same as in the split.
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

    /// Does the same as in the split.
    fn remaining_hint(&self) -> usize {
        0
    }

    /// Does the same as in the split.
    fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> future::Read<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_exact(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn read_buf<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> ReadBuf<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_buf(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn read_buf_exact<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> ReadBufExact<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_buf_exact(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn read_array<const N: usize>(&mut self) -> ReadArray<'_, Via<Self>, N>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_array(Via::from_mut(self))
    }

    /// Does the same as in the split.
    fn read_vectored<'a, 'b>(&'a mut self, bufs: &'a mut [IoSliceMut<'b>]) -> ReadVectored<'a, 'b, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_vectored(Via::from_mut(self), bufs)
    }

    /// Does the same as in the split.
    fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> ReadToEnd<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_to_end(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn read_to_string<'a>(&'a mut self, buf: &'a mut String) -> ReadToString<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_to_string(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }

    /// Does the same as in the split.
    fn bytes(self) -> poll_io::Bytes<Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::bytes(Via(self))
    }

    /// Does the same as in the split.
    fn chain<R: AsyncRead + Unpin>(self, next: R) -> poll_io::Chain<Via<Self>, Via<R>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::chain(Via(self), Via(next))
    }

    /// Does the same as in the split.
    fn take(self, limit: u64) -> poll_io::Take<Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::take(Via(self), limit)
    }

    /// Does the same as in the split.
    fn limited(self, max: u64) -> poll_io::Limited<Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::limited(Via(self), max)
    }

    /// Does the same as in the split.
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
    /// Does the same as in the split.
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;

    /// Does the same as in the split.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Does the same as in the split.
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Does the same as in the split.
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| &**buf);
        self.poll_write(cx, first)
    }

    /// Does the same as in the split.
    fn is_write_vectored(&self) -> bool {
        false
    }

    /// Does the same as in the split.
    fn write<'a>(&'a mut self, buf: &'a [u8]) -> future::Write<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn write_vectored<'a>(&'a mut self, bufs: &'a [IoSlice<'a>]) -> WriteVectored<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write_vectored(Via::from_mut(self), bufs)
    }

    /// Does the same as in the split.
    fn write_all<'a>(&'a mut self, buf: &'a [u8]) -> WriteAll<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write_all(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn write_all_vectored<'a, 'b>(&'a mut self, bufs: &'a mut [IoSlice<'b>]) -> WriteAllVectored<'a, 'b, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write_all_vectored(Via::from_mut(self), bufs)
    }

    /// Does the same as in the split.
    fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> WriteFmt<'_, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write_fmt(Via::from_mut(self), args)
    }

    /// Does the same as in the split.
    fn flush(&mut self) -> Flush<'_, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::flush(Via::from_mut(self))
    }

    /// Does the same as in the split.
    fn shutdown(&mut self) -> Shutdown<'_, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::shutdown(Via::from_mut(self))
    }

    /// Does the same as in the split.
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

via!([Unpin +] |this| Pin::new(&mut this.0));
pointers!({} {});

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
    /// A reader that knows a faster `read_exact`, but cannot override it.
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

/// A pointer that forwards every method.
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
