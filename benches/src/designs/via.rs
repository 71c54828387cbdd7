//! Lets a design that is not in the library use the futures of the library.

/// Defines `Via`, which turns a reader or writer of a design into one of the library.
macro_rules! via {
    ([$($bound:tt)*] |$this:ident| $inner:expr) => {
        /// Wraps a type of this design as a type of the split design.
        #[derive(Debug)]
        #[repr(transparent)]
        pub struct Via<T: ?Sized>(T);

        impl<T: ?Sized> Via<T> {
            fn from_mut(inner: &mut T) -> &mut Self {
                let wrapped = std::ptr::from_mut(inner) as *mut Self;
                // SAFETY: `wrapped` comes from a `&mut T` that is borrowed for the lifetime of the
                // result, and `Self` has the layout of `T` because it is `repr(transparent)`.
                unsafe { &mut *wrapped }
            }
        }

        impl<T: AsyncRead + $($bound)* ?Sized> poll_io::AsyncRead for Via<T> {
            #[inline]
            fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
                let $this = self.get_mut();
                $inner.poll_read(cx, buf)
            }

            #[inline]
            fn poll_read_vectored(
                self: Pin<&mut Self>,
                cx: &mut Context<'_>,
                bufs: &mut [IoSliceMut<'_>],
            ) -> Poll<Result<usize>> {
                let $this = self.get_mut();
                $inner.poll_read_vectored(cx, bufs)
            }

            #[inline]
            fn remaining_hint(&self) -> usize {
                self.0.remaining_hint()
            }
        }

        impl<T: AsyncWrite + $($bound)* ?Sized> poll_io::AsyncWrite for Via<T> {
            #[inline]
            fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
                let $this = self.get_mut();
                $inner.poll_write(cx, buf)
            }

            #[inline]
            fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
                let $this = self.get_mut();
                $inner.poll_flush(cx)
            }

            #[inline]
            fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
                let $this = self.get_mut();
                $inner.poll_shutdown(cx)
            }

            #[inline]
            fn poll_write_vectored(
                self: Pin<&mut Self>,
                cx: &mut Context<'_>,
                bufs: &[IoSlice<'_>],
            ) -> Poll<Result<usize>> {
                let $this = self.get_mut();
                $inner.poll_write_vectored(cx, bufs)
            }

            #[inline]
            fn is_write_vectored(&self) -> bool {
                self.0.is_write_vectored()
            }
        }
    };
}
