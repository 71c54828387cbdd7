//! Runs the conformance checks on implementations that are deliberately broken. Each breaks one clause, and the checks
//! must report that clause only.
#![cfg(feature = "test-util")]

use poll_io::{
    BorrowedCursor, Error, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom, empty,
    prelude::*,
    sink,
    test_util::conformance::{self, violations},
};
use std::{
    cell::Cell,
    collections::BTreeSet,
    fs, mem,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker, ready},
};

const TEXT: &[u8] = b"There is one thing wrong with this stream.";

/// A fault of a stream. Each name says what the stream does wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    Sound,
    // Reading.
    RepeatsAByte,
    CountsWhatItDidNotWrite,
    EndsTooSoon,
    FailsAfterTheEnd,
    PanicsAfterTheEnd,
    GoesOnAfterTheEnd,
    EndsWithoutRoom,
    WaitsWithoutRoom,
    WakesNobody,
    WakesTheFirstWaker,
    ForgetsWhenPending,
    AdvancesWhenPending,
    ForgetsWhenItFails,
    AdvancesWhenItFails,
    FailsForEver,
    IsInterrupted,
    WouldBlock,
    FillsSlicesBackwards,
    IsStoppedByAnEmptySlice,
    ClaimsMoreThanTheSlices,
    WaitsWithoutSlices,
    PromisesTooMuch,
    GoesOnInTheBufferBefore,
    // Writing.
    ClaimsMoreThanOffered,
    LeavesAByteOut,
    IsFullForAMoment,
    CountsNothingAsOne,
    TakesWhenPending,
    KeepsTheFirstOffer,
    TakesWhenItFails,
    DoesNotFlush,
    FlushesOnce,
    ShutsDownUnflushed,
    ShutsDownOnce,
    AcceptsAfterwards,
    FailsToFlushAfterwards,
    AcceptsBeforehand,
    FailsAfterWhatItAccepted,
    OffersAnEmptySlice,
    CountsSlicesTwice,
    WantsItsWriteBack,
    // Buffered reading.
    LendsTheNext,
    WaitsWithBytes,
    FailsWithBytes,
    ConsumesAll,
    ConsumesWhatItDidNotLend,
    ReadsPastTheBuffer,
    ReadsPastWhatIsPending,
    // Seeking.
    CountsTheEndShort,
    ResumesTheOther,
    StopsAtTheStart,
    MovesWhenItFails,
    AddsTheCancelled,
    ForgetsTheCancelled,
    ForgetsTheCancelledDistance,
    ReadsOnBeforeItMoves,
    HidesTheFailure,
    RemembersTheCancelled,
    CountsWhatItReadAhead,
    // Both directions at once.
    KeepsOneWaker,
    ReadsTakeTheWakerOfWrites,
    WakesAReadWhenItIsWritten,
    WakesAWriteWhenItIsRead,
}
use Fault::*;

type Row = (&'static str, Fault, fn(Fault));

/// Every fault, with the clause that it breaks and the check that finds it.
const TABLE: &[Row] = &[
    ("R1", RepeatsAByte, reader),
    ("R1", CountsWhatItDidNotWrite, reader),
    ("R2", EndsTooSoon, reader),
    ("R2", FailsAfterTheEnd, reader),
    ("R2", PanicsAfterTheEnd, reader),
    ("R2", GoesOnAfterTheEnd, reader),
    ("R3", EndsWithoutRoom, reader),
    ("R3", WaitsWithoutRoom, reader),
    ("R4", WakesNobody, reader),
    ("R4", WakesTheFirstWaker, reader),
    ("R4", ForgetsWhenPending, reader),
    ("R4", AdvancesWhenPending, reader),
    ("R5", ForgetsWhenItFails, reader),
    ("R5", AdvancesWhenItFails, reader),
    ("R5", FailsForEver, reader),
    ("R6", IsInterrupted, reader),
    ("R6", WouldBlock, reader),
    ("R7", FillsSlicesBackwards, reader),
    ("R7", IsStoppedByAnEmptySlice, reader),
    ("R7", ClaimsMoreThanTheSlices, reader),
    ("R7", WaitsWithoutSlices, reader),
    ("R8", PromisesTooMuch, reader),
    ("R9", GoesOnInTheBufferBefore, reader),
    ("W1", ClaimsMoreThanOffered, writer),
    ("W1", LeavesAByteOut, writer),
    ("W2", IsFullForAMoment, writer),
    ("W2", CountsNothingAsOne, writer),
    ("W3", WakesNobody, writer),
    ("W3", WakesTheFirstWaker, writer),
    ("W3", TakesWhenPending, writer),
    ("W3", KeepsTheFirstOffer, writer),
    ("W4", TakesWhenItFails, writer),
    ("W4", FailsForEver, writer),
    ("W5", IsInterrupted, writer),
    ("W5", WouldBlock, writer),
    ("W6", DoesNotFlush, writer),
    ("W6", FlushesOnce, writer),
    ("W7", ShutsDownUnflushed, writer),
    ("W7", ShutsDownOnce, writer),
    ("W8", AcceptsAfterwards, writer),
    ("W8", FailsToFlushAfterwards, writer),
    ("W8", AcceptsBeforehand, writer),
    ("W8", FailsAfterWhatItAccepted, writer),
    ("W9", OffersAnEmptySlice, writer),
    ("W9", CountsSlicesTwice, writer),
    ("W10", WantsItsWriteBack, writer),
    ("B1", LendsTheNext, buf_reader),
    ("B1", WaitsWithBytes, buf_reader),
    ("B1", FailsWithBytes, buf_reader),
    ("B2", EndsTooSoon, buf_reader),
    ("B2", FailsAfterTheEnd, buf_reader),
    ("B2", PanicsAfterTheEnd, buf_reader),
    ("B3", WakesNobody, buf_reader),
    ("B3", WakesTheFirstWaker, buf_reader),
    ("B3", IsInterrupted, buf_reader),
    ("B3", ForgetsWhenPending, buf_reader),
    ("B4", ConsumesAll, buf_reader),
    ("B4", ConsumesWhatItDidNotLend, buf_reader),
    ("B5", ReadsPastTheBuffer, buf_reader),
    ("B6", ReadsPastWhatIsPending, buf_reader),
    ("S1", CountsTheEndShort, seeker),
    ("S2", WakesNobody, seeker),
    ("S2", WakesTheFirstWaker, seeker),
    ("S2", ResumesTheOther, seeker),
    ("S3", StopsAtTheStart, seeker),
    ("S3", MovesWhenItFails, seeker),
    ("S2", AddsTheCancelled, seeker),
    ("S4", ForgetsTheCancelled, seeker),
    ("S4", ForgetsTheCancelledDistance, seeker),
    ("S4", ReadsOnBeforeItMoves, seeker),
    ("S4", HidesTheFailure, seeker),
    ("S8", RemembersTheCancelled, seeker),
    ("S5", IsInterrupted, seeker),
    ("S6", CountsWhatItReadAhead, seeker),
    ("R4", KeepsOneWaker, stream),
    ("R4", WakesAReadWhenItIsWritten, stream),
    ("W3", ReadsTakeTheWakerOfWrites, stream),
    ("W3", WakesAWriteWhenItIsRead, stream),
];

/// The clauses that no check of an implementation can test, with the reason.
const UNSEEN: &[(&str, &str)] = &[
    ("R10", "the type guarantees it: a cursor is passed by value and gives access only to the memory after its start"),
    ("R11", "a rule for callers: see tests/hostile.rs"),
    ("R12", "a rule for callers: see tests/hostile.rs"),
    ("R13", "a rule for callers: see tests/hostile.rs"),
    ("W11", "a rule for callers: see tests/hostile.rs"),
    ("W12", "a rule for callers: see tests/hostile.rs"),
    ("W13", "a rule for callers, about the data that the other side receives"),
    ("B7", "a rule for callers: see tests/hostile.rs"),
    ("B8", "a rule for callers: see tests/hostile.rs"),
    ("S7", "a rule for callers: see tests/behaviour/seek_given_up.rs"),
];

fn reader(fault: Fault) {
    conformance::reader(|| Stream::new(fault), TEXT);
}

fn writer(fault: Fault) {
    conformance::writer(|| Stream::new(fault), |stream| mem::take(&mut stream.arrived));
}

fn buf_reader(fault: Fault) {
    conformance::buf_reader(|| Stream::new(fault), TEXT);
}

fn seeker(fault: Fault) {
    conformance::seeker(|| Stream::new(fault), TEXT);
}

fn stream(fault: Fault) {
    conformance::stream_wakes(|| {
        let stream = Waiting { fault, shared: Arc::default() };
        let (feed, room) = (stream.shared.clone(), stream.shared.clone());
        (stream, move || feed.lock().unwrap().feed(fault), move || room.lock().unwrap().make_room(fault))
    });
}

#[test]
fn each_fault_is_reported_as_its_own_clause_only() {
    // A stream that never wakes its task takes long to test, so each check runs in its own thread.
    std::thread::scope(|scope| {
        let runs: Vec<_> = TABLE
            .iter()
            .map(|&(clause, fault, check)| (clause, fault, scope.spawn(move || violations(|| check(fault)))))
            .collect();
        let mut wrong = vec![];
        for (clause, fault, run) in runs {
            let found = run.join().unwrap();
            if found.is_empty() || found.iter().any(|violation| violation.clause() != clause) {
                let found: Vec<String> = found.iter().map(ToString::to_string).collect();
                wrong.push(format!("{fault:?} breaks {clause}, but the checks reported {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn a_correct_stream_passes_every_check() {
    for check in [reader, writer, buf_reader, seeker, stream] {
        check(Sound);
    }
}

#[test]
#[should_panic(expected = "R7: a vectored read claims ")]
fn the_panic_names_the_clause() {
    reader(ClaimsMoreThanTheSlices);
}

#[test]
fn every_clause_has_a_fault_or_a_reason() {
    let mut numbered = BTreeSet::new();
    for page in ["read", "write", "buf_read", "seek"] {
        let path = format!("{}/core/src/async_{page}.rs", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(path).unwrap();
        let clauses =
            text.lines().filter_map(|line| line.strip_prefix("/// - **")?.split_once("** (").map(|(name, _)| name));
        numbered.extend(clauses.map(String::from));
    }
    let seen = TABLE.iter().map(|(clause, ..)| *clause);
    let all: BTreeSet<String> = seen.chain(UNSEEN.iter().map(|(clause, _)| *clause)).map(String::from).collect();
    assert_eq!(numbered, all);
    assert!(UNSEEN.iter().all(|(clause, _)| TABLE.iter().all(|(seen, ..)| seen != clause)));
}

#[test]
fn the_panic_is_at_the_line_of_the_call() {
    use std::panic::{self, Location};

    thread_local!(static LINE: Cell<u32> = const { Cell::new(0) });
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        LINE.set(info.location().filter(|at| at.file() == file!()).map_or(0, Location::line));
        hook(info);
    }));
    let checks: [(u32, fn()); 8] = [
        (line!(), || conformance::reader(empty, b"x")),
        (line!(), || conformance::writer(sink, |_| vec![])),
        (line!(), || conformance::buf_reader(empty, b"x")),
        (line!(), || conformance::seeker(empty, b"x")),
        (line!(), || conformance::reader_wakes(|| (empty(), || {}))),
        (line!(), || conformance::writer_wakes(|| (sink(), || {}))),
        (line!(), || conformance::buf_reader_wakes(|| (empty(), || {}))),
        (line!(), || conformance::stream_wakes(|| (empty(), || {}, || {}))),
    ];
    for (line, check) in checks {
        assert!(panic::catch_unwind(check).is_err());
        assert_eq!(LINE.get(), line);
    }
}

/// A stream that follows every clause except the one that its fault breaks.
struct Stream {
    fault: Fault,
    /// The number of calls of any method.
    calls: usize,
    /// The position, and the number of bytes after it that `poll_fill_buf` has returned.
    at: usize,
    lent: usize,
    /// How many bytes of the buffer were filled by a call that returned `Pending`.
    kept: usize,
    ended: usize,
    first: Option<Waker>,
    /// The bytes that were written but not flushed, and the bytes that have arrived.
    taken: Vec<u8>,
    arrived: Vec<u8>,
    offered: Vec<u8>,
    shut: usize,
    flushed: usize,
    under_way: Option<SeekFrom>,
    /// The seek that was completed by a read.
    completed: Option<SeekFrom>,
    added: i64,
    read_since: bool,
}

impl Stream {
    fn new(fault: Fault) -> Self {
        Stream {
            fault,
            calls: 0,
            at: 0,
            lent: 0,
            kept: 0,
            ended: 0,
            first: None,
            taken: vec![],
            arrived: vec![],
            offered: vec![],
            shut: 0,
            flushed: 0,
            under_way: None,
            completed: None,
            added: 0,
            read_since: false,
        }
    }

    fn is(&self, fault: Fault) -> bool {
        self.fault == fault
    }

    fn left(&self) -> &'static [u8] {
        TEXT.get(self.at..).unwrap_or_default()
    }

    /// Runs the faults that are the same in every method.
    fn poll_enter(&mut self, cx: &Context<'_>) -> Poll<Result<()>> {
        self.calls += 1;
        match self.fault {
            // Two calls out of three, so that one call is repeated before the check waits for a wake-up.
            WakesNobody if self.calls % 3 != 0 => Poll::Pending,
            WakesTheFirstWaker if self.calls % 3 != 0 => {
                self.first.get_or_insert_with(|| cx.waker().clone()).wake_by_ref();
                Poll::Pending
            }
            FailsForEver => Poll::Ready(Err(ErrorKind::TimedOut.into())),
            IsInterrupted if self.calls % 3 == 0 => Poll::Ready(Err(ErrorKind::Interrupted.into())),
            WouldBlock if self.calls % 3 == 0 => Poll::Ready(Err(ErrorKind::WouldBlock.into())),
            Sound
            | KeepsTheFirstOffer
            | WantsItsWriteBack
            | ResumesTheOther
            | AddsTheCancelled
            | ForgetsTheCancelled
            | ForgetsTheCancelledDistance
            | ReadsOnBeforeItMoves
            | HidesTheFailure
            | RemembersTheCancelled
                if self.calls % 2 == 0 =>
            {
                pend(cx)
            }
            _ => Poll::Ready(Ok(())),
        }
    }

    /// Runs the faults that happen at the end of the file.
    fn end(&mut self) -> Result<usize> {
        self.ended += 1;
        match self.fault {
            FailsAfterTheEnd if self.ended > 1 => Err(ErrorKind::UnexpectedEof.into()),
            PanicsAfterTheEnd if self.ended > 1 => panic!("it has ended"),
            GoesOnAfterTheEnd if self.ended > 2 => Ok(1),
            _ => Ok(0),
        }
    }
}

fn pend<T>(cx: &Context<'_>) -> Poll<T> {
    cx.waker().wake_by_ref();
    Poll::Pending
}

fn late() -> Error {
    ErrorKind::TimedOut.into()
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.read_since = true;
        if buf.capacity() == 0 {
            match self.fault {
                EndsWithoutRoom => self.at = TEXT.len(),
                WaitsWithoutRoom => return pend(cx),
                _ => {}
            }
            return Poll::Ready(Ok(()));
        }
        ready!(self.poll_enter(cx))?;
        self.complete()?;
        let at = self.at;
        if self.is(EndsTooSoon) && at > 30 {
            return Poll::Ready(Ok(()));
        }
        if self.left().is_empty() {
            let n = self.end()?;
            buf.append(&b"x"[..n]);
            return Poll::Ready(Ok(()));
        }
        let n = buf.capacity().min(self.left().len());
        match self.fault {
            RepeatsAByte if (10..20).contains(&at) && self.calls % 2 == 0 => self.at -= 1,
            CountsWhatItDidNotWrite if buf.capacity() > n => {
                buf.append(self.left());
                buf.ensure_init();
                buf.advance_checked(1);
                self.at = TEXT.len();
                return Poll::Ready(Ok(()));
            }
            ForgetsWhenPending if self.calls == 4 => {
                self.at += n;
                return pend(cx);
            }
            AdvancesWhenPending if self.calls == 4 => {
                buf.append(b"x");
                return pend(cx);
            }
            ForgetsWhenItFails if self.calls == 4 => {
                self.at += n;
                return Poll::Ready(Err(late()));
            }
            AdvancesWhenItFails if self.calls == 4 => {
                buf.append(b"x");
                return Poll::Ready(Err(late()));
            }
            GoesOnInTheBufferBefore => {
                let room = buf.ensure_init();
                if self.kept == 0 {
                    room[..n].copy_from_slice(&TEXT[at..at + n]);
                    self.kept = n;
                    return pend(cx);
                }
                let n = mem::take(&mut self.kept).min(room.len());
                buf.advance_checked(n);
                self.at += n;
                return Poll::Ready(Ok(()));
            }
            ReadsPastTheBuffer => {
                self.at = (self.at + self.lent).min(TEXT.len());
                self.lent = 0;
            }
            ReadsPastWhatIsPending => {
                self.at = (self.at + mem::take(&mut self.kept)).min(TEXT.len());
            }
            _ => {}
        }
        let n = buf.capacity().min(self.left().len());
        buf.append(&self.left()[..n]);
        self.at += n;
        self.lent = self.lent.saturating_sub(n);
        Poll::Ready(Ok(()))
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let room: usize = bufs.iter().map(|buf| buf.len()).sum();
        match self.fault {
            IsStoppedByAnEmptySlice if bufs.first().is_some_and(|buf| buf.is_empty()) => return Poll::Ready(Ok(0)),
            WaitsWithoutSlices if room == 0 => return pend(cx),
            _ => {}
        }
        if room == 0 {
            return Poll::Ready(Ok(0));
        }
        if self.is(FillsSlicesBackwards) {
            bufs.reverse();
        }
        let mut all = 0;
        for buf in bufs.iter_mut().filter(|buf| !buf.is_empty()) {
            let mut own = poll_io::BorrowedBuf::from(&mut **buf);
            match self.as_mut().poll_read(cx, own.unfilled()) {
                // First returns the bytes that earlier slices have received.
                Poll::Pending | Poll::Ready(Err(_)) if all > 0 => break,
                poll => ready!(poll)?,
            }
            all += own.len();
            if own.len() < own.capacity() || self.is(GoesOnInTheBufferBefore) {
                break;
            }
        }
        if self.is(ClaimsMoreThanTheSlices) && all > 0 {
            all = room + 1;
        }
        Poll::Ready(Ok(all))
    }

    fn remaining_hint(&self) -> usize {
        self.left().len() + usize::from(self.is(PromisesTooMuch))
    }
}

impl AsyncBufRead for Stream {
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        if self.lent > 0 {
            match self.fault {
                LendsTheNext => self.at += 1,
                WaitsWithBytes => return pend(cx),
                FailsWithBytes => return Poll::Ready(Err(late())),
                _ => {}
            }
            let lent = self.lent.min(self.left().len());
            return Poll::Ready(Ok(&self.left()[..lent]));
        }
        if self.is(ReadsPastWhatIsPending) && self.kept == 0 && !self.left().is_empty() {
            self.kept = 5;
            return pend(cx);
        }
        self.kept = 0;
        ready!(self.poll_enter(cx))?;
        if self.left().is_empty() {
            self.end()?;
        }
        if self.is(ForgetsWhenPending) && self.calls == 4 {
            self.at += 1;
            return pend(cx);
        }
        if self.is(EndsTooSoon) && self.at > 30 {
            return Poll::Ready(Ok(&[]));
        }
        self.lent = self.left().len().min(5);
        Poll::Ready(Ok(&self.left()[..self.lent]))
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        let amt = match self.fault {
            ConsumesAll if amt > 0 => self.lent,
            ConsumesWhatItDidNotLend => amt,
            _ => amt.min(self.lent),
        };
        self.at += amt;
        self.lent = self.lent.saturating_sub(amt);
    }
}

impl Stream {
    fn poll_take(&mut self, cx: &Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let accepts = match self.fault {
            AcceptsAfterwards => true,
            AcceptsBeforehand | FailsAfterWhatItAccepted => self.shut == 1,
            _ => false,
        };
        if self.shut > 0 && !accepts {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        if self.poll_enter(cx)?.is_pending() {
            match self.fault {
                KeepsTheFirstOffer if self.offered.is_empty() => self.offered = buf.to_vec(),
                WantsItsWriteBack => self.kept = 1,
                _ => {}
            }
            return Poll::Pending;
        }
        self.kept = 0;
        let n = buf.len().min(9);
        match self.fault {
            ClaimsMoreThanOffered if n < 9 => return Poll::Ready(Ok(n + 1)),
            LeavesAByteOut if n > 1 => {
                self.taken.extend(&buf[1..n]);
                return Poll::Ready(Ok(n));
            }
            IsFullForAMoment if self.calls == 4 => return Poll::Ready(Ok(0)),
            TakesWhenPending if self.calls == 4 => {
                self.taken.extend(&buf[..n]);
                return pend(cx);
            }
            TakesWhenItFails if self.calls == 4 => {
                self.taken.extend(&buf[..n]);
                return Poll::Ready(Err(late()));
            }
            KeepsTheFirstOffer if !self.offered.is_empty() => {
                let n = self.offered.len().min(n);
                let kept = mem::take(&mut self.offered);
                self.taken.extend(&kept[..n]);
                return Poll::Ready(Ok(n));
            }
            _ => {}
        }
        self.taken.extend(&buf[..n]);
        if self.taken.len() > 20 && !self.is(DoesNotFlush) {
            self.arrive();
        }
        Poll::Ready(Ok(n))
    }

    fn arrive(&mut self) {
        let taken = mem::take(&mut self.taken);
        self.arrived.extend(taken);
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() && self.is(CountsNothingAsOne) {
            return Poll::Ready(Ok(1));
        }
        self.poll_take(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.flushed += 1;
        match self.fault {
            DoesNotFlush => return Poll::Ready(Ok(())),
            FlushesOnce if self.flushed > 1 => return Poll::Ready(Err(late())),
            FailsToFlushAfterwards if self.shut > 0 => return Poll::Ready(Err(ErrorKind::BrokenPipe.into())),
            AcceptsAfterwards if self.shut > 0 => self.taken.clear(),
            WantsItsWriteBack if self.kept > 0 => return Poll::Ready(Err(late())),
            _ => {}
        }
        self.arrive();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if let Sound | AcceptsBeforehand | FailsAfterWhatItAccepted = self.fault {
            self.shut += 1;
            match self.shut {
                // All accepted bytes are written out before the end, and the caller waits for the end.
                1 => self.arrive(),
                2 if self.is(FailsAfterWhatItAccepted) && !self.taken.is_empty() => {
                    return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
                }
                _ => return Poll::Ready(Ok(())),
            }
            return pend(cx);
        }
        if self.is(ShutsDownOnce) && self.shut > 0 {
            return Poll::Ready(Err(ErrorKind::NotConnected.into()));
        }
        self.shut += 1;
        if !self.is(ShutsDownUnflushed) {
            self.arrive();
        }
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if self.is(OffersAnEmptySlice) {
            return self.poll_write(cx, bufs.first().map_or(&[], |buf| buf));
        }
        let all: Vec<u8> = bufs.iter().flat_map(|buf| buf.iter().copied()).collect();
        let poll = self.poll_take(cx, &all);
        match poll {
            Poll::Ready(Ok(n)) if self.is(CountsSlicesTwice) => Poll::Ready(Ok(n * 2)),
            poll => poll,
        }
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl Stream {
    /// Completes the seek in progress as part of a read.
    fn complete(&mut self) -> Result<()> {
        self.completed = self.under_way;
        match (self.fault, self.under_way) {
            (ReadsOnBeforeItMoves, Some(_)) if self.calls % 4 < 2 => return Ok(()),
            (ForgetsTheCancelled, _) | (ForgetsTheCancelledDistance, Some(SeekFrom::Current(_))) | (_, None) => {}
            (HidesTheFailure, Some(pos)) => _ = self.move_to(pos),
            (_, Some(pos)) => {
                self.under_way = None;
                return self.move_to(pos).map(drop);
            }
        }
        self.under_way = None;
        Ok(())
    }

    fn move_to(&mut self, pos: SeekFrom) -> Result<u64> {
        let len = i64::try_from(TEXT.len()).unwrap();
        let ahead = if self.is(CountsWhatItReadAhead) && mem::take(&mut self.read_since) { 2 } else { 0 };
        let to = match pos {
            SeekFrom::Start(to) => i64::try_from(to).unwrap(),
            SeekFrom::End(by) => len - i64::from(self.is(CountsTheEndShort)) + by,
            SeekFrom::Current(by) => i64::try_from(self.at).unwrap().saturating_add(by).saturating_add(ahead),
        } + mem::take(&mut self.added);
        match usize::try_from(to) {
            Ok(to) => self.at = to,
            Err(_) if self.is(StopsAtTheStart) => self.at = 0,
            Err(_) => {
                if self.is(MovesWhenItFails) {
                    self.at = 0;
                }
                return Err(ErrorKind::InvalidInput.into());
            }
        }
        Ok(self.at as u64)
    }
}

impl AsyncSeek for Stream {
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        if self.completed.take().is_some_and(|completed| completed == pos) && self.is(RemembersTheCancelled) {
            return Poll::Ready(Ok(self.at as u64));
        }
        let before = self.under_way;
        if self.poll_enter(cx)?.is_pending() {
            self.under_way = Some(before.unwrap_or(pos));
            return Poll::Pending;
        }
        self.under_way = None;
        match (self.fault, before) {
            (ResumesTheOther, Some(other @ SeekFrom::Start(_))) => return Poll::Ready(self.move_to(other)),
            (AddsTheCancelled, Some(SeekFrom::Current(by))) if before != Some(pos) => self.added = by,
            (_, Some(other)) if other != pos => _ = self.move_to(other)?,
            _ => {}
        }
        Poll::Ready(self.move_to(pos))
    }
}

/// A stream that waits in both directions until the test makes it ready.
struct Waiting {
    fault: Fault,
    shared: Arc<Mutex<Waits>>,
}

#[derive(Default)]
struct Waits {
    fed: bool,
    room: bool,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

impl Waits {
    fn feed(&mut self, fault: Fault) {
        self.fed = true;
        if fault != WakesAReadWhenItIsWritten {
            self.reader.take().into_iter().for_each(Waker::wake);
        }
    }

    fn make_room(&mut self, fault: Fault) {
        self.room = true;
        let waker = if fault == KeepsOneWaker { &mut self.reader } else { &mut self.writer };
        if fault != WakesAWriteWhenItIsRead {
            waker.take().into_iter().for_each(Waker::wake);
        }
    }
}

impl AsyncRead for Waiting {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let mut shared = self.shared.lock().unwrap();
        if shared.room {
            shared.writer.take().into_iter().for_each(Waker::wake);
        }
        if shared.fed {
            buf.append(b"x");
            return Poll::Ready(Ok(()));
        }
        shared.reader = Some(cx.waker().clone());
        if self.fault == ReadsTakeTheWakerOfWrites {
            shared.writer = Some(cx.waker().clone());
        }
        Poll::Pending
    }
}

impl AsyncWrite for Waiting {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let mut shared = self.shared.lock().unwrap();
        if shared.fed {
            shared.reader.take().into_iter().for_each(Waker::wake);
        }
        if shared.room {
            return Poll::Ready(Ok(buf.len()));
        }
        let waker = if self.fault == KeepsOneWaker { &mut shared.reader } else { &mut shared.writer };
        *waker = Some(cx.waker().clone());
        Poll::Pending
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}
