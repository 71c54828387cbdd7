//! The methods on the traits, as `Iterator` has them: `poll_io::iterator_style`.

#[path = "program.rs"]
pub mod program;

use poll_io::{BorrowedCursor, ErrorKind, IoSlice, IoSliceMut, Result, iterator_style::prelude::*};
use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

/// The traits that a program must import.
pub mod prelude {
    pub use poll_io::iterator_style::prelude::*;
}

/// Names a trait object of a reader.
pub type DynRead<'a> = dyn AsyncRead + Unpin + 'a;
/// Names a trait object of a writer.
pub type DynWrite = dyn AsyncWrite + Unpin;

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

/// A reader that overrides `read_exact`.
#[derive(Debug)]
pub struct Quick<'a>(pub &'a [u8]);

impl Quick<'_> {
    fn front(&mut self, n: usize) -> Option<&[u8]> {
        let (now, later) = self.0.split_at_checked(n)?;
        self.0 = later;
        Some(now)
    }
}

impl AsyncRead for Quick<'_> {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let (now, later) = self.0.split_at(self.0.len().min(buf.capacity()));
        buf.append(now);
        self.0 = later;
        Poll::Ready(Ok(()))
    }

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> impl Future<Output = Result<()>> {
        poll_fn(move |_| {
            let Some(bytes) = self.front(buf.len()) else { return Poll::Ready(Err(ErrorKind::UnexpectedEof.into())) };
            buf.copy_from_slice(bytes);
            Poll::Ready(Ok(()))
        })
    }
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

/// A wrapper that forwards every method, so that it keeps each override of the inner type.
#[derive(Debug)]
pub struct Wrapper<T>(pub T);

// <wrapper>
impl<T: AsyncRead + Unpin> AsyncRead for Wrapper<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_read_vectored(cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        self.0.remaining_hint()
    }

    fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> impl Future<Output = Result<usize>> {
        self.0.read(buf)
    }

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> impl Future<Output = Result<()>> {
        self.0.read_exact(buf)
    }

    fn read_buf<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> impl Future<Output = Result<()>> {
        self.0.read_buf(buf)
    }

    fn read_buf_exact<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> impl Future<Output = Result<()>> {
        self.0.read_buf_exact(buf)
    }

    fn read_array<const N: usize>(&mut self) -> impl Future<Output = Result<[u8; N]>> {
        self.0.read_array()
    }

    fn read_vectored<'a>(&'a mut self, bufs: &'a mut [IoSliceMut<'_>]) -> impl Future<Output = Result<usize>> {
        self.0.read_vectored(bufs)
    }

    fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> impl Future<Output = Result<usize>> {
        self.0.read_to_end(buf)
    }

    fn read_to_string<'a>(&'a mut self, buf: &'a mut String) -> impl Future<Output = Result<usize>> {
        self.0.read_to_string(buf)
    }

    fn read_u8(&mut self) -> impl Future<Output = Result<u8>> {
        self.0.read_u8()
    }

    fn read_i8(&mut self) -> impl Future<Output = Result<i8>> {
        self.0.read_i8()
    }

    fn read_u16(&mut self) -> impl Future<Output = Result<u16>> {
        self.0.read_u16()
    }

    fn read_i16(&mut self) -> impl Future<Output = Result<i16>> {
        self.0.read_i16()
    }

    fn read_u32(&mut self) -> impl Future<Output = Result<u32>> {
        self.0.read_u32()
    }

    fn read_i32(&mut self) -> impl Future<Output = Result<i32>> {
        self.0.read_i32()
    }

    fn read_u64(&mut self) -> impl Future<Output = Result<u64>> {
        self.0.read_u64()
    }

    fn read_i64(&mut self) -> impl Future<Output = Result<i64>> {
        self.0.read_i64()
    }

    fn read_u128(&mut self) -> impl Future<Output = Result<u128>> {
        self.0.read_u128()
    }

    fn read_i128(&mut self) -> impl Future<Output = Result<i128>> {
        self.0.read_i128()
    }

    fn read_f32(&mut self) -> impl Future<Output = Result<f32>> {
        self.0.read_f32()
    }

    fn read_f64(&mut self) -> impl Future<Output = Result<f64>> {
        self.0.read_f64()
    }

    fn read_u16_le(&mut self) -> impl Future<Output = Result<u16>> {
        self.0.read_u16_le()
    }

    fn read_i16_le(&mut self) -> impl Future<Output = Result<i16>> {
        self.0.read_i16_le()
    }

    fn read_u32_le(&mut self) -> impl Future<Output = Result<u32>> {
        self.0.read_u32_le()
    }

    fn read_i32_le(&mut self) -> impl Future<Output = Result<i32>> {
        self.0.read_i32_le()
    }

    fn read_u64_le(&mut self) -> impl Future<Output = Result<u64>> {
        self.0.read_u64_le()
    }

    fn read_i64_le(&mut self) -> impl Future<Output = Result<i64>> {
        self.0.read_i64_le()
    }

    fn read_u128_le(&mut self) -> impl Future<Output = Result<u128>> {
        self.0.read_u128_le()
    }

    fn read_i128_le(&mut self) -> impl Future<Output = Result<i128>> {
        self.0.read_i128_le()
    }

    fn read_f32_le(&mut self) -> impl Future<Output = Result<f32>> {
        self.0.read_f32_le()
    }

    fn read_f64_le(&mut self) -> impl Future<Output = Result<f64>> {
        self.0.read_f64_le()
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Wrapper<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    fn write<'a>(&'a mut self, buf: &'a [u8]) -> impl Future<Output = Result<usize>> {
        self.0.write(buf)
    }

    fn write_vectored<'a>(&'a mut self, bufs: &'a [IoSlice<'a>]) -> impl Future<Output = Result<usize>> {
        self.0.write_vectored(bufs)
    }

    fn write_all<'a>(&'a mut self, buf: &'a [u8]) -> impl Future<Output = Result<()>> {
        self.0.write_all(buf)
    }

    fn write_all_vectored<'a>(&'a mut self, bufs: &'a mut [IoSlice<'_>]) -> impl Future<Output = Result<()>> {
        self.0.write_all_vectored(bufs)
    }

    fn flush(&mut self) -> impl Future<Output = Result<()>> {
        self.0.flush()
    }

    fn shutdown(&mut self) -> impl Future<Output = Result<()>> {
        self.0.shutdown()
    }

    fn write_u8(&mut self, n: u8) -> impl Future<Output = Result<()>> {
        self.0.write_u8(n)
    }

    fn write_i8(&mut self, n: i8) -> impl Future<Output = Result<()>> {
        self.0.write_i8(n)
    }

    fn write_u16(&mut self, n: u16) -> impl Future<Output = Result<()>> {
        self.0.write_u16(n)
    }

    fn write_i16(&mut self, n: i16) -> impl Future<Output = Result<()>> {
        self.0.write_i16(n)
    }

    fn write_u32(&mut self, n: u32) -> impl Future<Output = Result<()>> {
        self.0.write_u32(n)
    }

    fn write_i32(&mut self, n: i32) -> impl Future<Output = Result<()>> {
        self.0.write_i32(n)
    }

    fn write_u64(&mut self, n: u64) -> impl Future<Output = Result<()>> {
        self.0.write_u64(n)
    }

    fn write_i64(&mut self, n: i64) -> impl Future<Output = Result<()>> {
        self.0.write_i64(n)
    }

    fn write_u128(&mut self, n: u128) -> impl Future<Output = Result<()>> {
        self.0.write_u128(n)
    }

    fn write_i128(&mut self, n: i128) -> impl Future<Output = Result<()>> {
        self.0.write_i128(n)
    }

    fn write_f32(&mut self, n: f32) -> impl Future<Output = Result<()>> {
        self.0.write_f32(n)
    }

    fn write_f64(&mut self, n: f64) -> impl Future<Output = Result<()>> {
        self.0.write_f64(n)
    }

    fn write_u16_le(&mut self, n: u16) -> impl Future<Output = Result<()>> {
        self.0.write_u16_le(n)
    }

    fn write_i16_le(&mut self, n: i16) -> impl Future<Output = Result<()>> {
        self.0.write_i16_le(n)
    }

    fn write_u32_le(&mut self, n: u32) -> impl Future<Output = Result<()>> {
        self.0.write_u32_le(n)
    }

    fn write_i32_le(&mut self, n: i32) -> impl Future<Output = Result<()>> {
        self.0.write_i32_le(n)
    }

    fn write_u64_le(&mut self, n: u64) -> impl Future<Output = Result<()>> {
        self.0.write_u64_le(n)
    }

    fn write_i64_le(&mut self, n: i64) -> impl Future<Output = Result<()>> {
        self.0.write_i64_le(n)
    }

    fn write_u128_le(&mut self, n: u128) -> impl Future<Output = Result<()>> {
        self.0.write_u128_le(n)
    }

    fn write_i128_le(&mut self, n: i128) -> impl Future<Output = Result<()>> {
        self.0.write_i128_le(n)
    }

    fn write_f32_le(&mut self, n: f32) -> impl Future<Output = Result<()>> {
        self.0.write_f32_le(n)
    }

    fn write_f64_le(&mut self, n: f64) -> impl Future<Output = Result<()>> {
        self.0.write_f64_le(n)
    }
}
// </wrapper>
