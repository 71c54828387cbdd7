//! The design *hooks*: the split, with further poll methods beside `poll_read` and `poll_write` that an implementor may
//! override. They fill a buffer, read to the end, and write all.
#![expect(unsafe_code, reason = "a reference to a type is cast to one to a transparent wrapper around it")]

#[path = "budget.rs"]
mod budget;
#[path = "program.rs"]
pub mod program;
#[macro_use]
#[path = "pointers.rs"]
mod pointers;
#[macro_use]
#[path = "via.rs"]
mod via;

use budget::Budget;
use poll_io::{
    AsyncReadExt as _, AsyncWriteExt as _, BorrowedBuf, BorrowedCursor, Error, ErrorKind, IoSlice, IoSliceMut, Result,
    future::Flush,
};
use std::{
    mem,
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
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    /// Does the same as in the split.
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let first = bufs.iter_mut().find(|buf| !buf.is_empty()).map_or(&mut [][..], |buf| &mut **buf);
        let mut buf = BorrowedBuf::from(first);
        ready!(self.poll_read(cx, buf.unfilled()))?;
        Poll::Ready(Ok(buf.len()))
    }

    /// Does the same as in the split.
    fn remaining_hint(&self) -> usize {
        0
    }

    /// Fills the cursor. When this returns `Pending`, the bytes that were read stay in the cursor.
    #[inline]
    fn poll_read_exact(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: BorrowedCursor<'_>,
    ) -> Poll<Result<()>> {
        let room = buf.capacity();
        if room == 0 {
            return Poll::Ready(Ok(()));
        }
        match ready!(self.as_mut().poll_read(cx, buf.reborrow())) {
            Ok(()) if buf.capacity() == 0 => Poll::Ready(Ok(())),
            first => poll_read_exact_on(self, cx, buf, room, first),
        }
    }

    /// Appends everything to the vector. After `Pending`, the next call continues.
    fn poll_read_to_end(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut Vec<u8>) -> Poll<Result<()>> {
        // The future cannot stay alive between calls, so a new one continues behind the bytes that are
        // there.
        let mut reader = Via(self.as_mut());
        Pin::new(&mut reader.read_to_end(buf)).poll(cx).map_ok(|_| ())
    }
}

/// A writer.
pub trait AsyncWrite {
    /// Does the same as in the split.
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;

    /// Does the same as in the split.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Does the same as in the split.
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Does the same as in the split.
    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| &**buf);
        self.poll_write(cx, first)
    }

    /// Does the same as in the split.
    fn is_write_vectored(&self) -> bool {
        false
    }

    /// Writes everything after `written`, and updates `written`.
    #[inline]
    fn poll_write_all(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
        written: &mut usize,
    ) -> Poll<Result<()>> {
        let left = &buf[*written..];
        if left.is_empty() {
            return Poll::Ready(Ok(()));
        }
        match ready!(self.as_mut().poll_write(cx, left)) {
            Ok(n) if n == left.len() => {
                *written += n;
                Poll::Ready(Ok(()))
            }
            first => poll_write_all_on(self, cx, buf, written, first),
        }
    }
}

/// Continues after the first read, as the future of the split design does.
#[cold]
#[inline(never)]
fn poll_read_exact_on<R: AsyncRead + ?Sized>(
    mut reader: Pin<&mut R>,
    cx: &mut Context<'_>,
    mut buf: BorrowedCursor<'_>,
    mut before: usize,
    mut last: Result<()>,
) -> Poll<Result<()>> {
    let mut budget = Budget::after_one();
    loop {
        match last {
            Ok(()) if buf.capacity() == before => return Poll::Ready(Err(unexpected_eof())),
            Err(e) if e.kind() != ErrorKind::Interrupted => return Poll::Ready(Err(e)),
            _ => before = buf.capacity(),
        }
        if before == 0 {
            return Poll::Ready(Ok(()));
        }
        ready!(budget.poll_spend(cx));
        last = ready!(reader.as_mut().poll_read(cx, buf.reborrow()));
    }
}

/// Continues after the first write, as the future of the split design does.
#[cold]
#[inline(never)]
fn poll_write_all_on<W: AsyncWrite + ?Sized>(
    mut writer: Pin<&mut W>,
    cx: &mut Context<'_>,
    buf: &[u8],
    written: &mut usize,
    mut last: Result<usize>,
) -> Poll<Result<()>> {
    let mut budget = Budget::after_one();
    loop {
        let left = buf.len() - *written;
        match last {
            Ok(0) => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
            Ok(n) => *written += n.min(left),
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Poll::Ready(Err(e)),
        }
        if *written == buf.len() {
            return Poll::Ready(Ok(()));
        }
        ready!(budget.poll_spend(cx));
        last = ready!(writer.as_mut().poll_write(cx, &buf[*written..]));
    }
}

#[cold]
fn unexpected_eof() -> Error {
    ErrorKind::UnexpectedEof.into()
}

/// The methods that call a hook. All other methods are those of the split design.
pub trait AsyncReadExt: AsyncRead {
    /// Does the same as in the split.
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self>
    where
        Self: Unpin,
    {
        ReadExact { reader: self, buf }
    }

    /// Does the same as in the split.
    fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> ReadToEnd<'a, Self>
    where
        Self: Unpin,
    {
        ReadToEnd { reader: self, before: buf.len(), buf }
    }
}

impl<R: AsyncRead + ?Sized> AsyncReadExt for R {}

/// The method that calls a hook, and one that does not.
pub trait AsyncWriteExt: AsyncWrite {
    /// Does the same as in the split.
    fn write_all<'a>(&'a mut self, buf: &'a [u8]) -> WriteAll<'a, Self>
    where
        Self: Unpin,
    {
        WriteAll { writer: self, buf, written: 0 }
    }

    /// Does the same as in the split.
    fn flush(&mut self) -> Flush<'_, Via<Self>>
    where
        Self: Unpin,
    {
        Via::from_mut(self).flush()
    }
}

impl<W: AsyncWrite + ?Sized> AsyncWriteExt for W {}

/// The future that `read_exact` returns.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadExact<'a, R: ?Sized> {
    reader: &'a mut R,
    buf: &'a mut [u8],
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadExact<'_, R> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        let mut buf = BorrowedBuf::from(&mut *this.buf);
        let poll = Pin::new(&mut *this.reader).poll_read_exact(cx, buf.unfilled());
        let filled = buf.len();
        if poll.is_pending() {
            this.buf = &mut mem::take(&mut this.buf)[filled..];
        } else if matches!(poll, Poll::Ready(Ok(()))) && filled < this.buf.len() {
            // An implementor may return a wrong number.
            return Poll::Ready(Err(unexpected_eof()));
        }
        poll
    }
}

/// The future that `read_to_end` returns.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadToEnd<'a, R: ?Sized> {
    reader: &'a mut R,
    buf: &'a mut Vec<u8>,
    before: usize,
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadToEnd<'_, R> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.get_mut();
        ready!(Pin::new(&mut *this.reader).poll_read_to_end(cx, this.buf))?;
        Poll::Ready(Ok(this.buf.len() - this.before))
    }
}

/// The future that `write_all` returns.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct WriteAll<'a, W: ?Sized> {
    writer: &'a mut W,
    buf: &'a [u8],
    written: usize,
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for WriteAll<'_, W> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        Pin::new(&mut *this.writer).poll_write_all(cx, this.buf, &mut this.written)
    }
}

via!([Unpin +] |this| Pin::new(&mut this.0));
pointers!(
    {
        fn poll_read_exact(buf: BorrowedCursor<'_>);
        fn poll_read_to_end(buf: &mut Vec<u8>);
    }
    {
        fn poll_write_all(buf: &[u8], written: &mut usize);
    }
);

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

/// A reader that overrides `read_exact`.
#[derive(Debug)]
pub struct Quick<'a>(pub &'a [u8]);

impl Quick<'_> {
    fn front(&mut self, n: usize) -> Option<&[u8]> {
        let (now, later) = self.0.split_at_checked(n)?;
        self.0 = later;
        Some(now)
    }
}

impl AsyncRead for Quick<'_> {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let (now, later) = self.0.split_at(self.0.len().min(buf.capacity()));
        buf.append(now);
        self.0 = later;
        Poll::Ready(Ok(()))
    }

    fn poll_read_exact(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let Some(bytes) = self.front(buf.capacity()) else { return Poll::Ready(Err(unexpected_eof())) };
        buf.append(bytes);
        Poll::Ready(Ok(()))
    }
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

    fn poll_read_exact(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0).poll_read_exact(cx, buf)
    }

    fn poll_read_to_end(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut Vec<u8>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0).poll_read_to_end(cx, buf)
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

    fn poll_write_all(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
        written: &mut usize,
    ) -> Poll<Result<()>> {
        Pin::new(&mut *self.0).poll_write_all(cx, buf, written)
    }
}
// </forwarder>
