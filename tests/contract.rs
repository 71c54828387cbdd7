//! Uses every promised name and signature of the public API. If a change breaks a promise, this file does not compile.
//!
//! The generic parameters of each future are part of the promise, so each type is written out.
#![expect(dead_code, reason = "the test is that it compiles")]
#![expect(clippy::elidable_lifetime_names, reason = "one macro generates futures with one borrow and with two")]

mod numbers;

use numbers::for_each_number;
use poll_io::{
    AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncReadWrite, AsyncSeek, AsyncSeekExt, AsyncWrite,
    AsyncWriteExt, BorrowedBuf, BorrowedCursor, BufReader, BufStream, BufWriter, Bytes, Chain, DuplexStream, Either,
    Empty, Error, ErrorKind, Inspect, InspectWrite, IntoInnerError, IoSlice, IoSliceMut, Join, LimitExceeded, Limited,
    LineWriter, Lines, ReadHalf, Repeat, Result, SeekFrom, SimplexReader, SimplexWriter, Sink, Split, Take, WriteHalf,
    future,
};
use static_assertions::{assert_impl_all, assert_obj_safe};
use std::{
    collections::{BTreeSet, VecDeque},
    io::Cursor,
    mem::MaybeUninit,
    path::Path,
    pin::Pin,
    task::{Context, Poll},
};

/// Checks that the traits are re-exports of core, and that the error types are those of std.
mod same {
    use static_assertions::assert_type_eq_all;

    assert_type_eq_all!(poll_io::Error, poll_io_core::Error, std::io::Error);
    assert_type_eq_all!(poll_io::ErrorKind, poll_io_core::ErrorKind, std::io::ErrorKind);
    assert_type_eq_all!(poll_io::Result<u8>, poll_io_core::Result<u8>, std::io::Result<u8>);
    assert_type_eq_all!(poll_io::SeekFrom, poll_io_core::SeekFrom, std::io::SeekFrom);
    assert_type_eq_all!(poll_io::IoSlice<'static>, poll_io_core::IoSlice<'static>, std::io::IoSlice<'static>);
    assert_type_eq_all!(poll_io::IoSliceMut<'static>, poll_io_core::IoSliceMut<'static>, std::io::IoSliceMut<'static>);
    assert_type_eq_all!(poll_io::BorrowedBuf<'static>, poll_io_core::BorrowedBuf<'static>);
    assert_type_eq_all!(poll_io::BorrowedCursor<'static>, poll_io_core::BorrowedCursor<'static>);
    assert_type_eq_all!(poll_io::Empty, poll_io_core::Empty);
    assert_type_eq_all!(poll_io::Repeat, poll_io_core::Repeat);
    assert_type_eq_all!(poll_io::Sink, poll_io_core::Sink);
    assert_type_eq_all!(dyn poll_io::AsyncRead, dyn poll_io_core::AsyncRead);
    assert_type_eq_all!(dyn poll_io::AsyncWrite, dyn poll_io_core::AsyncWrite);
    assert_type_eq_all!(dyn poll_io::AsyncBufRead, dyn poll_io_core::AsyncBufRead);
    assert_type_eq_all!(dyn poll_io::AsyncSeek, dyn poll_io_core::AsyncSeek);
    assert_type_eq_all!(dyn poll_io::AsyncReadWrite, dyn poll_io_core::AsyncReadWrite);
}

assert_obj_safe!(AsyncRead, AsyncWrite, AsyncBufRead, AsyncSeek, AsyncReadWrite);

mod buffers {
    use super::*;

    type Buf = BorrowedBuf<'static>;
    type Cursor = BorrowedCursor<'static>;

    assert_impl_all!(Cursor: Send, Sync);

    fn buf<'a>(bytes: &'a mut [u8], memory: &'a mut [MaybeUninit<u8>]) -> [BorrowedBuf<'a>; 2] {
        [bytes.into(), memory.into()]
    }

    const _: fn(&Buf) -> usize = Buf::capacity;
    const _: fn(&Buf) -> usize = Buf::len;
    const _: fn(&Buf) -> usize = Buf::init_len;
    const _: fn(&Buf) -> &[u8] = Buf::filled;
    const _: fn(&mut Buf) -> &mut [u8] = Buf::filled_mut;
    const _: fn(Buf) -> &'static [u8] = Buf::into_filled;
    const _: fn(&mut Buf) -> BorrowedCursor<'_> = |buf| buf.unfilled();
    const _: fn(&mut Buf) -> &mut Buf = Buf::clear;
    const _: unsafe fn(&mut Buf, usize) -> &mut Buf = Buf::set_init_len;

    const _: fn(&mut Cursor) -> BorrowedCursor<'_> = |cursor| cursor.reborrow();
    const _: fn(&Cursor) -> usize = Cursor::capacity;
    const _: fn(&Cursor) -> usize = Cursor::written;
    const _: fn(&mut Cursor, &[u8]) = Cursor::append;
    const _: fn(&Cursor) -> usize = Cursor::init_len;
    const _: fn(&mut Cursor) -> &mut [u8] = Cursor::ensure_init;
    const _: fn(&mut Cursor, usize) -> &mut [u8] = Cursor::ensure_init_to;
    const _: unsafe fn(&mut Cursor) -> &mut [MaybeUninit<u8>] = Cursor::as_mut;
    const _: unsafe fn(&mut Cursor, usize) -> &mut Cursor = Cursor::advance;
    const _: fn(&mut Cursor, usize) -> &mut Cursor = Cursor::advance_checked;
    const _: fn(&Cursor) -> bool = Cursor::is_init;
    const _: unsafe fn(&mut Cursor, usize) -> &mut Cursor = Cursor::set_init_len;

    fn narrow(mut cursor: BorrowedCursor<'_>) -> u8 {
        cursor.with_limit(7, |_: BorrowedCursor<'_>| 1)
    }

    fn covariant<'short>(cursor: BorrowedCursor<'static>, _: &'short u8) -> BorrowedCursor<'short> {
        cursor
    }
}

/// The methods that an implementor must write: these and no others.
mod required {
    use super::*;

    struct Io;

    impl AsyncRead for Io {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
            Poll::Pending
        }
    }

    impl AsyncWrite for Io {
        fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<Result<usize>> {
            Poll::Pending
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Pending
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Pending
        }
    }

    impl AsyncBufRead for Io {
        fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
            Poll::Pending
        }

        fn consume(self: Pin<&mut Self>, _: usize) {}
    }

    impl AsyncSeek for Io {
        fn poll_seek(self: Pin<&mut Self>, _: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
            Poll::Pending
        }
    }

    assert_impl_all!(Io: AsyncReadWrite);
}

/// The methods that an implementor may override.
mod provided {
    use super::*;

    struct Io;

    impl AsyncRead for Io {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
            Poll::Pending
        }

        fn poll_read_vectored(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            _: &mut [IoSliceMut<'_>],
        ) -> Poll<Result<usize>> {
            Poll::Pending
        }

        fn remaining_hint(&self) -> usize {
            0
        }
    }

    impl AsyncWrite for Io {
        fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<Result<usize>> {
            Poll::Pending
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Pending
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Pending
        }

        fn poll_write_vectored(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[IoSlice<'_>]) -> Poll<Result<usize>> {
            Poll::Pending
        }

        fn is_write_vectored(&self) -> bool {
            false
        }
    }
}

mod forwarding_and_memory {
    use super::*;

    type All = dyn AllOfThem + Unpin;
    trait AllOfThem: AsyncRead + AsyncWrite + AsyncBufRead + AsyncSeek {}

    assert_impl_all!(&mut All: AsyncRead, AsyncWrite, AsyncBufRead, AsyncSeek);
    assert_impl_all!(Box<All>: AsyncRead, AsyncWrite, AsyncBufRead, AsyncSeek);
    assert_impl_all!(Pin<&mut All>: AsyncRead, AsyncWrite, AsyncBufRead, AsyncSeek);
    assert_impl_all!(Pin<Box<dyn AllOfThem>>: AsyncRead, AsyncWrite, AsyncBufRead, AsyncSeek);

    assert_impl_all!(&[u8]: AsyncRead, AsyncBufRead);
    assert_impl_all!(&mut [u8]: AsyncWrite);
    assert_impl_all!(Vec<u8>: AsyncWrite);
    assert_impl_all!(VecDeque<u8>: AsyncRead, AsyncBufRead, AsyncWrite);
    assert_impl_all!(Cursor<&[u8]>: AsyncRead, AsyncBufRead, AsyncSeek);
    assert_impl_all!(Cursor<&mut [u8]>: AsyncRead, AsyncBufRead, AsyncSeek, AsyncWrite);
    assert_impl_all!(Cursor<Vec<u8>>: AsyncRead, AsyncBufRead, AsyncSeek, AsyncWrite);
    assert_impl_all!(Cursor<&mut Vec<u8>>: AsyncWrite);
    assert_impl_all!(Cursor<Box<[u8]>>: AsyncRead, AsyncBufRead, AsyncSeek, AsyncWrite);
    assert_impl_all!(Cursor<[u8; 4]>: AsyncRead, AsyncBufRead, AsyncSeek, AsyncWrite);
    assert_impl_all!(Empty: AsyncRead, AsyncBufRead, AsyncWrite, AsyncSeek, Default);
    assert_impl_all!(Repeat: AsyncRead);
    assert_impl_all!(Sink: AsyncWrite, Default);
}

/// Checks that the output of a future is `Result<T>`.
fn output<T, F: Future<Output = Result<T>>>(future: F) -> F {
    future
}

/// Generates, for each method of an Ext trait, a function that calls it on any type, sized or not.
macro_rules! futures {
    ($($method:ident<$bound:ident>($($arg:ident: $ty:ty),*) -> $future:ty => $output:ty;)*) => {$(
        fn $method<'a, T: $bound + Unpin + ?Sized>(io: &'a mut T $(, $arg: $ty)*) -> $future {
            output::<$output, _>(io.$method($($arg),*))
        }
    )*};
}

/// Does the same with a limit on the future.
macro_rules! limits {
    ($($method:ident<$bound:ident>($($arg:ident: $ty:ty),*) -> $future:ident;)*) => {$(
        fn $method<'a, R: $bound + Unpin + ?Sized>(
            reader: &'a mut R
            $(, $arg: $ty)*
        ) -> future::WithLimit<future::$future<'a, R>> {
            output::<usize, _>(reader.$method($($arg),*).limit(7_usize))
        }
    )*};
}

mod read {
    use super::*;

    futures! {
        read<AsyncRead>(buf: &'a mut [u8]) -> future::Read<'a, T> => usize;
        read_buf<AsyncRead>(buf: BorrowedCursor<'a>) -> future::ReadBuf<'a, T> => ();
        read_exact<AsyncRead>(buf: &'a mut [u8]) -> future::ReadExact<'a, T> => ();
        read_buf_exact<AsyncRead>(buf: BorrowedCursor<'a>) -> future::ReadBufExact<'a, T> => ();
        read_to_end<AsyncRead>(buf: &'a mut Vec<u8>) -> future::ReadToEnd<'a, T> => usize;
        read_to_string<AsyncRead>(buf: &'a mut String) -> future::ReadToString<'a, T> => usize;
    }

    fn read_array<R: AsyncRead + Unpin + ?Sized>(reader: &mut R) -> future::ReadArray<'_, R, 7> {
        output::<[u8; 7], _>(reader.read_array::<7>())
    }

    fn read_vectored<'a, 'b, R: AsyncRead + Unpin + ?Sized>(
        reader: &'a mut R,
        bufs: &'a mut [IoSliceMut<'b>],
    ) -> future::ReadVectored<'a, 'b, R> {
        output::<usize, _>(reader.read_vectored(bufs))
    }

    fn bytes<R: AsyncRead>(reader: R) -> Bytes<R> {
        reader.bytes()
    }

    fn chain<A: AsyncRead, B: AsyncRead>(a: A, b: B) -> Chain<A, B> {
        a.chain(b)
    }

    fn take<R: AsyncRead>(reader: R) -> Take<R> {
        reader.take(7_u64)
    }

    fn limited<R: AsyncRead>(reader: R) -> Limited<R> {
        reader.limited(7_u64)
    }

    fn inspect<R: AsyncRead, F: FnMut(&[u8])>(reader: R, f: F) -> Inspect<R, F> {
        reader.inspect(f)
    }

    fn by_ref<R: AsyncRead>(reader: &mut R) -> &mut R {
        reader.by_ref()
    }
}

mod write {
    use super::*;

    futures! {
        write<AsyncWrite>(buf: &'a [u8]) -> future::Write<'a, T> => usize;
        write_vectored<AsyncWrite>(bufs: &'a [IoSlice<'a>]) -> future::WriteVectored<'a, T> => usize;
        write_all<AsyncWrite>(buf: &'a [u8]) -> future::WriteAll<'a, T> => ();
        flush<AsyncWrite>() -> future::Flush<'a, T> => ();
        shutdown<AsyncWrite>() -> future::Shutdown<'a, T> => ();
    }

    fn write_all_vectored<'a, 'b, W: AsyncWrite + Unpin + ?Sized>(
        writer: &'a mut W,
        bufs: &'a mut [IoSlice<'b>],
    ) -> future::WriteAllVectored<'a, 'b, W> {
        output::<(), _>(writer.write_all_vectored(bufs))
    }

    fn write_fmt<'a, W: AsyncWrite + Unpin + ?Sized>(
        writer: &'a mut W,
        args: std::fmt::Arguments<'_>,
    ) -> future::WriteFmt<'a, W> {
        output::<(), _>(writer.write_fmt(args))
    }

    fn macros<W: AsyncWrite + Unpin + ?Sized>(a: &mut W) -> future::WriteFmt<'_, W> {
        output::<(), _>(poll_io::write!(a, "{}", 1))
    }

    fn line<W: AsyncWrite + Unpin + ?Sized>(a: &mut W) -> future::WriteFmt<'_, W> {
        output::<(), _>(poll_io::writeln!(a, "{}", 1))
    }

    fn inspect_write<W: AsyncWrite, F: FnMut(&[u8])>(writer: W, f: F) -> InspectWrite<W, F> {
        writer.inspect_write(f)
    }
}

mod buf_read {
    use super::*;

    futures! {
        fill_buf<AsyncBufRead>() -> future::FillBuf<'a, T> => &'a [u8];
        has_data_left<AsyncBufRead>() -> future::HasDataLeft<'a, T> => bool;
        read_until<AsyncBufRead>(byte: u8, buf: &'a mut Vec<u8>) -> future::ReadUntil<'a, T> => usize;
        skip_until<AsyncBufRead>(byte: u8) -> future::SkipUntil<'a, T> => usize;
        read_line<AsyncBufRead>(buf: &'a mut String) -> future::ReadLine<'a, T> => usize;
    }

    fn consume_unpin<R: AsyncBufRead + Unpin + ?Sized>(reader: &mut R) {
        reader.consume_unpin(7_usize);
    }

    fn lines<R: AsyncBufRead>(reader: R) -> Lines<R> {
        reader.lines().limit(7_usize)
    }

    fn split<R: AsyncBufRead>(reader: R) -> Split<R> {
        reader.split(0_u8).limit(7_usize)
    }

    fn next_line<R: AsyncBufRead + Unpin>(lines: &mut Lines<R>) -> future::NextLine<'_, R> {
        output::<Option<String>, _>(lines.next_line())
    }

    fn next_line_ref<'a, R: AsyncBufRead + Unpin>(lines: &'a mut Lines<R>) -> future::NextLineRef<'a, R> {
        output::<Option<&'a str>, _>(lines.next_line_ref())
    }

    fn next_segment<R: AsyncBufRead + Unpin>(segments: &mut Split<R>) -> future::NextSegment<'_, R> {
        output::<Option<Vec<u8>>, _>(segments.next_segment())
    }

    fn next_segment_ref<'a, R: AsyncBufRead + Unpin>(segments: &'a mut Split<R>) -> future::NextSegmentRef<'a, R> {
        output::<Option<&'a [u8]>, _>(segments.next_segment_ref())
    }

    type Reader = BufReader<&'static [u8]>;
    type Next<S, T> = fn(Pin<&mut S>, &mut Context<'_>) -> Poll<Result<Option<T>>>;
    const _: Next<Lines<Reader>, String> = Lines::poll_next_line;
    const _: Next<Split<Reader>, Vec<u8>> = Split::poll_next_segment;
    const _: Next<Bytes<Reader>, u8> = Bytes::poll_next_byte;

    fn next_byte<R: AsyncRead + Unpin>(bytes: &mut Bytes<R>) -> future::NextByte<'_, R> {
        output::<Option<u8>, _>(bytes.next_byte())
    }
}

mod numbers_of_tokio {
    use super::*;

    macro_rules! stamp {
        ($($ty:ty, $read:ident, $Read:ident, $write:ident, $Write:ident;)*) => {$(
            fn $read<R: AsyncRead + Unpin + ?Sized>(reader: &mut R) -> future::$Read<'_, R> {
                output::<$ty, _>(reader.$read())
            }

            fn $write<W: AsyncWrite + Unpin + ?Sized>(writer: &mut W, n: $ty) -> future::$Write<'_, W> {
                output::<(), _>(writer.$write(n))
            }
        )*};
    }
    for_each_number!(stamp);
}

mod limits {
    use super::*;

    limits! {
        read_to_end<AsyncRead>(buf: &'a mut Vec<u8>) -> ReadToEnd;
        read_to_string<AsyncRead>(buf: &'a mut String) -> ReadToString;
        read_until<AsyncBufRead>(byte: u8, buf: &'a mut Vec<u8>) -> ReadUntil;
        skip_until<AsyncBufRead>(byte: u8) -> SkipUntil;
        read_line<AsyncBufRead>(buf: &'a mut String) -> ReadLine;
    }
}

mod seek {
    use super::*;

    futures! {
        seek<AsyncSeek>(pos: SeekFrom) -> future::Seek<'a, T> => u64;
        rewind<AsyncSeek>() -> future::Rewind<'a, T> => ();
        stream_position<AsyncSeek>() -> future::StreamPosition<'a, T> => u64;
        stream_len<AsyncSeek>() -> future::StreamLen<'a, T> => u64;
        seek_relative<AsyncSeek>(offset: i64) -> future::SeekRelative<'a, T> => ();
    }
}

mod adapters {
    use super::*;

    type Io = Cursor<Vec<u8>>;

    /// Generates a use of the accessors of a wrapper around one stream.
    macro_rules! around {
        ($name:ident: $wrapper:ty) => {
            fn $name(a: &$wrapper, b: &mut $wrapper, c: Pin<&mut $wrapper>, d: $wrapper) -> Io {
                let _: &Io = a.get_ref();
                let _: &mut Io = b.get_mut();
                let _: Pin<&mut Io> = c.get_pin_mut();
                d.into_inner()
            }
        };
    }

    around!(take: Take<Io>);
    around!(limited: Limited<Io>);
    around!(inspect: Inspect<Io, fn(&[u8])>);
    around!(inspect_write: InspectWrite<Io, fn(&[u8])>);
    around!(bytes: Bytes<Io>);
    around!(lines: Lines<Io>);
    around!(split: Split<Io>);
    around!(buf_reader: BufReader<Io>);

    /// Does the same for wrappers whose `into_inner` may fail.
    macro_rules! buffering {
        ($name:ident: $wrapper:ty) => {
            #[allow(clippy::result_large_err, reason = "the error is the wrapper")]
            fn $name(
                a: &$wrapper,
                b: &mut $wrapper,
                c: Pin<&mut $wrapper>,
                d: $wrapper,
            ) -> std::result::Result<Io, IntoInnerError<$wrapper>> {
                let _: &Io = a.get_ref();
                let _: &mut Io = b.get_mut();
                let _: Pin<&mut Io> = c.get_pin_mut();
                d.into_inner()
            }
        };
    }

    buffering!(buf_writer: BufWriter<Io>);
    buffering!(line_writer: LineWriter<Io>);
    buffering!(buf_stream: BufStream<Io>);

    const _: fn(Io) -> BufReader<Io> = BufReader::new;
    const _: fn(usize, Io) -> BufReader<Io> = BufReader::with_capacity;
    const _: fn(Io) -> BufWriter<Io> = BufWriter::new;
    const _: fn(usize, Io) -> BufWriter<Io> = BufWriter::with_capacity;
    const _: fn(Io) -> LineWriter<Io> = LineWriter::new;
    const _: fn(usize, Io) -> LineWriter<Io> = LineWriter::with_capacity;
    const _: fn(Io) -> BufStream<Io> = BufStream::new;
    const _: fn(usize, usize, Io) -> BufStream<Io> = BufStream::with_capacity;
    const _: fn(BufReader<BufWriter<Io>>) -> BufStream<Io> = BufStream::from;
    const _: fn(BufWriter<BufReader<Io>>) -> BufStream<Io> = BufStream::from;
    const _: fn(&BufReader<Io>) -> &[u8] = BufReader::buffer;
    const _: fn(&BufWriter<Io>) -> &[u8] = BufWriter::buffer;
    const _: fn(&LineWriter<Io>) -> &[u8] = LineWriter::buffer;
    const _: fn(&BufReader<Io>) -> usize = BufReader::capacity;
    const _: fn(&BufWriter<Io>) -> usize = BufWriter::capacity;
    const _: fn(&LineWriter<Io>) -> usize = LineWriter::capacity;
    const _: fn(BufWriter<Io>) -> (Io, Vec<u8>) = BufWriter::into_parts;
    const _: fn(BufReader<Io>) -> (Io, Vec<u8>) = BufReader::into_parts;

    fn peek<'a, R: AsyncRead + Unpin>(reader: &'a mut BufReader<R>) -> future::Peek<'a, R> {
        output::<&'a [u8], _>(reader.peek(7_usize))
    }

    fn into_parts(stream: BufStream<Io>) {
        let _: (Io, Vec<u8>, Vec<u8>) = stream.into_parts();
    }

    fn peek_exact<'a, R: AsyncRead + Unpin>(reader: &'a mut BufReader<R>) -> future::PeekExact<'a, R> {
        output::<&'a [u8], _>(reader.peek_exact(7_usize))
    }

    fn peek_array<R: AsyncRead + Unpin>(reader: &mut BufReader<R>) -> future::PeekArray<'_, R, 7> {
        output::<[u8; 7], _>(reader.peek_array())
    }

    fn seek_relative<R: AsyncSeek + Unpin>(reader: &mut BufReader<R>) -> future::SeekRelativeBuffered<'_, R> {
        output::<(), _>(reader.seek_relative(7_i64))
    }

    assert_impl_all!(IntoInnerError<BufWriter<Io>>: std::error::Error, Into<Error>);
    const _: fn(&IntoInnerError<Io>) -> &Error = IntoInnerError::error;
    const _: fn(IntoInnerError<Io>) -> Io = IntoInnerError::into_inner;
    const _: fn(IntoInnerError<Io>) -> (Error, Io) = IntoInnerError::into_parts;

    const _: fn(&Take<Io>) -> u64 = Take::limit;
    const _: fn(&mut Take<Io>, u64) = Take::set_limit;
    const _: fn(&Take<Io>) -> u64 = Take::position;
    assert_impl_all!(Take<Io>: AsyncRead, AsyncBufRead, AsyncSeek, AsyncWrite);

    fn chain(a: &Chain<Io, Empty>, b: &mut Chain<Io, Empty>, c: Pin<&mut Chain<Io, Empty>>, d: Chain<Io, Empty>) {
        let _: (&Io, &Empty) = a.get_ref();
        let _: (&mut Io, &mut Empty) = b.get_mut();
        let _: (Pin<&mut Io>, Pin<&mut Empty>) = c.get_pin_mut();
        let _: (Io, Empty) = d.into_inner();
    }
    assert_impl_all!(Chain<Io, Io>: AsyncRead, AsyncBufRead, AsyncWrite);

    fn join(a: &Join<Io, Sink>, b: &mut Join<Io, Sink>, c: Join<Io, Sink>) {
        let _: (&Io, &Sink) = (a.reader(), a.writer());
        let _: &mut Io = b.reader_mut();
        let _: &mut Sink = b.writer_mut();
        let _: Pin<&mut Io> = Pin::new(&mut *b).reader_pin_mut();
        let _: Pin<&mut Sink> = Pin::new(b).writer_pin_mut();
        let _: (Io, Sink) = c.into_inner();
    }
    assert_impl_all!(Join<Io, Sink>: AsyncRead, AsyncBufRead, AsyncWrite);
    assert_impl_all!(Either<Io, Io>: AsyncRead, AsyncBufRead, AsyncWrite, AsyncSeek);

    assert_impl_all!(LimitExceeded: std::error::Error, Send, Sync);

    /// Checks that a buffered or inspected stream still implements all four traits.
    macro_rules! all_four {
        ($($wrapper:ty),* $(,)?) => {$(
            assert_impl_all!($wrapper: AsyncRead, AsyncBufRead, AsyncWrite, AsyncSeek);
        )*};
    }
    all_four!(BufReader<Io>, BufWriter<Io>, BufStream<Io>, Inspect<Io, fn(&[u8])>, InspectWrite<Io, fn(&[u8])>);
}

mod functions {
    use super::*;

    type Io = Cursor<Vec<u8>>;

    const _: fn() -> Empty = poll_io::empty;
    const _: fn(u8) -> Repeat = poll_io::repeat;
    const _: fn() -> Sink = poll_io::sink;
    const _: fn(Io, Sink) -> Join<Io, Sink> = poll_io::join;
    const _: fn(usize) -> (DuplexStream, DuplexStream) = poll_io::duplex;
    const _: fn(usize) -> (SimplexReader, SimplexWriter) = poll_io::simplex;
    const _: fn(Io) -> (ReadHalf<Io>, WriteHalf<Io>) = poll_io::split;
    const _: fn(&ReadHalf<Io>, &WriteHalf<Io>) -> bool = ReadHalf::is_pair_of;
    const _: fn(&WriteHalf<Io>, &ReadHalf<Io>) -> bool = WriteHalf::is_pair_of;
    type Halves = (ReadHalf<Io>, WriteHalf<Io>);
    const _: fn(ReadHalf<Io>, WriteHalf<Io>) -> std::result::Result<Io, Halves> = ReadHalf::unsplit;
    assert_impl_all!(DuplexStream: AsyncRead, AsyncWrite, Send, Sync, Unpin);

    fn copy<'a, R, W>(reader: &'a mut R, writer: &'a mut W) -> future::Copy<'a, R, W>
    where
        R: AsyncRead + Unpin + ?Sized,
        W: AsyncWrite + Unpin + ?Sized,
    {
        output::<u64, _>(poll_io::copy(reader, writer).buffer_size(7_usize))
    }

    fn copy_progress<'a, R: AsyncRead + Unpin + ?Sized, W: AsyncWrite + Unpin + ?Sized, F: FnMut(u64)>(
        reader: &'a mut R,
        writer: &'a mut W,
        f: F,
    ) -> future::OnProgress<future::Copy<'a, R, W>, F> {
        output::<u64, _>(poll_io::copy(reader, writer).on_progress(f).buffer_size(7_usize))
    }

    type Copy = future::Copy<'static, Io, Sink>;
    const _: fn(&Copy) -> u64 = Copy::read;
    const _: fn(&Copy) -> u64 = Copy::written;
    const _: for<'a> fn(&'a Copy) -> &'a [u8] = Copy::unwritten;
    const _: fn(&future::CopyBuf<'static, Io, Sink>) -> u64 = future::CopyBuf::written;
    type Both = future::CopyBidirectional<'static, Io, Io>;
    const _: for<'a> fn(&'a Both) -> &'a future::Direction = Both::a_to_b;
    const _: for<'a> fn(&'a Both) -> &'a future::Direction = Both::b_to_a;
    const _: fn(&future::Direction) -> u64 = future::Direction::read;
    const _: fn(&future::Direction) -> u64 = future::Direction::written;
    const _: fn(&future::Direction) -> &[u8] = future::Direction::unwritten;

    fn copy_buf<'a, R, W>(reader: &'a mut R, writer: &'a mut W) -> future::CopyBuf<'a, R, W>
    where
        R: AsyncBufRead + Unpin + ?Sized,
        W: AsyncWrite + Unpin + ?Sized,
    {
        output::<u64, _>(poll_io::copy_buf(reader, writer))
    }

    fn copy_buf_progress<'a, R: AsyncBufRead + Unpin + ?Sized, W: AsyncWrite + Unpin + ?Sized, F: FnMut(u64)>(
        reader: &'a mut R,
        writer: &'a mut W,
        f: F,
    ) -> future::OnProgress<future::CopyBuf<'a, R, W>, F> {
        output::<u64, _>(poll_io::copy_buf(reader, writer).on_progress(f))
    }

    fn copy_bidirectional<'a, A, B>(a: &'a mut A, b: &'a mut B) -> future::CopyBidirectional<'a, A, B>
    where
        A: AsyncRead + AsyncWrite + Unpin + ?Sized,
        B: AsyncRead + AsyncWrite + Unpin + ?Sized,
    {
        output::<(u64, u64), _>(poll_io::copy_bidirectional(a, b).buffer_size(7_usize))
    }

    fn both_progress<'a, A: AsyncReadWrite + Unpin + ?Sized, B: AsyncReadWrite + Unpin + ?Sized, F: FnMut(u64, u64)>(
        a: &'a mut A,
        b: &'a mut B,
        f: F,
    ) -> future::OnProgress<future::CopyBidirectional<'a, A, B>, F> {
        output::<(u64, u64), _>(poll_io::copy_bidirectional(a, b).on_progress(f))
    }
}

/// The prelude exports the core traits by name and the Ext traits anonymously. A crate may define or import other items
/// with the names of the Ext traits.
mod prelude {
    use poll_io::prelude::*;

    struct AsyncReadExt;
    struct AsyncWriteExt;
    struct AsyncBufReadExt;
    struct AsyncSeekExt;

    async fn every_trait<T: AsyncRead + AsyncWrite + AsyncBufRead + AsyncSeek + Unpin>(mut io: T) {
        let _: &mut dyn AsyncReadWrite = &mut io;
        let _ = io.read_u8().await;
        let _ = io.write_u8(1).await;
        let _ = io.skip_until(0).await;
        let _ = io.rewind().await;
    }
}

#[cfg(feature = "test-util")]
mod test_util {
    use super::*;
    use poll_io::test_util::{Builder, Fragmented, Mock, cancel, conformance};

    fn mock(error: Error, other: Error) -> Mock {
        Builder::new().read(b"..").write(b"..").read_error(error).write_error(other).pending().build()
    }
    assert_impl_all!(Mock: AsyncRead, AsyncWrite);

    fn fragmented(io: Cursor<Vec<u8>>) -> Fragmented<Cursor<Vec<u8>>> {
        Fragmented::new(io, 7_u64)
    }
    assert_impl_all!(Fragmented<Cursor<Vec<u8>>>: AsyncRead, AsyncWrite);

    fn checks() {
        conformance::reader(|| &b"hello"[..], b"hello");
        conformance::writer(Vec::new, |writer: &mut Vec<u8>| writer.clone());
        conformance::buf_reader(|| &b"hello"[..], b"hello");
        conformance::seeker(|| Cursor::new(b"hello"), b"hello");
        let attempts = cancel::at_every_poll(|| &b"hello"[..], async |reader| reader.read_u8().await);
        assert!(attempts.iter().all(|attempt| attempt.polls < 2));
    }
}

#[cfg(feature = "iterator-style")]
mod iterator_style {
    use poll_io::{
        BorrowedCursor, Result, SeekFrom,
        iterator_style::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, FromSplit, IntoSplit},
    };
    use static_assertions::assert_impl_all;
    use std::{
        pin::Pin,
        task::{Context, Poll},
    };

    /// The required methods are those of the split design. All other methods can be overridden.
    struct Io;

    impl AsyncRead for Io {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
            Poll::Pending
        }

        fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> impl Future<Output = Result<()>>
        where
            Self: Sized + Unpin,
        {
            buf.fill(7);
            std::future::ready(Ok(()))
        }
    }

    impl AsyncWrite for Io {
        fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<Result<usize>> {
            Poll::Pending
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Pending
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Pending
        }
    }

    impl AsyncBufRead for Io {
        fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
            Poll::Pending
        }

        fn consume(self: Pin<&mut Self>, _: usize) {}
    }

    impl AsyncSeek for Io {
        fn poll_seek(self: Pin<&mut Self>, _: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
            Poll::Pending
        }
    }

    static_assertions::assert_obj_safe!(AsyncRead, AsyncWrite, AsyncBufRead, AsyncSeek);
    assert_impl_all!(FromSplit<&[u8]>: AsyncRead, AsyncBufRead);
    assert_impl_all!(FromSplit<Vec<u8>>: AsyncWrite);
    assert_impl_all!(FromSplit<std::io::Cursor<Vec<u8>>>: AsyncSeek);
    assert_impl_all!(IntoSplit<Io>: poll_io::AsyncRead, poll_io::AsyncBufRead, poll_io::AsyncWrite, poll_io::AsyncSeek);
}

/// Returns the keys of one table of a manifest.
fn keys(manifest: &str, table: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(manifest).join("Cargo.toml");
    let text = std::fs::read_to_string(path).expect("the manifest is there");
    let body = text.split(&format!("\n[{table}]\n")).nth(1).unwrap_or_default();
    let body = body.split("\n[").next().unwrap_or_default();
    let keys = body.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='));
    keys.map(|(key, _)| key.trim().trim_end_matches(".workspace").to_string()).collect()
}

#[test]
fn features_are_as_promised() {
    assert_eq!(keys("core", "features"), ["default", "std", "alloc"]);
    assert_eq!(keys("", "features"), ["default", "std", "alloc", "iterator-style", "test-util", "simdutf8"]);
    let compat = keys("compat", "features");
    for name in [
        "futures-03",
        "tokio-1",
        "tokio-1-rt",
        "hyper-1",
        "embedded-io-async-07",
        "std-io",
        "bytes-1",
        "futures-core-03",
    ] {
        assert!(compat.iter().any(|feature| feature == name), "{name}");
    }
    assert!(!compat.iter().any(|feature| feature == "default"));
}

#[test]
fn dependencies_are_as_promised() {
    assert!(keys("core", "dependencies").is_empty());
    assert_eq!(keys("", "dependencies"), ["poll-io-core", "pin-project-lite", "memchr", "simdutf8"]);
}

/// Returns the names of the methods of the trait in a file.
fn methods(file: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(path).expect("the file is there");
    let body = text.split("\npub trait ").nth(1).and_then(|rest| rest.split("\n}\n").next()).expect("there is a trait");
    let names = body.lines().filter_map(|line| line.strip_prefix("    fn ")?.split(['(', '<']).next());
    names.map(String::from).collect()
}

/// A call on a stream with all the traits would be ambiguous if two traits had a method of the same name.
#[test]
fn b57_no_method_name_is_on_two_traits() {
    let files = [
        "src/ext/read.rs",
        "src/ext/write.rs",
        "src/ext/buf_read.rs",
        "src/ext/seek.rs",
        "core/src/async_read.rs",
        "core/src/async_write.rs",
        "core/src/async_buf_read.rs",
        "core/src/async_seek.rs",
    ];
    let mut all = BTreeSet::new();
    for file in files {
        let names = methods(file);
        assert!(!names.is_empty(), "{file}");
        for name in names {
            assert!(all.insert(name.clone()), "{name} in {file} is also in another trait");
        }
    }
}

/// With `std`, the error of a limit can be downcast to `LimitExceeded`.
#[test]
fn a_limit_is_downcastable() {
    let error = futures_lite::future::block_on((&b"hello"[..]).read_to_end(&mut Vec::new()).limit(2)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<LimitExceeded>());
    assert_eq!(inner.map(LimitExceeded::limit), Some(2));
}
