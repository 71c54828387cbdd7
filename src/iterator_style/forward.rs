//! The forwarding of the poll-level methods: in the two wrappers, in the types in memory, and in the pointers `&mut T`, `Box<T>`
//! and `Pin<P>`.
//!
//! The pointers forward only these methods, because the others have `where Self: Sized`, and the target `T: ?Sized` may not have
//! them. The lint `clippy::missing_trait_methods`, which checks the forwarding of the split design, asks for all methods. So a
//! test checks this file in its place.

use super::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite};
#[cfg(feature = "alloc")]
use alloc::boxed::Box;
use core::{ops::DerefMut, pin::Pin};

/// Generates the body of an impl of `AsyncRead`, of this design or of the split design.
///
/// Each method forwards to the method of the trait in the module `$design`. The two expressions make the inner stream from a
/// `Pin<&mut Self>` and from a `&Self`.
macro_rules! reads_as {
    ($design:ident, |$pin:ident| $project:expr, |$this:ident| $inner:expr) => {
        #[inline]
        fn poll_read(
            self: ::core::pin::Pin<&mut Self>,
            cx: &mut ::core::task::Context<'_>,
            buf: $crate::BorrowedCursor<'_>,
        ) -> ::core::task::Poll<$crate::Result<()>> {
            let $pin = self;
            $design::AsyncRead::poll_read($project, cx, buf)
        }

        #[inline]
        fn poll_read_vectored(
            self: ::core::pin::Pin<&mut Self>,
            cx: &mut ::core::task::Context<'_>,
            bufs: &mut [$crate::IoSliceMut<'_>],
        ) -> ::core::task::Poll<$crate::Result<usize>> {
            let $pin = self;
            $design::AsyncRead::poll_read_vectored($project, cx, bufs)
        }

        #[inline]
        fn remaining_hint(&self) -> usize {
            let $this = self;
            $design::AsyncRead::remaining_hint($inner)
        }
    };
}
pub(super) use reads_as;

/// Does what [`reads_as`] does, for `AsyncWrite`.
macro_rules! writes_as {
    ($design:ident, |$pin:ident| $project:expr, |$this:ident| $inner:expr) => {
        #[inline]
        fn poll_write(
            self: ::core::pin::Pin<&mut Self>,
            cx: &mut ::core::task::Context<'_>,
            buf: &[u8],
        ) -> ::core::task::Poll<$crate::Result<usize>> {
            let $pin = self;
            $design::AsyncWrite::poll_write($project, cx, buf)
        }

        #[inline]
        fn poll_flush(
            self: ::core::pin::Pin<&mut Self>,
            cx: &mut ::core::task::Context<'_>,
        ) -> ::core::task::Poll<$crate::Result<()>> {
            let $pin = self;
            $design::AsyncWrite::poll_flush($project, cx)
        }

        #[inline]
        fn poll_shutdown(
            self: ::core::pin::Pin<&mut Self>,
            cx: &mut ::core::task::Context<'_>,
        ) -> ::core::task::Poll<$crate::Result<()>> {
            let $pin = self;
            $design::AsyncWrite::poll_shutdown($project, cx)
        }

        #[inline]
        fn poll_write_vectored(
            self: ::core::pin::Pin<&mut Self>,
            cx: &mut ::core::task::Context<'_>,
            bufs: &[$crate::IoSlice<'_>],
        ) -> ::core::task::Poll<$crate::Result<usize>> {
            let $pin = self;
            $design::AsyncWrite::poll_write_vectored($project, cx, bufs)
        }

        #[inline]
        fn is_write_vectored(&self) -> bool {
            let $this = self;
            $design::AsyncWrite::is_write_vectored($inner)
        }
    };
}
pub(super) use writes_as;

/// Does what [`reads_as`] does, for `AsyncBufRead`.
macro_rules! buf_reads_as {
    ($design:ident, |$pin:ident| $project:expr) => {
        #[inline]
        fn poll_fill_buf(
            self: ::core::pin::Pin<&mut Self>,
            cx: &mut ::core::task::Context<'_>,
        ) -> ::core::task::Poll<$crate::Result<&[u8]>> {
            let $pin = self;
            $design::AsyncBufRead::poll_fill_buf($project, cx)
        }

        #[inline]
        fn consume(self: ::core::pin::Pin<&mut Self>, amt: usize) {
            let $pin = self;
            $design::AsyncBufRead::consume($project, amt);
        }
    };
}
pub(super) use buf_reads_as;

/// Does what [`reads_as`] does, for `AsyncSeek`.
macro_rules! seeks_as {
    ($design:ident, |$pin:ident| $project:expr) => {
        #[inline]
        fn poll_seek(
            self: ::core::pin::Pin<&mut Self>,
            cx: &mut ::core::task::Context<'_>,
            pos: $crate::SeekFrom,
        ) -> ::core::task::Poll<$crate::Result<u64>> {
            let $pin = self;
            $design::AsyncSeek::poll_seek($project, cx, pos)
        }
    };
}
pub(super) use seeks_as;

/// Generates the accessors of a wrapper with the field `inner`.
macro_rules! wrapper {
    ($name:ident<$inner:ident $(: ?$sized:ident)?>) => {
        impl<$inner> $name<$inner> {
            /// Wraps `inner`.
            pub const fn new(inner: $inner) -> Self {
                $name { inner }
            }

            /// Returns the inner stream.
            pub fn into_inner(self) -> $inner {
                self.inner
            }
        }

        impl<$inner $(: ?$sized)?> $name<$inner> {
            /// Returns a reference to the inner stream.
            pub const fn get_ref(&self) -> &$inner {
                &self.inner
            }

            /// Returns a mutable reference to the inner stream.
            pub const fn get_mut(&mut self) -> &mut $inner {
                &mut self.inner
            }

            /// Returns a pinned mutable reference to the inner stream.
            pub fn get_pin_mut(self: ::core::pin::Pin<&mut Self>) -> ::core::pin::Pin<&mut $inner> {
                self.project().inner
            }
        }
    };
}
pub(super) use wrapper;

/// Generates the four impls for a pointer whose target is `Unpin`.
macro_rules! forward_through {
    ($pointer:ty) => {
        impl<T: AsyncRead + Unpin + ?Sized> AsyncRead for $pointer {
            reads_as!(super, |this| Pin::new(&mut **this.get_mut()), |this| &**this);
        }

        impl<T: AsyncWrite + Unpin + ?Sized> AsyncWrite for $pointer {
            writes_as!(super, |this| Pin::new(&mut **this.get_mut()), |this| &**this);
        }

        impl<T: AsyncBufRead + Unpin + ?Sized> AsyncBufRead for $pointer {
            buf_reads_as!(super, |this| Pin::new(&mut **this.get_mut()));
        }

        impl<T: AsyncSeek + Unpin + ?Sized> AsyncSeek for $pointer {
            seeks_as!(super, |this| Pin::new(&mut **this.get_mut()));
        }
    };
}

forward_through!(&mut T);
#[cfg(feature = "alloc")]
forward_through!(Box<T>);

impl<P: DerefMut<Target: AsyncRead>> AsyncRead for Pin<P> {
    reads_as!(super, |this| this.as_deref_mut(), |this| &**this);
}

impl<P: DerefMut<Target: AsyncWrite>> AsyncWrite for Pin<P> {
    writes_as!(super, |this| this.as_deref_mut(), |this| &**this);
}

impl<P: DerefMut<Target: AsyncBufRead>> AsyncBufRead for Pin<P> {
    buf_reads_as!(super, |this| this.as_deref_mut());
}

impl<P: DerefMut<Target: AsyncSeek>> AsyncSeek for Pin<P> {
    seeks_as!(super, |this| this.as_deref_mut());
}
