//! A bridge makes one foreign call for each call that it receives: under a future, bridges and adapters add calls and
//! do not multiply them.
#![cfg(all(
    feature = "tokio-1",
    feature = "futures-03",
    feature = "hyper-1",
    feature = "std-io",
    feature = "embedded-io-async-07"
))]

use poll_io::{
    AsyncRead, AsyncReadWrite, AsyncWrite, BorrowedCursor, BufReader, BufStream, BufWriter, Error, ErrorKind, IoSlice,
    Result, copy, join, prelude::*,
};
use poll_io_compat::{Compat, FromEmbedded, FromFutures, FromHyper, FromStd, FromTokio};
use std::{
    cell::Cell,
    io,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// A stream at the bottom, with the traits of poll-io and of std. It transfers a byte in each call. Calls whose number
/// is a multiple of `interrupted` are interrupted, unless `interrupted` is 0.
#[derive(Clone, Default)]
struct Bottom {
    calls: Rc<Cell<usize>>,
    interrupted: usize,
}

impl Bottom {
    fn enter(&self) -> Result<()> {
        self.calls.set(self.calls.get() + 1);
        if self.interrupted > 0 && self.calls.get() % self.interrupted == 0 {
            return Err(Error::from(ErrorKind::Interrupted));
        }
        Ok(())
    }
}

impl AsyncRead for Bottom {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.enter()?;
        buf.append(b"a");
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Bottom {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.enter()?;
        Poll::Ready(Ok(buf.len().min(1)))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(self.enter())
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(self.enter())
    }
}

impl io::Read for Bottom {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        self.enter()?;
        buf[..1].fill(b'a');
        Ok(1)
    }
}

impl io::BufRead for Bottom {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        self.enter()?;
        Ok(b"a")
    }

    fn consume(&mut self, _: usize) {}
}

impl io::Write for Bottom {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        self.enter()?;
        Ok(buf.len().min(1))
    }

    fn flush(&mut self) -> Result<()> {
        self.enter()
    }
}

type Stream = Box<dyn AsyncReadWrite + Unpin>;

/// A bridge in both directions, or an adapter, and the number of calls that it may add.
type Layer = (&'static str, usize, fn(Stream) -> Stream);

const LAYERS: &[Layer] = &[
    ("futures-io", 0, |s| Box::new(FromFutures::new(Compat::new(s)))),
    ("tokio", 0, |s| Box::new(FromTokio::new(Compat::new(s)))),
    ("hyper", 0, |s| Box::new(FromHyper::new(Compat::new(s)))),
    // It stores bytes, and the next call completes the operation that runs.
    ("embedded-io", 1, |s| Box::new(FromEmbedded::new(Compat::new(s)))),
    ("BufWriter", 1, |s| {
        let mut writer = BufWriter::with_capacity(4, s);
        assert!(Pin::new(&mut writer).poll_write(&mut Context::from_waker(Waker::noop()), b"abc").is_ready());
        Box::new(writer)
    }),
    ("BufReader", 0, |s| Box::new(BufReader::with_capacity(4, s))),
    ("BufStream", 1, |s| Box::new(BufStream::with_capacity(4, 4, s))),
];

type Deed = (&'static str, fn(Stream, Bottom) -> Pin<Box<dyn Future<Output = ()>>>);

macro_rules! deeds {
    ($($name:ident: |$stream:ident, $bottom:ident| $body:expr;)*) => {
        &[$((stringify!($name), |mut $stream, $bottom| Box::pin(async move { let _ = ($body, $bottom); }))),*]
    };
}

const DEEDS: &[Deed] = deeds! {
    read_exact: |s, b| s.read_exact(&mut [0; 900]).await;
    read_to_end: |s, b| s.read_to_end(&mut vec![]).await;
    write_all: |s, b| s.write_all(&[7; 900]).await;
    write_all_vectored: |s, b| s.write_all_vectored(&mut [IoSlice::new(b"abcde"); 300]).await;
    flush: |s, b| s.flush().await;
    shutdown: |s, b| s.shutdown().await;
    copy_from: |s, b| copy(&mut s, &mut b.clone()).await;
    copy_to: |s, b| copy(&mut b.clone(), &mut s).await;
};

/// Returns the largest number of calls to the bottom that one of the first polls of a future makes.
fn most(calls: &Cell<usize>, mut future: Pin<Box<dyn Future<Output = ()>>>) -> usize {
    let mut most = 0;
    for _ in 0..6 {
        calls.set(0);
        let poll = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        most = most.max(calls.get());
        if poll.is_ready() {
            break;
        }
    }
    most
}

#[test]
fn bridges_add_calls_and_do_not_multiply_them() {
    let mut stacks: Vec<Vec<&Layer>> = vec![vec![]];
    for depth in 1..=2 {
        let longer = stacks.iter().filter(|stack| stack.len() == depth - 1);
        let longer: Vec<Vec<&Layer>> =
            longer.flat_map(|stack| LAYERS.iter().map(|layer| [&stack[..], &[layer]].concat())).collect();
        stacks.extend(longer);
    }
    let bases: [fn(Bottom) -> Stream; 2] =
        [|bottom| Box::new(bottom), |bottom| Box::new(join(FromStd::new(bottom.clone()), FromStd::new(bottom)))];
    for stack in &stacks {
        let names: Vec<_> = stack.iter().map(|(name, ..)| *name).collect();
        let more: usize = stack.iter().map(|(_, more, _)| more).sum();
        for (name, deed) in DEEDS {
            for interrupted in [0, 1, 3] {
                for base in bases {
                    let bottom = Bottom { interrupted, ..Bottom::default() };
                    let stream = stack.iter().fold(base(bottom.clone()), |stream, (.., put)| put(stream));
                    let calls = most(&bottom.calls, deed(stream, bottom.clone()));
                    assert!(calls <= 128 + more, "{name} makes {calls} calls in one poll, through {names:?}");
                }
            }
        }
    }
}

/// `fill_buf` calls the inner reader once.
#[test]
fn a_buffered_reader_of_std_is_asked_once() {
    for (interrupted, expected) in [(0, 128), (1, 1)] {
        let bottom = Bottom { interrupted, ..Bottom::default() };
        let mut reader = FromStd::new(bottom.clone());
        let future = Box::pin(async move { drop(reader.skip_until(b'\n').await) });
        assert_eq!(most(&bottom.calls, future), expected);
    }
}
