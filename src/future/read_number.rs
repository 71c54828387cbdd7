//! The futures of the methods that read a number. They share one implementation.

use super::{opaque_debug, read_exact::poll_fill_array, running};
use crate::{AsyncRead, Result};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// Reads `N` bytes. This is like [`ReadArray`](super::ReadArray), but the count has one byte, which keeps these futures
/// small.
struct ReadBytes<'a, R: ?Sized, const N: usize> {
    reader: Option<&'a mut R>,
    bytes: [u8; N],
    filled: u8,
}

impl<R: AsyncRead + Unpin + ?Sized, const N: usize> ReadBytes<'_, R, N> {
    #[inline]
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<[u8; N]>> {
        let reader = running!(self.reader).get_mut();
        let result = ready!(poll_fill_array(cx, reader, &mut self.bytes, &mut self.filled));
        self.reader = None;
        Poll::Ready(result.map(|()| self.bytes))
    }
}

/// Generates the future of one method.
macro_rules! read_number {
    ($($name:ident: $number:ident by $from:ident for $method:ident,)*) => {
        $(
            #[doc = concat!("The future that [`AsyncReadExt::", stringify!($method), "`](crate::AsyncReadExt::", stringify!($method), ") returns.")]
            #[must_use = "futures do nothing unless you `.await` or poll them"]
            pub struct $name<'a, R: ?Sized> {
                bytes: ReadBytes<'a, R, { size_of::<$number>() }>,
            }

            impl<'a, R: ?Sized> $name<'a, R> {
                pub(crate) fn new(reader: &'a mut R) -> Self {
                    $name { bytes: ReadBytes { reader: Some(reader), bytes: [0; size_of::<$number>()], filled: 0 } }
                }
            }

            impl<R: AsyncRead + Unpin + ?Sized> Future for $name<'_, R> {
                type Output = Result<$number>;

                #[inline]
                fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
                    self.get_mut().bytes.poll(cx).map_ok($number::$from)
                }
            }

            opaque_debug!($name<'_, R>);
        )*
    };
}

read_number! {
    ReadU8: u8 by from_be_bytes for read_u8,
    ReadI8: i8 by from_be_bytes for read_i8,
    ReadU16: u16 by from_be_bytes for read_u16,
    ReadI16: i16 by from_be_bytes for read_i16,
    ReadU32: u32 by from_be_bytes for read_u32,
    ReadI32: i32 by from_be_bytes for read_i32,
    ReadU64: u64 by from_be_bytes for read_u64,
    ReadI64: i64 by from_be_bytes for read_i64,
    ReadU128: u128 by from_be_bytes for read_u128,
    ReadI128: i128 by from_be_bytes for read_i128,
    ReadF32: f32 by from_be_bytes for read_f32,
    ReadF64: f64 by from_be_bytes for read_f64,
    ReadU16Le: u16 by from_le_bytes for read_u16_le,
    ReadI16Le: i16 by from_le_bytes for read_i16_le,
    ReadU32Le: u32 by from_le_bytes for read_u32_le,
    ReadI32Le: i32 by from_le_bytes for read_i32_le,
    ReadU64Le: u64 by from_le_bytes for read_u64_le,
    ReadI64Le: i64 by from_le_bytes for read_i64_le,
    ReadU128Le: u128 by from_le_bytes for read_u128_le,
    ReadI128Le: i128 by from_le_bytes for read_i128_le,
    ReadF32Le: f32 by from_le_bytes for read_f32_le,
    ReadF64Le: f64 by from_le_bytes for read_f64_le,
}
