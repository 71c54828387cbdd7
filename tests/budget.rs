//! Checks that a future makes at most 128 calls in one poll, including retries after `Interrupted`. A stack of adapters
//! may add a few calls to that number but must not multiply it.

#[allow(dead_code, reason = "other suites use the rest")]
#[path = "behaviour/peer.rs"]
mod peer;

mod numbers;

/// The design that these tests use.
mod design {
    pub use poll_io::prelude::*;
}

use numbers::for_each_number;
use peer::{Drain, Script, Step, run_counted};
use poll_io::{
    AsyncBufReadExt, AsyncSeek, BorrowedBuf, BorrowedCursor, BufReader, BufStream, BufWriter, Either, ErrorKind,
    IoSlice, IoSliceMut, LineWriter, Result, SeekFrom, copy, copy_bidirectional, copy_buf, empty, join, prelude::*,
    sink, split,
};
use std::{
    cell::Cell,
    future::poll_fn,
    io::Cursor,
    mem,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker, ready},
};

const CALLS: usize = 1000;

/// Returns a reader of `CALLS` pieces of one byte each.
fn crumbs() -> Script {
    Script::new((0..CALLS).map(|_| Step::Bytes(b"a".into())))
}

/// Returns a writer that accepts one byte in each of the first `CALLS` calls.
fn sips() -> Drain {
    Drain::new((0..CALLS).map(|_| Step::Bytes(b".".into())))
}

/// Returns a stream whose first read, write and flush are each interrupted `CALLS` times.
fn interrupted() -> poll_io::Join<Script, Drain> {
    let steps = || (0..CALLS).map(|_| Step::Err(ErrorKind::Interrupted));
    let reads = steps().chain([Step::Bytes(vec![0; 200])]);
    join(Script::new(reads), Drain::new(steps()).ending(steps()))
}

/// A stream whose seeks are interrupted this many times in total before one succeeds.
struct Seeker(usize);

impl AsyncSeek for Seeker {
    fn poll_seek(mut self: Pin<&mut Self>, _: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
        match self.0.checked_sub(1) {
            Some(left) => {
                self.0 = left;
                Poll::Ready(Err(ErrorKind::Interrupted.into()))
            }
            None => Poll::Ready(Ok(0)),
        }
    }
}

/// Runs a future that needs at least `CALLS` calls, and checks that no poll has made more than 128.
fn assert_yields<T>(name: &str, future: impl Future<Output = Result<T>>) {
    let (result, polls) = run_counted(future);
    assert!(result.is_ok(), "{name}");
    assert!(polls >= CALLS.div_ceil(128), "{name} was polled {polls} times");
}

/// Calls each method on a new stream.
macro_rules! yields {
    ($stream:expr, $($name:ident($($arg:expr),*)),* $(,)?) => {$(
        assert_yields(stringify!($name), $stream.$name($($arg),*));
    )*};
}

#[test]
fn reading_byte_by_byte_yields() {
    let (mut buf, mut other, mut vec, mut text) = ([0; CALLS], [0; CALLS], Vec::new(), String::new());
    yields!(
        crumbs(),
        read_exact(&mut buf),
        read_buf_exact(BorrowedBuf::from(&mut other[..]).unfilled()),
        read_to_end(&mut vec),
        read_to_string(&mut text),
        read_until(b'x', &mut vec),
        skip_until(b'x'),
        read_line(&mut text),
    );
    assert_yields("read_array", crumbs().read_array::<CALLS>());
    assert_yields("limited", crumbs().read_to_end(&mut vec).limit(CALLS));
    assert_yields("next_line", crumbs().lines().next_line());
    assert_yields("next_line_ref", async { crumbs().lines().next_line_ref().await.map(drop) });
    assert_yields("next_segment", AsyncBufReadExt::split(crumbs(), b'x').next_segment());
    assert_yields("peek", async { BufReader::with_capacity(CALLS, crumbs()).peek(CALLS).await.map(drop) });
    assert_yields("peek_exact", async { BufReader::with_capacity(CALLS, crumbs()).peek_exact(CALLS).await.map(drop) });
    assert_yields("peek_array", BufReader::with_capacity(CALLS, crumbs()).peek_array::<CALLS>());
    assert_yields("copy", copy(&mut crumbs(), &mut sink()));
    assert_yields("copy_buf", copy_buf(&mut crumbs(), &mut sink()));
    let (mut a, mut b) = (join(crumbs(), Vec::new()), empty());
    assert_yields("copy_bidirectional", copy_bidirectional(&mut a, &mut b));
}

#[test]
fn writing_byte_by_byte_yields() {
    let data = [7; CALLS];
    let text = "a".repeat(CALLS);
    yields!(
        sips(),
        write_all(&data),
        write_all_vectored(&mut [IoSlice::new(&data[..500]), IoSlice::new(&data[500..])]),
        write_fmt(format_args!("{text}")),
    );
    assert_yields("copy", copy(&mut &data[..], &mut sips()));
    assert_yields("copy_buf", copy_buf(&mut &data[..], &mut sips()));
}

#[test]
fn futures_yield_when_interrupted_many_times() {
    let (mut buf, mut other, mut vec, mut text) = ([0; 9], [0; 9], Vec::new(), String::new());
    yields!(
        interrupted(),
        read(&mut buf),
        read_exact(&mut buf),
        read_buf(BorrowedBuf::from(&mut other[..]).unfilled()),
        read_buf_exact(BorrowedBuf::from(&mut other[..]).unfilled()),
        read_vectored(&mut [IoSliceMut::new(&mut other)]),
        read_to_end(&mut vec),
        read_to_string(&mut text),
        read_until(b'x', &mut vec),
        skip_until(b'x'),
        read_line(&mut text),
        has_data_left(),
        write(b"a"),
        write_vectored(&[IoSlice::new(b"a")]),
        write_all(b"a"),
        write_all_vectored(&mut [IoSlice::new(b"a")]),
        write_fmt(format_args!("a")),
        flush(),
        shutdown(),
    );
    macro_rules! numbers {
        ($($ty:ty, $read:ident, $_read:ident, $write:ident, $_write:ident;)*) => {$(
            yields!(interrupted(), $read(), $write(<$ty>::default()));
        )*};
    }
    for_each_number!(numbers);
    assert_yields("read_array", interrupted().read_array::<9>());
    assert_yields("fill_buf", async { interrupted().fill_buf().await.map(drop) });
    assert_yields("next_byte", interrupted().bytes().next_byte());
    assert_yields("next_line", interrupted().lines().next_line());
    assert_yields("next_segment", AsyncBufReadExt::split(interrupted(), b'x').next_segment());
    assert_yields("peek", async { BufReader::new(interrupted()).peek(9).await.map(drop) });
    assert_yields("copy", copy(&mut interrupted(), &mut sink()));
    assert_yields("copy_buf", copy_buf(&mut interrupted(), &mut sink()));
    assert_yields("copy_bidirectional", copy_bidirectional(&mut interrupted(), &mut empty()));

    yields!(Seeker(CALLS), seek(SeekFrom::End(0)), rewind(), stream_position(), stream_len(), seek_relative(1),);
    assert_yields("BufReader::seek_relative", BufReader::new(Seeker(CALLS)).seek_relative(1));
}

/// The stream at the bottom of a stack of adapters. It returns a few bytes in each call and counts the calls of one
/// poll.
#[derive(Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent property of the stream")]
struct Bottom {
    calls: Rc<Cell<usize>>,
    /// Every n-th call returns `Interrupted`. 0 turns that off.
    interrupted: usize,
    /// A write accepts one byte only.
    sips: bool,
    /// The first piece ends at a line feed.
    starts: bool,
    /// After this many reads, the stream ends, or returns `Pending` if `waits` is set.
    reads: Option<usize>,
    waits: bool,
    /// Whether a seek is in progress: each seek waits once, and the next one completes it.
    sought: bool,
    lent: bool,
}

impl Bottom {
    fn enter(&self) -> Result<()> {
        self.calls.set(self.calls.get() + 1);
        if self.interrupted > 0 && self.calls.get() % self.interrupted == 0 {
            return Err(ErrorKind::Interrupted.into());
        }
        Ok(())
    }

    fn poll_piece(&mut self) -> Poll<Result<&'static [u8]>> {
        self.enter()?;
        Poll::Ready(Ok(match &mut self.reads {
            Some(0) if self.waits => return Poll::Pending,
            Some(0) => b"",
            left => {
                if let Some(left) = left {
                    *left -= 1;
                }
                if mem::take(&mut self.starts) { b"\n" } else { b"a\nb" }
            }
        }))
    }
}

impl AsyncRead for Bottom {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let piece = ready!(self.poll_piece())?;
        buf.append(&piece[..piece.len().min(buf.capacity())]);
        Poll::Ready(Ok(()))
    }
}

impl AsyncBufRead for Bottom {
    /// Lending the same bytes again is not a call: it reads nothing (B1).
    fn poll_fill_buf(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        if !self.lent {
            if ready!(self.poll_piece())?.is_empty() {
                return Poll::Ready(Ok(&[]));
            }
            self.lent = true;
        }
        Poll::Ready(Ok(b"a"))
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        self.lent &= amt == 0;
    }
}

impl AsyncWrite for Bottom {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.enter()?;
        Poll::Ready(Ok(if self.sips { buf.len().min(1) } else { buf.len() }))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(self.enter())
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(self.enter())
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.poll_write(cx, bufs.iter().find(|buf| !buf.is_empty()).map_or(&[], |buf| buf))
    }

    fn is_write_vectored(&self) -> bool {
        // True for two of the four variants of the stream.
        self.interrupted % 2 == 0
    }
}

impl AsyncSeek for Bottom {
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
        self.enter()?;
        self.sought = !self.sought;
        if self.sought {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Ok(0))
    }
}

type Reader = Box<dyn AsyncBufRead + Unpin>;
type Writer = Box<dyn AsyncWrite + Unpin>;

/// An adapter: its name, how many calls it may add to one poll, and a function that puts it on a stack.
type Adapter<T> = (&'static str, usize, fn(T, &Bottom) -> T);

const READERS: &[Adapter<Reader>] = &[
    ("take", 0, |r, _| Box::new(r.take(1 << 40))),
    ("limited", 0, |r, _| Box::new(r.limited(1 << 40))),
    // The first reader has ended. It is called once more before the second reader.
    ("chain", 1, |r, bottom| Box::new(Bottom { reads: Some(0), ..bottom.clone() }.chain(r))),
    ("inspect", 0, |r, _| Box::new(r.inspect(|_| {}))),
    ("inspect_write", 0, |r, _| Box::new(join(r, sink()).inspect_write(|_| {}))),
    ("join", 0, |r, _| Box::new(join(r, sink()))),
    ("either", 0, |r, _| Box::new(Either::<Reader, &[u8]>::Left(r))),
    ("split", 0, |r, _| Box::new(BufReader::with_capacity(1, split(join(r, sink())).0))),
    ("BufReader", 0, |r, _| Box::new(BufReader::with_capacity(4, r))),
    ("BufWriter", 0, |r, _| Box::new(BufWriter::new(r))),
    ("BufStream", 0, |r, _| Box::new(BufStream::new(join(r, sink())))),
];

/// Writes `len` bytes, which stay in the buffer.
fn loaded<W: AsyncWrite + Unpin + 'static>(mut writer: W, len: usize) -> Writer {
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..len {
        assert!(Pin::new(&mut writer).poll_write(&mut cx, b"x").is_ready());
    }
    Box::new(writer)
}

const WRITERS: &[Adapter<Writer>] = &[
    ("take", 0, |w, _| Box::new(join(empty(), w).take(1))),
    ("limited", 0, |w, _| Box::new(join(empty(), w).limited(1))),
    ("inspect", 0, |w, _| Box::new(join(empty(), w).inspect(|_| {}))),
    ("inspect_write", 0, |w, _| Box::new(w.inspect_write(|_| {}))),
    ("join", 0, |w, _| Box::new(join(empty(), w))),
    ("either", 0, |w, _| Box::new(Either::<Writer, Vec<u8>>::Left(w))),
    ("split", 0, |w, _| Box::new(split(join(empty(), w)).1)),
    ("BufReader", 0, |w, _| Box::new(BufReader::new(w))),
    // The buffer is written out. A large write then bypasses the buffer.
    ("BufWriter", 1, |w, _| loaded(BufWriter::with_capacity(4, w), 4)),
    ("BufWriter, long", 1, |w, _| loaded(BufWriter::with_capacity(300, w), 290)),
    ("BufStream", 1, |w, _| loaded(BufStream::with_capacity(1, 4, join(empty(), w)), 4)),
    // The same happens here. A flush then writes out the incomplete line that follows.
    ("LineWriter", 2, |w, _| loaded(LineWriter::with_capacity(4, w), 4)),
    ("LineWriter, half full", 2, |w, _| loaded(LineWriter::with_capacity(4, w), 2)),
];

type Deed<T> = (&'static str, fn(T, &Bottom) -> Pin<Box<dyn Future<Output = ()>>>);

macro_rules! deeds {
    ($($name:ident: |$stream:ident, $bottom:ident| $body:expr;)*) => {
        &[$((stringify!($name), |$stream, $bottom| {
            #[allow(unused_mut, unused_variables, reason = "some bodies take the stream by value or do not use the bottom")]
            let (mut $stream, $bottom) = ($stream, $bottom.clone());
            Box::pin(async move { let _ = $body; })
        })),*]
    };
}

const READS: &[Deed<Reader>] = deeds! {
    read: |r, _b| r.read(&mut [0; 9]).await;
    read_exact: |r, _b| r.read_exact(&mut [0; 900]).await;
    read_array: |r, _b| r.read_array::<900>().await;
    read_u128: |r, _b| r.read_u128().await;
    read_buf_exact: |r, _b| r.read_buf_exact(BorrowedBuf::from(&mut [0; 900][..]).unfilled()).await;
    read_vectored: |r, _b| r.read_vectored(&mut [IoSliceMut::new(&mut [0; 9])]).await;
    read_to_end: |r, _b| r.read_to_end(&mut vec![]).await;
    read_to_string: |r, _b| r.read_to_string(&mut String::new()).await;
    read_until: |r, _b| r.read_until(b'!', &mut vec![]).await;
    skip_until: |r, _b| r.skip_until(b'!').await;
    read_line: |r, _b| r.read_line(&mut String::new()).await;
    has_data_left: |r, _b| r.has_data_left().await;
    fill_buf: |r, _b| r.fill_buf().await.map(drop);
    next_line: |r, _b| r.lines().next_line().await;
    next_line_ref: |r, _b| r.lines().next_line_ref().await.map(drop);
    next_segment: |r, _b| AsyncBufReadExt::split(r, b'!').next_segment().await;
    next_segment_ref: |r, _b| AsyncBufReadExt::split(r, b'!').next_segment_ref().await.map(drop);
    peek: |r, _b| BufReader::with_capacity(900, r).peek(900).await.map(drop);
    copy: |r, b| copy(&mut r, &mut b.clone()).await;
    copy_buf: |r, b| copy_buf(&mut r, &mut b.clone()).await;
    copy_bidirectional: |r, b| copy_bidirectional(&mut join(r, b.clone()), &mut b.clone()).await;
};

const WRITES: &[Deed<Writer>] = deeds! {
    write: |w, _b| w.write(&[b'x'; 900]).await;
    write_vectored: |w, _b| w.write_vectored(&[IoSlice::new(&[b'x'; 9]), IoSlice::new(b"\n"), IoSlice::new(&[b'x'; 900])]).await;
    write_all: |w, _b| w.write_all(&[b'x'; 900]).await;
    write_all_lines: |w, _b| w.write_all(&b"x\nyy\nzzzz\n".repeat(90)).await;
    write_all_vectored: |w, _b| w.write_all_vectored(&mut [IoSlice::new(b"ab\nc"); 300]).await;
    write_fmt: |w, _b| poll_io::write!(w, "{}", "x\ny".repeat(300)).await;
    write_u128: |w, _b| w.write_u128(u128::MAX).await;
    flush: |w, _b| w.flush().await;
    shutdown: |w, _b| w.shutdown().await;
    copy: |w, b| copy(&mut b.clone(), &mut w).await;
    copy_until_idle: |w, b| copy(&mut Bottom { reads: Some(40), waits: true, ..b }, &mut w).await;
    copy_buf: |w, b| copy_buf(&mut b.clone(), &mut w).await;
    copy_bidirectional: |w, b| copy_bidirectional(&mut join(b.clone(), w), &mut b.clone()).await;
};

/// Returns the largest number of calls that one of the first four polls makes on the bottom stream.
fn most(bottom: &Bottom, mut future: Pin<Box<dyn Future<Output = ()>>>) -> usize {
    let mut most = 0;
    for _ in 0..4 {
        bottom.calls.set(0);
        let poll = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        most = most.max(bottom.calls.get());
        if poll.is_ready() {
            break;
        }
    }
    most
}

/// Calls `each` for every stack of up to `depth` adapters.
fn each_stack<T>(adapters: &[Adapter<T>], depth: usize, each: &mut impl FnMut(&[&Adapter<T>])) {
    fn on<'a, T>(
        adapters: &'a [Adapter<T>],
        depth: usize,
        stack: &mut Vec<&'a Adapter<T>>,
        each: &mut impl FnMut(&[&Adapter<T>]),
    ) {
        each(stack);
        if stack.len() < depth {
            for adapter in adapters {
                stack.push(adapter);
                on(adapters, depth, stack, each);
                stack.pop();
            }
        }
    }
    on(adapters, depth, &mut Vec::new(), each);
}

/// Runs every future over every stack, and checks each poll against the bound.
fn check<T>(adapters: &[Adapter<T>], deeds: &[Deed<T>], base: fn(Bottom) -> T) {
    let bottoms = [(0, true), (0, false), (1, false), (3, true)];
    let mut worst = [0; 7];
    let mut run = |stack: &[&Adapter<T>]| {
        let names: Vec<_> = stack.iter().map(|(name, ..)| *name).collect();
        let more: usize = stack.iter().map(|(_, more, _)| more).sum();
        for (name, deed) in deeds {
            for (interrupted, sips) in bottoms {
                let bottom = Bottom { interrupted, sips, ..Bottom::default() };
                let stream = stack.iter().fold(base(bottom.clone()), |stream, (.., put)| put(stream, &bottom));
                let calls = most(&bottom, deed(stream, &bottom));
                assert!(calls <= 128 + more, "{name} makes {calls} calls in one poll, through {names:?}");
                worst[more] = worst[more].max(calls);
            }
        }
    };
    let deep = !cfg!(miri);
    each_stack(adapters, if deep { 2 } else { 1 }, &mut run);
    // Stacks of three, for the adapters that may add calls.
    let adding: Vec<_> = adapters.iter().filter(|(_, more, _)| *more > 0).copied().collect();
    each_stack(&adding, if deep { 3 } else { 1 }, &mut run);
    println!("{worst:?}");
}

#[test]
fn adapters_over_a_reader_add_calls_and_do_not_multiply_them() {
    check(READERS, READS, |bottom| Box::new(bottom));
}

#[test]
fn adapters_over_a_writer_add_calls_and_do_not_multiply_them() {
    check(WRITERS, WRITES, |bottom| Box::new(bottom));
}

trait Seeks: AsyncRead + AsyncWrite + AsyncSeek + Unpin {}

impl<T: AsyncRead + AsyncWrite + AsyncSeek + Unpin> Seeks for T {}

type Io = Box<dyn Seeks>;

/// Buffers three bytes, which a later seek has to write out.
fn dirty(mut stream: impl Seeks + 'static) -> Io {
    assert!(Pin::new(&mut stream).poll_write(&mut Context::from_waker(Waker::noop()), b"xyz").is_ready());
    Box::new(stream)
}

const SEEKERS: &[Adapter<Io>] = &[
    ("inspect", 0, |s, _| Box::new(s.inspect(|_| {}))),
    ("inspect_write", 0, |s, _| Box::new(s.inspect_write(|_| {}))),
    ("either", 0, |s, _| Box::new(Either::<Io, Cursor<Vec<u8>>>::Left(s))),
    // The next operation after a dropped seek completes that seek first.
    ("take", 1, |s, _| Box::new(s.take(1 << 40))),
    ("BufReader", 1, |s, _| Box::new(BufReader::with_capacity(4, s))),
    ("BufWriter", 1, |s, _| dirty(BufWriter::with_capacity(4, s))),
    ("BufStream", 2, |s, _| dirty(BufStream::with_capacity(4, 4, s))),
];

/// Starts a seek, polls it once and drops it.
async fn give_up(stream: &mut Io) {
    let mut seek = stream.seek(SeekFrom::Start(3));
    let mut polled = false;
    poll_fn(|cx| {
        if mem::replace(&mut polled, true) {
            return Poll::Ready(());
        }
        let _ = Pin::new(&mut seek).poll(cx);
        Poll::Pending
    })
    .await;
}

const SEEKS: &[Deed<Io>] = deeds! {
    read_exact: |s, _b| { give_up(&mut s).await; s.read_exact(&mut [0; 900]).await };
    read_to_end: |s, _b| { give_up(&mut s).await; s.read_to_end(&mut vec![]).await };
    write_all: |s, _b| { give_up(&mut s).await; s.write_all(&[b'x'; 900]).await };
    flush: |s, _b| { give_up(&mut s).await; s.flush().await };
    shutdown: |s, _b| { give_up(&mut s).await; s.shutdown().await };
    seek: |s, _b| s.seek(SeekFrom::Current(7)).await;
    seek_elsewhere: |s, _b| { give_up(&mut s).await; s.seek(SeekFrom::Start(7)).await };
    seek_far: |s, _b| { let _ = s.read(&mut [0; 1]).await; s.seek(SeekFrom::Current(i64::MIN)).await };
    seek_relative: |s, _b| { give_up(&mut s).await; s.seek_relative(7).await };
    rewind: |s, _b| { give_up(&mut s).await; s.rewind().await };
    stream_position: |s, _b| { give_up(&mut s).await; s.stream_position().await };
    stream_len: |s, _b| { give_up(&mut s).await; s.stream_len().await };
    copy_from: |s, b| { give_up(&mut s).await; copy(&mut s, &mut b.clone()).await };
    copy_to: |s, b| { give_up(&mut s).await; copy(&mut b.clone(), &mut s).await };
};

#[test]
fn the_seeks_of_one_future_share_its_budget() {
    /// A stream whose position changes with each seek. 99 calls out of 100 return `Interrupted`.
    struct Wanders(usize);

    impl AsyncSeek for Wanders {
        fn poll_seek(mut self: Pin<&mut Self>, _: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
            self.0 += 1;
            let there = self.0 % 100 == 0;
            Poll::Ready(if there { Ok(self.0 as u64) } else { Err(ErrorKind::Interrupted.into()) })
        }
    }

    let (result, polls) = run_counted(Wanders(0).stream_len());
    assert_eq!((result.unwrap(), polls), (200, 300_usize.div_ceil(128)));
}

#[test]
fn adapters_over_a_seeker_add_calls_and_do_not_multiply_them() {
    check(SEEKERS, SEEKS, |bottom| Box::new(bottom));
}

/// The bound is tight: for each kind of adapter and each depth, some stack reaches it.
#[test]
fn the_bound_is_reached() {
    for depth in 1..4 {
        let bottom = Bottom::default();
        let chain = |r: Reader| -> Reader { Box::new(Bottom { reads: Some(0), ..bottom.clone() }.chain(r)) };
        let mut chains = (0..depth).fold(Box::new(bottom.clone()) as Reader, |r, _| chain(r));
        let future = Box::pin(async move { drop(chains.read_exact(&mut [0; 900]).await) });
        assert_eq!(most(&bottom, future), 128 + depth);

        let bottom = Bottom::default();
        let full = |w: Writer| loaded(BufWriter::with_capacity(4, w), 4);
        let mut full = (0..depth).fold(Box::new(bottom.clone()) as Writer, |w, _| full(w));
        let future = Box::pin(async move { drop(full.write_all_vectored(&mut [IoSlice::new(b"12345"); 300]).await) });
        assert_eq!(most(&bottom, future), 128 + depth);
    }
    // A full line writer makes two inner calls. It also makes two when it is flushed while it holds an incomplete line.
    let reached = (0..128).map(|lines| {
        let bottom = Bottom::default();
        let mut reader = Bottom { reads: Some(lines), waits: true, starts: true, ..bottom.clone() };
        let mut writer = loaded(LineWriter::with_capacity(4, bottom.clone()), 4);
        most(&bottom, Box::pin(async move { drop(copy(&mut reader, &mut writer).await) }))
    });
    assert_eq!(reached.max(), Some(128 + 2));
}
