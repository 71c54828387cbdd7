//! The design *constructor*: the methods on the traits, and futures that have names and a public constructor. The
//! constructor takes a poll function, so an implementor overrides a method by passing another function.
//!
//! The futures that a program of the study awaits have constructors. The other futures are those of the design
//! *named*.
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
    AsyncReadExt, AsyncWriteExt, BorrowedBuf, BorrowedCursor, Error, ErrorKind, IoSlice, IoSliceMut, Result,
    future::{
        self, ReadArray, ReadBuf, ReadBufExact, ReadToString, ReadVectored, WriteAllVectored, WriteFmt, WriteVectored,
    },
};
use std::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The traits that a program must import.
pub mod prelude {
    pub use super::{AsyncRead, AsyncWrite};
}

/// Names a trait object of a reader.
pub type DynRead<'a> = dyn AsyncRead + Unpin + 'a;
/// Names a trait object of a writer.
pub type DynWrite = dyn AsyncWrite + Unpin;

/// Defines the methods of one kind: each calls the method of the Ext trait, whose future has a name.
macro_rules! numbers {
    ($ext:ident: $(fn $method:ident($($n:ident: $number:ident)?) -> $future:ident;)*) => {
        $(
            /// Does the same as in the split.
            fn $method(&mut self $(, $n: $number)?) -> future::$future<'_, Via<Self>>
            where
                Self: Sized + Unpin,
            {
                $ext::$method(Via::from_mut(self) $(, $n)?)
            }
        )*
    };
}

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

    /// Does the same as in the split.
    fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> Read<'a, Self>
    where
        Self: Sized + Unpin,
    {
        Read::with(self, buf, Self::poll_read)
    }

    /// Does the same as in the split.
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self>
    where
        Self: Sized + Unpin,
    {
        ReadExact::with(self, buf, Self::poll_read)
    }

    /// Does the same as in the split.
    fn read_buf<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> ReadBuf<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_buf(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn read_buf_exact<'a>(&'a mut self, buf: BorrowedCursor<'a>) -> ReadBufExact<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_buf_exact(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn read_array<const N: usize>(&mut self) -> ReadArray<'_, Via<Self>, N>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_array(Via::from_mut(self))
    }

    /// Does the same as in the split.
    fn read_vectored<'a, 'b>(&'a mut self, bufs: &'a mut [IoSliceMut<'b>]) -> ReadVectored<'a, 'b, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_vectored(Via::from_mut(self), bufs)
    }

    /// Does the same as in the split.
    fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> ReadToEnd<'a, Self>
    where
        Self: Sized + Unpin,
    {
        ReadToEnd::with(self, buf, poll_read_to_end)
    }

    /// Does the same as in the split.
    fn read_to_string<'a>(&'a mut self, buf: &'a mut String) -> ReadToString<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::read_to_string(Via::from_mut(self), buf)
    }

    /// Does the same as in the split.
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }

    /// Does the same as in the split.
    fn bytes(self) -> poll_io::Bytes<Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::bytes(Via(self))
    }

    /// Does the same as in the split.
    fn chain<R: AsyncRead + Unpin>(self, next: R) -> poll_io::Chain<Via<Self>, Via<R>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::chain(Via(self), Via(next))
    }

    /// Does the same as in the split.
    fn take(self, limit: u64) -> poll_io::Take<Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::take(Via(self), limit)
    }

    /// Does the same as in the split.
    fn limited(self, max: u64) -> poll_io::Limited<Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::limited(Via(self), max)
    }

    /// Does the same as in the split.
    fn inspect<F: FnMut(&[u8])>(self, f: F) -> poll_io::Inspect<Via<Self>, F>
    where
        Self: Sized + Unpin,
    {
        AsyncReadExt::inspect(Via(self), f)
    }

    numbers! {
        AsyncReadExt:
        fn read_u8() -> ReadU8;
        fn read_i8() -> ReadI8;
        fn read_u16() -> ReadU16;
        fn read_i16() -> ReadI16;
        fn read_u32() -> ReadU32;
        fn read_i32() -> ReadI32;
        fn read_u64() -> ReadU64;
        fn read_i64() -> ReadI64;
        fn read_u128() -> ReadU128;
        fn read_i128() -> ReadI128;
        fn read_f32() -> ReadF32;
        fn read_f64() -> ReadF64;
        fn read_u16_le() -> ReadU16Le;
        fn read_i16_le() -> ReadI16Le;
        fn read_u32_le() -> ReadU32Le;
        fn read_i32_le() -> ReadI32Le;
        fn read_u64_le() -> ReadU64Le;
        fn read_i64_le() -> ReadI64Le;
        fn read_u128_le() -> ReadU128Le;
        fn read_i128_le() -> ReadI128Le;
        fn read_f32_le() -> ReadF32Le;
        fn read_f64_le() -> ReadF64Le;
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

    /// Does the same as in the split.
    fn write<'a>(&'a mut self, buf: &'a [u8]) -> Write<'a, Self>
    where
        Self: Sized + Unpin,
    {
        Write::with(self, buf, Self::poll_write)
    }

    /// Does the same as in the split.
    fn write_vectored<'a>(&'a mut self, bufs: &'a [IoSlice<'a>]) -> WriteVectored<'a, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write_vectored(Via::from_mut(self), bufs)
    }

    /// Does the same as in the split.
    fn write_all<'a>(&'a mut self, buf: &'a [u8]) -> WriteAll<'a, Self>
    where
        Self: Sized + Unpin,
    {
        WriteAll::with(self, buf, Self::poll_write)
    }

    /// Does the same as in the split.
    fn write_all_vectored<'a, 'b>(&'a mut self, bufs: &'a mut [IoSlice<'b>]) -> WriteAllVectored<'a, 'b, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write_all_vectored(Via::from_mut(self), bufs)
    }

    /// Does the same as in the split.
    fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> WriteFmt<'_, Via<Self>>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::write_fmt(Via::from_mut(self), args)
    }

    /// Does the same as in the split.
    fn flush(&mut self) -> Flush<'_, Self>
    where
        Self: Sized + Unpin,
    {
        Flush::with(self, Self::poll_flush)
    }

    /// Does the same as in the split.
    fn shutdown(&mut self) -> Shutdown<'_, Self>
    where
        Self: Sized + Unpin,
    {
        Shutdown::with(self, Self::poll_shutdown)
    }

    /// Does the same as in the split.
    fn inspect_write<F: FnMut(&[u8])>(self, f: F) -> poll_io::InspectWrite<Via<Self>, F>
    where
        Self: Sized + Unpin,
    {
        AsyncWriteExt::inspect_write(Via(self), f)
    }

    numbers! {
        AsyncWriteExt:
        fn write_u8(n: u8) -> WriteU8;
        fn write_i8(n: i8) -> WriteI8;
        fn write_u16(n: u16) -> WriteU16;
        fn write_i16(n: i16) -> WriteI16;
        fn write_u32(n: u32) -> WriteU32;
        fn write_i32(n: i32) -> WriteI32;
        fn write_u64(n: u64) -> WriteU64;
        fn write_i64(n: i64) -> WriteI64;
        fn write_u128(n: u128) -> WriteU128;
        fn write_i128(n: i128) -> WriteI128;
        fn write_f32(n: f32) -> WriteF32;
        fn write_f64(n: f64) -> WriteF64;
        fn write_u16_le(n: u16) -> WriteU16Le;
        fn write_i16_le(n: i16) -> WriteI16Le;
        fn write_u32_le(n: u32) -> WriteU32Le;
        fn write_i32_le(n: i32) -> WriteI32Le;
        fn write_u64_le(n: u64) -> WriteU64Le;
        fn write_i64_le(n: i64) -> WriteI64Le;
        fn write_u128_le(n: u128) -> WriteU128Le;
        fn write_i128_le(n: i128) -> WriteI128Le;
        fn write_f32_le(n: f32) -> WriteF32Le;
        fn write_f64_le(n: f64) -> WriteF64Le;
    }
}

/// Reads some bytes into a cursor, as `poll_read` does.
pub type PollRead<R> = fn(Pin<&mut R>, &mut Context<'_>, BorrowedCursor<'_>) -> Poll<Result<()>>;
/// Appends everything to a vector. After `Pending`, the next call continues.
pub type PollReadToEnd<R> = fn(Pin<&mut R>, &mut Context<'_>, &mut Vec<u8>) -> Poll<Result<()>>;
/// Writes some bytes, as `poll_write` does.
pub type PollWrite<W> = fn(Pin<&mut W>, &mut Context<'_>, &[u8]) -> Poll<Result<usize>>;
/// Flushes or shuts down.
pub type PollDone<W> = fn(Pin<&mut W>, &mut Context<'_>) -> Poll<Result<()>>;

/// Makes the future of a method, with its public constructor.
macro_rules! future {
    ($(#[$doc:meta])* $name:ident<$io:ident> { $($field:ident: $ty:ty),* } by $poll:ty) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[must_use = "futures do nothing unless you `.await` or poll them"]
        pub struct $name<'a, $io: ?Sized> {
            io: &'a mut $io,
            $($field: $ty,)*
            poll: $poll,
        }

        impl<'a, $io: ?Sized> $name<'a, $io> {
            /// Makes the future, which calls `poll` until it completes.
            pub fn with(io: &'a mut $io, $($field: $ty,)* poll: $poll) -> Self {
                $name { io, $($field,)* poll }
            }
        }
    };
}

future! {
    /// The future that `read` returns.
    Read<R> { buf: &'a mut [u8] } by PollRead<R>
}
future! {
    /// The future that `read_exact` returns.
    ReadExact<R> { buf: &'a mut [u8] } by PollRead<R>
}
future! {
    /// The future that `write` returns.
    Write<W> { buf: &'a [u8] } by PollWrite<W>
}
future! {
    /// The future that `write_all` returns.
    WriteAll<W> { buf: &'a [u8] } by PollWrite<W>
}
future! {
    /// The future that `flush` returns.
    Flush<W> {} by PollDone<W>
}
future! {
    /// The future that `shutdown` returns.
    Shutdown<W> {} by PollDone<W>
}

/// The future that `read_to_end` returns.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadToEnd<'a, R: ?Sized> {
    io: &'a mut R,
    buf: &'a mut Vec<u8>,
    before: usize,
    poll: PollReadToEnd<R>,
}

impl<'a, R: ?Sized> ReadToEnd<'a, R> {
    /// Makes the future, which calls `poll` until it completes.
    pub fn with(io: &'a mut R, buf: &'a mut Vec<u8>, poll: PollReadToEnd<R>) -> Self {
        ReadToEnd { io, before: buf.len(), buf, poll }
    }
}

/// Calls the future of the library, which starts again at each poll, behind the bytes that are there.
fn poll_read_to_end<R: AsyncRead + Unpin>(
    reader: Pin<&mut R>,
    cx: &mut Context<'_>,
    buf: &mut Vec<u8>,
) -> Poll<Result<()>> {
    Pin::new(&mut AsyncReadExt::read_to_end(Via::from_mut(reader.get_mut()), buf)).poll(cx).map_ok(|_| ())
}

impl<R: Unpin + ?Sized> Future for Read<'_, R> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.get_mut();
        loop {
            let mut buf = BorrowedBuf::from(&mut *this.buf);
            match ready!((this.poll)(Pin::new(&mut *this.io), cx, buf.unfilled())) {
                Ok(()) => return Poll::Ready(Ok(buf.len())),
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Poll::Ready(Err(e)),
            }
        }
    }
}

impl<R: Unpin + ?Sized> Future for ReadExact<'_, R> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        if this.buf.is_empty() {
            return Poll::Ready(Ok(()));
        }
        let mut buf = BorrowedBuf::from(&mut *this.buf);
        let first = ready!((this.poll)(Pin::new(&mut *this.io), cx, buf.unfilled()));
        let filled = buf.len();
        if first.is_ok() && filled == this.buf.len() {
            return Poll::Ready(Ok(()));
        }
        this.poll_on(cx, first.map(|()| filled))
    }
}

impl<R: Unpin + ?Sized> ReadExact<'_, R> {
    /// Continues after the first read, as the future of the split design does.
    #[cold]
    #[inline(never)]
    fn poll_on(&mut self, cx: &mut Context<'_>, mut last: Result<usize>) -> Poll<Result<()>> {
        let mut budget = Budget::after_one();
        loop {
            match last {
                Ok(0) => return Poll::Ready(Err(unexpected_eof())),
                Ok(filled) => self.buf = &mut mem::take(&mut self.buf)[filled..],
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Poll::Ready(Err(e)),
            }
            if self.buf.is_empty() {
                return Poll::Ready(Ok(()));
            }
            ready!(budget.poll_spend(cx));
            let mut buf = BorrowedBuf::from(&mut *self.buf);
            last = ready!((self.poll)(Pin::new(&mut *self.io), cx, buf.unfilled())).map(|()| buf.len());
        }
    }
}

impl<R: Unpin + ?Sized> Future for ReadToEnd<'_, R> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.get_mut();
        ready!((this.poll)(Pin::new(&mut *this.io), cx, this.buf))?;
        Poll::Ready(Ok(this.buf.len() - this.before))
    }
}

impl<W: Unpin + ?Sized> Future for Write<'_, W> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.get_mut();
        loop {
            match ready!((this.poll)(Pin::new(&mut *this.io), cx, this.buf)) {
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                result => return Poll::Ready(result),
            }
        }
    }
}

impl<W: Unpin + ?Sized> Future for WriteAll<'_, W> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        if this.buf.is_empty() {
            return Poll::Ready(Ok(()));
        }
        match ready!((this.poll)(Pin::new(&mut *this.io), cx, this.buf)) {
            Ok(n) if n == this.buf.len() => Poll::Ready(Ok(())),
            first => this.poll_on(cx, first),
        }
    }
}

impl<W: Unpin + ?Sized> WriteAll<'_, W> {
    /// Continues after the first write, as the future of the split design does.
    #[cold]
    #[inline(never)]
    fn poll_on(&mut self, cx: &mut Context<'_>, mut last: Result<usize>) -> Poll<Result<()>> {
        let mut budget = Budget::after_one();
        loop {
            match last {
                Ok(0) => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                Ok(n) => self.buf = &self.buf[n.min(self.buf.len())..],
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Poll::Ready(Err(e)),
            }
            if self.buf.is_empty() {
                return Poll::Ready(Ok(()));
            }
            ready!(budget.poll_spend(cx));
            last = ready!((self.poll)(Pin::new(&mut *self.io), cx, self.buf));
        }
    }
}

/// Makes a future that calls a function until it completes.
macro_rules! done {
    ($name:ident) => {
        impl<W: Unpin + ?Sized> Future for $name<'_, W> {
            type Output = Result<()>;

            #[inline]
            fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
                let this = self.get_mut();
                loop {
                    match ready!((this.poll)(Pin::new(&mut *this.io), cx)) {
                        Err(e) if e.kind() == ErrorKind::Interrupted => {}
                        result => return Poll::Ready(result),
                    }
                }
            }
        }
    };
}
done!(Flush);
done!(Shutdown);

#[cold]
fn unexpected_eof() -> Error {
    ErrorKind::UnexpectedEof.into()
}

via!([Unpin +] |this| Pin::new(&mut this.0));
pointers!({} {});

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

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self> {
        ReadExact::with(self, buf, |mut this, _, mut buf| {
            let Some(bytes) = this.front(buf.capacity()) else { return Poll::Ready(Err(unexpected_eof())) };
            buf.append(bytes);
            Poll::Ready(Ok(()))
        })
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
