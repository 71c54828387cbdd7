//! Seeks through the bridges, whose futures are dropped before they complete.
#![cfg(all(feature = "tokio-1", feature = "futures-03", feature = "embedded-io-async-07", feature = "std-io"))]

use futures_lite::future::block_on;
use poll_io::{
    BorrowedBuf, BufReader, BufStream, ErrorKind, Result, SeekFrom,
    prelude::*,
    test_util::{Fragmented, conformance::seeker},
};
use poll_io_compat::{Compat, FromEmbedded, FromFutures, FromStd, FromTokio};
use std::{
    future::Future,
    io::Cursor,
    mem,
    pin::{Pin, pin},
    task::{Context, Poll, Waker, ready},
};

const TEXT: &[u8] = b"What a reader returns,\nno more, no less,\nand in this order.";

/// A file of tokio or of futures-io whose seeks take time. A seek starts with the first call, and ends inside a later
/// call of any kind. tokio's own file does this.
struct File {
    content: Cursor<Vec<u8>>,
    /// The seek in progress, and the number of calls before it ends.
    seeking: Option<(SeekFrom, usize)>,
    waits: usize,
}

impl File {
    fn new(content: &[u8], waits: usize) -> Self {
        File { content: Cursor::new(content.into()), seeking: None, waits }
    }

    fn poll_idle(&mut self, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        match self.seeking {
            None => Poll::Ready(Ok(self.content.position())),
            Some((pos, 0)) => {
                self.seeking = None;
                Poll::Ready(std::io::Seek::seek(&mut self.content, pos))
            }
            Some((pos, waits)) => {
                self.seeking = Some((pos, waits - 1));
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}

impl tokio::io::AsyncSeek for File {
    fn start_seek(mut self: Pin<&mut Self>, pos: SeekFrom) -> Result<()> {
        assert!(self.seeking.is_none(), "two seeks at once");
        self.seeking = Some((pos, self.waits));
        Ok(())
    }

    fn poll_complete(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        self.poll_idle(cx)
    }
}

impl tokio::io::AsyncRead for File {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut tokio::io::ReadBuf<'_>) -> Poll<Result<()>> {
        if buf.remaining() > 0 {
            ready!(self.poll_idle(cx))?;
        }
        tokio::io::AsyncRead::poll_read(Pin::new(&mut self.content), cx, buf)
    }
}

impl tokio::io::AsyncWrite for File {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        ready!(self.poll_idle(cx))?;
        tokio::io::AsyncWrite::poll_write(Pin::new(&mut self.content), cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_idle(cx).map_ok(drop)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_idle(cx).map_ok(drop)
    }
}

impl futures_io::AsyncSeek for File {
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        if self.seeking.is_none_or(|(begun, _)| begun != pos) {
            ready!(self.poll_idle(cx))?;
            self.seeking = Some((pos, self.waits));
        }
        self.poll_idle(cx)
    }
}

impl futures_io::AsyncRead for File {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<Result<usize>> {
        if !buf.is_empty() {
            ready!(self.poll_idle(cx))?;
        }
        Poll::Ready(std::io::Read::read(&mut self.content, buf))
    }
}

/// A device of embedded-io-async whose operations each return `Pending` once.
struct Device(Cursor<Vec<u8>>);

async fn wait() {
    futures_lite::future::yield_now().await;
}

impl embedded_io_async::ErrorType for Device {
    type Error = embedded_io_async::ErrorKind;
}

impl embedded_io_async::Read for Device {
    async fn read(&mut self, buf: &mut [u8]) -> std::result::Result<usize, Self::Error> {
        wait().await;
        Ok(std::io::Read::read(&mut self.0, buf).unwrap())
    }
}

impl embedded_io_async::Seek for Device {
    async fn seek(&mut self, pos: embedded_io_async::SeekFrom) -> std::result::Result<u64, Self::Error> {
        wait().await;
        let pos = match pos {
            embedded_io_async::SeekFrom::Start(n) => SeekFrom::Start(n),
            embedded_io_async::SeekFrom::End(n) => SeekFrom::End(n),
            embedded_io_async::SeekFrom::Current(n) => SeekFrom::Current(n),
        };
        std::io::Seek::seek(&mut self.0, pos).map_err(|_| embedded_io_async::ErrorKind::InvalidInput)
    }
}

/// Is interrupted in all calls except each 200th. One poll makes fewer calls than that.
struct Interrupts(Cursor<Vec<u8>>, usize);

impl Interrupts {
    fn next(&mut self) -> Result<&mut Cursor<Vec<u8>>> {
        self.1 += 1;
        if self.1 % 200 == 0 { Ok(&mut self.0) } else { Err(ErrorKind::Interrupted.into()) }
    }
}

impl std::io::Read for Interrupts {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        std::io::Read::read(self.next()?, buf)
    }
}

impl std::io::Seek for Interrupts {
    fn seek(&mut self, pos: SeekFrom) -> Result<u64> {
        std::io::Seek::seek(self.next()?, pos)
    }
}

/// Polls a future once and drops it. The future must be `Pending`.
fn give_up<F: Future>(future: F) {
    assert!(pin!(future).poll(&mut Context::from_waker(Waker::noop())).is_pending(), "it waits");
}

#[test]
fn every_bridge_completes_a_seek_that_was_given_up() {
    for waits in 1..4 {
        let file = || File::new(TEXT, waits);
        seeker(|| FromTokio::new(file()), TEXT);
        seeker(|| FromTokio::new(tokio::io::BufReader::with_capacity(4, file())), TEXT);
        seeker(|| BufReader::with_capacity(4, FromTokio::new(file())), TEXT);
        seeker(|| BufStream::with_capacity(4, 4, FromTokio::new(file())), TEXT);
        seeker(|| FromTokio::new(file()).take(TEXT.len() as u64), TEXT);
        seeker(|| BufReader::with_capacity(4, FromTokio::new(file())).take(TEXT.len() as u64), TEXT);
        seeker(|| FromFutures::new(file()), TEXT);
        seeker(|| FromFutures::new(futures_util::io::BufReader::with_capacity(4, file())), TEXT);
        seeker(|| FromTokio::new(Compat::new(FromTokio::new(file()))), TEXT);
        seeker(|| FromFutures::new(Compat::new(FromTokio::new(file()))), TEXT);
    }
    seeker(|| FromEmbedded::new(Device(Cursor::new(TEXT.into()))), TEXT);
    seeker(|| FromStd::new(Interrupts(Cursor::new(TEXT.into()), 0)), TEXT);
}

#[test]
fn the_same_place_is_gone_to_again_after_another_operation() {
    let data: Vec<u8> = (0..=255).collect();
    for waits in 1..4 {
        let mut file = FromTokio::new(File::new(&data, waits));
        block_on(async {
            give_up(file.seek(SeekFrom::Start(0)));
            assert_eq!(file.read_array().await?, [0, 1, 2, 3]);
            assert_eq!(file.seek(SeekFrom::Start(0)).await?, 0);
            assert_eq!(file.read_array().await?, [0, 1, 2, 3]);
            give_up(file.seek(SeekFrom::Start(0)));
            file.write_all(b"HEAD").await?;
            assert_eq!(file.seek(SeekFrom::Start(0)).await?, 0);
            file.write_all(b"head").await?;
            give_up(file.seek(SeekFrom::Start(2)));
            file.flush().await?;
            assert_eq!(file.seek(SeekFrom::Start(2)).await?, 2);
            Result::Ok(())
        })
        .unwrap();
        assert_eq!(file.get_ref().content.get_ref()[..8], *b"head\x04\x05\x06\x07");
    }
}

#[test]
fn a_seek_that_fails_is_an_error_of_what_comes_next_and_moves_nothing() {
    let mut file = FromTokio::new(File::new(TEXT, 1));
    block_on(async {
        assert_eq!(file.read_array().await?, *b"What");
        give_up(file.seek(SeekFrom::Current(-9)));
        assert_eq!(file.read(&mut [0; 4]).await.unwrap_err().kind(), ErrorKind::InvalidInput);
        assert_eq!(file.read_array().await?, *b" a r");
        give_up(file.seek(SeekFrom::Current(-9)));
        assert_eq!(file.seek(SeekFrom::Start(0)).await.unwrap_err().kind(), ErrorKind::InvalidInput);
        assert_eq!(file.stream_position().await?, 8);
        Result::Ok(())
    })
    .unwrap();
    let mut device = FromEmbedded::new(Device(Cursor::new(TEXT.into())));
    give_up(device.seek(SeekFrom::Current(-1)));
    block_on(async {
        assert_eq!(device.read(&mut [0; 4]).await.unwrap_err().kind(), ErrorKind::InvalidInput);
        assert_eq!(device.read_array().await?, *b"What");
        // A seek waits for a read, and happens even if its future was dropped before the read had ended.
        let mut memory = [0; 4];
        device.seek(SeekFrom::Start(0)).await?;
        give_up(device.read(&mut memory));
        give_up(device.seek(SeekFrom::Start(7)));
        assert_eq!(device.read_array().await?, *b"reader");
        Result::Ok(())
    })
    .unwrap();
}

#[test]
fn outwards_tokio_s_traits_complete_a_seek_that_was_given_up() {
    use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
    for seed in 0..20 {
        let mut file = Compat::new(Fragmented::new(Cursor::new(TEXT.to_vec()), seed));
        block_on(async {
            let mut buf = [0; 4];
            AsyncReadExt::read_exact(&mut file, &mut buf).await?;
            // It is `Pending` in half of the cases.
            let _ =
                pin!(AsyncSeekExt::seek(&mut file, SeekFrom::Current(3))).poll(&mut Context::from_waker(Waker::noop()));
            AsyncReadExt::read_exact(&mut file, &mut buf).await?;
            assert_eq!(&buf, b"read");
            assert_eq!(AsyncSeekExt::stream_position(&mut file).await?, 11);
            // Makes only the first of the two calls.
            tokio::io::AsyncSeek::start_seek(Pin::new(&mut file), SeekFrom::Start(0))?;
            AsyncWriteExt::write_all(&mut file, b"THAT").await?;
            AsyncWriteExt::flush(&mut file).await?;
            assert_eq!(AsyncSeekExt::stream_position(&mut file).await?, 4);
            Result::Ok(())
        })
        .unwrap();
        assert_eq!(file.get_ref().get_ref().get_ref()[..7], *b"THAT a ");
    }
}

#[test]
fn a_seek_goes_on_after_a_panic() {
    /// Panics once, in the middle of a seek.
    struct Panics(File, bool);

    impl tokio::io::AsyncSeek for Panics {
        fn start_seek(mut self: Pin<&mut Self>, pos: SeekFrom) -> Result<()> {
            Pin::new(&mut self.0).start_seek(pos)
        }

        fn poll_complete(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
            assert!(self.0.seeking.is_none() || mem::replace(&mut self.1, true), "once");
            Pin::new(&mut self.0).poll_complete(cx)
        }
    }

    impl tokio::io::AsyncRead for Panics {
        fn poll_read(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            buf: &mut tokio::io::ReadBuf<'_>,
        ) -> Poll<Result<()>> {
            tokio::io::AsyncRead::poll_read(Pin::new(&mut self.0), cx, buf)
        }
    }

    let mut file = BufReader::new(FromTokio::new(Panics(File::new(TEXT, 1), false)));
    let mut byte = [0];
    block_on(file.read_exact(&mut byte)).unwrap();
    let panicked =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| block_on(file.seek(SeekFrom::Current(64)))));
    assert!(panicked.is_err());
    assert_eq!(file.buffer(), b"", "the seek is in progress");
    block_on(file.seek(SeekFrom::Start(2))).unwrap();
    let mut memory = [0; 2];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    block_on(file.read_buf(buf.unfilled())).unwrap();
    assert_eq!(buf.filled(), b"at");
}
