//! The split design with `&mut self` in place of `Pin<&mut Self>`, as futures-io had it until 0.3.0-alpha.13.
#![expect(unsafe_code, reason = "a reference to a type is cast to one to a transparent wrapper around it")]

#[path = "program.rs"]
pub mod program;
#[macro_use]
#[path = "via.rs"]
mod via;

use poll_io::{
    BorrowedBuf, BorrowedCursor, IoSlice, IoSliceMut, Result,
    future::{Flush, Read, ReadExact, ReadToEnd, ReadToString, Shutdown, Write, WriteAll},
};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The traits that a program must import.
pub mod prelude {
    pub use super::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
}

/// Names a trait object of a reader.
pub type DynRead<'a> = dyn AsyncRead + Unpin + 'a;
/// Names a trait object of a writer.
pub type DynWrite = dyn AsyncWrite + Unpin;

/// A reader.
pub trait AsyncRead {
    /// Does the same as in the split.
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    /// Does the same as in the split.
    fn poll_read_vectored(&mut self, cx: &mut Context<'_>, bufs: &mut [IoSliceMut<'_>]) -> Poll<Result<usize>> {
        let first = bufs.iter_mut().find(|buf| !buf.is_empty()).map_or(&mut [][..], |buf| &mut **buf);
        let mut buf = BorrowedBuf::from(first);
        ready!(self.poll_read(cx, buf.unfilled()))?;
        Poll::Ready(Ok(buf.len()))
    }

    /// Does the same as in the split.
    fn remaining_hint(&self) -> usize {
        0
    }
}

/// A writer.
pub trait AsyncWrite {
    /// Does the same as in the split.
    fn poll_write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;

    /// Does the same as in the split.
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Does the same as in the split.
    fn poll_shutdown(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Does the same as in the split.
    fn poll_write_vectored(&mut self, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| &**buf);
        self.poll_write(cx, first)
    }

    /// Does the same as in the split.
    fn is_write_vectored(&self) -> bool {
        false
    }
}

/// The methods that are measured. None asks for `Unpin`.
pub trait AsyncReadExt: AsyncRead {
    /// Does the same as in the split.
    fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> Read<'a, Via<Self>> {
        poll_io::AsyncReadExt::read(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Via<Self>> {
        poll_io::AsyncReadExt::read_exact(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> ReadToEnd<'a, Via<Self>> {
        poll_io::AsyncReadExt::read_to_end(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn read_to_string<'a>(&'a mut self, buf: &'a mut String) -> ReadToString<'a, Via<Self>> {
        poll_io::AsyncReadExt::read_to_string(Via::from_mut(self), buf)
    }
}

impl<R: AsyncRead + ?Sized> AsyncReadExt for R {}

/// The methods that are measured. None asks for `Unpin`.
pub trait AsyncWriteExt: AsyncWrite {
    /// Does the same as in the split.
    fn write<'a>(&'a mut self, buf: &'a [u8]) -> Write<'a, Via<Self>> {
        poll_io::AsyncWriteExt::write(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn write_all<'a>(&'a mut self, buf: &'a [u8]) -> WriteAll<'a, Via<Self>> {
        poll_io::AsyncWriteExt::write_all(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn flush(&mut self) -> Flush<'_, Via<Self>> {
        poll_io::AsyncWriteExt::flush(Via::from_mut(self))
    }

    /// Does the same as in the split.
    fn shutdown(&mut self) -> Shutdown<'_, Via<Self>> {
        poll_io::AsyncWriteExt::shutdown(Via::from_mut(self))
    }
}

impl<W: AsyncWrite + ?Sized> AsyncWriteExt for W {}

via!([] | this | this.0);

/// Nothing in it is ever pinned.
impl<T: ?Sized> Unpin for Via<T> {}

impl<T: AsyncRead + ?Sized> AsyncRead for &mut T {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        (**self).poll_read(cx, buf)
    }

    fn poll_read_vectored(&mut self, cx: &mut Context<'_>, bufs: &mut [IoSliceMut<'_>]) -> Poll<Result<usize>> {
        (**self).poll_read_vectored(cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        (**self).remaining_hint()
    }
}

impl<T: AsyncRead + ?Sized> AsyncRead for Box<T> {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        (**self).poll_read(cx, buf)
    }

    fn poll_read_vectored(&mut self, cx: &mut Context<'_>, bufs: &mut [IoSliceMut<'_>]) -> Poll<Result<usize>> {
        (**self).poll_read_vectored(cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        (**self).remaining_hint()
    }
}

impl<T: AsyncWrite + ?Sized> AsyncWrite for Box<T> {
    fn poll_write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        (**self).poll_write(cx, buf)
    }

    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        (**self).poll_flush(cx)
    }

    fn poll_shutdown(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        (**self).poll_shutdown(cx)
    }

    fn poll_write_vectored(&mut self, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        (**self).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        (**self).is_write_vectored()
    }
}

macro_rules! implementor {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<'a>(pub &'a [u8]);

        // <implementor>
        impl AsyncRead for $name<'_> {
            fn poll_read(&mut self, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
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
    fn poll_write(&mut self, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.0 += buf.len() as u64;
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(&mut self, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(&mut self, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

// <counter>
/// A reader that counts its polls.
#[derive(Debug)]
pub struct Counted<R> {
    inner: R,
    polls: u32,
}

impl<R: AsyncRead> AsyncRead for Counted<R> {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.polls += 1;
        self.inner.poll_read(cx, buf)
    }
}
// </counter>

// <holder>
/// A reader that holds the future that opens it.
#[derive(Debug)]
pub struct Later<F> {
    opening: Pin<Box<F>>,
    bytes: &'static [u8],
}

impl<F: Future<Output = &'static [u8]>> AsyncRead for Later<F> {
    fn poll_read(&mut self, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if self.bytes.is_empty() {
            self.bytes = ready!(self.opening.as_mut().poll(cx));
        }
        let (now, later) = self.bytes.split_at(self.bytes.len().min(buf.capacity()));
        buf.append(now);
        self.bytes = later;
        Poll::Ready(Ok(()))
    }
}
// </holder>

/// A pointer that forwards every method.
#[derive(Debug)]
pub struct Pointer<'a, T: ?Sized>(pub &'a mut T);

// <forwarder>
impl<T: AsyncRead + ?Sized> AsyncRead for Pointer<'_, T> {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.0.poll_read(cx, buf)
    }

    fn poll_read_vectored(&mut self, cx: &mut Context<'_>, bufs: &mut [IoSliceMut<'_>]) -> Poll<Result<usize>> {
        self.0.poll_read_vectored(cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        self.0.remaining_hint()
    }
}

impl<T: AsyncWrite + ?Sized> AsyncWrite for Pointer<'_, T> {
    fn poll_write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.0.poll_write(cx, buf)
    }

    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.0.poll_flush(cx)
    }

    fn poll_shutdown(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.0.poll_shutdown(cx)
    }

    fn poll_write_vectored(&mut self, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.0.poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }
}
// </forwarder>
