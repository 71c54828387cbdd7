//! The bridges of embedded-io-async: each trait outward, and `FromEmbedded` inward within its documented limits.
#![cfg(feature = "embedded-io-async-07")]

use embedded_io_async::{BufRead, Error as _, ErrorKind, ErrorType, Read, ReadExactError, Seek, SeekFrom, Write};
use futures_lite::future::{block_on, poll_once};
use poll_io::{AsyncBufReadExt, AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use poll_io_compat::{Compat, EmbeddedError, FromEmbedded};
use std::{cell::RefCell, collections::VecDeque, convert::Infallible, future::poll_fn, io::Cursor, rc::Rc, task::Poll};

#[test]
fn every_trait_arrives_outwards() {
    block_on(async {
        let mut stream = Compat::new(Cursor::new(b"hello, world".to_vec()));
        let mut buf = [0; 5];
        Read::read_exact(&mut stream, &mut buf).await.unwrap();
        assert_eq!(buf, *b"hello");
        assert_eq!(BufRead::fill_buf(&mut stream).await.unwrap(), b", world");
        BufRead::consume(&mut stream, 2);
        assert_eq!(Seek::stream_position(&mut stream).await.unwrap(), 7);
        Write::write_all(&mut stream, b"WORLD!").await.unwrap();
        Write::flush(&mut stream).await.unwrap();
        assert_eq!(Seek::seek(&mut stream, SeekFrom::End(-3)).await.unwrap(), 10);
        assert!(matches!(Read::read_exact(&mut stream, &mut buf).await, Err(ReadExactError::UnexpectedEof)));
        assert_eq!(BufRead::fill_buf(&mut stream).await.unwrap(), b"");
        assert_eq!(stream.into_inner().into_inner(), b"hello, WORLD!");
    });
}

#[test]
fn a_full_writer_is_an_error_and_no_panic() {
    let mut room = [0; 3];
    let mut writer = Compat::new(&mut room[..]);
    let e: EmbeddedError = block_on(Write::write_all(&mut writer, b"hello")).unwrap_err();
    assert_eq!(e.kind(), ErrorKind::WriteZero);
    assert_eq!(poll_io::Error::from(e).kind(), poll_io::ErrorKind::WriteZero);
    assert_eq!(room, *b"hel");
}

#[test]
fn a_writer_that_claims_too_much_is_an_error_and_no_panic() {
    struct Lies;
    impl poll_io::AsyncWrite for Lies {
        fn poll_write(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
            buf: &[u8],
        ) -> Poll<poll_io::Result<usize>> {
            Poll::Ready(Ok(buf.len() + 1))
        }
        fn poll_flush(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> Poll<poll_io::Result<()>> {
            Poll::Ready(Ok(()))
        }
        fn poll_shutdown(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> Poll<poll_io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }
    let e = block_on(Write::write_all(&mut Compat::new(Lies), b"hello")).unwrap_err();
    assert_eq!(e.kind(), ErrorKind::InvalidData);
}

/// A device that behaves like a serial port. It is `Pending` before each operation, transfers a few bytes at a time,
/// and records the operations.
#[derive(Clone, Default)]
struct Port(Rc<RefCell<Wires>>);

#[derive(Default)]
struct Wires {
    input: VecDeque<u8>,
    output: Vec<u8>,
    flushes: usize,
    /// How often the next operations return `Pending`. `None` stands for always.
    waits: Option<usize>,
    error: Option<ErrorKind>,
    interrupted: usize,
}

impl Port {
    fn new(input: &[u8], waits: usize) -> Self {
        let port = Port::default();
        port.0.borrow_mut().input.extend(input);
        port.0.borrow_mut().waits = Some(waits);
        port
    }

    async fn ready(&self) -> Result<(), ErrorKind> {
        let mut waited = 0;
        poll_fn(|cx| {
            cx.waker().wake_by_ref();
            match self.0.borrow().waits {
                Some(waits) if waited >= waits => Poll::Ready(()),
                _ => {
                    waited += 1;
                    Poll::Pending
                }
            }
        })
        .await;
        let mut wires = self.0.borrow_mut();
        if wires.interrupted > 0 {
            wires.interrupted -= 1;
            return Err(ErrorKind::Interrupted);
        }
        wires.error.take().map_or(Ok(()), Err)
    }
}

impl ErrorType for Port {
    type Error = ErrorKind;
}

impl Read for Port {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize, ErrorKind> {
        self.ready().await?;
        let n = buf.len().min(3);
        Ok(std::io::Read::read(&mut self.0.borrow_mut().input, &mut buf[..n]).unwrap())
    }
}

impl Write for Port {
    async fn write(&mut self, buf: &[u8]) -> Result<usize, ErrorKind> {
        self.ready().await?;
        let n = buf.len().min(2);
        self.0.borrow_mut().output.extend_from_slice(&buf[..n]);
        Ok(n)
    }
    async fn flush(&mut self) -> Result<(), ErrorKind> {
        self.ready().await?;
        self.0.borrow_mut().flushes += 1;
        Ok(())
    }
}

#[test]
fn a_device_is_read_and_written() {
    for (waits, interrupted) in [(0, 0), (1, 0), (3, 1), (0, 1000)] {
        block_on(async {
            let port = Port::new(b"hello\nworld", waits);
            port.0.borrow_mut().interrupted = interrupted;
            let mut device = FromEmbedded::new(port.clone());
            let mut line = String::new();
            device.read_line(&mut line).await?;
            device.write_all(b"answer").await?;
            port.0.borrow_mut().interrupted = interrupted;
            device.flush().await?;
            assert_eq!((&port.0.borrow().output[..], port.0.borrow().flushes), (&b"answer"[..], 1));
            device.read_to_string(&mut line).await?;
            assert_eq!(line, "hello\nworld");
            device.shutdown().await?;
            assert_eq!(port.0.borrow().flushes, 1, "nothing was written since");
            assert!(device.try_into_inner().is_some());
            poll_io::Result::Ok(())
        })
        .unwrap();
    }
}

#[test]
fn what_a_read_finds_that_was_given_up_is_not_lost() {
    let port = Port::new(b"abcdef", 0);
    port.0.borrow_mut().waits = None;
    let mut device = FromEmbedded::new(port.clone());
    assert!(block_on(poll_once(device.read(&mut [0; 2]))).is_none());
    assert!(device.get_ref().is_none());
    // The wrapper is half-duplex, so a write waits for the read.
    assert!(block_on(poll_once(device.write(b"x"))).is_none());
    port.0.borrow_mut().waits = Some(1);
    block_on(async {
        device.write_all(b"xyz").await?;
        device.flush().await?;
        assert_eq!(port.0.borrow().output, b"xyz");
        assert_eq!(device.buffer(), b"ab");
        assert_eq!(device.read_array().await?, *b"abcdef");
        assert_eq!(device.read(&mut [0; 2]).await?, 0);
        poll_io::Result::Ok(())
    })
    .unwrap();
}

#[test]
fn no_device_while_an_operation_has_it() {
    let port = Port::new(b"abc", 0);
    port.0.borrow_mut().waits = None;
    let mut device = FromEmbedded::new(port);
    assert!(device.get_mut().is_some());
    assert!(block_on(poll_once(device.read(&mut [0; 2]))).is_none());
    assert!(
        format!("{:?}", FromEmbedded::new(0)).starts_with("FromEmbedded { inner: Some(0), busy: None, buffered: 0")
    );
    assert!(device.try_into_inner().is_none());
    assert_eq!(FromEmbedded::<u8>::default().get_ref(), Some(&0));
}

#[test]
fn an_error_behind_a_write_is_told_by_the_next_call() {
    let port = Port::new(b"", 0);
    port.0.borrow_mut().error = Some(ErrorKind::BrokenPipe);
    let mut device = FromEmbedded::new(port.clone());
    block_on(async {
        assert_eq!(device.write(b"lost").await.unwrap(), 4);
        let e = device.flush().await.unwrap_err();
        assert_eq!(e.kind(), poll_io::ErrorKind::BrokenPipe);
        // The error is returned once. The device decides the result of later calls.
        device.write_all(b"more").await.unwrap();
        device.flush().await.unwrap();
        port.0.borrow_mut().error = Some(ErrorKind::TimedOut);
        assert_eq!(device.read_u8().await.unwrap_err().kind(), poll_io::ErrorKind::TimedOut);
    });
    assert_eq!(port.0.borrow().output, b"more");
}

#[test]
fn an_error_of_a_flush_is_returned() {
    let port = Port::new(b"", 0);
    let mut device = FromEmbedded::new(port.clone());
    block_on(async {
        device.write_all(b"ab").await.unwrap();
        port.0.borrow_mut().error = Some(ErrorKind::TimedOut);
        assert_eq!(device.flush().await.unwrap_err().kind(), poll_io::ErrorKind::TimedOut);
        device.flush().await.unwrap();
    });
    assert_eq!(port.0.borrow().output, b"ab");
}

#[test]
fn an_operation_copies_at_most_8_kib() {
    const MOST: usize = 8 * 1024;
    block_on(async {
        let mut reader = FromEmbedded::new(&[7; 2 * MOST][..]);
        assert_eq!(reader.read(&mut [0; 2 * MOST]).await.unwrap(), MOST);
        assert_eq!(reader.fill_buf().await.unwrap().len(), MOST);
        let mut writer = FromEmbedded::new(Vec::new());
        assert_eq!(writer.write(&[7; 2 * MOST]).await.unwrap(), MOST);
    });
}

/// A file in flash memory, whose seeks return `Pending`.
struct Flash(Cursor<Vec<u8>>, usize);

impl ErrorType for Flash {
    type Error = Infallible;
}

impl Read for Flash {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize, Infallible> {
        Ok(std::io::Read::read(&mut self.0, buf).unwrap())
    }
}

impl Seek for Flash {
    async fn seek(&mut self, pos: SeekFrom) -> Result<u64, Infallible> {
        for _ in 0..self.1 {
            futures_lite::future::yield_now().await;
        }
        let pos = match pos {
            SeekFrom::Start(n) => std::io::SeekFrom::Start(n),
            SeekFrom::End(n) => std::io::SeekFrom::End(n),
            SeekFrom::Current(n) => std::io::SeekFrom::Current(n),
        };
        Ok(std::io::Seek::seek(&mut self.0, pos).unwrap())
    }
}

#[test]
fn b28_a_seek_is_from_where_the_caller_has_read_to() {
    use poll_io::SeekFrom::{Current, End, Start};
    for waits in 0..3 {
        let mut file = FromEmbedded::new(Flash(Cursor::new((0..100).collect()), waits));
        block_on(async {
            // The whole file is buffered, and the caller has read four bytes of it.
            assert_eq!(file.fill_buf().await?.len(), 100);
            assert_eq!(file.read_array().await?, [0, 1, 2, 3]);
            assert_eq!(file.seek(Current(0)).await?, 4);
            assert_eq!(file.seek(Current(2)).await?, 6);
            assert_eq!(file.read_u8().await?, 6);
            assert_eq!(file.seek(End(-1)).await?, 99);
            // The next seek waits for a seek whose future was dropped, and ignores its result.
            if poll_once(file.seek(Start(50))).await.is_none() {
                assert_eq!(file.seek(Start(10)).await?, 10);
            }
            if poll_once(file.seek(Start(20))).await.is_none() {
                let _ = file.read_u8().await?;
                assert_eq!(file.seek(Start(20)).await?, 20);
                assert_eq!(file.read_u8().await?, 20);
            }
            poll_io::Result::Ok(())
        })
        .unwrap();
    }
}

/// The hint is a lower bound (R8), and a seek may move to the end.
#[test]
fn there_is_no_hint_while_a_seek_is_in_progress() {
    let mut file = FromEmbedded::new(Flash(Cursor::new(vec![0; 100]), 1));
    block_on(async {
        assert_eq!(file.fill_buf().await.unwrap().len(), 100);
        assert_eq!(poll_io::AsyncRead::remaining_hint(&file), 100);
        assert!(poll_once(file.seek(poll_io::SeekFrom::Start(100))).await.is_none());
        assert_eq!(poll_io::AsyncRead::remaining_hint(&file), 0);
        assert_eq!(file.read(&mut [0; 8]).await.unwrap(), 0);
    });
}

/// Does things that drivers must not do, and things that they seldom do.
enum Odd {
    ReadsTooMuch,
    WritesTooMuch,
    WritesNothing,
    Fails,
}

impl ErrorType for Odd {
    type Error = ErrorKind;
}

impl Read for Odd {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize, ErrorKind> {
        match self {
            Odd::ReadsTooMuch => Ok(buf.len() + 7),
            _ => Err(ErrorKind::TimedOut),
        }
    }
}

impl Write for Odd {
    async fn write(&mut self, buf: &[u8]) -> Result<usize, ErrorKind> {
        match self {
            Odd::WritesTooMuch => Ok(buf.len() + 7),
            Odd::WritesNothing => Ok(0),
            _ => Err(ErrorKind::NotConnected),
        }
    }
    async fn flush(&mut self) -> Result<(), ErrorKind> {
        Ok(())
    }
}

impl Seek for Odd {
    async fn seek(&mut self, _: SeekFrom) -> Result<u64, ErrorKind> {
        Err(ErrorKind::Unsupported)
    }
}

#[test]
fn a_device_that_claims_too_much_gets_no_further_than_the_memory() {
    block_on(async {
        let mut device = FromEmbedded::new(Odd::ReadsTooMuch);
        assert_eq!(device.read(&mut [1; 4]).await.unwrap(), 4);
        assert_eq!(device.buffer(), b"");
        let mut device = FromEmbedded::new(Odd::WritesTooMuch);
        assert_eq!(device.write(b"hello").await.unwrap(), 5);
        device.flush().await.unwrap();
    });
}

#[test]
fn each_operation_of_a_device_that_fails_is_an_error() {
    use poll_io::ErrorKind::{InvalidInput, NotConnected, TimedOut, Unsupported, WriteZero};
    block_on(async {
        let mut device = FromEmbedded::new(Odd::WritesNothing);
        device.write_all(b"x").await.unwrap();
        assert_eq!(device.flush().await.unwrap_err().kind(), WriteZero);

        let mut device = FromEmbedded::new(Odd::Fails);
        assert_eq!(device.read(&mut []).await.unwrap(), 0, "nothing asked for asks nothing");
        assert_eq!(device.read_u8().await.unwrap_err().kind(), TimedOut);
        assert_eq!(device.fill_buf().await.unwrap_err().kind(), TimedOut);
        // A write that was accepted has failed. The next write returns the error, and so does a seek. Neither does
        // anything else.
        device.write_all(b"x").await.unwrap();
        assert_eq!(device.write(b"y").await.unwrap_err().kind(), NotConnected);
        device.write_all(b"x").await.unwrap();
        let e = device.seek(poll_io::SeekFrom::Start(1)).await.unwrap_err();
        assert_eq!((e.kind(), e.to_string()), (NotConnected, "NotConnected".into()));
        assert_eq!(device.seek(poll_io::SeekFrom::Start(1)).await.unwrap_err().kind(), Unsupported);

        // The position overflows when it is counted from the place that the caller has read to.
        let mut file = FromEmbedded::new(Flash(Cursor::new(vec![0; 4]), 0));
        file.fill_buf().await.unwrap();
        let e = file.seek(poll_io::SeekFrom::Current(i64::MIN)).await.unwrap_err();
        assert_eq!(e.kind(), InvalidInput);
        assert_eq!(file.buffer().len(), 4, "and the position is what it was");
    });
}

#[test]
fn an_error_is_the_same_on_either_side() {
    #[derive(Debug)]
    struct Cause;
    impl std::fmt::Display for Cause {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("the line is cut")
        }
    }
    impl std::error::Error for Cause {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&Deeper)
        }
    }
    #[derive(Debug)]
    struct Deeper;
    impl std::fmt::Display for Deeper {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("by a digger")
        }
    }
    impl std::error::Error for Deeper {}

    let e = EmbeddedError::from(poll_io::Error::new(poll_io::ErrorKind::ConnectionReset, Cause));
    assert_eq!((e.kind(), e.to_string()), (ErrorKind::ConnectionReset, "the line is cut".into()));
    let source = std::error::Error::source(&e).expect("what has caused it");
    assert_eq!(source.to_string(), "by a digger");
    assert_eq!(e.get_ref().to_string(), poll_io::Error::from(e).to_string());
    macro_rules! both {
        ($($kind:ident)*) => { [$((poll_io::ErrorKind::$kind, ErrorKind::$kind)),*] };
    }
    let kinds = both!(
        NotFound PermissionDenied ConnectionRefused ConnectionReset ConnectionAborted NotConnected AddrInUse
        AddrNotAvailable BrokenPipe AlreadyExists InvalidInput InvalidData TimedOut Unsupported OutOfMemory WriteZero Other
    );
    for (ours, theirs) in kinds {
        assert_eq!(EmbeddedError::from(poll_io::Error::from(ours)).kind(), theirs);
        let port = Port::new(b"", 0);
        port.0.borrow_mut().error = Some(theirs);
        assert_eq!(block_on(FromEmbedded::new(port).read_u8()).unwrap_err().kind(), ours);
    }
    // A kind of error that the other family does not have.
    let e = EmbeddedError::from(poll_io::Error::from(poll_io::ErrorKind::WouldBlock));
    assert_eq!(e.kind(), ErrorKind::Other);
}

/// Returns five bytes from the first `poll_fill_buf`, and fewer from later ones.
struct Forgets(usize);

impl poll_io::AsyncRead for Forgets {
    fn poll_read(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        _: poll_io::BorrowedCursor<'_>,
    ) -> Poll<poll_io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl poll_io::AsyncBufRead for Forgets {
    fn poll_fill_buf(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> Poll<poll_io::Result<&[u8]>> {
        self.0 += 1;
        match self.0 {
            1 | 3 => Poll::Ready(Ok(b"bytes")),
            2 => Poll::Pending,
            _ => Poll::Ready(Ok(b"by")),
        }
    }
    fn consume(self: std::pin::Pin<&mut Self>, _: usize) {}
}

#[test]
fn b29_a_reader_is_asked_once_for_what_it_lends() {
    let mut reader = Compat::new(Forgets(0));
    assert_eq!(block_on(BufRead::fill_buf(&mut reader)).unwrap(), b"bytes");
    assert!(block_on(poll_once(BufRead::fill_buf(&mut reader))).is_none());
    assert_eq!(block_on(BufRead::fill_buf(&mut reader)).unwrap(), b"bytes");
    assert_eq!(block_on(BufRead::fill_buf(&mut reader)).unwrap(), b"by");
}
