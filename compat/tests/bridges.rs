//! The bridges preserve uninitialized memory, slices and seeks, and a hostile stream does no harm.
#![cfg(all(feature = "tokio-1", feature = "futures-03", feature = "hyper-1"))]

use futures_lite::future::block_on;
use poll_io::{AsyncRead, AsyncSeek, AsyncWrite, BorrowedBuf, BorrowedCursor, IoSlice, Result, SeekFrom};
use poll_io_compat::{Compat, FromFutures, FromHyper, FromTokio};
use std::{
    io::Cursor,
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, Waker},
};
use tokio::io::ReadBuf;

fn cx() -> Context<'static> {
    Context::from_waker(Waker::noop())
}

/// Records how many bytes of each buffer are initialized, and returns one byte.
#[derive(Default)]
struct Looks(Vec<usize>);

impl AsyncRead for Looks {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.0.push(buf.init_len());
        buf.append(b"x");
        Poll::Ready(Ok(()))
    }
}

#[test]
fn memory_stays_uninitialized_there_and_back_through_tokio() {
    let mut reader = FromTokio::new(Compat::new(Looks::default()));
    let mut memory = [MaybeUninit::uninit(); 64];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    for _ in 0..3 {
        assert!(Pin::new(&mut reader).poll_read(&mut cx(), buf.unfilled()).is_ready());
    }
    assert_eq!((buf.filled(), buf.init_len()), (&b"xxx"[..], 3));
    assert_eq!(reader.into_inner().into_inner().0, [0, 0, 0]);

    let mut reader = FromTokio::new(Compat::new(Looks::default()));
    let mut memory = [0; 64];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    assert!(Pin::new(&mut reader).poll_read(&mut cx(), buf.unfilled()).is_ready());
    assert_eq!(reader.into_inner().into_inner().0, [64], "what is initialized is told");
}

#[test]
fn initialized_bytes_behind_the_filled_ones_stay_initialized_through_tokio() {
    let mut reader = Compat::new(Looks::default());
    let mut memory = [MaybeUninit::uninit(); 64];
    let mut buf = ReadBuf::uninit(&mut memory);
    buf.put_slice(b"ab");
    buf.initialize_unfilled_to(5);
    for _ in 0..2 {
        assert!(tokio::io::AsyncRead::poll_read(Pin::new(&mut reader), &mut cx(), &mut buf).is_ready());
    }
    assert_eq!((buf.filled(), reader.into_inner().0), (&b"abxx"[..], vec![5, 4]));
}

#[test]
fn memory_stays_uninitialized_there_and_back_through_hyper() {
    let mut reader = FromHyper::new(Compat::new(Looks::default()));
    let mut memory = [MaybeUninit::uninit(); 64];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    for _ in 0..3 {
        assert!(Pin::new(&mut reader).poll_read(&mut cx(), buf.unfilled()).is_ready());
    }
    assert_eq!((buf.filled(), buf.init_len()), (&b"xxx"[..], 3));

    // Initialized memory stays initialized, although hyper's cursor has no count of it.
    let mut memory = [0; 64];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    assert!(Pin::new(&mut reader).poll_read(&mut cx(), buf.unfilled()).is_ready());
    assert_eq!((buf.filled(), buf.init_len()), (&b"x"[..], 64));
    assert_eq!(reader.into_inner().into_inner().0, [0, 0, 0, 0]);
}

#[test]
fn towards_futures_io_each_byte_is_zeroed_once() {
    let mut reader = FromFutures::new(futures_lite::io::Cursor::new(vec![1; 100_000]));
    let mut memory = vec![MaybeUninit::uninit(); 100_000];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    let mut zeroed = 0;
    while buf.len() < 100_000 {
        let before = buf.init_len();
        let mut cursor = buf.unfilled();
        let poll = cursor.with_limit(1, |narrow| Pin::new(&mut reader).poll_read(&mut cx(), narrow));
        assert!(poll.is_ready());
        zeroed += buf.init_len() - before;
    }
    assert_eq!(zeroed, 100_000);
}

/// Returns one byte at a time, however large the buffer is.
struct Drips;

impl futures_io::AsyncRead for Drips {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut [u8]) -> Poll<Result<usize>> {
        buf[0] = 1;
        Poll::Ready(Ok(1))
    }
}

#[test]
fn towards_futures_io_each_byte_is_zeroed_once_under_take_and_by_single_bytes() {
    use poll_io::AsyncReadExt;
    let mut reader = FromFutures::new(futures_lite::io::Cursor::new(vec![1; 100_000])).take(90_000);
    let mut memory = vec![MaybeUninit::uninit(); 100_000];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    let mut zeroed = 0;
    loop {
        let (len, before) = (buf.len(), buf.init_len());
        block_on(reader.read_buf(buf.unfilled())).unwrap();
        zeroed += buf.init_len() - before;
        if buf.len() == len {
            break;
        }
    }
    assert_eq!((buf.len(), zeroed), (90_000, buf.init_len()));

    let mut memory = vec![MaybeUninit::uninit(); 10_000];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    let mut zeroed = 0;
    while buf.len() < 10_000 {
        let before = buf.init_len();
        block_on(FromFutures::new(Drips).read_buf(buf.unfilled())).unwrap();
        zeroed += buf.init_len() - before;
    }
    assert_eq!((zeroed, buf.init_len()), (10_000, 10_000));
}

/// Replaces the buffer that it was given by another one.
struct Swaps(&'static mut [u8]);

impl tokio::io::AsyncRead for Swaps {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        let mut other = ReadBuf::new(std::mem::take(&mut self.0));
        other.set_filled(1000);
        *buf = other;
        Poll::Ready(Ok(()))
    }
}

#[test]
#[should_panic(expected = "replaced the buffer")]
fn b02b_an_exchanged_buffer_is_found_out() {
    let other = Box::leak(Box::new([0; 1000]));
    let mut memory = [0; 4];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    let _ = Pin::new(&mut FromTokio::new(Swaps(other))).poll_read(&mut cx(), buf.unfilled());
}

/// Replaces the buffer that it was given by a part of that buffer.
struct Narrows(usize, usize);

impl tokio::io::AsyncRead for Narrows {
    fn poll_read<'a>(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ReadBuf<'a>) -> Poll<Result<()>> {
        let whole: &'a mut ReadBuf<'a> = Box::leak(Box::new(std::mem::replace(buf, ReadBuf::new(&mut []))));
        *buf = ReadBuf::new(&mut whole.initialize_unfilled()[self.0..self.1]);
        buf.set_filled(1);
        Poll::Ready(Ok(()))
    }
}

#[test]
fn b02b_a_narrowed_buffer_is_found_out_and_the_same_one_is_not() {
    let read = |from, to| {
        std::panic::catch_unwind(move || {
            let mut memory = [MaybeUninit::uninit(); 4];
            let mut buf = BorrowedBuf::from(&mut memory[..]);
            assert!(Pin::new(&mut FromTokio::new(Narrows(from, to))).poll_read(&mut cx(), buf.unfilled()).is_ready());
            (buf.filled().to_vec(), buf.init_len())
        })
        .ok()
    };
    assert_eq!(read(0, 4), Some((vec![0], 4)));
    assert_eq!((read(0, 3), read(1, 4), read(1, 2)), (None, None, None));
}

/// Records the number of slices of each call.
#[derive(Default)]
struct Slices(Vec<usize>);

impl AsyncWrite for Slices {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.0.push(1);
        Poll::Ready(Ok(buf.len()))
    }
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.0.push(0);
        Poll::Ready(Ok(()))
    }
    fn poll_write_vectored(mut self: Pin<&mut Self>, _: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.0.push(bufs.len());
        Poll::Ready(Ok(bufs.iter().map(|buf| buf.len()).sum()))
    }
    fn is_write_vectored(&self) -> bool {
        true
    }
}

#[test]
fn b49_slices_and_the_end_arrive_there_and_back() {
    fn check(mut writer: impl AsyncWrite + Unpin) {
        assert!(writer.is_write_vectored());
        let bufs = [IoSlice::new(b"ab"), IoSlice::new(b"c"), IoSlice::new(b"d")];
        let poll = Pin::new(&mut writer).poll_write_vectored(&mut cx(), &bufs);
        assert!(matches!(poll, Poll::Ready(Ok(4))));
        assert!(Pin::new(&mut writer).poll_shutdown(&mut cx()).is_ready());
    }
    let (mut tokio, mut futures, mut hyper) = (Slices::default(), Slices::default(), Slices::default());
    check(FromTokio::new(Compat::new(&mut tokio)));
    check(FromFutures::new(Compat::new(&mut futures)));
    check(FromHyper::new(Compat::new(&mut hyper)));
    assert_eq!((tokio.0, futures.0, hyper.0), (vec![3, 0], vec![3, 0], vec![3, 0]));
}

/// Returns `Pending` once in each seek.
struct Slow(Cursor<Vec<u8>>, bool);

impl AsyncSeek for Slow {
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.1 = !self.1;
        if self.1 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Pin::new(&mut self.0).poll_seek(cx, pos)
    }
}

#[test]
fn b28_a_seek_crosses_the_two_steps_of_tokio() {
    use poll_io::AsyncSeekExt;
    let mut stream = FromTokio::new(Compat::new(Slow(Cursor::new(vec![0; 10]), false)));
    block_on(async {
        assert_eq!(stream.seek(SeekFrom::Start(4)).await?, 4);
        assert_eq!(stream.seek(SeekFrom::Current(3)).await?, 7);
        assert!(stream.seek(SeekFrom::Current(-8)).await.is_err());
        assert_eq!(stream.stream_position().await?, 7);
        Result::Ok(())
    })
    .unwrap();
    // A seek waits for an earlier seek whose future was dropped, and then starts.
    assert!(Pin::new(&mut stream).poll_seek(&mut cx(), SeekFrom::Start(1)).is_pending());
    assert_eq!(block_on(stream.seek(SeekFrom::Start(2))).unwrap(), 2);
    assert_eq!(stream.get_ref().get_ref().0.position(), 2);
}

#[test]
fn outwards_a_second_seek_is_refused_until_the_first_has_ended() {
    use tokio::io::AsyncSeek;
    let mut stream = Compat::new(Slow(Cursor::new(vec![0; 10]), false));
    let mut stream = Pin::new(&mut stream);
    assert!(matches!(stream.as_mut().poll_complete(&mut cx()), Poll::Ready(Ok(0))), "nothing was asked for");
    stream.as_mut().start_seek(SeekFrom::Start(4)).unwrap();
    assert!(stream.as_mut().poll_complete(&mut cx()).is_pending());
    let e = stream.as_mut().start_seek(SeekFrom::Start(5)).unwrap_err();
    assert!(e.to_string().contains("another seek is in progress"), "{e}");
    assert!(matches!(stream.as_mut().poll_complete(&mut cx()), Poll::Ready(Ok(4))));
    assert!(stream.as_mut().start_seek(SeekFrom::Start(5)).is_ok());
}

/// Fails the next `poll_complete` after an error was set.
#[derive(Default)]
struct Fails {
    busy: bool,
    error: Option<&'static str>,
    wait: bool,
}

impl tokio::io::AsyncSeek for Fails {
    fn start_seek(mut self: Pin<&mut Self>, _: SeekFrom) -> Result<()> {
        assert!(!self.busy, "two seeks at once");
        self.busy = true;
        Ok(())
    }

    fn poll_complete(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<u64>> {
        if std::mem::take(&mut self.wait) {
            return Poll::Pending;
        }
        self.busy = false;
        Poll::Ready(self.error.take().map_or(Ok(9), |text| Err(poll_io::Error::other(text))))
    }
}

#[test]
fn no_error_is_dropped_whatever_has_failed() {
    let seek = |stream: &mut FromTokio<Fails>, at| match Pin::new(stream).poll_seek(&mut cx(), SeekFrom::Start(at)) {
        Poll::Ready(result) => Some(result.map_err(|e| e.to_string())),
        Poll::Pending => None,
    };
    // An earlier write has failed, and the file reports it before a seek has started. tokio's files do so.
    let mut stream = FromTokio::new(Fails { error: Some("write failed"), ..Fails::default() });
    assert_eq!(seek(&mut stream, 1), Some(Err("write failed".into())));
    assert_eq!(seek(&mut stream, 1), Some(Ok(9)));
    // The future of a seek was dropped. The next seek returns the error of that seek, and does not start.
    let mut waits = FromTokio::new(WaitsOnce(Fails::default()));
    assert!(Pin::new(&mut waits).poll_seek(&mut cx(), SeekFrom::Start(1)).is_pending());
    waits.get_mut().0.error = Some("given up");
    let mut seek = || Pin::new(&mut waits).poll_seek(&mut cx(), SeekFrom::Start(2));
    assert!(matches!(seek(), Poll::Ready(Err(e)) if e.to_string() == "given up"));
    assert!(matches!(seek(), Poll::Ready(Ok(9))));
}

/// Returns `Pending` after each start of a seek to 1.
struct WaitsOnce(Fails);

impl tokio::io::AsyncSeek for WaitsOnce {
    fn start_seek(mut self: Pin<&mut Self>, pos: SeekFrom) -> Result<()> {
        self.0.wait = pos == SeekFrom::Start(1);
        Pin::new(&mut self.0).start_seek(pos)
    }

    fn poll_complete(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        Pin::new(&mut self.0).poll_complete(cx)
    }
}

#[test]
fn a_window_grows_with_a_reader_that_fills_it() {
    /// Fills each buffer up to a size, and records the size of the buffer.
    struct Fills(Vec<usize>, usize);
    impl futures_io::AsyncRead for Fills {
        fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut [u8]) -> Poll<Result<usize>> {
            self.0.push(buf.len());
            Poll::Ready(Ok(buf.len().min(self.1)))
        }
    }
    let windows = |most: usize| {
        let mut reader = FromFutures::new(Fills(Vec::new(), most));
        let mut memory = vec![MaybeUninit::uninit(); 128 * 1024];
        let mut buf = BorrowedBuf::from(&mut memory[..]);
        while buf.len() < 64 * 1024 {
            assert!(Pin::new(&mut reader).poll_read(&mut cx(), buf.unfilled()).is_ready());
        }
        reader.into_inner().0
    };
    assert_eq!(windows(usize::MAX), [2048, 4096, 8192, 16384, 32768, 65536]);
    // Each small message is read into one small window.
    assert!(windows(1400).iter().all(|window| *window == 2048));
    // Between buffers that do not count their initialized bytes, the window is remembered. It grows and shrinks with
    // the reads.
    let mut reader = FromFutures::new(Fills(Vec::new(), usize::MAX));
    let mut lent_anew = |most: usize| {
        reader.get_mut().1 = most;
        let mut memory = vec![MaybeUninit::uninit(); 256 * 1024];
        assert!(Pin::new(&mut reader).poll_read(&mut cx(), BorrowedBuf::from(&mut memory[..]).unfilled()).is_ready());
        reader.get_mut().0.pop().unwrap()
    };
    let all = usize::MAX;
    let windows = [all, all, all, all, all, all, all, 30_000, 16_384, 100, 100, 100, 16_384, 0].map(&mut lent_anew);
    assert_eq!(windows.map(|window| window / 1024), [2, 4, 8, 16, 32, 64, 64, 64, 64, 64, 32, 16, 8, 16]);
    // Initialized memory is passed as a whole.
    let mut reader = FromFutures::new(Fills(Vec::new(), 1));
    let mut memory = vec![0; 50_000];
    assert!(Pin::new(&mut reader).poll_read(&mut cx(), BorrowedBuf::from(&mut memory[..]).unfilled()).is_ready());
    assert_eq!(reader.into_inner().0, [50_000]);
}
