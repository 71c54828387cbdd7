//! Reads into a `BufMut` append without zeroing. Writes from a `Buf` write all pieces at once, and no byte twice.
#![cfg(feature = "bytes-1")]

use bytes::{Buf, BufMut, Bytes, BytesMut};
use futures_lite::future::{block_on, poll_once};
use poll_io::{AsyncRead, AsyncWrite, BorrowedCursor, ErrorKind, IoSlice, Result};
use poll_io_compat::{BytesReadExt, BytesWriteExt};
use std::{
    collections::VecDeque,
    pin::Pin,
    task::{Context, Poll, Waker},
};

/// Returns at most that many bytes in each read, is `Pending` before each, and records the buffers.
struct Source {
    bytes: VecDeque<u8>,
    most: usize,
    waits: bool,
    lent: Vec<(usize, usize)>,
    interrupted: usize,
}

impl Source {
    fn new(bytes: &[u8], most: usize) -> Self {
        Source { bytes: bytes.iter().copied().collect(), most, waits: false, lent: Vec::new(), interrupted: 0 }
    }
}

impl AsyncRead for Source {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.waits = !self.waits;
        if self.waits {
            cx.waker().wake_by_ref();
            // The caller must ignore this byte, because the call returns `Pending`.
            buf.append(b"?");
            return Poll::Pending;
        }
        if self.interrupted > 0 {
            self.interrupted -= 1;
            return Poll::Ready(Err(ErrorKind::Interrupted.into()));
        }
        self.lent.push((buf.capacity(), buf.init_len()));
        let n = self.most.min(buf.capacity()).min(self.bytes.len());
        buf.append(&self.bytes.drain(..n).collect::<Vec<_>>());
        Poll::Ready(Ok(()))
    }
}

#[test]
fn b04_every_kind_of_buffer_is_read_into_behind_what_it_holds() {
    fn check<B: BufMut>(mut buf: B, look: impl Fn(&B) -> Vec<u8>, expected: &[u8]) {
        for most in 1..9 {
            let mut source = Source::new(b"hello", most);
            source.interrupted = 1;
            let before = look(&buf).len();
            let n = block_on(source.read_into(&mut buf)).unwrap();
            assert_eq!(n, look(&buf).len() - before);
            assert_eq!(look(&buf)[before..], expected[..n]);
            assert_eq!(n, most.min(5).min(expected.len()));
            assert!(source.lent.iter().all(|(_, init)| *init == 0), "nothing was zeroed");
        }
    }
    check(BytesMut::from(&b"before"[..]), |buf| buf.to_vec(), b"hello");
    check(BytesMut::with_capacity(100), |buf| buf.to_vec(), b"hello");
    check(Vec::new(), Vec::clone, b"hello");
    // The buffer takes two more bytes from each source. The rest stays in the source.
    let mut source = Source::new(b"hello", 9);
    let mut limited = Vec::new().limit(2);
    assert_eq!(block_on(source.read_into(&mut limited)).unwrap(), 2);
    assert_eq!(block_on(source.read_into(&mut limited)).unwrap(), 0, "no room, and no read");
    assert_eq!((limited.into_inner(), source.bytes.len(), source.lent.len()), (b"he".to_vec(), 3, 1));
    // Initialized memory that the caller owns.
    let mut memory = [7; 4];
    assert_eq!(block_on(source.read_into(&mut &mut memory[..])).unwrap(), 3);
    assert_eq!(memory, *b"llo\x07");
}

/// A buffer that is full, or nearly full, grows by the bytes that were read, and not by the 64 bytes that `bytes`
/// reserves.
#[test]
fn a_full_buffer_is_read_into_by_the_page() {
    let body: Vec<u8> = (0..10_000_u16).map(|n| n.to_le_bytes()[0]).collect();
    let mut source = Source::new(&body, usize::MAX);
    let (mut buf, mut all) = (BytesMut::new(), Vec::new());
    while block_on(source.read_into(&mut buf)).unwrap() > 0 {
        // After `split`, the buffer has no room.
        all.extend_from_slice(&buf.split());
    }
    assert_eq!(all, body);
    assert!(source.lent.iter().all(|&(room, init)| room > 1024 && init == 0), "{:?}", source.lent);

    // Existing room is used, and a buffer that cannot grow is not exceeded.
    let mut source = Source::new(&body, usize::MAX);
    let mut roomy = BytesMut::with_capacity(100);
    assert_eq!(block_on(source.read_into(&mut roomy)).unwrap(), 100);
    let (mut head, mut tail) = ([0; 10], [0; 20]);
    let mut pieces = (&mut head[..]).chain_mut(&mut tail[..]);
    assert_eq!(block_on(source.read_into(&mut pieces)).unwrap(), 30);
    assert_eq!(block_on(source.read_into(&mut pieces)).unwrap(), 0);
    assert_eq!((&head[..], &tail[..]), (&body[100..110], &body[110..130]));
}

#[test]
fn the_end_is_zero_bytes() {
    let mut buf = BytesMut::new();
    assert_eq!(block_on(poll_io::empty().read_into(&mut buf)).unwrap(), 0);
    assert!(buf.is_empty());
}

#[test]
fn a_read_that_is_given_up_has_read_nothing() {
    let mut source = Source::new(b"hello", 9);
    let mut buf = BytesMut::new();
    assert!(block_on(poll_once(source.read_into(&mut buf))).is_none());
    assert!(buf.is_empty());
    assert_eq!(block_on(source.read_into(&mut buf)).unwrap(), 5);
    assert_eq!(buf, &b"hello"[..]);
}

/// Accepts at most that many bytes in each write, and records the slices of each call.
struct Target {
    written: Vec<u8>,
    slices: Vec<usize>,
    most: usize,
    vectored: bool,
    waits: Option<bool>,
    /// Calls of `poll_write`.
    plain: usize,
}

impl Target {
    fn new(most: usize, vectored: bool) -> Self {
        Target { written: Vec::new(), slices: Vec::new(), most, vectored, waits: Some(false), plain: 0 }
    }
}

impl AsyncWrite for Target {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.plain += 1;
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if let Some(waits) = &mut self.waits {
            *waits = !*waits;
            if *waits {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
        }
        self.slices.push(bufs.len());
        let all: Vec<u8> = bufs.iter().flat_map(|buf| buf.iter().copied()).collect();
        let n = all.len().min(self.most);
        self.written.extend(&all[..n]);
        Poll::Ready(Ok(n))
    }
    fn is_write_vectored(&self) -> bool {
        self.vectored
    }
}

fn message() -> impl Buf {
    Bytes::from_static(b"head").chain(Bytes::from_static(b", ")).chain(&b"body"[..])
}

#[test]
fn b62_a_single_piece_is_a_plain_write() {
    let mut target = Target::new(9, true);
    target.waits = None;
    block_on(target.write_buf(&mut &b"piece"[..])).unwrap();
    assert_eq!((target.plain, &target.written[..]), (1, &b"piece"[..]));
    block_on(target.write_buf(&mut message())).unwrap();
    assert_eq!(target.plain, 1);
}

#[test]
fn all_pieces_are_written_at_once_and_each_byte_once() {
    for most in 1..12 {
        for vectored in [false, true] {
            let mut target = Target::new(most, vectored);
            let mut buf = message();
            assert_eq!(block_on(target.write_buf(&mut buf)).unwrap(), most.min(if vectored { 10 } else { 4 }));
            assert_eq!(target.slices, [if vectored { 3 } else { 1 }]);
            block_on(target.write_all_buf(&mut buf)).unwrap();
            assert_eq!((&target.written[..], buf.remaining()), (&b"head, body"[..], 0));
            assert_eq!(block_on(target.write_buf(&mut buf)).unwrap(), 0);
        }
    }
}

#[test]
fn what_a_write_has_not_written_when_it_is_given_up_is_left() {
    // The message takes four writes, and each is `Pending` once.
    for polls in 0..5 {
        let mut target = Target::new(3, true);
        let mut buf = message();
        let mut future = Box::pin(target.write_all_buf(&mut buf));
        for _ in 0..polls {
            assert!(block_on(poll_once(future.as_mut())).is_none());
        }
        drop(future);
        assert_eq!(target.written.len(), 3 * usize::max(polls, 1) - 3);
        assert_eq!(target.written.len() + buf.remaining(), 10);
        block_on(target.write_all_buf(&mut buf)).unwrap();
        assert_eq!(target.written, b"head, body");
    }
}

/// Claims a byte more than it was offered.
struct Lies;
impl AsyncWrite for Lies {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(buf.len() + 1))
    }
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[test]
fn a_full_writer_and_one_that_lies_are_errors() {
    let mut room = [0; 3];
    let mut buf = Bytes::from_static(b"hello");
    let e = block_on((&mut room[..]).write_all_buf(&mut buf)).unwrap_err();
    assert_eq!((e.kind(), buf.chunk()), (ErrorKind::WriteZero, &b"lo"[..]));

    let e = block_on(Lies.write_buf(&mut buf)).unwrap_err();
    assert_eq!((e.kind(), buf.len()), (ErrorKind::InvalidData, 2));
}

#[test]
fn a_long_write_lets_others_run() {
    let mut target = Target::new(1, false);
    target.waits = None;
    let mut buf = Bytes::from(vec![1; 1000]);
    {
        let mut future = target.write_all_buf(&mut buf);
        let poll = Future::poll(Pin::new(&mut future), &mut Context::from_waker(Waker::noop()));
        assert!(poll.is_pending());
    }
    assert_eq!(target.written.len(), 128);
}

#[test]
fn futures_are_small_and_what_their_parts_are() {
    fn sent<T: Send + Sync + Unpin>(_: &T) {}
    let (mut reader, mut buf) = (&b""[..], BytesMut::new());
    let future = reader.read_into(&mut buf);
    sent(&future);
    assert_eq!(size_of_val(&future), 2 * size_of::<usize>());
    assert_eq!(format!("{future:?}"), "ReadInto { .. }");
}

/// Accepts three bytes, and then fails.
#[derive(Default)]
struct Breaks(Vec<u8>);

impl AsyncWrite for Breaks {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if self.0.len() == 3 {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        self.0.extend_from_slice(&buf[..3]);
        Poll::Ready(Ok(3))
    }
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[test]
fn what_a_writer_that_fails_has_not_taken_is_left() {
    let (mut writer, mut buf) = (Breaks::default(), Bytes::from_static(b"hello"));
    let e = block_on(writer.write_all_buf(&mut buf)).unwrap_err();
    assert_eq!((e.kind(), &writer.0[..], buf.chunk()), (ErrorKind::BrokenPipe, &b"hel"[..], &b"lo"[..]));
    let e = block_on(writer.write_buf(&mut buf)).unwrap_err();
    assert_eq!((e.kind(), buf.chunk()), (ErrorKind::BrokenPipe, &b"lo"[..]));
}

#[test]
fn a_future_that_is_done_panics_and_shows_no_payload() {
    fn check<F: Future<Output: std::fmt::Debug> + Unpin + std::fmt::Debug>(mut future: F, shown: &str) {
        assert_eq!(format!("{future:?}"), shown);
        block_on(&mut future);
        assert_eq!(format!("{future:?}"), shown);
        let again = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| block_on(future))).unwrap_err();
        assert_eq!(again.downcast_ref(), Some(&"polled after completion"));
    }
    let secret = || Bytes::from_static(b"secret");
    check((&mut &b"secret"[..]).read_into(&mut BytesMut::new()), "ReadInto { .. }");
    check(Vec::new().write_buf(&mut secret()), "WriteBuf { .. }");
    check(Vec::new().write_buf(&mut Bytes::new()), "WriteBuf { .. }");
    check(Vec::new().write_all_buf(&mut secret()), "WriteAllBuf { .. }");
}
