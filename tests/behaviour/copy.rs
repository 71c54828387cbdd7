use super::peer::{Drain, Event, Step, outcome, resistances, run, run_counted, schedules};
use crate::design::*;
use poll_io::{BorrowedCursor, ErrorKind, Result};
use std::{
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use super::peer::Script;

const DATA: &[u8] = b"hello, you";

fn bytes(text: &str) -> Step {
    Step::Bytes(text.into())
}

/// Checks that each byte is written, unwritten or still in the reader, and that the counts agree.
fn assert_whole(
    (read, written, unwritten): (u64, u64, Vec<u8>),
    reader: &Script,
    writer: &Drain,
    context: impl Fn() -> String,
) {
    let all = [&writer.taken[..], &unwritten, &reader.rest()].concat();
    assert_eq!(String::from_utf8_lossy(&all), String::from_utf8_lossy(DATA), "{}", context());
    assert_eq!(written, writer.taken.len() as u64, "{}", context());
    assert_eq!(read, written + unwritten.len() as u64, "{}", context());
}

#[test]
fn b43_copies_what_std_copies_at_every_split_and_step() {
    let mut cases = 0;
    for reads in schedules(DATA) {
        for writes in resistances() {
            for size in [None, Some(0), Some(3), Some(1 << 20)] {
                let (mut reader, mut writer) = (Script::new(reads.clone()), Drain::new(writes.clone()));
                let mut future = copy(&mut reader, &mut writer);
                if let Some(size) = size {
                    future = future.buffer_size(size);
                }
                let x = outcome(run(&mut future));
                let kept = (future.read(), future.written(), future.unwritten().to_vec());

                let (mut std_reader, mut std_writer) = (Script::new(reads.clone()), Drain::new(writes.clone()));
                let y = outcome(std::io::copy(&mut std_reader, &mut std_writer));

                let context = || format!("{reads:?}, {writes:?}, {size:?}");
                // A limited buffer size makes smaller writes, which may never reach the step that fails in std's copy.
                if size.is_none() || y.is_ok() == x.is_ok() {
                    assert_eq!(x, y, "{}", context());
                }
                assert_whole(kept, &reader, &writer, context);
                assert_eq!(writer.shutdowns, 0, "b40: `copy` does not shut down the writer");
                cases += 1;
            }
        }
    }
    assert!(cases > 5000 || cfg!(miri), "{cases}");
}

#[test]
fn b42_bytes_that_were_read_are_written_before_the_error_is_returned() {
    for at in 0..=DATA.len() {
        for writes in resistances().into_iter().filter(|steps| !steps.contains(&Step::Bytes(vec![]))) {
            let reads =
                [Step::Bytes(DATA[..at].into()), Step::Err(ErrorKind::NotFound), Step::Bytes(DATA[at..].into())];
            let (mut reader, mut writer) = (Script::new(reads), Drain::new(writes.clone()));
            let mut future = copy(&mut reader, &mut writer);
            let error = outcome(run(&mut future)).unwrap_err();
            let (read, written, unwritten) = (future.read(), future.written(), future.unwritten().to_vec());
            if error == ErrorKind::NotFound {
                assert_eq!((written, unwritten.len()), (at as u64, 0), "{writes:?}");
            } else {
                assert_eq!(error, ErrorKind::TimedOut, "the error of the writer");
            }
            assert_whole((read, written, unwritten), &reader, &writer, || format!("{writes:?}"));
        }
    }
}

#[test]
fn b42_an_error_that_comes_while_the_writer_waits_comes_after_the_bytes() {
    let mut reader = Script::new([bytes("abc"), Step::Err(ErrorKind::NotFound)]);
    let mut writer = Drain::new([Step::Pending, bytes("."), Step::Pending]);
    let mut future = copy(&mut reader, &mut writer);
    assert!(poll_once(Pin::new(&mut future)).is_pending());
    assert_eq!((future.read(), future.written(), future.unwritten()), (3, 0, &b"abc"[..]));
    assert_eq!(run(&mut future).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!((future.read(), future.written()), (3, 3));
    assert_eq!(writer.taken, b"abc");
}

#[test]
fn b40_flushes_at_the_end_and_does_not_shut_down() {
    let mut writer = Drain::default().ending([Step::Pending, Step::Err(ErrorKind::Interrupted), Step::Pending]);
    assert_eq!(run(copy(&mut &b"abc"[..], &mut writer)).unwrap(), 3);
    assert_eq!(writer.log, [Event::Write(b"abc".into()), Event::Flush]);

    let mut writer = Drain::default();
    assert_eq!(run(copy(&mut &b""[..], &mut writer)).unwrap(), 0);
    assert_eq!(writer.log, [Event::Flush]);
}

#[test]
fn b41_flushes_once_when_the_reader_is_idle_and_something_was_written() {
    let reads = [Step::Pending, bytes("a"), bytes("b"), Step::Pending, Step::Pending, bytes("c"), Step::Pending];
    let mut writer = Drain::default().ending([Step::Pending]);
    run(copy(&mut Script::new(reads), &mut writer)).unwrap();
    // The first flush was still pending when the reader returned "c".
    let written: Vec<_> = writer.log.iter().filter(|event| **event != Event::Flush).cloned().collect();
    assert_eq!(written, ["a", "b", "c"].map(|text| Event::Write(text.into())));
    assert_eq!(writer.flushes, 3, "{:?}", writer.log);

    // The peer answers only requests that it has received, so the request must not stay in a buffer.
    let mut writer = BufWriter::new(Drain::default());
    let mut reader = Script::new([bytes("ping"), Step::Pending]);
    assert!(poll_once(pin!(copy(&mut reader, &mut writer))).is_pending());
    assert_eq!(writer.get_ref().log, [Event::Write(b"ping".into()), Event::Flush]);
}

#[test]
fn b41_flushes_before_each_wait_unless_flush_when_idle_is_off() {
    let pieces = || Script::new((0..100).flat_map(|_| [bytes("a"), Step::Pending]));
    let flushes = |copy: &dyn Fn(&mut Script, &mut Drain) -> Result<u64>| {
        let mut writer = Drain::default();
        assert_eq!((copy(&mut pieces(), &mut writer).unwrap(), writer.taken.len()), (100, 100));
        writer.flushes
    };
    // The last flush is the one at the end.
    assert_eq!(flushes(&|r, w| run(copy(r, w))), 101);
    assert_eq!(flushes(&|r, w| run(copy(r, w).flush_when_idle(true))), 101);
    assert_eq!(flushes(&|r, w| run(copy(r, w).flush_when_idle(false))), 1);
    assert_eq!(flushes(&|r, w| run(copy(r, w).on_progress(|_| {}).flush_when_idle(false))), 1);
    assert_eq!(flushes(&|r, w| run(copy(r, w).flush_when_idle(false).on_progress(|_| {}))), 1);
    assert_eq!(flushes(&|r, w| run(copy(r, w).flush_when_idle(false).flush_when_idle(true))), 101);
}

#[test]
fn continues_to_read_while_the_writer_is_pending() {
    let mut reader = Script::new([bytes("ab"), bytes("cd"), bytes("ef")]);
    let mut writer = Drain::new([Step::Pending]);
    assert_eq!(run(copy(&mut reader, &mut writer)).unwrap(), 6);
    assert_eq!(writer.log, [Event::Write(b"abcdef".into()), Event::Flush]);
}

#[test]
fn cancelled_at_every_poll_accounts_for_every_byte() {
    for reads in schedules(DATA) {
        for writes in resistances() {
            for polls in (0..12).step_by(if cfg!(miri) { 4 } else { 1 }) {
                let (mut reader, mut writer) = (Script::new(reads.clone()), Drain::new(writes.clone()));
                let mut future = copy(&mut reader, &mut writer).buffer_size(4);
                for _ in 0..polls {
                    if poll_once(Pin::new(&mut future)).is_ready() {
                        break;
                    }
                }
                let kept = (future.read(), future.written(), future.unwritten().to_vec());
                assert_whole(kept, &reader, &writer, || format!("{reads:?}, {writes:?}, {polls}"));
            }
        }
    }
}

#[test]
fn progress_is_the_total_after_each_write() {
    for reads in schedules(DATA) {
        for writes in resistances() {
            for first in [false, true] {
                let (mut reader, mut writer) = (Script::new(reads.clone()), Drain::new(writes.clone()));
                let mut totals = Vec::new();
                let future = copy(&mut reader, &mut writer);
                let result = if first {
                    run(future.buffer_size(4).on_progress(|n| totals.push(n)))
                } else {
                    run(future.on_progress(|n| totals.push(n)).buffer_size(4))
                };
                let mut total = 0;
                let expected: Vec<u64> = writer
                    .log
                    .iter()
                    .filter_map(|event| if let Event::Write(bytes) = event { Some(bytes.len() as u64) } else { None })
                    .filter(|&n| n > 0)
                    .map(|n| {
                        total += n;
                        total
                    })
                    .collect();
                assert_eq!(totals, expected);
                assert!(result.is_err() || result.unwrap() == total);
            }
        }
    }
}

#[test]
fn on_progress_keeps_access_to_the_counts() {
    let (mut reader, mut room) = (&b"hello"[..], [0; 3]);
    let mut writer = &mut room[..];
    let mut future = copy(&mut reader, &mut writer).on_progress(|_| {});
    assert_eq!(run(&mut future).unwrap_err().kind(), ErrorKind::WriteZero);
    assert_eq!((future.get_ref().read(), future.get_ref().written()), (5, 3));
    assert_eq!(future.into_inner().unwritten(), b"lo");
}

/// A reader that fills the whole buffer, and counts the bytes that it had to zero.
#[derive(Default)]
struct Greedy {
    left: usize,
    offers: Vec<usize>,
    zeroed: usize,
}

impl Greedy {
    fn new(left: usize) -> Self {
        Greedy { left, ..Greedy::default() }
    }
}

impl AsyncRead for Greedy {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.offers.push(buf.capacity());
        self.zeroed += buf.capacity() - buf.init_len();
        let n = buf.ensure_init().len().min(self.left);
        self.left -= n;
        buf.advance_checked(n);
        Poll::Ready(Ok(()))
    }
}

const KIB: usize = 1024;

#[test]
fn the_buffer_grows_while_reads_fill_it_and_is_zeroed_once() {
    let mut reader = Greedy::new(1 << 20);
    run(copy(&mut reader, &mut poll_io::Sink::default())).unwrap();
    assert_eq!(reader.offers[..6], [1, 8, 16, 32, 64, 64].map(|n| n * KIB));
    assert!(reader.offers[5..].iter().all(|&n| n == 64 * KIB));
    assert_eq!(reader.zeroed, (1 + 8 + 16 + 32 + 64) * KIB);

    let mut reader = Greedy::new(1 << 20);
    run(copy(&mut reader, &mut poll_io::Sink::default()).buffer_size(5000)).unwrap();
    assert!(reader.offers.iter().all(|&n| n == 5000));
    assert_eq!(reader.zeroed, 5000);
}

/// A writer that accepts all bytes and returns `Pending` once, in the call with this number.
struct WaitsOnce(usize);

impl AsyncWrite for WaitsOnce {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.0 = self.0.wrapping_sub(1);
        if self.0 == 0 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[test]
fn between_ends_that_never_wait_the_buffer_goes_back_to_its_first_size() {
    // 64 reads and 64 writes use up the budget of a poll. The writer waits in the third poll.
    let (mut reader, mut writer) = (Greedy::new(16 << 20), WaitsOnce(150));
    run(copy(&mut reader, &mut writer)).unwrap();
    let offers: Vec<_> = reader.offers.iter().map(|n| n / KIB).collect();
    assert_eq!(offers[..5], [1, 8, 16, 32, 64]);
    assert!(offers[5..64].iter().all(|&n| n == 64));
    assert!(offers[64..150].iter().all(|&n| n == 8));
    // The writer has waited once, so it may wait again.
    assert_eq!(offers[150..153], [16, 32, 64]);
    assert!(offers[153..].iter().take(50).all(|&n| n == 64));

    // A size that the caller has set is kept, no matter when it was set.
    for polls in [0, 1] {
        let mut reader = Greedy::new(16 << 20);
        let mut sink = poll_io::Sink::default();
        let mut future = copy(&mut reader, &mut sink);
        for _ in 0..polls {
            assert!(poll_once(Pin::new(&mut future)).is_pending());
        }
        run(future.buffer_size(64 * KIB)).unwrap();
        assert!(reader.offers[64 * polls..].iter().all(|&n| n == 64 * KIB));
    }
}

/// A script that records the capacity of each buffer.
struct Offered {
    script: Script,
    offers: Vec<usize>,
}

impl Offered {
    /// Returns a reader with pieces of these sizes in KiB, and a `Pending` after each piece.
    fn new(pieces: &[usize]) -> Self {
        let steps = pieces.iter().flat_map(|n| [Step::Bytes(vec![0; n * KIB]), Step::Pending]);
        Offered { script: Script::new(steps), offers: vec![] }
    }
}

impl AsyncRead for Offered {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.offers.push(buf.capacity() / KIB);
        Pin::new(&mut self.script).poll_read(cx, buf)
    }
}

#[test]
fn after_a_wait_the_buffer_has_the_size_that_the_last_poll_needed() {
    for (pieces, offers) in [
        // The first poll ends with 64 KiB, which the second poll needs too.
        (&[121, 100][..], &[1, 8, 16, 32, 64, 64, 64, 64, 64, 64][..]),
        // The second poll needs half of that, the third one a quarter. At least 16 KiB are kept.
        (&[121, 20, 9, 2, 2], &[1, 8, 16, 32, 64, 64, 64, 64, 32, 32, 16, 16, 16, 16, 16]),
        // The buffer grows again.
        (&[9, 2, 60], &[1, 8, 16, 16, 16, 16, 32, 64, 64, 64]),
        // Polls that transfer nothing halve the buffer too, until it is gone.
        (&[121, 0, 20], &[1, 8, 16, 32, 64, 64, 64, 32, 32, 32]),
        (&[121, 0, 0, 0, 20], &[1, 8, 16, 32, 64, 64, 64, 32, 16, 8, 16, 16, 16]),
        (&[121, 0, 0, 0, 0, 20], &[1, 8, 16, 32, 64, 64, 64, 32, 16, 8, 1, 8, 16, 16, 16]),
    ] {
        let mut reader = Offered::new(pieces);
        run(copy(&mut reader, &mut poll_io::Sink::default())).unwrap();
        assert_eq!(reader.offers, offers, "{pieces:?}");
    }
}

/// A reader that needs initialized memory. It returns half as many bytes as fit into the buffer.
struct Zeroing {
    left: usize,
    waits: bool,
    zeroed: usize,
}

impl AsyncRead for Zeroing {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.zeroed += buf.capacity() - buf.init_len();
        let n = buf.ensure_init().len().min(self.left) / 2;
        self.waits = !self.waits && n > 0;
        if self.waits {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.left -= n;
        buf.advance_checked(n);
        Poll::Ready(Ok(()))
    }
}

#[test]
fn a_reader_that_needs_initialized_memory_gets_a_buffer_that_stays_initialized() {
    let mut reader = Zeroing { left: 100 * KIB, waits: false, zeroed: 0 };
    run(copy(&mut reader, &mut poll_io::Sink::default())).unwrap();
    // The buffer on the stack does not survive a poll. After a poll that has transferred bytes, the copy has heap
    // memory.
    assert_eq!(reader.zeroed, (1 + 1 + 8) * KIB);
}

#[test]
fn buffer_size_works_before_and_after_on_progress() {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    run(copy(&mut &DATA[..], &mut Drain::default()).buffer_size(4).on_progress(|n| first.push(n))).unwrap();
    run(copy(&mut &DATA[..], &mut Drain::default()).on_progress(|n| second.push(n)).buffer_size(4)).unwrap();
    assert_eq!((&first[..], &second[..]), (&[4, 8, 10][..], &[4, 8, 10][..]));
}

#[test]
fn a_smaller_buffer_size_applies_to_a_copy_in_progress() {
    let mut reader = Greedy::new(130);
    let mut writer = Drain::new([Step::Pending]);
    let mut future = copy(&mut reader, &mut writer).buffer_size(100);
    assert!(poll_once(Pin::new(&mut future)).is_pending());
    assert_eq!(run(future.buffer_size(10)).unwrap(), 130);
    assert_eq!(reader.offers, [100, 10, 10, 10, 10]);
}

#[test]
fn the_end_is_read_once_even_if_the_writer_is_pending() {
    let mut reader = Script::new([bytes("a")]);
    let mut writer = Drain::new([Step::Pending, Step::Pending]);
    assert_eq!(run(copy(&mut reader, &mut writer)).unwrap(), 1);
    assert_eq!(reader.calls, 2);
}

#[test]
fn changing_the_buffer_size_of_a_copy_in_progress_loses_nothing() {
    for sizes in [[2, 9], [9, 2], [1, 1]] {
        let mut reader = Script::new(DATA.chunks(1).map(|piece| Step::Bytes(piece.into())));
        let mut writer = Drain::new([Step::Pending, Step::Pending]);
        let mut future = copy(&mut reader, &mut writer).buffer_size(sizes[0]);
        assert!(poll_once(Pin::new(&mut future)).is_pending());
        assert_eq!(run(future.buffer_size(sizes[1])).unwrap(), DATA.len() as u64);
        assert_eq!(writer.taken, DATA);
    }
}

#[test]
fn setting_the_buffer_size_after_a_read_error_does_not_resume_reading() {
    let mut reader = Script::new([bytes("abc"), Step::Err(ErrorKind::NotFound), bytes("more")]);
    let mut writer = Drain::new([Step::Pending, bytes("."), Step::Pending]);
    let mut future = copy(&mut reader, &mut writer);
    assert!(poll_once(Pin::new(&mut future)).is_pending());
    assert_eq!(run(future.buffer_size(2)).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(writer.taken, b"abc");
}

#[test]
fn a_failed_allocation_is_an_error() {
    if cfg!(target_pointer_width = "32") {
        let (mut reader, mut writer) = (&b"a"[..], Vec::new());
        let e = run(copy(&mut reader, &mut writer).buffer_size(usize::MAX)).unwrap_err();
        assert_eq!(e.kind(), ErrorKind::OutOfMemory);
    }
}

/// A reader that appends a byte in every call, also in those that return an error or `Pending`.
struct Liar(Vec<Poll<Option<ErrorKind>>>);

impl AsyncRead for Liar {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(b"x");
        match self.0.pop() {
            Some(Poll::Ready(Some(kind))) => Poll::Ready(Err(kind.into())),
            Some(Poll::Ready(None)) => Poll::Ready(Ok(())),
            _ => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}

/// A writer that accepts three bytes in its first write. Each later write claims too many bytes, by the given number.
struct Boaster(Vec<u8>, usize);

impl AsyncWrite for Boaster {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if self.0.is_empty() {
            self.0.extend_from_slice(&buf[..3]);
            return Poll::Ready(Ok(3));
        }
        Poll::Ready(Ok(buf.len().saturating_add(self.1)))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[test]
fn a_writer_that_claims_too_much_is_invalid_data_and_loses_nothing() {
    for (more, size) in [(1, 0), (usize::MAX, 0), (1, 5), (usize::MAX, 5)] {
        let (mut reader, mut writer) = (DATA, Boaster(vec![], more));
        let mut future = copy(&mut reader, &mut writer);
        if size > 0 {
            future = future.buffer_size(size);
        }
        assert_eq!(run(&mut future).unwrap_err().kind(), ErrorKind::InvalidData);
        let (read, written, unwritten) = (future.read(), future.written(), future.unwritten().to_vec());
        assert_eq!((written, read), (3, 3 + unwritten.len() as u64));
        assert_eq!([&writer.0[..], &unwritten, reader].concat(), DATA);
    }
}

/// No matter which call fails, the bytes that a buffered writer has accepted are in its buffer or in the inner writer.
#[test]
fn copying_into_a_buffered_writer_loses_nothing_if_the_inner_writer_fails() {
    for capacity in [1, 4, 100] {
        for failing in 0..8 {
            for kind in [ErrorKind::TimedOut, ErrorKind::Interrupted] {
                let mut steps: Vec<_> = (0..failing).flat_map(|_| [Step::Pending, bytes("12")]).collect();
                steps.push(Step::Err(kind));
                let mut reader =
                    Script::new(DATA.chunks(3).flat_map(|piece| [Step::Bytes(piece.into()), Step::Pending]));
                let mut writer = BufWriter::with_capacity(capacity, Drain::new(steps));
                let mut future = copy(&mut reader, &mut writer);
                let result = run(&mut future);
                let (read, written, unwritten) = (future.read(), future.written(), future.unwritten().to_vec());
                assert_eq!(read, written + unwritten.len() as u64);
                let taken = [&writer.get_ref().taken[..], writer.buffer()].concat();
                assert_eq!(taken.len() as u64, written, "{capacity}, {failing}, {kind:?}");
                assert_eq!([&taken[..], &unwritten, &reader.rest()].concat(), DATA);
                match result {
                    Ok(_) => assert_eq!(writer.get_ref().taken, DATA),
                    Err(e) => assert_eq!(e.kind(), ErrorKind::TimedOut),
                }
            }
        }
    }
}

/// A future that is dropped at any poll accounts for every byte, no matter how its buffer has changed.
#[test]
fn cancelled_at_every_poll_accounts_for_every_byte_when_the_buffer_changes_size() {
    let data: Vec<u8> = (0..60_000_u32).map(|i| (i % 251) as u8).collect();
    let waits = |n: usize| std::iter::repeat_n(Step::Pending, n);
    let mut sizes = [300, 1024, 3000, 9000, 40_000, 10, 6666].into_iter().cycle();
    let (mut reads, mut left) = (Vec::new(), &data[..]);
    while !left.is_empty() {
        let (piece, rest) = left.split_at(left.len().min(sizes.next().unwrap()));
        reads.push(Step::Bytes(piece.into()));
        reads.extend(waits(reads.len() % 4));
        left = rest;
    }
    let answers: Vec<_> = (1..40).flat_map(|n| [Step::Bytes(vec![0; n * 97]), Step::Pending]).collect();
    for answers in [vec![], answers] {
        for polls in (0..200).step_by(if cfg!(miri) { 30 } else { 1 }) {
            let (mut reader, mut writer) = (Script::new(reads.clone()), Drain::new(answers.clone()));
            let mut future = copy(&mut reader, &mut writer);
            let ended = (0..polls).any(|_| poll_once(Pin::new(&mut future)).is_ready());
            let (read, written, unwritten) = (future.read(), future.written(), future.unwritten().to_vec());
            drop(future);
            assert_eq!((read, written), (written + unwritten.len() as u64, writer.taken.len() as u64));
            assert!([&writer.taken[..], &unwritten, &reader.rest()].concat() == data, "{polls}");
            assert!(!ended || written == data.len() as u64);
        }
    }
}

#[test]
fn bytes_of_a_failed_read_are_not_copied() {
    for size in [0, 8] {
        let answers = vec![
            Poll::Ready(Some(ErrorKind::TimedOut)),
            Poll::Pending,
            Poll::Ready(None),
            Poll::Pending,
            Poll::Ready(Some(ErrorKind::Interrupted)),
        ];
        let (mut reader, mut writer) = (Liar(answers), Drain::default());
        let mut future = copy(&mut reader, &mut writer);
        if size > 0 {
            future = future.buffer_size(size);
        }
        assert_eq!(run(&mut future).unwrap_err().kind(), ErrorKind::TimedOut);
        assert_eq!((future.read(), future.unwritten()), (1, &b""[..]));
        assert_eq!(writer.taken, b"x");
    }
}

#[test]
fn yields_after_128_calls_in_one_poll() {
    let mut reader = Script::new((0..640).map(|_| bytes("a")));
    let (result, polls) = run_counted(copy(&mut reader, &mut Drain::default()));
    // One read and one write for each byte, one read that finds the end, and one flush.
    assert_eq!((result.unwrap(), polls), (640, (2 * 640 + 2_usize).div_ceil(128)));
}

#[test]
fn yields_when_either_side_is_always_interrupted() {
    let interrupted = || (0..1000).map(|_| Step::Err(ErrorKind::Interrupted));
    let (result, polls) = run_counted(copy(&mut Script::new(interrupted()), &mut Drain::default()));
    assert_eq!((result.unwrap(), polls), (0, 1002_usize.div_ceil(128)));
    let (result, polls) = run_counted(copy(&mut &b"a"[..], &mut Drain::new(interrupted())));
    assert!(result.unwrap() == 1 && polls > 7, "{polls}");
    let (result, polls) = run_counted(copy(&mut &b"a"[..], &mut Drain::default().ending(interrupted())));
    assert!(result.unwrap() == 1 && polls > 7, "{polls}");
}

#[test]
#[should_panic(expected = "polled after it had completed")]
fn polled_after_completion_panics() {
    let (mut reader, mut writer) = (&b"a"[..], Vec::new());
    let mut future = copy(&mut reader, &mut writer);
    run(&mut future).unwrap();
    let _ = run(future);
}

fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}
