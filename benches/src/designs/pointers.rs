//! The pointers of the traits of a design that is not in the library. They are the same for each design, and not
//! counted.

/// Implements the traits of a design for `&mut T`, `Box<T>` and `Pin<&mut T>`. The traits have the poll methods of
/// the library, and the methods in the arguments.
macro_rules! pointers {
    ($reads:tt $writes:tt) => {
        pointer!([T: Unpin + ?Sized] &mut T, |this| Pin::new(&mut **this), $reads $writes);
        pointer!([T: Unpin + ?Sized] Box<T>, |this| Pin::new(&mut **this), $reads $writes);
        pointer!([T: ?Sized] Pin<&mut T>, |this| this.as_mut().get_mut().as_mut(), $reads $writes);
    };
}

/// Implements both traits for one pointer.
macro_rules! pointer {
    (
        [T: $($bound:tt)+] $pointer:ty,
        |$this:ident| $inner:expr,
        { $(fn $read:ident($($read_arg:ident: $read_ty:ty),*);)* }
        { $(fn $write:ident($($write_arg:ident: $write_ty:ty),*);)* }
    ) => {
        impl<T: AsyncRead + $($bound)+> AsyncRead for $pointer {
            fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
                let mut $this = self;
                $inner.poll_read(cx, buf)
            }

            fn poll_read_vectored(
                self: Pin<&mut Self>,
                cx: &mut Context<'_>,
                bufs: &mut [IoSliceMut<'_>],
            ) -> Poll<Result<usize>> {
                let mut $this = self;
                $inner.poll_read_vectored(cx, bufs)
            }

            fn remaining_hint(&self) -> usize {
                (**self).remaining_hint()
            }

            $(fn $read(self: Pin<&mut Self>, cx: &mut Context<'_>, $($read_arg: $read_ty),*) -> Poll<Result<()>> {
                let mut $this = self;
                $inner.$read(cx, $($read_arg),*)
            })*
        }

        impl<T: AsyncWrite + $($bound)+> AsyncWrite for $pointer {
            fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
                let mut $this = self;
                $inner.poll_write(cx, buf)
            }

            fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
                let mut $this = self;
                $inner.poll_flush(cx)
            }

            fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
                let mut $this = self;
                $inner.poll_shutdown(cx)
            }

            fn poll_write_vectored(
                self: Pin<&mut Self>,
                cx: &mut Context<'_>,
                bufs: &[IoSlice<'_>],
            ) -> Poll<Result<usize>> {
                let mut $this = self;
                $inner.poll_write_vectored(cx, bufs)
            }

            fn is_write_vectored(&self) -> bool {
                (**self).is_write_vectored()
            }

            $(fn $write(self: Pin<&mut Self>, cx: &mut Context<'_>, $($write_arg: $write_ty),*) -> Poll<Result<()>> {
                let mut $this = self;
                $inner.$write(cx, $($write_arg),*)
            })*
        }
    };
}
