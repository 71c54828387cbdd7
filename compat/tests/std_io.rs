//! The bridges of std: `Interrupted` is retried, `WouldBlock` stays an error, and a thread is parked and woken.
#![cfg(all(feature = "std-io", feature = "tokio-1"))]

use futures_lite::future::block_on;
use poll_io::{
    AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncSeekExt, AsyncWrite, AsyncWriteExt, BorrowedCursor,
};
use poll_io_compat::{FromStd, FromTokio, IntoStd};
use std::{
    io::{self, BufRead, BufReader, Cursor, ErrorKind, IoSlice, IoSliceMut, Read, Seek, SeekFrom, Write},
    pin::Pin,
    sync::atomic::{AtomicUsize, Ordering},
    task::{Context, Poll, Wake, Waker},
    thread,
    time::Duration,
};

/// Is interrupted `n` times before each call.
struct Interrupted<T> {
    inner: T,
    n: usize,
    left: usize,
}

impl<T> Interrupted<T> {
    fn new(inner: T, n: usize) -> Self {
        Interrupted { inner, n, left: n }
    }

    fn next(&mut self) -> io::Result<&mut T> {
        if self.left > 0 {
            self.left -= 1;
            return Err(ErrorKind::Interrupted.into());
        }
        self.left = self.n;
        Ok(&mut self.inner)
    }
}

impl<T: Read> Read for Interrupted<T> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.next()?.read(buf)
    }
    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> io::Result<usize> {
        self.next()?.read_vectored(bufs)
    }
}

impl<T: BufRead> BufRead for Interrupted<T> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        // Only a call with an empty buffer can be interrupted.
        if self.left > 0 {
            self.left -= 1;
            return Err(ErrorKind::Interrupted.into());
        }
        self.inner.fill_buf()
    }
    fn consume(&mut self, amt: usize) {
        self.left = self.n;
        self.inner.consume(amt);
    }
}

impl<T: Write> Write for Interrupted<T> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.next()?.write(buf)
    }
    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> io::Result<usize> {
        self.next()?.write_vectored(bufs)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.next()?.flush()
    }
}

impl<T: Seek> Seek for Interrupted<T> {
    fn seek(&mut self, pos: SeekFrom) -> io::Result<u64> {
        self.next()?.seek(pos)
    }
}

#[derive(Default)]
struct Counts(AtomicUsize);

impl Wake for Counts {
    fn wake(self: std::sync::Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// A shutdown flushes first, and then ends the direction. It is retried until it has succeeded once.
#[test]
fn a_write_direction_is_ended_once_and_by_what_was_given() {
    #[derive(Default)]
    struct Socket {
        calls: Vec<&'static str>,
        fails: u32,
    }

    impl Write for Socket {
        fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
            Ok(buf.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            self.calls.push("flush");
            Ok(())
        }
    }

    fn end(socket: &mut Socket) -> io::Result<()> {
        socket.calls.push("end");
        socket.fails -= 1;
        match socket.fails {
            2 => Err(ErrorKind::Interrupted.into()),
            1 => Err(ErrorKind::NotConnected.into()),
            _ => Ok(()),
        }
    }

    let mut socket = FromStd::with_shutdown(Socket { calls: Vec::new(), fails: 3 }, end);
    assert_eq!(block_on(socket.shutdown()).unwrap_err().kind(), ErrorKind::NotConnected);
    block_on(socket.shutdown()).unwrap();
    block_on(socket.shutdown()).unwrap();
    assert_eq!(socket.get_ref().calls, ["flush", "end", "flush", "end", "flush", "end", "flush"]);

    let mut plain = FromStd::new(Socket::default());
    block_on(plain.shutdown()).unwrap();
    assert_eq!(plain.get_ref().calls, ["flush"]);
}

#[test]
fn b56_an_interrupted_call_is_retried() {
    for n in [0, 1, 100, 1000] {
        block_on(async {
            let mut stream = FromStd::new(Interrupted::new(Cursor::new(b"hello, world".to_vec()), n));
            assert_eq!(stream.read_array().await?, *b"hello");
            let mut pieces = ([0; 1], [0; 2]);
            let mut bufs = [IoSliceMut::new(&mut pieces.0), IoSliceMut::new(&mut pieces.1)];
            assert_eq!(stream.read_vectored(&mut bufs).await?, 3);
            assert_eq!(pieces, (*b",", *b" w"));
            assert_eq!(stream.seek(SeekFrom::Start(7)).await?, 7);
            stream.write_all(b"W").await?;
            assert_eq!(stream.write_vectored(&[IoSlice::new(b"O"), IoSlice::new(b"R")]).await?, 2);
            stream.flush().await?;
            stream.shutdown().await?;
            let lent = std::future::poll_fn(|cx| Pin::new(&mut stream).poll_fill_buf(cx).map_ok(<[u8]>::to_vec));
            assert_eq!(lent.await?, b"ld");
            assert_eq!(stream.get_ref().inner.get_ref(), b"hello, WORld");
            io::Result::Ok(())
        })
        .unwrap();
    }
}

#[test]
fn b56_a_call_that_is_always_interrupted_yields_in_each_poll() {
    let counts = std::sync::Arc::new(Counts::default());
    let waker = Waker::from(counts.clone());
    let mut writer = FromStd::new(Interrupted::new(Vec::new(), usize::MAX));
    for polls in 1..4 {
        assert!(Pin::new(&mut writer).poll_write(&mut Context::from_waker(&waker), b"x").is_pending());
        assert_eq!(counts.0.load(Ordering::Relaxed), polls);
        assert_eq!(usize::MAX - writer.get_ref().left, polls);
    }
}

#[test]
fn b56_would_block_stays_an_error() {
    struct Blocks;
    impl Read for Blocks {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(ErrorKind::WouldBlock.into())
        }
    }
    impl BufRead for Blocks {
        fn fill_buf(&mut self) -> io::Result<&[u8]> {
            Err(ErrorKind::WouldBlock.into())
        }
        fn consume(&mut self, _: usize) {}
    }
    let e = block_on(FromStd::new(Blocks).read(&mut [0])).unwrap_err();
    assert_eq!(e.kind(), ErrorKind::WouldBlock);
    let e = block_on(FromStd::new(Blocks).fill_buf()).unwrap_err();
    assert_eq!(e.kind(), ErrorKind::WouldBlock);
}

#[test]
fn a_reader_that_claims_too_much_is_found_out() {
    struct Lies;
    impl Read for Lies {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            Ok(buf.len() + 1)
        }
    }
    let e = block_on(FromStd::new(Lies).read(&mut [0; 8])).unwrap_err();
    assert_eq!(e.kind(), ErrorKind::InvalidData);
}

#[test]
fn a_thread_waits_for_another() {
    let (here, there) = poll_io::duplex(3);
    let sent: Vec<u8> = (0..=255).cycle().take(10_000).collect();
    let expected = sent.clone();
    let writer = thread::spawn(move || {
        let mut there = IntoStd::new(there);
        there.write_all(&sent)?;
        there.flush()?;
        thread::sleep(Duration::from_millis(5));
        there.shutdown()?;
        // The other direction still works.
        let mut answer = String::new();
        there.read_to_string(&mut answer)?;
        io::Result::Ok(answer)
    });
    let mut here = IntoStd::new(here);
    let mut received = Vec::new();
    here.read_to_end(&mut received).unwrap();
    assert!(received == expected);
    here.write_all(b"thanks").unwrap();
    drop(here);
    assert_eq!(writer.join().unwrap().unwrap(), "thanks");
}

#[test]
fn every_trait_of_std_arrives() {
    let mut stream = IntoStd::new(Cursor::new(b"one\ntwo\nthree".to_vec()));
    let mut line = String::new();
    assert_eq!(stream.read_line(&mut line).unwrap(), 4);
    assert_eq!(stream.stream_position().unwrap(), 4);
    assert_eq!(stream.seek(SeekFrom::End(-5)).unwrap(), 8);
    let mut pieces = ([0; 2], [0; 9]);
    let mut bufs = [IoSliceMut::new(&mut pieces.0), IoSliceMut::new(&mut pieces.1)];
    assert_eq!(stream.read_vectored(&mut bufs).unwrap(), 5);
    assert_eq!(stream.fill_buf().unwrap(), b"");
    stream.rewind().unwrap();
    assert_eq!(stream.write_vectored(&[IoSlice::new(b"ON"), IoSlice::new(b"E")]).unwrap(), 3);
    assert_eq!(stream.into_inner().into_inner(), b"ONE\ntwo\nthree");
}

/// Waits for a byte of another stream inside each poll that finds nothing, like a blocking callback.
struct Nested<R> {
    outer: R,
    inner: IntoStd<R>,
}

impl<R: AsyncRead + Unpin> AsyncRead for Nested<R> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.outer).poll_read(cx, buf);
        if poll.is_pending() {
            self.inner.read_exact(&mut [0])?;
        }
        poll
    }
}

#[test]
fn a_nested_wait_does_not_consume_the_wake_of_the_outer_wait() {
    let (outer, mut outer_there) = poll_io::duplex(8);
    let (inner, mut inner_there) = poll_io::duplex(8);
    let writer = thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        // The outer read is woken while the inner read is parked.
        block_on(outer_there.write_all(b"outer"))?;
        thread::sleep(Duration::from_millis(20));
        block_on(inner_there.write_all(b"i"))?;
        io::Result::Ok((outer_there, inner_there))
    });
    let mut buf = [0; 5];
    IntoStd::new(Nested { outer, inner: IntoStd::new(inner) }).read_exact(&mut buf).unwrap();
    assert_eq!(buf, *b"outer");
    writer.join().unwrap().unwrap();
}

#[test]
fn a_tokio_stream_is_read_by_std_while_another_thread_drives_it() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let (server, client) = runtime
        .block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
            let client = tokio::net::TcpStream::connect(listener.local_addr()?).await?;
            io::Result::Ok((listener.accept().await?.0, client))
        })
        .unwrap();
    let server = runtime.spawn(async move {
        let mut server = FromTokio::new(server);
        tokio::time::sleep(Duration::from_millis(20)).await;
        server.write_all(b"late\n").await?;
        server.shutdown().await
    });
    let lines: Vec<_> = BufReader::new(IntoStd::new(FromTokio::new(client))).lines().map(Result::unwrap).collect();
    assert_eq!(lines, ["late"]);
    runtime.block_on(server).unwrap().unwrap();
}
