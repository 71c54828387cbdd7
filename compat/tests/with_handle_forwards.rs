//! `WithHandle` as a reader and writer keeps the clauses, and forwards each call inside the runtime.
#![cfg(feature = "tokio-1-rt")]

use poll_io::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedBuf, BorrowedCursor, BufReader, DuplexStream, Empty, Error,
    IoSlice, IoSliceMut, Result, SeekFrom, duplex,
    test_util::{
        Fragmented,
        conformance::{buf_reader, buf_reader_wakes, reader, reader_wakes, seeker, writer, writer_wakes},
    },
};
use poll_io_compat::{Compat, FromTokio, tokio_1::WithHandle};
use std::{
    cell::RefCell,
    io::Cursor,
    mem,
    pin::Pin,
    task::{Context, Poll, Waker},
};
use tokio::{
    io::ReadBuf,
    runtime::{Builder, Handle, Runtime},
};

const TEXT: &[u8] = b"What a reader returns,\nno more, no less,\nand in this order.";

/// Makes a runtime with a thread of its own.
fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(1).build().unwrap()
}

#[test]
fn it_keeps_the_contract_around_the_streams_of_either_family() {
    let runtime = runtime();
    let handle = runtime.handle();
    for seed in 0..5 {
        let text = || Fragmented::new(Cursor::new(TEXT), seed);
        let vec = || Fragmented::new(Vec::new(), seed);

        let own = || WithHandle::new(handle, text());
        reader(own, TEXT);
        buf_reader(own, TEXT);
        seeker(own, TEXT);
        writer(|| WithHandle::new(handle, vec()), |w| mem::take(w.get_mut().get_mut()));

        let tokio = || FromTokio::new(WithHandle::new(handle, Compat::new(text())));
        reader(tokio, TEXT);
        buf_reader(tokio, TEXT);
        seeker(tokio, TEXT);
        writer(
            || FromTokio::new(WithHandle::new(handle, Compat::new(vec()))),
            |w| mem::take(w.get_mut().get_mut().get_mut().get_mut()),
        );
    }

    reader_wakes(|| fed(|io| WithHandle::new(handle, io)));
    reader_wakes(|| fed(|io| FromTokio::new(WithHandle::new(handle, Compat::new(io)))));
    buf_reader_wakes(|| fed(|io| WithHandle::new(handle, BufReader::new(io))));
    buf_reader_wakes(|| fed(|io| FromTokio::new(WithHandle::new(handle, Compat::new(BufReader::new(io))))));
    writer_wakes(|| fed(|io| WithHandle::new(handle, io)));
    writer_wakes(|| fed(|io| FromTokio::new(WithHandle::new(handle, Compat::new(io)))));
}

/// Makes a stream in a pipe, and a function that drops the other end. The stream then no longer waits.
fn fed<T>(wrap: impl FnOnce(DuplexStream) -> T) -> (T, impl FnOnce()) {
    let (near, far) = duplex(8);
    (wrap(near), || drop(far))
}

/// Has every trait of both families. Each method records its name and whether it ran inside a runtime. It returns a
/// value that no other method and no default implementation returns.
#[derive(Default)]
struct Spy(RefCell<Vec<(&'static str, bool)>>);

impl Spy {
    fn called(&self, name: &'static str) {
        self.0.borrow_mut().push((name, Handle::try_current().is_ok()));
    }

    /// Fails with the name of the method.
    fn fails<T>(&self, name: &'static str) -> Poll<Result<T>> {
        self.called(name);
        Poll::Ready(Err(Error::other(name)))
    }
}

/// Generates the writer of both families, whose methods are the same.
macro_rules! writes {
    ($($trait:path)*) => {
        $(impl $trait for Spy {
            fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
                self.called("poll_write");
                Poll::Ready(Ok(buf.len()))
            }
            fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                self.fails("poll_flush")
            }
            fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                self.fails("poll_shutdown")
            }
            fn poll_write_vectored(
                self: Pin<&mut Self>,
                _: &mut Context<'_>,
                bufs: &[IoSlice<'_>],
            ) -> Poll<Result<usize>> {
                self.called("poll_write_vectored");
                Poll::Ready(Ok(bufs.iter().map(|buf| buf.len()).sum()))
            }
            fn is_write_vectored(&self) -> bool {
                self.called("is_write_vectored");
                true
            }
        })*
    };
}
writes!(AsyncWrite tokio::io::AsyncWrite);

/// Generates the buffered reader of both families.
macro_rules! lends {
    ($($trait:path)*) => {
        $(impl $trait for Spy {
            fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
                self.called("poll_fill_buf");
                Poll::Ready(Ok(b"lent"))
            }
            fn consume(self: Pin<&mut Self>, amt: usize) {
                assert_eq!(amt, 3);
                self.called("consume");
            }
        })*
    };
}
lends!(AsyncBufRead tokio::io::AsyncBufRead);

impl AsyncRead for Spy {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.called("poll_read");
        buf.append(b"read");
        Poll::Ready(Ok(()))
    }
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        self.called("poll_read_vectored");
        Poll::Ready(Ok(bufs.iter().map(|buf| buf.len()).sum()))
    }
    fn remaining_hint(&self) -> usize {
        self.called("remaining_hint");
        42
    }
}

impl tokio::io::AsyncRead for Spy {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        self.called("poll_read");
        buf.put_slice(b"read");
        Poll::Ready(Ok(()))
    }
}

impl AsyncSeek for Spy {
    fn poll_seek(self: Pin<&mut Self>, _: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        assert_eq!(pos, SeekFrom::Start(5));
        self.called("poll_seek");
        Poll::Ready(Ok(77))
    }
}

impl tokio::io::AsyncSeek for Spy {
    fn start_seek(self: Pin<&mut Self>, pos: SeekFrom) -> Result<()> {
        assert_eq!(pos, SeekFrom::Start(5));
        self.called("start_seek");
        Ok(())
    }
    fn poll_complete(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<u64>> {
        self.called("poll_complete");
        Poll::Ready(Ok(77))
    }
}

fn ready<T>(poll: Poll<Result<T>>) -> std::result::Result<T, String> {
    match poll {
        Poll::Ready(result) => result.map_err(|e| e.to_string()),
        Poll::Pending => panic!("it waits"),
    }
}

const SLICES: [&[u8]; 3] = [b"ab", b"c", b"d"];

/// Makes each call of the writer and the buffered reader of one family, and checks the results.
macro_rules! call_the_same {
    ($io:expr, $cx:expr, $write:path, $buf_read:path) => {{
        use $buf_read as BufRead;
        use $write as Write;
        let (mut io, cx): (_, &mut Context<'_>) = ($io, $cx);
        assert_eq!(ready(Write::poll_write(io.as_mut(), cx, b"abcde")), Ok(5));
        assert_eq!(ready(Write::poll_write_vectored(io.as_mut(), cx, &SLICES.map(IoSlice::new))), Ok(4));
        assert!(Write::is_write_vectored(&*io));
        assert_eq!(ready(Write::poll_flush(io.as_mut(), cx)), Err("poll_flush".into()));
        assert_eq!(ready(Write::poll_shutdown(io.as_mut(), cx)), Err("poll_shutdown".into()));
        assert_eq!(ready(BufRead::poll_fill_buf(io.as_mut(), cx)), Ok(&b"lent"[..]));
        BufRead::consume(io, 3);
    }};
}

/// The calls that need no runtime, because they do no I/O.
const ASKS: [&str; 2] = ["is_write_vectored", "remaining_hint"];

fn check(spy: WithHandle<Spy>, expected: &[&str]) {
    let calls = spy.into_inner().0.into_inner();
    assert_eq!(calls.iter().map(|(name, _)| *name).collect::<Vec<_>>(), expected);
    for (name, entered) in calls {
        assert!(entered || ASKS.contains(&name), "{name}: outside of the runtime");
    }
}

#[test]
fn each_call_of_a_poll_io_stream_is_made_inside_of_the_runtime() {
    let runtime = runtime();
    let cx = &mut Context::from_waker(Waker::noop());
    let mut spy = WithHandle::new(runtime.handle(), Spy::default());
    let mut io = Pin::new(&mut spy);
    call_the_same!(io.as_mut(), &mut *cx, AsyncWrite, AsyncBufRead);

    let mut memory = [0; 8];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    assert_eq!(ready(AsyncRead::poll_read(io.as_mut(), cx, buf.unfilled())), Ok(()));
    assert_eq!(buf.filled(), b"read");
    let (mut a, mut b) = ([0; 2], [0; 3]);
    let bufs = &mut [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
    assert_eq!(ready(AsyncRead::poll_read_vectored(io.as_mut(), cx, bufs)), Ok(5));
    assert_eq!(io.remaining_hint(), 42);
    assert_eq!(ready(AsyncSeek::poll_seek(io, cx, SeekFrom::Start(5))), Ok(77));

    let read = ["poll_read", "poll_read_vectored", "remaining_hint", "poll_seek"];
    check(spy, &[&SAME[..], &read].concat());
}

#[test]
fn each_call_of_a_tokio_stream_is_made_inside_of_the_runtime() {
    let runtime = runtime();
    let cx = &mut Context::from_waker(Waker::noop());
    let mut spy = WithHandle::new(runtime.handle(), Spy::default());
    let mut io = Pin::new(&mut spy);
    call_the_same!(io.as_mut(), &mut *cx, tokio::io::AsyncWrite, tokio::io::AsyncBufRead);

    let mut memory = [0; 8];
    let mut buf = ReadBuf::new(&mut memory);
    assert_eq!(ready(tokio::io::AsyncRead::poll_read(io.as_mut(), cx, &mut buf)), Ok(()));
    assert_eq!(buf.filled(), b"read");
    assert!(tokio::io::AsyncSeek::start_seek(io.as_mut(), SeekFrom::Start(5)).is_ok());
    assert_eq!(ready(tokio::io::AsyncSeek::poll_complete(io, cx)), Ok(77));

    check(spy, &[&SAME[..], &["poll_read", "start_seek", "poll_complete"]].concat());
}

/// The calls that `call_the_same` makes.
const SAME: [&str; 7] = [
    "poll_write",
    "poll_write_vectored",
    "is_write_vectored",
    "poll_flush",
    "poll_shutdown",
    "poll_fill_buf",
    "consume",
];

#[test]
fn a_writer_of_one_slice_stays_one() {
    let runtime = runtime();
    let handle = runtime.handle();
    // The default of the trait returns `false`, so a writer that returns `true` is checked too.
    assert!(!AsyncWrite::is_write_vectored(&WithHandle::new(handle, Plain)));
    assert!(!tokio::io::AsyncWrite::is_write_vectored(&WithHandle::new(handle, Compat::new(Plain))));
    assert!(AsyncWrite::is_write_vectored(&WithHandle::new(handle, Empty::default())));
}

/// Has only the required methods of a writer.
struct Plain;

impl AsyncWrite for Plain {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(buf.len()))
    }
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[test]
fn accessors_return_the_wrapped_value_and_the_handle() {
    let runtime = runtime();
    let mut wrapper = WithHandle::new(runtime.handle().clone(), 1);
    assert_eq!(wrapper.handle().id(), runtime.handle().id());
    assert_eq!(*wrapper.get_ref(), 1);
    *wrapper.get_mut() = 2;
    *Pin::new(&mut wrapper).get_pin_mut() += 1;
    let copy = wrapper.clone();
    assert_eq!((copy.handle().id(), copy.into_inner()), (runtime.handle().id(), 3));
    assert!(format!("{wrapper:?}").starts_with("WithHandle { inner: Some(3), "));
    assert_eq!(wrapper.into_inner(), 3);
}
