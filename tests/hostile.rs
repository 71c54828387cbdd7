//! Runs the methods and adapters over streams that deliberately break the contract. The methods must not panic, and
//! must make at most 128 calls in one poll. They must not lose a byte that they received. They may allocate 1 MiB plus
//! a multiple of the received bytes.
#![cfg(feature = "test-util")]

#[allow(dead_code, reason = "other tests use the rest")]
mod counting;
mod numbers;

use counting::peak;
use futures_lite::future::yield_now;
use numbers::for_each_number;
use poll_io::{
    AsyncBufReadExt, BorrowedBuf, BorrowedCursor, BufReader, BufStream, BufWriter, Either, Error, ErrorKind, IoSlice,
    IoSliceMut, LineWriter, Result, SeekFrom, copy, copy_bidirectional, copy_buf, empty, join, prelude::*, sink, split,
    test_util::Fragmented,
};
use std::{
    cell::RefCell,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

/// Characters of one to four bytes, and two line feeds.
const TEXT: &[u8] = "the żółć\nand the water 水🦀 and no\nmore".as_bytes();
const SEED: u64 = 3;

/// A fault of a stream.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Vice {
    // Faults of readers. The streams with the first ones still return the right bytes.
    Hints(usize),
    OneByte,
    FailsInMidCharacter,
    AdvancesAndFails,
    AdvancesAndWaits,
    AdvancesAndIsInterrupted,
    InterruptedOften,
    // The streams with these do not.
    InterruptedForEver,
    WaitsUnwoken,
    NeverEnds,
    NeverEndsItsLine,
    ClaimsMoreThanTheSlices,
    ClaimsEverything,
    CountsWhatItDidNotWrite,
    LendsOthers,
    ForgetsWhatItLent,
    // Faults of writers.
    TakesNothing,
    TakesAndFails,
    TakesOneMore,
    // Faults of seekers.
    StandsAt(u64),
}
use Vice::*;

const OF_READERS: &[Vice] = &[
    Hints(0),
    Hints(1),
    Hints(usize::MAX),
    OneByte,
    FailsInMidCharacter,
    AdvancesAndFails,
    AdvancesAndWaits,
    AdvancesAndIsInterrupted,
    InterruptedOften,
    InterruptedForEver,
    WaitsUnwoken,
    NeverEnds,
    NeverEndsItsLine,
    ClaimsMoreThanTheSlices,
    ClaimsEverything,
    CountsWhatItDidNotWrite,
    LendsOthers,
    ForgetsWhatItLent,
];

const OF_WRITERS: &[Vice] = &[
    OneByte,
    AdvancesAndFails,
    AdvancesAndWaits,
    InterruptedOften,
    InterruptedForEver,
    WaitsUnwoken,
    TakesNothing,
    TakesAndFails,
    TakesOneMore,
    ClaimsEverything,
];

const OF_SEEKERS: &[Vice] = &[
    StandsAt(0),
    StandsAt(7),
    StandsAt(u64::MAX),
    InterruptedOften,
    InterruptedForEver,
    WaitsUnwoken,
    AdvancesAndFails,
];

/// The calls and bytes of a stream, as the test sees them.
#[derive(Debug, Default)]
struct Log {
    calls: usize,
    /// The number of bytes that reads have returned, and the bytes that writes have accepted, in calls that returned
    /// `Ok`.
    given: usize,
    taken: Vec<u8>,
}

/// This stream has a fault.
struct Evil {
    vice: Vice,
    log: Rc<RefCell<Log>>,
    at: usize,
}

impl Evil {
    fn new(vice: Vice) -> Self {
        Evil { vice, log: Rc::default(), at: 0 }
    }

    /// Runs the faults that are the same in every method. Returns the number of calls.
    fn poll_enter(&mut self, cx: &Context<'_>) -> Poll<Result<usize>> {
        let mut log = self.log.borrow_mut();
        log.calls += 1;
        match self.vice {
            InterruptedForEver => Poll::Ready(Err(ErrorKind::Interrupted.into())),
            InterruptedOften if log.calls % 3 != 0 => Poll::Ready(Err(ErrorKind::Interrupted.into())),
            WaitsUnwoken if log.calls > 2 => Poll::Pending,
            AdvancesAndWaits if log.calls % 2 == 1 => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            AdvancesAndFails if log.calls % 3 == 2 => Poll::Ready(Err(late())),
            AdvancesAndIsInterrupted if log.calls % 2 == 1 => Poll::Ready(Err(ErrorKind::Interrupted.into())),
            _ => Poll::Ready(Ok(log.calls)),
        }
    }

    /// Returns the bytes of the next call.
    fn next(&self) -> &'static [u8] {
        let left = &TEXT[self.at..];
        match self.vice {
            NeverEnds => b"one line\nof three hundred\n",
            NeverEndsItsLine => &[b'x'; 300],
            OneByte => &left[..left.len().min(1)],
            // Position 5 is in the middle of the ż.
            FailsInMidCharacter if self.at < 5 => &left[..5 - self.at],
            _ => &left[..left.len().min(7)],
        }
    }

    fn fails(&mut self) -> Result<()> {
        if self.vice == FailsInMidCharacter && self.at == 5 {
            self.vice = Hints(0);
            return Err(late());
        }
        Ok(())
    }

    fn give(&mut self, n: usize) {
        self.log.borrow_mut().given += n;
        self.at = (self.at + n).min(TEXT.len());
    }
}

fn late() -> Error {
    ErrorKind::TimedOut.into()
}

impl AsyncRead for Evil {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        match self.poll_enter(cx) {
            Poll::Ready(Ok(_)) => {}
            poll => {
                // The contract says that callers ignore this byte.
                if !matches!(self.vice, WaitsUnwoken | InterruptedOften) && buf.capacity() > 0 {
                    buf.append(b"?");
                }
                return poll.map_ok(drop);
            }
        }
        self.fails()?;
        if self.vice == CountsWhatItDidNotWrite && self.at > 7 {
            let n = buf.ensure_init().len().min(3);
            buf.advance_checked(n);
            self.at = TEXT.len();
            self.give(n);
            return Poll::Ready(Ok(()));
        }
        let bytes = self.next();
        let n = bytes.len().min(buf.capacity());
        buf.append(&bytes[..n]);
        self.give(n);
        Poll::Ready(Ok(()))
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let room: usize = bufs.iter().map(|buf| buf.len()).sum();
        match self.vice {
            ClaimsMoreThanTheSlices => return Poll::Ready(Ok(room + 1)),
            ClaimsEverything => return Poll::Ready(Ok(usize::MAX)),
            _ => {}
        }
        let first = bufs.iter_mut().find(|buf| !buf.is_empty()).map_or(&mut [][..], |buf| &mut **buf);
        let mut buf = BorrowedBuf::from(first);
        std::task::ready!(self.as_mut().poll_read(cx, buf.unfilled()))?;
        Poll::Ready(Ok(buf.len()))
    }

    fn remaining_hint(&self) -> usize {
        match self.vice {
            Hints(hint) => hint,
            NeverEnds | ClaimsEverything => usize::MAX,
            _ => 0,
        }
    }
}

impl AsyncBufRead for Evil {
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let calls = std::task::ready!(self.poll_enter(cx))?;
        self.fails()?;
        match self.vice {
            LendsOthers => return Poll::Ready(Ok(&TEXT[..[7, 1, 0, 30, 3][calls % 5]])),
            ForgetsWhatItLent if calls % 2 == 0 => return Poll::Pending,
            ForgetsWhatItLent if calls % 3 == 0 => return Poll::Ready(Err(late())),
            _ => {}
        }
        Poll::Ready(Ok(self.next()))
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        self.give(amt);
    }
}

impl AsyncWrite for Evil {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        std::task::ready!(self.poll_enter(cx))?;
        let n = match self.vice {
            TakesNothing => 0,
            TakesOneMore => return Poll::Ready(Ok(buf.len() + 1)),
            ClaimsEverything => return Poll::Ready(Ok(usize::MAX)),
            TakesAndFails if self.log.borrow().calls % 3 == 2 => return Poll::Ready(Err(late())),
            OneByte => buf.len().min(1),
            _ => buf.len().min(7),
        };
        self.log.borrow_mut().taken.extend(&buf[..n]);
        Poll::Ready(Ok(n))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_enter(cx).map_ok(drop)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_enter(cx).map_ok(drop)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        if matches!(self.vice, TakesOneMore | ClaimsEverything) {
            let offered: usize = bufs.iter().map(|buf| buf.len()).sum();
            return Poll::Ready(Ok(if self.vice == TakesOneMore { offered + 1 } else { usize::MAX }));
        }
        self.poll_write(cx, bufs.iter().find(|buf| !buf.is_empty()).map_or(&[], |buf| buf))
    }

    fn is_write_vectored(&self) -> bool {
        self.vice != OneByte
    }
}

impl AsyncSeek for Evil {
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
        let vice = self.vice;
        self.poll_enter(cx).map_ok(|calls| if let StandsAt(at) = vice { at } else { calls as u64 })
    }
}

/// How often a future that does not complete is polled. The bound of 128 calls is for one future, so a case that runs
/// several futures yields between them.
const POLLS: usize = 40;

/// The number of received bytes that the caller has in the end; `None` if it is not known.
type Kept = Option<usize>;

/// Polls a future until it completes, is pending without a wake-up, or has been polled `POLLS` times. Checks its calls
/// and its memory.
fn watch(name: &str, log: &Rc<RefCell<Log>>, future: impl Future<Output = Kept>) -> Kept {
    struct Wakes(AtomicUsize);
    impl Wake for Wakes {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    let count = Arc::new(Wakes(AtomicUsize::new(0)));
    let waker = Waker::from(count.clone());
    let run = || {
        peak(|| {
            let mut future = Box::pin(future);
            for _ in 0..POLLS {
                let (calls, woken) = (log.borrow().calls, count.0.load(Ordering::Relaxed));
                let poll = future.as_mut().poll(&mut Context::from_waker(&waker));
                let calls = log.borrow().calls - calls;
                assert!(calls <= 128, "{name}: {calls} calls in one poll");
                match poll {
                    Poll::Ready(kept) => return kept,
                    // Nothing will wake the task.
                    Poll::Pending if count.0.load(Ordering::Relaxed) == woken => return None,
                    Poll::Pending => {}
                }
            }
            None
        })
    };
    let (kept, most) = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| panic!("{name}: the future panicked"));
    let came = log.borrow().given + log.borrow().taken.len();
    // A buffer doubles when it grows, and both buffers exist while it does. The log is such a buffer too.
    let allowed = (1 << 20) + 8 * came + 80 * 1024;
    assert!(most <= allowed, "{name}: {most} bytes were allocated for {came} received bytes");
    kept
}

/// A test of one method: its name, how many received bytes it may lose, and a function that runs it.
type Deed = (&'static str, usize, fn(Evil) -> Pin<Box<dyn Future<Output = Kept>>>);

macro_rules! deeds {
    ($($name:ident($lost:expr): |$evil:ident| $body:expr;)*) => {
        [$((stringify!($name), $lost, {
            #[allow(unused_mut, reason = "some are taken by value")]
            fn deed(mut $evil: Evil) -> Pin<Box<dyn Future<Output = Kept>>> {
                Box::pin(async move { $body })
            }
            deed as fn(Evil) -> Pin<Box<dyn Future<Output = Kept>>>
        })),*]
    };
}

const ANY: usize = usize::MAX;

/// Reads to the end and returns the number of bytes.
async fn to_end(mut reader: impl AsyncRead + Unpin) -> Kept {
    let mut buf = Vec::new();
    let _ = reader.read_to_end(&mut buf).await;
    Some(buf.len())
}

async fn lines(reader: impl AsyncBufRead + Unpin) -> Kept {
    let (mut lines, mut kept) = (reader.lines(), 0);
    while let Ok(Some(line)) = lines.next_line().await {
        yield_now().await;
        kept += line.len() + 1;
    }
    Some(kept)
}

#[expect(clippy::too_many_lines, reason = "it is a list")]
fn readings() -> Vec<Deed> {
    let mut all: Vec<Deed> = deeds! {
        read(0): |r| r.read(&mut [0; 9]).await.ok();
        read_vectored(0): |r| r.read_vectored(&mut [IoSliceMut::new(&mut [0; 2]), IoSliceMut::new(&mut [0; 5])]).await.ok();
        // The caller owns the cursor. Bytes that a failed read has put into the cursor cannot be removed.
        read_buf(ANY): |r| {
            let mut memory = [0; 9];
            let mut buf = BorrowedBuf::from(&mut memory[..]);
            r.read_buf(buf.unfilled()).await.ok().map(|()| buf.len())
        };
        // If `read_exact` fails, the caller does not know how many bytes it has read.
        read_exact(ANY): |r| r.read_exact(&mut [0; 20]).await.ok().map(|()| 20);
        read_buf_exact(ANY): |r| {
            let mut memory = [0; 20];
            let mut buf = BorrowedBuf::from(&mut memory[..]);
            let _ = r.read_buf_exact(buf.unfilled()).await;
            Some(buf.len())
        };
        read_array(ANY): |r| r.read_array::<20>().await.ok().map(|_| 20);
        read_to_end(0): |r| to_end(&mut r).await;
        read_to_end_limit(0): |r| {
            let mut buf = Vec::new();
            let _ = r.read_to_end(&mut buf).limit(10).await;
            assert!(buf.len() <= 11);
            Some(buf.len())
        };
        read_to_string(3): |r| {
            let mut buf = String::new();
            match r.read_to_string(&mut buf).await {
                Err(e) if e.kind() == ErrorKind::InvalidData => None,
                _ => Some(buf.len()),
            }
        };
        read_to_string_limit(4): |r| {
            let mut buf = String::new();
            match r.read_to_string(&mut buf).limit(10).await {
                Err(e) if e.kind() == ErrorKind::InvalidData && buf.is_empty() => None,
                _ => Some(buf.len()),
            }
        };
        bytes(0): |r| {
            let (mut bytes, mut kept) = (r.bytes(), 0);
            while let Ok(Some(_)) = bytes.next_byte().await {
                yield_now().await;
                kept += 1;
            }
            Some(kept)
        };
        take(0): |r| to_end(r.take(20)).await;
        limited(1): |r| to_end(r.limited(20)).await;
        chain(0): |r| to_end(r.chain(empty())).await;
        inspect(0): |r| to_end(r.inspect(|_| {})).await;
        join(0): |r| to_end(join(r, sink())).await;
        either(0): |r| to_end(Either::<Evil, &[u8]>::Left(r)).await;
        split(0): |r| to_end(split(r).0).await;
        boxed(0): |r| to_end(Box::new(r) as Box<dyn AsyncRead + Unpin>).await;
        fragmented(0): |r| to_end(Fragmented::new(r, SEED)).await;
        buf_reader(0): |r| {
            let mut reader = BufReader::with_capacity(16, r);
            to_end(&mut reader).await.map(|kept| kept + reader.buffer().len())
        };
        buf_stream(0): |r| to_end(BufStream::with_capacity(16, 16, r)).await;
        buf_reader_vectored(0): |r| {
            let mut reader = BufReader::with_capacity(16, r);
            let n = reader.read_vectored(&mut [IoSliceMut::new(&mut [0; 2]), IoSliceMut::new(&mut [0; 30])]).await;
            n.ok().map(|n| n + reader.buffer().len())
        };
        peek(0): |r| {
            let mut reader = BufReader::with_capacity(16, r);
            let _ = reader.peek(9).await;
            let _ = reader.peek_exact(12).await;
            let _ = reader.peek_array::<16>().await;
            Some(reader.buffer().len())
        };
        fill_buf(0): |r| r.fill_buf().await.ok().map(|_| 0);
        has_data_left(0): |r| r.has_data_left().await.ok().map(|_| 0);
        skip_until(ANY): |r| r.skip_until(b'!').await.ok();
        skip_until_limit(ANY): |r| r.skip_until(b'!').limit(10).await.ok();
        read_until(0): |r| {
            let mut buf = Vec::new();
            let _ = r.read_until(b'!', &mut buf).await;
            Some(buf.len())
        };
        read_until_limit(0): |r| {
            let mut buf = Vec::new();
            let _ = r.read_until(b'!', &mut buf).limit(10).await;
            assert!(buf.len() <= 10);
            Some(buf.len())
        };
        read_line(3): |r| {
            let mut buf = String::new();
            match r.read_line(&mut buf).await {
                Err(e) if e.kind() == ErrorKind::InvalidData => None,
                _ => Some(buf.len()),
            }
        };
        read_line_limit(3): |r| {
            let mut buf = String::new();
            let _ = r.read_line(&mut buf).limit(10).await;
            assert!(buf.len() <= 10);
            Some(buf.len())
        };
        lines(ANY): |r| lines(r).await;
        lines_of_a_buf_reader(ANY): |r| lines(BufReader::with_capacity(4, r)).await;
        lines_limit(ANY): |r| {
            let mut lines = r.lines().limit(5);
            for _ in 0..200 {
                yield_now().await;
                if let Ok(Some(line)) = lines.next_line().await {
                    assert!(line.len() <= 5);
                }
            }
            None
        };
        lines_ref(ANY): |r| {
            let mut lines = r.lines();
            while let Ok(Some(_)) = lines.next_line_ref().await {
                yield_now().await;
            }
            None
        };
        segments(ANY): |r| {
            let mut segments = AsyncBufReadExt::split(r, b' ');
            while let Ok(Some(_)) = segments.next_segment().await {
                yield_now().await;
            }
            None
        };
        segments_ref(ANY): |r| {
            let mut segments = AsyncBufReadExt::split(r, b' ');
            while let Ok(Some(_)) = segments.next_segment_ref().await {
                yield_now().await;
            }
            None
        };
        lines_of_adapters(ANY): |r| lines(r.inspect(|_| {}).take(25).chain(empty()).limited(20)).await;
        copy(0): |r| {
            let mut writer = Vec::new();
            let mut copy = copy(&mut r, &mut writer);
            let _ = (&mut copy).await;
            Some(usize::try_from(copy.written()).unwrap() + copy.unwritten().len())
        };
        copy_buf(0): |r| {
            let mut writer = Vec::new();
            let _ = copy_buf(&mut r, &mut writer).await;
            Some(writer.len())
        };
        copy_bidirectional(ANY): |r| {
            let mut here = join(r, sink());
            let _ = copy_bidirectional(&mut here, &mut join(empty(), Vec::new())).await;
            None
        };
    }
    .into();
    macro_rules! numbers {
        ($($number:ty, $name:ident, $_1:ident, $_2:ident, $_3:ident;)*) => {
            all.extend(deeds! {$(
                $name(ANY): |r| { let _ = r.$name().await; None };
            )*})
        };
    }
    for_each_number!(numbers);
    all
}

/// Returns the length of `TEXT` if the writer has accepted all of it.
fn whole(result: Result<()>) -> Kept {
    result.ok().map(|()| TEXT.len())
}

fn writings() -> Vec<Deed> {
    let mut all: Vec<Deed> = deeds! {
        write(0): |w| w.write(TEXT).await.ok();
        write_vectored(0): |w| w.write_vectored(&[IoSlice::new(&TEXT[..3]), IoSlice::new(&TEXT[3..])]).await.ok();
        write_all(0): |w| whole(w.write_all(TEXT).await);
        write_all_vectored(0): |w| {
            whole(w.write_all_vectored(&mut [IoSlice::new(&TEXT[..3]), IoSlice::new(b""), IoSlice::new(&TEXT[3..])]).await)
        };
        write_fmt(0): |w| whole(poll_io::write!(w, "{}", std::str::from_utf8(TEXT).unwrap()).await);
        flush(0): |w| w.flush().await.ok().map(|()| 0);
        shutdown(0): |w| w.shutdown().await.ok().map(|()| 0);
        inspect_write(0): |w| whole(w.inspect_write(|_| {}).write_all(TEXT).await);
        join(0): |w| whole(join(empty(), w).write_all(TEXT).await);
        split(0): |w| whole(split(join(empty(), w)).1.write_all(TEXT).await);
        either(0): |w| whole(Either::<Evil, Vec<u8>>::Left(w).write_all(TEXT).await);
        fragmented(0): |w| whole(Fragmented::new(w, SEED).write_all(TEXT).await);
        through_a_buf_reader(0): |w| whole(BufReader::new(join(empty(), w)).write_all(TEXT).await);
        copy(0): |w| {
            let mut reader = TEXT;
            let mut copy = copy(&mut reader, &mut w);
            let _ = (&mut copy).await;
            assert_eq!(copy.read() - copy.written(), copy.unwritten().len() as u64);
            Some(usize::try_from(copy.written()).unwrap())
        };
        copy_buf(0): |w| {
            let mut reader = TEXT;
            let _ = copy_buf(&mut reader, &mut w).await;
            Some(TEXT.len() - reader.len())
        };
        copy_bidirectional(ANY): |w| {
            let _ = copy_bidirectional(&mut join(TEXT, sink()), &mut join(empty(), w)).await;
            None
        };
        buf_writer(0): |w| {
            let log = w.log.clone();
            accounts(BufWriter::with_capacity(8, w), |w| w.buffer().len(), &log).await
        };
        line_writer(0): |w| {
            let log = w.log.clone();
            accounts(LineWriter::with_capacity(8, w), |w| w.buffer().len(), &log).await
        };
        buf_stream(ANY): |w| {
            let mut stream = BufStream::with_capacity(8, 8, w);
            let _ = stream.write_all(TEXT).await;
            yield_now().await;
            let _ = stream.flush().await;
            yield_now().await;
            let _ = stream.shutdown().await;
            None
        };
    }
    .into();
    macro_rules! numbers {
        ($($number:ty, $_1:ident, $_2:ident, $name:ident, $_3:ident;)*) => {
            all.extend(deeds! {$(
                $name(ANY): |w| { let _ = w.$name(<$number>::MAX).await; None };
            )*})
        };
    }
    for_each_number!(numbers);
    all
}

/// Writes `TEXT` piece by piece, continues after errors, and then flushes and shuts down. Returns how many bytes must
/// have arrived: the accepted bytes that are not in the buffer.
async fn accounts<W: AsyncWrite + Unpin>(mut writer: W, buffered: impl Fn(&W) -> usize, log: &RefCell<Log>) -> Kept {
    let (mut left, mut errors) = (TEXT, 0);
    while !left.is_empty() && errors < 20 {
        yield_now().await;
        match writer.write(&left[..left.len().min(5)]).await {
            Ok(0) => break,
            Ok(n) => left = &left[n..],
            Err(_) => errors += 1,
        }
        let (accepted, taken) = (TEXT.len() - left.len(), log.borrow().taken.len());
        assert!(
            taken <= accepted && accepted - taken == buffered(&writer),
            "{accepted} bytes were accepted and {taken} have arrived"
        );
    }
    yield_now().await;
    let _ = writer.flush().await;
    yield_now().await;
    let _ = writer.shutdown().await;
    Some(TEXT.len() - left.len() - buffered(&writer))
}

fn seekings() -> Vec<Deed> {
    deeds! {
        seek(ANY): |s| s.seek(SeekFrom::End(-3)).await.ok().and(None);
        rewind(ANY): |s| s.rewind().await.ok().and(None);
        stream_position(ANY): |s| s.stream_position().await.ok().and(None);
        stream_len(ANY): |s| s.stream_len().await.ok().and(None);
        seek_relative(ANY): |s| s.seek_relative(i64::MIN).await.ok().and(None);
        take(ANY): |s| {
            let mut taken = s.take(u64::MAX);
            for pos in [SeekFrom::Current(3), SeekFrom::End(0), SeekFrom::Start(u64::MAX), SeekFrom::Current(i64::MIN)] {
                yield_now().await;
                let _ = taken.seek(pos).await;
                yield_now().await;
                let _ = taken.read(&mut [0; 3]).await;
            }
            None
        };
        buf_reader(ANY): |s| {
            let mut reader = BufReader::with_capacity(4, s);
            for pos in [SeekFrom::Current(0), SeekFrom::Current(i64::MIN), SeekFrom::Current(i64::MAX), SeekFrom::End(-1)] {
                yield_now().await;
                let _ = reader.read(&mut [0; 1]).await;
                yield_now().await;
                let _ = reader.seek(pos).await;
            }
            for offset in [0, 1, -1, i64::MIN, i64::MAX] {
                yield_now().await;
                let _ = reader.read(&mut [0; 1]).await;
                yield_now().await;
                let _ = reader.seek_relative(offset).await;
            }
            None
        };
        buf_writer(ANY): |s| {
            let mut writer = BufWriter::with_capacity(4, s);
            let _ = writer.write(b"ab").await;
            let _ = writer.seek(SeekFrom::Start(u64::MAX)).await;
            None
        };
        inspect(ANY): |s| s.inspect(|_| {}).seek(SeekFrom::Current(-1)).await.ok().and(None);
    }
    .into()
}

/// Runs each test over each fault, and returns the number of cases.
fn run_all(deeds: &[Deed], vices: &[Vice], moved: impl Fn(&Log) -> usize, counts: impl Fn(Vice) -> bool) -> usize {
    let mut harm: Vec<String> = Vec::new();
    for (name, lost, run) in deeds {
        for &vice in vices {
            let case = format!("{name}, over a stream that {vice:?}");
            let evil = Evil::new(vice);
            let log = evil.log.clone();
            let kept = watch(&case, &log, run(evil));
            if let (Some(kept), true) = (kept, counts(vice) && *lost != ANY) {
                let moved = moved(&log.borrow());
                if kept > moved || moved - kept > *lost {
                    harm.push(format!("{case}: {moved} bytes were transferred, and the caller has {kept}"));
                }
            }
        }
    }
    assert!(harm.is_empty(), "{}", harm.join("\n"));
    deeds.len() * vices.len()
}

#[test]
fn methods_are_robust_against_hostile_readers() {
    // These streams do not count the bytes that were returned but not consumed.
    let counts = |vice| !matches!(vice, LendsOthers | ForgetsWhatItLent);
    let cases = run_all(&readings(), OF_READERS, |log| log.given, counts);
    println!("{cases} cases");
    assert!(cases > 1000, "{cases}");
}

#[test]
fn methods_are_robust_against_hostile_writers() {
    let cases = run_all(&writings(), OF_WRITERS, |log| log.taken.len(), |_| true);
    println!("{cases} cases");
    assert!(cases > 350, "{cases}");
}

#[test]
fn methods_are_robust_against_hostile_seekers() {
    let cases = run_all(&seekings(), OF_SEEKERS, |_| 0, |_| false);
    println!("{cases} cases");
    assert!(cases > 60, "{cases}");
}

/// A stream that is slow, or that gives a wrong hint, is read completely.
#[test]
fn streams_with_harmless_faults_are_read_completely() {
    for vice in [Hints(0), Hints(1), Hints(usize::MAX), OneByte, AdvancesAndWaits, InterruptedOften] {
        let read = futures_lite::future::block_on(async {
            let (mut all, mut text, mut copied) = (Vec::new(), String::new(), Vec::new());
            Evil::new(vice).read_to_end(&mut all).await.unwrap();
            Evil::new(vice).read_to_string(&mut text).await.unwrap();
            copy(&mut Evil::new(vice), &mut copied).await.unwrap();
            let mut lines = BufReader::with_capacity(4, Evil::new(vice)).lines();
            let mut joined = Vec::new();
            while let Some(line) = lines.next_line().await.unwrap() {
                joined.push(line);
            }
            [all, text.into_bytes(), copied, joined.join("\n").into_bytes()]
        });
        assert_eq!(read, [TEXT; 4], "{vice:?}");
    }
}

/// An interrupted read may leave bytes in a cursor, and they cannot be removed. So the methods that take a cursor
/// return the error instead of retrying.
#[test]
fn interrupted_reads_do_not_fill_a_cursor() {
    let mut memory = [0; 20];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    let read = futures_lite::future::block_on(Evil::new(InterruptedForEver).read_buf_exact(buf.unfilled()));
    assert_eq!(read.unwrap_err().kind(), ErrorKind::Interrupted);
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    let read = futures_lite::future::block_on(Evil::new(InterruptedForEver).read_buf(buf.unfilled()));
    assert_eq!(read.unwrap_err().kind(), ErrorKind::Interrupted);
}
