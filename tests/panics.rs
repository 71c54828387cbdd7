//! Checks that a caught panic of the inner reader or writer leaves each future as if that call had not been made. The
//! future is polled again and continues: it repeats no byte and loses none.
//!
//! Each method runs once for each call that it makes, with a panic in place of that call. `consume` does not panic here:
//! it is called only with a number of bytes that is in the buffer. If it panics nevertheless, the bytes come again.

use poll_io::Result as IoResult;
use poll_io::{
    AsyncBufReadExt, BorrowedBuf, BorrowedCursor, BufReader, BufStream, BufWriter, Either, ErrorKind, IoSlice,
    IoSliceMut, LineWriter, join, prelude::*, sink,
};
use std::{
    cell::{Cell, RefCell},
    fmt::Debug,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::{Pin, pin},
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// A text with characters of one to four bytes, lines of several lengths, and a line that ends with a carriage return.
const TEXT: &[u8] = "the żółć\nand\n\nthe water 水🦀 and no more\r\nthan that".as_bytes();
const NOT_TEXT: &[u8] = b"some text\nand \xc5\xbc\xff that is\nnot text\nto the end";

/// Counts calls, and panics in place of one of them.
#[derive(Clone, Default)]
struct Fuse {
    calls: Rc<Cell<usize>>,
    at: usize,
}

impl Fuse {
    /// Counts a call, and panics if it is the chosen one. The panic prints no message.
    fn burn(&self) {
        self.calls.set(self.calls.get() + 1);
        if self.calls.get() == self.at {
            resume_unwind(Box::new("on purpose"));
        }
    }
}

/// A reader of a text in pieces. It uses the lengths one after another, and starts again after the last one. The length 0
/// stands for `Pending`.
struct Pieces {
    fuse: Fuse,
    text: &'static [u8],
    lengths: &'static [usize],
    turn: usize,
}

impl Pieces {
    fn poll_next(&self, cx: &Context<'_>) -> Poll<IoResult<&'static [u8]>> {
        match self.lengths[self.turn % self.lengths.len()] {
            0 => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            INTERRUPTED => Poll::Ready(Err(ErrorKind::Interrupted.into())),
            n => Poll::Ready(Ok(&self.text[..n.min(self.text.len())])),
        }
    }
}

/// Stands for the error `Interrupted` in a list of lengths.
const INTERRUPTED: usize = usize::MAX;

const LENGTHS: &[&[usize]] = &[&[1], &[100], &[5, 0, 1, 3], &[INTERRUPTED, 2, 0, 0, 9, 1]];

impl AsyncRead for Pieces {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<IoResult<()>> {
        self.fuse.burn();
        let poll = self.poll_next(cx);
        self.turn += 1;
        poll.map_ok(|piece| {
            let n = piece.len().min(buf.capacity());
            buf.append(&piece[..n]);
            self.text = &self.text[n..];
        })
    }

    fn remaining_hint(&self) -> usize {
        self.fuse.burn();
        self.text.len() / 2
    }
}

impl AsyncBufRead for Pieces {
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<IoResult<&[u8]>> {
        self.fuse.burn();
        let poll = self.poll_next(cx);
        if !matches!(poll, Poll::Ready(Ok(_))) {
            self.turn += 1;
        }
        poll
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        self.turn += usize::from(amt > 0);
        self.text = &self.text[amt..];
    }
}

/// A writer that accepts pieces. It uses the lengths as [`Pieces`] does, and records what it accepts.
#[derive(Default)]
struct Sips {
    fuse: Fuse,
    lengths: &'static [usize],
    turn: usize,
    vectored: bool,
    came: Rc<RefCell<Vec<String>>>,
}

impl Sips {
    fn poll_take(&mut self, cx: &Context<'_>, bufs: &[&[u8]]) -> Poll<IoResult<usize>> {
        self.turn += 1;
        match self.lengths[self.turn % self.lengths.len()] {
            0 => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            INTERRUPTED => Poll::Ready(Err(ErrorKind::Interrupted.into())),
            n => {
                let bytes = &bufs.concat();
                let n = n.min(bytes.len());
                self.came.borrow_mut().push(bytes[..n].escape_ascii().to_string());
                Poll::Ready(Ok(n))
            }
        }
    }

    fn poll_end(&mut self, cx: &Context<'_>, how: &str) -> Poll<IoResult<()>> {
        self.fuse.burn();
        self.turn += 1;
        if self.lengths[self.turn % self.lengths.len()] == 0 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.came.borrow_mut().push(how.into());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Sips {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<IoResult<usize>> {
        self.fuse.burn();
        self.poll_take(cx, &[buf])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<IoResult<()>> {
        self.poll_end(cx, "flush")
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<IoResult<()>> {
        self.poll_end(cx, "shutdown")
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<IoResult<usize>> {
        self.fuse.burn();
        let bufs: Vec<&[u8]> = bufs.iter().map(|buf| &**buf).filter(|buf| !buf.is_empty()).collect();
        let offered = if self.vectored { bufs.len() } else { bufs.len().min(1) };
        self.poll_take(cx, &bufs[..offered])
    }

    fn is_write_vectored(&self) -> bool {
        self.fuse.burn();
        self.vectored
    }
}

/// Polls a future until it is ready, and catches its panics. Fails after 1000 polls.
fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    for _ in 0..1000 {
        let poll = || future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        if let Ok(Poll::Ready(output)) = catch_unwind(AssertUnwindSafe(poll)) {
            return output;
        }
    }
    panic!("the future does not end");
}

/// Describes a result and the state of a buffer as text.
fn told(result: IoResult<impl Debug>, more: impl Debug) -> String {
    match result {
        Ok(value) => format!("{value:?}, {more:?}"),
        Err(e) => format!("{e}, {more:?}"),
    }
}

/// Calls one method of a reader, reads the rest, and describes both results.
type Reading = (&'static str, fn(Pieces) -> String);

macro_rules! readings {
    ($($name:ident: |$reader:ident, $more:ident: $ty:ty| $call:expr;)*) => {
        &[$((stringify!($name), |pieces| {
            #[allow(unused_mut, reason = "some methods take it by value")]
            let (mut $reader, mut $more) = (pieces, <$ty>::default());
            let first = told(run($call), &$more);
            let mut rest = Vec::new();
            run($reader.read_to_end(&mut rest)).unwrap();
            format!("{first}, {:?}", rest.escape_ascii().to_string())
        })),*]
    };
}

const READINGS: &[Reading] = readings! {
    read: |r, buf: [u8; 9]| r.read(&mut buf);
    read_exact: |r, buf: [u8; 30]| r.read_exact(&mut buf);
    read_exact_of_too_little: |r, buf: [[u8; 30]; 3]| r.read_exact(buf.as_flattened_mut());
    read_array: |r, _buf: ()| r.read_array::<30>();
    read_u8: |r, _buf: ()| r.read_u8();
    read_u16: |r, _buf: ()| r.read_u16_le();
    read_u32: |r, _buf: ()| r.read_u32();
    read_i64: |r, _buf: ()| r.read_i64();
    read_u128: |r, _buf: ()| r.read_u128();
    read_f64: |r, _buf: ()| r.read_f64_le();
    read_vectored: |r, buf: ([u8; 3], [u8; 3])|
        r.read_vectored(&mut [IoSliceMut::new(&mut buf.0), IoSliceMut::new(&mut buf.1)]);
    read_buf_exact: |r, buf: [u8; 30]| r.read_buf_exact(BorrowedBuf::from(&mut buf[..]).unfilled());
    read_to_end: |r, buf: Vec<u8>| r.read_to_end(&mut buf);
    read_to_end_limit: |r, buf: Vec<u8>| r.read_to_end(&mut buf).limit(20);
    read_to_string: |r, buf: String| r.read_to_string(&mut buf);
    read_to_string_limit: |r, buf: String| r.read_to_string(&mut buf).limit(20);
    read_until: |r, buf: Vec<u8>| r.read_until(b'd', &mut buf);
    read_until_limit: |r, buf: Vec<u8>| r.read_until(b'!', &mut buf).limit(20);
    skip_until: |r, _buf: ()| r.skip_until(b'd');
    read_line: |r, buf: String| r.read_line(&mut buf);
    read_line_behind: |r, buf: String| {
        buf.push_str("before ");
        r.read_line(&mut buf)
    };
    fill_buf: |r, _buf: ()| {
        let mut future = r.fill_buf();
        poll_fn(move |cx| Pin::new(&mut future).poll(cx).map_ok(<[u8]>::to_vec))
    };
    has_data_left: |r, _buf: ()| r.has_data_left();
};

/// Reads item by item, and describes each item.
type Walking = (&'static str, fn(Pieces) -> String);

macro_rules! walkings {
    ($($name:ident: |$reader:ident| $make:expr, |$items:ident| $next:expr;)*) => {
        &[$((stringify!($name), |$reader| {
            let (mut $items, mut all) = ($make, String::new());
            for _ in 0..100 {
                let told = match run($next) {
                    Ok(None) => break,
                    Ok(Some(item)) => format!("{item:?}, "),
                    Err(e) => format!("{e}, "),
                };
                all.push_str(&told);
            }
            all
        })),*]
    };
}

const WALKINGS: &[Walking] = walkings! {
    next_line: |r| r.lines(), |lines| lines.next_line();
    next_line_limit: |r| r.lines().limit(10), |lines| lines.next_line();
    next_line_ref: |r| r.lines(), |lines| lines.next_line_ref();
    next_line_ref_limit: |r| r.lines().limit(10), |lines| lines.next_line_ref();
    next_segment: |r| AsyncBufReadExt::split(r, b'a'), |segments| segments.next_segment();
    next_segment_ref: |r| AsyncBufReadExt::split(r, b'a'), |segments| segments.next_segment_ref();
    next_byte: |r| r.bytes(), |bytes| bytes.next_byte();
};

/// Reads an adapter to its end by several methods in turn, and describes the results.
type Adapted = (&'static str, fn(Pieces) -> String);

fn walk(mut reader: impl AsyncBufRead + Unpin) -> String {
    let (mut all, mut a, mut b, mut text) = (Vec::new(), [0; 2], [0; 7], String::new());
    for _ in 0..2 {
        all.push(told(run(reader.read(&mut a)), a));
        let mut piece = Vec::new();
        all.push(told(run(reader.read_until(b'a', &mut piece)), &piece));
        let n = run(reader.read_vectored(&mut [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)]));
        all.push(told(n, (a, b)));
        all.push(told(run(reader.read_exact(&mut b)), b));
    }
    let mut rest = Vec::new();
    all.push(told(run(reader.read_to_end(&mut rest)), &rest));
    all.push(told(run(reader.read_line(&mut text)), &text));
    all.join("\n")
}

const ADAPTED: &[Adapted] = &[
    ("itself", |r| walk(r)),
    ("BufReader", |r| walk(BufReader::with_capacity(4, r))),
    ("BufStream", |r| walk(BufStream::with_capacity(4, 4, join(r, sink())))),
    ("take", |r| walk(r.take(40))),
    ("limited", |r| walk(r.limited(40))),
    ("chain", |r| {
        let rest = Pieces { text: b", and that is all", ..r };
        let first = Pieces { fuse: rest.fuse.clone(), text: TEXT, ..rest };
        walk(first.chain(rest))
    }),
    ("either", |r| walk(Either::<Pieces, &[u8]>::Left(r))),
    ("a stack", |r| walk(BufReader::with_capacity(3, r.take(50).limited(45)).take(41))),
];

type Io = Sips;

/// Calls methods of a writer, and describes their results.
type Writing = (&'static str, fn(Io) -> String);

macro_rules! writings {
    ($($name:ident: |$writer:ident| $($make:expr)?, $($call:expr),+;)*) => {
        &[$((stringify!($name), |writer| {
            let $writer = writer;
            $(let $writer = $make;)?
            #[allow(unused_mut, reason = "some methods take it by value")]
            let mut $writer = $writer;
            [$(told(run($call), "")),+].join("\n")
        })),*]
    };
}

const LINES: &[u8] = b"abc\nde\nfghijklmnopq\nr\n\nstu";

const WRITINGS: &[Writing] = writings! {
    write: |w|, w.write(LINES), w.write(b"xyz");
    write_all: |w|, w.write_all(b"abcdef"), w.write_all(LINES);
    write_vectored: |w|, w.write_vectored(&[IoSlice::new(b"ab"), IoSlice::new(b""), IoSlice::new(LINES)]);
    write_all_vectored: |w|,
        w.write_all_vectored(&mut [IoSlice::new(b"ab"), IoSlice::new(b""), IoSlice::new(LINES)]);
    write_fmt: |w|, poll_io::write!(w, "{}-{}", "abcdef", 7);
    write_u8: |w|, w.write_u8(7);
    write_u16: |w|, w.write_u16(0x0102);
    write_u32: |w|, w.write_u32_le(0x0102_0304);
    write_u64: |w|, w.write_u64(0x0102_0304_0506_0708);
    write_u128: |w|, w.write_u128(0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10);
    flush: |w|, w.flush();
    shutdown: |w|, w.shutdown(), w.shutdown();
    inspect_write: |w| w.inspect_write(|_| {}), w.write_all(LINES), w.flush();
    buf_writer: |w| BufWriter::with_capacity(4, w),
        w.write_all(b"ab"), w.write_all(b"cdefgh"), w.write_all(b"ij"), w.write_all(b"kl"), w.write_all(LINES), w.flush(),
        poll_io::write!(w, "{}", 12), w.shutdown();
    buf_writer_vectored: |w| BufWriter::with_capacity(8, w),
        w.write_all_vectored(&mut [IoSlice::new(b"ab"), IoSlice::new(b""), IoSlice::new(b"cd")]),
        w.write_all_vectored(&mut [IoSlice::new(b"ef"), IoSlice::new(LINES), IoSlice::new(b"cd")]),
        w.write_all_vectored(&mut [IoSlice::new(b"ghijk"), IoSlice::new(b"lmno")]),
        w.flush();
    line_writer: |w| LineWriter::with_capacity(8, w),
        w.write_all(b"ab"), w.write_all(b"c\n"), w.write_all(LINES), w.write_all(b"efgh\ni"), w.write_all(LINES), w.flush();
    line_writer_vectored: |w| LineWriter::with_capacity(8, w),
        w.write_all_vectored(&mut [IoSlice::new(b"ab"), IoSlice::new(b"c\nd"), IoSlice::new(b"e")]),
        w.write_all_vectored(&mut [IoSlice::new(b"ef"), IoSlice::new(LINES), IoSlice::new(b"\n")]),
        w.flush(), w.shutdown();
    buffers_in_buffers: |w| LineWriter::with_capacity(8, BufWriter::with_capacity(5, w)),
        w.write_all(b"ab"), w.write_all(b"c\n"), w.write_all(LINES), w.flush();
    buf_stream: |w| BufStream::with_capacity(4, 4, join(&b""[..], w)), w.write_all(LINES), w.shutdown();
};

/// Miri is slow, so it panics only at every eleventh call.
const STEP: usize = if cfg!(miri) { 11 } else { 1 };

/// Runs `deed` without a panic, and then once for each of its calls, with a panic in place of that call. Returns the
/// number of calls, or a description of the first difference.
fn at_every_call(name: &str, deed: impl Fn(Fuse) -> String) -> Result<usize, String> {
    let fuse = Fuse::default();
    let expected = deed(fuse.clone());
    let calls = fuse.calls.get();
    assert!(calls > 0, "{name}");
    for at in (1..=calls).step_by(STEP) {
        let fuse = Fuse { at, ..Fuse::default() };
        match catch_unwind(AssertUnwindSafe(|| deed(fuse.clone()))) {
            Ok(told) if told == expected => {}
            Ok(told) => {
                return Err(format!("{name}, call {at} of {calls} panics:\n   {told}\ninstead of\n   {expected}"));
            }
            Err(_) => return Err(format!("{name}, call {at} of {calls} panics: the future does not end")),
        }
    }
    Ok(calls)
}

/// Fails with all the differences, or if there were fewer than `least` calls.
fn check(results: impl Iterator<Item = Result<usize, String>>, least: usize) {
    let (mut calls, mut faults) = (0, Vec::new());
    for result in results {
        match result {
            Ok(n) => calls += n,
            Err(fault) => faults.push(fault),
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(calls > least, "{calls}");
}

#[test]
fn a_panic_of_a_reader_is_as_if_that_call_had_not_been_made() {
    let cases = [TEXT, NOT_TEXT].iter().flat_map(|text| LENGTHS.iter().map(move |lengths| (*text, *lengths)));
    let results = cases.flat_map(|(text, lengths)| {
        READINGS.iter().chain(WALKINGS).chain(ADAPTED).map(move |(name, deed)| {
            let name = format!("{name}, in pieces of {lengths:?}");
            at_every_call(&name, |fuse| deed(Pieces { fuse, text, lengths, turn: 0 }))
        })
    });
    check(results, 5000);
}

#[test]
fn a_panic_of_a_writer_is_as_if_that_call_had_not_been_made() {
    let cases = [false, true].iter().flat_map(|vectored| LENGTHS.iter().map(move |lengths| (*vectored, *lengths)));
    let results = cases.flat_map(|(vectored, lengths)| {
        WRITINGS.iter().map(move |(name, deed)| {
            let name = format!("{name}, in pieces of {lengths:?}, vectored: {vectored}");
            at_every_call(&name, |fuse| {
                let came = Rc::default();
                let told = deed(Sips { fuse, lengths, turn: 0, vectored, came: Rc::clone(&came) });
                format!("{told}, {:?}", came.borrow())
            })
        })
    });
    check(results, 1000);
}
