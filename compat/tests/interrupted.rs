//! The bridges retry `Interrupted`. Other families leave that to the caller, and poll-io leaves it to the implementor.
#![cfg(all(feature = "tokio-1", feature = "futures-03", feature = "hyper-1", feature = "embedded-io-async-07"))]

use futures_lite::future::block_on;
use poll_io::{
    AsyncRead, AsyncSeekExt, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom,
    test_util::conformance::{buf_reader, reader, seeker, writer},
};
use poll_io_compat::{Compat, FromEmbedded, FromFutures, FromHyper, FromTokio};
use std::{
    io::Cursor,
    mem,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    task::{Context, Poll, Wake, Waker},
};

const TEXT: &[u8] = b"What a reader returns,\nno more, no less,\nand in this order.";

/// Interrupts each call whose number is a multiple of `every`, in the traits of every family.
struct Interrupts<T> {
    inner: T,
    calls: usize,
    every: usize,
    seek: Option<SeekFrom>,
}

impl<T> Interrupts<T> {
    /// Counts one call, and returns the inner stream if the call is not interrupted.
    fn next(self: Pin<&mut Self>) -> Result<Pin<&mut T>>
    where
        T: Unpin,
    {
        let this = self.get_mut();
        this.calls += 1;
        if this.calls % this.every == 0 {
            return Err(ErrorKind::Interrupted.into());
        }
        Ok(Pin::new(&mut this.inner))
    }
}

/// Implements a trait. Each method is interrupted or calls the inner method. A call without room (`$room`) is not
/// interrupted.
macro_rules! interrupts {
    ($(impl $family:path { $(fn $method:ident($($arg:ident: $ty:ty)?) -> $out:ty $(, $room:expr)?;)* })*) => {
        $(impl<T: $family + Unpin> $family for Interrupts<T> {
            $(fn $method(self: Pin<&mut Self>, cx: &mut Context<'_>, $($arg: $ty)?) -> Poll<Result<$out>> {
                let io = if true $(&& $room)? { self.next()? } else { Pin::new(&mut self.get_mut().inner) };
                <T as $family>::$method(io, cx, $($arg)?)
            })*
        })*
    };
}

interrupts! {
    impl tokio::io::AsyncRead {
        fn poll_read(buf: &mut tokio::io::ReadBuf<'_>) -> (), buf.remaining() > 0;
    }
    impl tokio::io::AsyncWrite {
        fn poll_write(buf: &[u8]) -> usize;
        fn poll_write_vectored(bufs: &[IoSlice<'_>]) -> usize;
        fn poll_flush() -> ();
        fn poll_shutdown() -> ();
    }
    impl futures_io::AsyncRead {
        fn poll_read(buf: &mut [u8]) -> usize, !buf.is_empty();
        fn poll_read_vectored(bufs: &mut [IoSliceMut<'_>]) -> usize, bufs.iter().any(|buf| !buf.is_empty());
    }
    impl futures_io::AsyncWrite {
        fn poll_write(buf: &[u8]) -> usize;
        fn poll_write_vectored(bufs: &[IoSlice<'_>]) -> usize;
        fn poll_flush() -> ();
        fn poll_close() -> ();
    }
    impl futures_io::AsyncSeek {
        fn poll_seek(pos: SeekFrom) -> u64;
    }
    impl hyper::rt::Read {
        fn poll_read(buf: hyper::rt::ReadBufCursor<'_>) -> (), buf.remaining() > 0;
    }
    impl hyper::rt::Write {
        fn poll_write(buf: &[u8]) -> usize;
        fn poll_write_vectored(bufs: &[IoSlice<'_>]) -> usize;
        fn poll_flush() -> ();
        fn poll_shutdown() -> ();
    }
}

/// A seek takes two calls. The second one seeks, or is interrupted and ends the seek.
impl<T: futures_io::AsyncSeek + Unpin> tokio::io::AsyncSeek for Interrupts<T> {
    fn start_seek(mut self: Pin<&mut Self>, pos: SeekFrom) -> Result<()> {
        self.seek = Some(pos);
        Ok(())
    }
    fn poll_complete(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        match self.seek.take() {
            Some(pos) => self.next()?.poll_seek(cx, pos),
            None => Poll::Ready(Ok(0)),
        }
    }
}

fn text(every: usize) -> Interrupts<Compat<Cursor<&'static [u8]>>> {
    Interrupts { inner: Compat::new(Cursor::new(TEXT)), calls: 0, every, seek: None }
}

fn vec(every: usize) -> Interrupts<Compat<Vec<u8>>> {
    Interrupts { inner: Compat::new(Vec::new()), calls: 0, every, seek: None }
}

#[test]
fn b19_a_foreign_type_that_is_interrupted_keeps_the_contract_through_its_bridge() {
    for every in 3..6 {
        reader(|| FromTokio::new(text(every)), TEXT);
        buf_reader(|| FromTokio::new(tokio::io::BufReader::with_capacity(4, text(every))), TEXT);
        seeker(|| FromTokio::new(text(every)), TEXT);
        writer(|| FromTokio::new(vec(every)), |w| mem::take(w.get_mut().inner.get_mut()));

        reader(|| FromFutures::new(text(every)), TEXT);
        buf_reader(|| FromFutures::new(futures_util::io::BufReader::with_capacity(4, text(every))), TEXT);
        seeker(|| FromFutures::new(text(every)), TEXT);
        writer(|| FromFutures::new(vec(every)), |w| mem::take(w.get_mut().inner.get_mut()));

        reader(|| FromHyper::new(text(every)), TEXT);
        writer(|| FromHyper::new(vec(every)), |w| mem::take(w.get_mut().inner.get_mut()));
    }
}

#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Relaxed);
    }
}

/// The bridge makes one call in each poll, and wakes the task for the next.
#[test]
fn b19_a_call_that_is_always_interrupted_yields_in_each_poll() {
    let count = Arc::new(Count::default());
    let waker = Waker::from(count.clone());
    let mut reader = FromTokio::new(text(1));
    for polls in 1..4 {
        let mut memory = [0; 4];
        let mut buf = poll_io::BorrowedBuf::from(&mut memory[..]);
        assert!(Pin::new(&mut reader).poll_read(&mut Context::from_waker(&waker), buf.unfilled()).is_pending());
        assert_eq!((reader.get_ref().calls, count.0.load(Relaxed), buf.len()), (polls, polls, 0));
    }
}

/// Other errors are returned unchanged.
#[test]
fn would_block_stays_an_error() {
    struct Blocks;
    impl tokio::io::AsyncRead for Blocks {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: &mut tokio::io::ReadBuf<'_>) -> Poll<Result<()>> {
            Poll::Ready(Err(ErrorKind::WouldBlock.into()))
        }
    }
    let e = block_on(poll_io::AsyncReadExt::read_u8(&mut FromTokio::new(Blocks))).unwrap_err();
    assert_eq!(e.kind(), ErrorKind::WouldBlock);
}

/// A device whose seeks are interrupted.
struct Device(Cursor<&'static [u8]>, usize);

impl embedded_io_async::ErrorType for Device {
    type Error = embedded_io_async::ErrorKind;
}

impl embedded_io_async::Seek for Device {
    async fn seek(&mut self, pos: embedded_io_async::SeekFrom) -> std::result::Result<u64, Self::Error> {
        if self.1 > 0 {
            self.1 -= 1;
            return Err(embedded_io_async::ErrorKind::Interrupted);
        }
        embedded_io_async::Seek::seek(&mut Compat::new(&mut self.0), pos)
            .await
            .map_err(|e| embedded_io_async::Error::kind(&e))
    }
}

#[test]
fn b19_an_interrupted_seek_of_a_device_is_retried() {
    for interrupted in [0, 1, 1000] {
        let mut device = FromEmbedded::new(Device(Cursor::new(TEXT), interrupted));
        assert_eq!(block_on(device.seek(SeekFrom::Start(4))).unwrap(), 4);
    }
}
