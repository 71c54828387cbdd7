//! The types that stand between a reader or writer and who uses it, one file each.
#![deny(clippy::missing_trait_methods, reason = "an adapter that forgets a provided method loses its speed in silence")]

#[cfg(feature = "alloc")]
mod buf_writer;
#[cfg(feature = "alloc")]
mod line_writer;

#[cfg(feature = "alloc")]
pub use buf_writer::{BufWriter, IntoInnerError};
#[cfg(feature = "alloc")]
pub use line_writer::LineWriter;

/// Stamps the reading of an adapter that only writes: straight to the field `inner`.
#[cfg(feature = "alloc")]
macro_rules! forward_read {
    ($name:ident<$inner:ident $(, $other:ident)*>) => {
        impl<$inner: $crate::AsyncRead $(, $other)*> $crate::AsyncRead for $name<$inner $(, $other)*> {
            #[inline]
            fn poll_read(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
                buf: $crate::BorrowedCursor<'_>,
            ) -> ::core::task::Poll<$crate::Result<()>> {
                self.project().inner.poll_read(cx, buf)
            }

            #[inline]
            fn poll_read_vectored(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
                bufs: &mut [$crate::IoSliceMut<'_>],
            ) -> ::core::task::Poll<$crate::Result<usize>> {
                self.project().inner.poll_read_vectored(cx, bufs)
            }

            #[inline]
            fn remaining_hint(&self) -> usize {
                self.inner.remaining_hint()
            }
        }

        impl<$inner: $crate::AsyncBufRead $(, $other)*> $crate::AsyncBufRead for $name<$inner $(, $other)*> {
            #[inline]
            fn poll_fill_buf(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
            ) -> ::core::task::Poll<$crate::Result<&[u8]>> {
                self.project().inner.poll_fill_buf(cx)
            }

            #[inline]
            fn consume(self: ::core::pin::Pin<&mut Self>, amt: usize) {
                self.project().inner.consume(amt);
            }
        }
    };
}
#[cfg(feature = "alloc")]
use forward_read;
