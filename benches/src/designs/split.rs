//! This is the split, the design of poll-io.

#[path = "program.rs"]
pub mod program;

use poll_io::{BorrowedCursor, IoSlice, IoSliceMut, Result, prelude::*};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The traits that a program must import.
pub mod prelude {
    pub use poll_io::prelude::*;
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

implementor! {
    /// A reader that knows a faster `read_exact`, but cannot override it.
    Quick
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

// <counter>
pin_project_lite::pin_project! {
    /// A reader that counts its polls.
    #[derive(Debug)]
    pub struct Counted<R> {
        #[pin]
        inner: R,
        polls: u32,
    }
}

impl<R: AsyncRead> AsyncRead for Counted<R> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.project();
        *this.polls += 1;
        this.inner.poll_read(cx, buf)
    }
}
// </counter>

// <holder>
pin_project_lite::pin_project! {
    /// A reader that holds the future that opens it.
    #[derive(Debug)]
    pub struct Later<F> {
        #[pin]
        opening: F,
        bytes: &'static [u8],
    }
}

impl<F: Future<Output = &'static [u8]>> AsyncRead for Later<F> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.project();
        if this.bytes.is_empty() {
            *this.bytes = ready!(this.opening.poll(cx));
        }
        let (now, later) = this.bytes.split_at(this.bytes.len().min(buf.capacity()));
        buf.append(now);
        *this.bytes = later;
        Poll::Ready(Ok(()))
    }
}
// </holder>

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
