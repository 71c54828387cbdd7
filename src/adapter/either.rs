//! A stream that is one of two types.
#![expect(unsafe_code, reason = "the variants are public tuples, which pin-project-lite does not project")]

use crate::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result, SeekFrom};
use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// A stream that is one of two types, for example an encrypted or a plain connection.
///
/// All calls go to the stream inside.
///
/// # Examples
///
/// ```
/// use poll_io::{AsyncRead, Either, prelude::*};
///
/// fn source(text: Option<&str>) -> impl AsyncRead + Unpin {
///     text.map_or_else(|| Either::Right(poll_io::repeat(0)), |text| Either::Left(text.as_bytes()))
/// }
///
/// # futures_lite::future::block_on(async {
/// assert_eq!(source(Some("hello")).read_array().await?, *b"he");
/// assert_eq!(source(None).read_array().await?, [0; 2]);
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Either<A, B> {
    /// The stream has the first type.
    Left(A),
    /// The stream has the second type.
    Right(B),
}

impl<A, B> Either<A, B> {
    /// Returns a pinned mutable reference to the stream inside.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::Either;
    ///
    /// let mut either = Box::pin(Either::<&[u8], Vec<u8>>::Right(vec![1]));
    /// if let Either::Right(mut bytes) = either.as_mut().as_pin_mut() {
    ///     bytes.push(2);
    /// }
    /// assert!(matches!(&*either, Either::Right(bytes) if bytes == &[1, 2]));
    /// ```
    pub fn as_pin_mut(self: Pin<&mut Self>) -> Either<Pin<&mut A>, Pin<&mut B>> {
        // SAFETY: nothing is moved out of the reference, because it is pinned again below.
        match unsafe { self.get_unchecked_mut() } {
            // SAFETY: the content of a pinned `Either` is pinned too. `Either` has no `Drop`, is `Unpin` only if both
            // types are, and never moves its content.
            Either::Left(a) => Either::Left(unsafe { Pin::new_unchecked(a) }),
            // SAFETY: the content of a pinned `Either` is pinned too, for the same reasons.
            Either::Right(b) => Either::Right(unsafe { Pin::new_unchecked(b) }),
        }
    }
}

/// Runs the same expression on the stream inside, for both types.
macro_rules! either {
    ($either:expr, $inner:ident => $do:expr) => {
        match $either {
            Either::Left($inner) => $do,
            Either::Right($inner) => $do,
        }
    };
}

impl<A: AsyncRead, B: AsyncRead> AsyncRead for Either<A, B> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        either!(self.as_pin_mut(), io => io.poll_read(cx, buf))
    }

    #[inline]
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        either!(self.as_pin_mut(), io => io.poll_read_vectored(cx, bufs))
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        either!(self, io => io.remaining_hint())
    }
}

impl<A: AsyncBufRead, B: AsyncBufRead> AsyncBufRead for Either<A, B> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        either!(self.as_pin_mut(), io => io.poll_fill_buf(cx))
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amt: usize) {
        either!(self.as_pin_mut(), io => io.consume(amt));
    }
}

impl<A: AsyncWrite, B: AsyncWrite> AsyncWrite for Either<A, B> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        either!(self.as_pin_mut(), io => io.poll_write(cx, buf))
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        either!(self.as_pin_mut(), io => io.poll_flush(cx))
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        either!(self.as_pin_mut(), io => io.poll_shutdown(cx))
    }

    #[inline]
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        either!(self.as_pin_mut(), io => io.poll_write_vectored(cx, bufs))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        either!(self, io => io.is_write_vectored())
    }
}

impl<A: AsyncSeek, B: AsyncSeek> AsyncSeek for Either<A, B> {
    #[inline]
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        either!(self.as_pin_mut(), io => io.poll_seek(cx, pos))
    }
}
