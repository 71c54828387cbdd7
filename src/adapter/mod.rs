//! The adapters: types that wrap a reader or a writer, one file each.
//!
//! An adapter forwards every method of the traits. It may import the futures of `crate::future` and the shared modules of the
//! crate, but not `crate::ext`.
#![deny(
    clippy::missing_trait_methods,
    reason = "an adapter that does not forward a provided method is slower, and nothing else shows it"
)]

#[cfg(feature = "alloc")]
mod buf_reader;
#[cfg(feature = "alloc")]
mod buf_stream;
#[cfg(feature = "alloc")]
mod buf_writer;
#[cfg(feature = "alloc")]
mod buffer;
mod bytes;
mod chain;
mod devices;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod duplex;
mod either;
mod inspect;
#[cfg(feature = "alloc")]
mod items;
mod join;
mod limited;
#[cfg(feature = "alloc")]
mod line_writer;
#[cfg(feature = "alloc")]
mod lines;
#[cfg(feature = "alloc")]
mod segments;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod simplex;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod split;
mod take;

#[cfg(feature = "alloc")]
pub use buf_reader::BufReader;
#[cfg(feature = "alloc")]
pub use buf_stream::BufStream;
#[cfg(feature = "alloc")]
pub use buf_writer::{BufWriter, IntoInnerError};
pub use bytes::Bytes;
pub use chain::Chain;
pub use devices::{empty, repeat, sink};
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use duplex::{DuplexStream, duplex};
pub use either::Either;
pub use inspect::{Inspect, InspectWrite};
pub use join::{Join, join};
pub use limited::Limited;
#[cfg(feature = "alloc")]
pub use line_writer::LineWriter;
#[cfg(feature = "alloc")]
pub use lines::Lines;
#[cfg(feature = "alloc")]
pub use segments::Split;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use simplex::{SimplexReader, SimplexWriter, simplex};
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use split::{ReadHalf, WriteHalf, split};
pub use take::Take;

/// Generates `AsyncWrite` for an adapter that changes only reads. Each method first polls the function `$first`, if
/// there is one, and then calls the field `inner`.
macro_rules! forward_write {
    ($name:ident<$inner:ident $(, $other:ident)*> $(, after $first:path)?) => {
        impl<$inner: $crate::AsyncWrite $(, $other)*> $crate::AsyncWrite for $name<$inner $(, $other)*> {
            #[inline]
            fn poll_write(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
                buf: &[u8],
            ) -> ::core::task::Poll<$crate::Result<usize>> {
                let this = self;
                $(
                    let mut this = this;
                    ::core::task::ready!($first(this.as_mut(), cx))?;
                )?
                this.project().inner.poll_write(cx, buf)
            }

            #[inline]
            fn poll_flush(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
            ) -> ::core::task::Poll<$crate::Result<()>> {
                let this = self;
                $(
                    let mut this = this;
                    ::core::task::ready!($first(this.as_mut(), cx))?;
                )?
                this.project().inner.poll_flush(cx)
            }

            #[inline]
            fn poll_shutdown(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
            ) -> ::core::task::Poll<$crate::Result<()>> {
                let this = self;
                $(
                    let mut this = this;
                    ::core::task::ready!($first(this.as_mut(), cx))?;
                )?
                this.project().inner.poll_shutdown(cx)
            }

            #[inline]
            fn poll_write_vectored(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
                bufs: &[$crate::IoSlice<'_>],
            ) -> ::core::task::Poll<$crate::Result<usize>> {
                let this = self;
                $(
                    let mut this = this;
                    ::core::task::ready!($first(this.as_mut(), cx))?;
                )?
                this.project().inner.poll_write_vectored(cx, bufs)
            }

            #[inline]
            fn is_write_vectored(&self) -> bool {
                self.inner.is_write_vectored()
            }
        }
    };
}
use forward_write;

/// Generates `AsyncRead` for an adapter that changes only writes. Each method first polls the function `$first`, if
/// there is one, and then calls the field `inner`.
macro_rules! forward_read {
    ($name:ident<$inner:ident $(, $other:ident)*> $(, after $first:path)?) => {
        impl<$inner: $crate::AsyncRead $(, $other)*> $crate::AsyncRead for $name<$inner $(, $other)*> {
            #[inline]
            fn poll_read(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
                buf: $crate::BorrowedCursor<'_>,
            ) -> ::core::task::Poll<$crate::Result<()>> {
                let this = self;
                $(
                    let mut this = this;
                    // A read without room does not wait (R3). It is not forwarded either, since it could complete the seek of
                    // the inner stream alone.
                    if buf.capacity() == 0 {
                        return ::core::task::Poll::Ready(Ok(()));
                    }
                    ::core::task::ready!($first(this.as_mut(), cx))?;
                )?
                this.project().inner.poll_read(cx, buf)
            }

            #[inline]
            fn poll_read_vectored(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
                bufs: &mut [$crate::IoSliceMut<'_>],
            ) -> ::core::task::Poll<$crate::Result<usize>> {
                let this = self;
                $(
                    let mut this = this;
                    if $crate::budget::total(bufs) == 0 {
                        return ::core::task::Poll::Ready(Ok(0));
                    }
                    ::core::task::ready!($first(this.as_mut(), cx))?;
                )?
                this.project().inner.poll_read_vectored(cx, bufs)
            }

            #[inline]
            fn remaining_hint(&self) -> usize {
                self.inner.remaining_hint()
            }
        }
    };
}
use forward_read;

/// Generates `AsyncBufRead` in the same way as [`forward_read`].
macro_rules! forward_buf_read {
    ($name:ident<$inner:ident: $bound:ident $(, $other:ident)*> $(, after $first:path)?) => {
        impl<$inner: $bound $(, $other)*> AsyncBufRead for $name<$inner $(, $other)*> {
            #[inline]
            fn poll_fill_buf(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
            ) -> ::core::task::Poll<$crate::Result<&[u8]>> {
                let this = self;
                $(
                    let mut this = this;
                    ::core::task::ready!($first(this.as_mut(), cx))?;
                )?
                this.project().inner.poll_fill_buf(cx)
            }

            #[inline]
            fn consume(self: ::core::pin::Pin<&mut Self>, amt: usize) {
                self.project().inner.consume(amt);
            }
        }
    };
}
use forward_buf_read;

/// Generates `get_ref`, `get_mut`, `get_pin_mut` and `into_inner` for an adapter around the field `inner`.
///
/// `$kind` says what the inner stream is, and `$note` warns of its direct use. The examples make an adapter around a cursor
/// with `$make`, and transfer one byte with `$step`.
macro_rules! accessors {
    (
        $name:ident<$inner:ident $(, $other:ident)*>,
        $kind:literal,
        $note:literal,
        $make:literal,
        $step:literal
    ) => {
        impl<$inner $(, $other)*> $name<$inner $(, $other)*> {
            #[doc = concat!("Returns a reference to the inner ", $kind, ".")]
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::prelude::*;
            /// use std::io::Cursor;
            ///
            #[doc = concat!("let ", $kind, " = ", $make, ";")]
            #[doc = concat!("assert_eq!(", $kind, ".get_ref().position(), 0);")]
            /// ```
            pub fn get_ref(&self) -> &$inner {
                &self.inner
            }

            #[doc = concat!("Returns a mutable reference to the inner ", $kind, ".")]
            ///
            #[doc = $note]
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::prelude::*;
            /// use std::io::Cursor;
            ///
            #[doc = concat!("let mut ", $kind, " = ", $make, ";")]
            #[doc = concat!($kind, ".get_mut().set_position(2);")]
            #[doc = concat!("assert_eq!(", $kind, ".get_ref().position(), 2);")]
            /// ```
            pub fn get_mut(&mut self) -> &mut $inner {
                &mut self.inner
            }

            #[doc = concat!("Returns a pinned mutable reference to the inner ", $kind, ".")]
            ///
            #[doc = $note]
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::prelude::*;
            /// use std::io::Cursor;
            ///
            #[doc = concat!("let mut ", $kind, " = Box::pin(", $make, ");")]
            #[doc = concat!($kind, ".as_mut().get_pin_mut().set_position(2);")]
            #[doc = concat!("assert_eq!(", $kind, ".get_ref().position(), 2);")]
            /// ```
            pub fn get_pin_mut(self: ::core::pin::Pin<&mut Self>) -> ::core::pin::Pin<&mut $inner> {
                self.project().inner
            }

            #[doc = concat!("Returns the inner ", $kind, ".")]
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::prelude::*;
            /// use std::io::Cursor;
            ///
            /// # futures_lite::future::block_on(async {
            #[doc = concat!("let mut ", $kind, " = ", $make, ";")]
            #[doc = concat!($kind, $step, ".await?;")]
            #[doc = concat!("assert_eq!(", $kind, ".into_inner().position(), 1);")]
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn into_inner(self) -> $inner {
                self.inner
            }
        }
    };
}
pub(crate) use accessors;
