//! The impls of the traits for `&mut T`, `Box<T>` and `Pin<P>`.
//!
//! Each impl forwards every method, also the provided ones. An impl that does not forward a provided method compiles, but is
//! slower. The lint below finds it.
#![deny(clippy::missing_trait_methods, reason = "an impl that misses a provided method is slower, with no warning")]

use crate::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result, SeekFrom};
#[cfg(feature = "alloc")]
use alloc::boxed::Box;
use core::{
    ops::DerefMut,
    pin::Pin,
    task::{Context, Poll},
};

/// Generates the four impls for a pointer whose target is `Unpin`.
macro_rules! forward_through {
    ($pointer:ty) => {
        impl<T: AsyncRead + Unpin + ?Sized> AsyncRead for $pointer {
            #[inline]
            fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
                Pin::new(&mut **self).poll_read(cx, buf)
            }

            #[inline]
            fn poll_read_vectored(
                mut self: Pin<&mut Self>,
                cx: &mut Context<'_>,
                bufs: &mut [IoSliceMut<'_>],
            ) -> Poll<Result<usize>> {
                Pin::new(&mut **self).poll_read_vectored(cx, bufs)
            }

            #[inline]
            fn remaining_hint(&self) -> usize {
                (**self).remaining_hint()
            }
        }

        impl<T: AsyncWrite + Unpin + ?Sized> AsyncWrite for $pointer {
            #[inline]
            fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
                Pin::new(&mut **self).poll_write(cx, buf)
            }

            #[inline]
            fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
                Pin::new(&mut **self).poll_flush(cx)
            }

            #[inline]
            fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
                Pin::new(&mut **self).poll_shutdown(cx)
            }

            #[inline]
            fn poll_write_vectored(
                mut self: Pin<&mut Self>,
                cx: &mut Context<'_>,
                bufs: &[IoSlice<'_>],
            ) -> Poll<Result<usize>> {
                Pin::new(&mut **self).poll_write_vectored(cx, bufs)
            }

            #[inline]
            fn is_write_vectored(&self) -> bool {
                (**self).is_write_vectored()
            }
        }

        impl<T: AsyncBufRead + Unpin + ?Sized> AsyncBufRead for $pointer {
            #[inline]
            fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
                Pin::new(&mut **self.get_mut()).poll_fill_buf(cx)
            }

            #[inline]
            fn consume(mut self: Pin<&mut Self>, amt: usize) {
                Pin::new(&mut **self).consume(amt);
            }
        }

        impl<T: AsyncSeek + Unpin + ?Sized> AsyncSeek for $pointer {
            #[inline]
            fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
                Pin::new(&mut **self).poll_seek(cx, pos)
            }
        }
    };
}

forward_through!(&mut T);
#[cfg(feature = "alloc")]
forward_through!(Box<T>);

impl<P: DerefMut<Target: AsyncRead>> AsyncRead for Pin<P> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.as_deref_mut().poll_read(cx, buf)
    }

    #[inline]
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        self.as_deref_mut().poll_read_vectored(cx, bufs)
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        (**self).remaining_hint()
    }
}

impl<P: DerefMut<Target: AsyncWrite>> AsyncWrite for Pin<P> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.as_deref_mut().poll_write(cx, buf)
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.as_deref_mut().poll_flush(cx)
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.as_deref_mut().poll_shutdown(cx)
    }

    #[inline]
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.as_deref_mut().poll_write_vectored(cx, bufs)
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        (**self).is_write_vectored()
    }
}

impl<P: DerefMut<Target: AsyncBufRead>> AsyncBufRead for Pin<P> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.as_deref_mut().poll_fill_buf(cx)
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.as_deref_mut().consume(amt);
    }
}

impl<P: DerefMut<Target: AsyncSeek>> AsyncSeek for Pin<P> {
    #[inline]
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.as_deref_mut().poll_seek(cx, pos)
    }
}
