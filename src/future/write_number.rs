//! The futures of the methods that write a number. They share one implementation.

use super::{opaque_debug, running, write_all::poll_drain_array};
use crate::{AsyncWrite, Result};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// Writes `N` bytes that it owns.
struct WriteBytes<'a, W: ?Sized, const N: usize> {
    writer: Option<&'a mut W>,
    bytes: [u8; N],
    written: u8,
}

impl<W: AsyncWrite + Unpin + ?Sized, const N: usize> WriteBytes<'_, W, N> {
    #[inline]
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let writer = running!(self.writer).get_mut();
        let result = ready!(poll_drain_array(cx, writer, &self.bytes, &mut self.written));
        self.writer = None;
        Poll::Ready(result)
    }
}

/// Generates the future of one method.
macro_rules! write_number {
    ($($name:ident: $number:ident by $to:ident for $method:ident,)*) => {
        $(
            #[doc = concat!("The future that [`AsyncWriteExt::", stringify!($method), "`](crate::AsyncWriteExt::", stringify!($method), ") returns.")]
            #[must_use = "futures do nothing unless you `.await` or poll them"]
            pub struct $name<'a, W: ?Sized> {
                bytes: WriteBytes<'a, W, { size_of::<$number>() }>,
            }

            impl<'a, W: ?Sized> $name<'a, W> {
                pub(crate) fn new(writer: &'a mut W, n: $number) -> Self {
                    $name { bytes: WriteBytes { writer: Some(writer), bytes: n.$to(), written: 0 } }
                }
            }

            impl<W: AsyncWrite + Unpin + ?Sized> Future for $name<'_, W> {
                type Output = Result<()>;

                #[inline]
                fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
                    self.get_mut().bytes.poll(cx)
                }
            }

            opaque_debug!($name<'_, W>);
        )*
    };
}

write_number! {
    WriteU8: u8 by to_be_bytes for write_u8,
    WriteI8: i8 by to_be_bytes for write_i8,
    WriteU16: u16 by to_be_bytes for write_u16,
    WriteI16: i16 by to_be_bytes for write_i16,
    WriteU32: u32 by to_be_bytes for write_u32,
    WriteI32: i32 by to_be_bytes for write_i32,
    WriteU64: u64 by to_be_bytes for write_u64,
    WriteI64: i64 by to_be_bytes for write_i64,
    WriteU128: u128 by to_be_bytes for write_u128,
    WriteI128: i128 by to_be_bytes for write_i128,
    WriteF32: f32 by to_be_bytes for write_f32,
    WriteF64: f64 by to_be_bytes for write_f64,
    WriteU16Le: u16 by to_le_bytes for write_u16_le,
    WriteI16Le: i16 by to_le_bytes for write_i16_le,
    WriteU32Le: u32 by to_le_bytes for write_u32_le,
    WriteI32Le: i32 by to_le_bytes for write_i32_le,
    WriteU64Le: u64 by to_le_bytes for write_u64_le,
    WriteI64Le: i64 by to_le_bytes for write_i64_le,
    WriteU128Le: u128 by to_le_bytes for write_u128_le,
    WriteI128Le: i128 by to_le_bytes for write_i128_le,
    WriteF32Le: f32 by to_le_bytes for write_f32_le,
    WriteF64Le: f64 by to_le_bytes for write_f64_le,
}
