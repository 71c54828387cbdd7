//! Checks that adapters forward each method that they do not change. An adapter that misses a provided method still
//! compiles but is slower.

use crate::design::*;
use poll_io::{BorrowedBuf, BorrowedCursor, Either, Error, IoSlice, IoSliceMut, Result, SeekFrom};
use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// A stream that records each call with its arguments. It returns values that no default method returns.
#[derive(Clone)]
pub struct Spy {
    log: Rc<RefCell<Vec<String>>>,
    vectored: bool,
}

impl Spy {
    pub fn new(vectored: bool) -> Self {
        Spy { log: Rc::default(), vectored }
    }

    fn called(&self, what: String) {
        self.log.borrow_mut().push(what);
    }

    /// Returns the calls since the previous `calls`, without repetitions: an adapter may call `poll_fill_buf` twice.
    fn calls(&self) -> Vec<String> {
        let mut calls = self.log.take();
        calls.dedup();
        calls
    }

    fn slices<'b>(&self, name: &str, lens: impl Iterator<Item = &'b [u8]>) -> Poll<Result<usize>> {
        let lens: Vec<usize> = lens.map(<[u8]>::len).collect();
        self.called(format!("{name} {lens:?}"));
        Poll::Ready(Ok(lens.iter().sum()))
    }
}

impl AsyncRead for Spy {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.called(format!("poll_read {}", buf.capacity()));
        buf.append(b"read");
        Poll::Ready(Ok(()))
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        self.slices("poll_read_vectored", bufs.iter().map(|buf| &**buf))
    }

    fn remaining_hint(&self) -> usize {
        42
    }
}

impl AsyncBufRead for Spy {
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.called("poll_fill_buf".into());
        Poll::Ready(Ok(b"lent"))
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.called(format!("consume {amt}"));
    }
}

impl AsyncWrite for Spy {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.called(format!("poll_write {}", buf.len()));
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.called("poll_flush".into());
        Poll::Ready(Err(Error::other("flush")))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.called("poll_shutdown".into());
        Poll::Ready(Err(Error::other("shutdown")))
    }

    fn poll_write_vectored(self: Pin<&mut Self>, _: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.slices("poll_write_vectored", bufs.iter().map(|buf| &**buf))
    }

    fn is_write_vectored(&self) -> bool {
        self.vectored
    }
}

impl AsyncSeek for Spy {
    fn poll_seek(self: Pin<&mut Self>, _: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.called(format!("poll_seek {pos:?}"));
        Poll::Ready(Ok(77))
    }
}

fn ready<T>(poll: Poll<Result<T>>) -> std::result::Result<T, String> {
    match poll {
        Poll::Ready(result) => result.map_err(|e| e.to_string()),
        Poll::Pending => panic!("unexpected Pending"),
    }
}

fn cx() -> Context<'static> {
    Context::from_waker(Waker::noop())
}

pub fn reads(mut io: impl AsyncRead + Unpin, spy: &Spy, who: &str) {
    let mut memory = [0; 8];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    assert_eq!(ready(Pin::new(&mut io).poll_read(&mut cx(), buf.unfilled())), Ok(()), "{who}");
    assert_eq!((buf.filled(), spy.calls()), (&b"read"[..], vec!["poll_read 8".into()]), "{who}");

    let (mut a, mut b) = ([0; 2], [0; 3]);
    let mut bufs = [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
    assert_eq!(ready(Pin::new(&mut io).poll_read_vectored(&mut cx(), &mut bufs)), Ok(5), "{who}");
    assert_eq!(spy.calls(), ["poll_read_vectored [2, 3]"], "{who}");
    assert_eq!(io.remaining_hint(), 42, "{who}");
}

pub fn lends(mut io: impl AsyncBufRead + Unpin, spy: &Spy, who: &str) {
    assert_eq!(ready(Pin::new(&mut io).poll_fill_buf(&mut cx())), Ok(&b"lent"[..]), "{who}");
    Pin::new(&mut io).consume(3);
    assert_eq!(spy.calls(), ["poll_fill_buf", "consume 3"], "{who}");
}

pub fn writes(mut io: impl AsyncWrite + Unpin, spy: &Spy, who: &str) {
    assert_eq!(io.is_write_vectored(), spy.vectored, "{who}");
    assert_eq!(ready(Pin::new(&mut io).poll_write(&mut cx(), b"abcde")), Ok(5), "{who}");
    let bufs = [&b"ab"[..], b"c", b"d"].map(IoSlice::new);
    assert_eq!(ready(Pin::new(&mut io).poll_write_vectored(&mut cx(), &bufs)), Ok(4), "{who}");
    assert_eq!(ready(Pin::new(&mut io).poll_flush(&mut cx())), Err("flush".into()), "{who}");
    assert_eq!(ready(Pin::new(&mut io).poll_shutdown(&mut cx())), Err("shutdown".into()), "{who}");
    let calls = ["poll_write 5", "poll_write_vectored [2, 1, 1]", "poll_flush", "poll_shutdown"];
    assert_eq!(spy.calls(), calls, "{who}");
}

pub fn seeks(mut io: impl AsyncSeek + Unpin, spy: &Spy, who: &str) {
    assert_eq!(ready(Pin::new(&mut io).poll_seek(&mut cx(), SeekFrom::End(5))), Ok(77), "{who}");
    assert_eq!(spy.calls(), ["poll_seek End(5)"], "{who}");
}

/// Wraps a spy with `$make`, and makes each call of the traits on it.
macro_rules! forwards {
    ($($make:expr => $($calls:ident)+;)*) => {
        $($(for vectored in [false, true] {
            let spy = Spy::new(vectored);
            let make: fn(Spy) -> _ = $make;
            $calls(make(spy.clone()), &spy, stringify!($make));
        })+)*
    };
}

#[test]
fn adapters_forward_what_they_do_not_change() {
    forwards! {
        |spy| spy.take(100) => reads lends writes;
        |spy| spy.limited(100) => reads lends writes;
        |spy| spy.inspect(|_| {}) => reads lends writes seeks;
        |spy| spy.inspect_write(|_| {}) => reads lends writes seeks;
        |spy| spy.chain(&b""[..]) => reads lends;
        |spy| (&b""[..]).chain(spy) => reads lends;
        |spy| join(spy, Vec::new()) => reads lends;
        |spy| join(&b""[..], spy) => writes;
        Either::<Spy, Spy>::Left => reads lends writes seeks;
        Either::<Spy, Spy>::Right => reads lends writes seeks;
    }
}

/// An empty buffer forwards calls that are at least as large as its capacity, and calls of the other direction.
#[test]
fn buffers_forward_large_calls_and_the_other_direction() {
    forwards! {
        BufReader::new => writes seeks;
        |spy| BufReader::with_capacity(1, spy) => reads;
        BufWriter::new => reads lends;
        |spy| BufStream::with_capacity(1, 4, spy) => reads;
        |spy| BufReader::with_capacity(1, BufWriter::new(spy)) => reads;
    }
}

#[test]
fn pointers_forward_everything() {
    forwards! {
        Box::new => reads lends writes seeks;
        Box::pin => reads lends writes seeks;
        |spy| Pin::new(Box::new(spy)) => reads lends writes seeks;
        |spy| Box::new(Box::new(spy)) => reads lends writes seeks;
    }
    for vectored in [false, true] {
        let spy = Spy::new(vectored);
        let mut io = spy.clone();
        reads(&mut io, &spy, "a reference");
        lends(&mut io, &spy, "a reference");
        writes(&mut io, &spy, "a reference");
        seeks(&mut io, &spy, "a reference");
        seeks(Pin::new(&mut io), &spy, "a pinned reference");
    }
}
