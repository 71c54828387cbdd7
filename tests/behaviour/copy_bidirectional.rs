use super::peer::{Drain, Event, Script, Step, outcome, resistances, run, schedules};
use crate::design::*;
use poll_io::{BorrowedCursor, ErrorKind, Result, future::Direction};
use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
};

/// A stream that reads from a script and writes to a drain.
struct Peer {
    from: Script,
    to: Drain,
}

impl Peer {
    fn new(reads: impl IntoIterator<Item = Step>, writes: impl IntoIterator<Item = Step>) -> Self {
        Peer { from: Script::new(reads), to: Drain::new(writes) }
    }
}

impl AsyncRead for Peer {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.from).poll_read(cx, buf)
    }
}

impl AsyncWrite for Peer {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.to).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.to).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.to).poll_shutdown(cx)
    }
}

const TO_B: &[u8] = b"request";
const TO_A: &[u8] = b"response body";

fn kept(direction: &Direction) -> (u64, u64, Vec<u8>) {
    (direction.read(), direction.written(), direction.unwritten().to_vec())
}

fn assert_whole((read, written, unwritten): (u64, u64, Vec<u8>), from: &Script, to: &Drain, data: &[u8]) {
    assert_eq!([&to.taken[..], &unwritten, &from.rest()].concat(), data);
    assert_eq!((read, written), (written + unwritten.len() as u64, to.taken.len() as u64));
}

#[test]
fn b44_copies_both_ways_and_loses_nothing_at_every_split_and_step() {
    let (mut ended, mut failed) = (0, 0);
    let (all_writes, all_back) = (resistances(), schedules(TO_A));
    for (i, reads) in schedules(TO_B).into_iter().enumerate() {
        for (j, writes) in all_writes.iter().enumerate() {
            let mut a = Peer::new(reads.clone(), all_writes[(i + j) % 3].clone());
            let mut b = Peer::new(all_back[(i + j) % all_back.len()].clone(), writes.clone());
            let mut future = copy_bidirectional(&mut a, &mut b).buffer_size(5);
            let result = outcome(run(&mut future));
            let (there, back) = (kept(future.a_to_b()), kept(future.b_to_a()));
            match result {
                Ok(counts) => {
                    assert_eq!(counts, (TO_B.len() as u64, TO_A.len() as u64));
                    assert_eq!((a.to.shutdowns, b.to.shutdowns), (1, 1));
                    ended += 1;
                }
                Err(kind) => {
                    assert!(matches!(kind, ErrorKind::TimedOut | ErrorKind::WriteZero));
                    failed += 1;
                }
            }
            assert_whole(there, &a.from, &b.to, TO_B);
            assert_whole(back, &b.from, &a.to, TO_A);
        }
    }
    let enough = if cfg!(miri) { 1 } else { 100 };
    assert!(ended > enough && failed > enough, "{ended}, {failed}");
}

#[test]
fn b44_the_end_of_one_direction_shuts_down_its_writer_only() {
    let mut a = Peer::new([Step::Bytes(TO_B.into())], []);
    let late = [Step::Pending, Step::Pending, Step::Bytes(TO_A.into()), Step::Pending];
    let mut b = Peer::new(late, []);
    let mut future = copy_bidirectional(&mut a, &mut b);
    assert!(poll_once(Pin::new(&mut future)).is_pending());
    assert_eq!((future.a_to_b().written(), future.b_to_a().written()), (7, 0));
    assert_eq!(format!("{:?}", future.a_to_b()), "Direction { read: 7, written: 7, .. }");
    assert_eq!(run(future).unwrap(), (7, 13));
    assert_eq!(b.to.log, [Event::Write(TO_B.into()), Event::Shutdown]);
    assert_eq!(a.to.log, [Event::Write(TO_A.into()), Event::Flush, Event::Shutdown]);
}

/// A request is flushed before the copy waits for the answer, no matter which side sends it.
#[test]
fn b41_flushes_each_side_while_its_reader_is_idle() {
    let idle = || [Step::Pending, Step::Pending, Step::Pending];
    let asks = || [Step::Bytes(b"ping".into()), Step::Pending, Step::Pending, Step::Pending];
    for a_asks in [true, false] {
        let (mut a, mut b) = if a_asks {
            (Peer::new(asks(), []), Peer::new(idle(), []))
        } else {
            (Peer::new(idle(), []), Peer::new(asks(), []))
        };
        let mut future = copy_bidirectional(&mut a, &mut b);
        assert!(poll_once(Pin::new(&mut future)).is_pending());
        let asked = if a_asks { &b.to } else { &a.to };
        assert_eq!(asked.log, [Event::Write(b"ping".into()), Event::Flush]);
    }
}

#[test]
fn b41_flushes_neither_side_while_idle_if_flush_when_idle_is_off() {
    for first in [true, false] {
        let pieces = || (0..100).flat_map(|_| [Step::Bytes(b"a".into()), Step::Pending]);
        let (mut a, mut b) = (Peer::new(pieces(), []), Peer::new(pieces(), []));
        let future = copy_bidirectional(&mut a, &mut b);
        if first {
            run(future.flush_when_idle(false).on_progress(|_, _| {})).unwrap();
        } else {
            run(future.on_progress(|_, _| {}).flush_when_idle(false)).unwrap();
        }
        for to in [&a.to, &b.to] {
            assert_eq!((to.taken.len(), to.flushes, to.shutdowns), (100, 0, 1));
        }
    }
}

#[test]
fn b44_a_direction_is_finished_once_its_writer_is_shut_down() {
    let mut a = Peer::new([Step::Bytes(TO_B.into())], []);
    let mut b = Peer::new([Step::Pending, Step::Pending, Step::Pending, Step::Bytes(TO_A.into())], []);
    b.to = Drain::default().ending([Step::Pending, Step::Err(ErrorKind::Interrupted)]);
    let mut future = copy_bidirectional(&mut a, &mut b);
    let mut finished = Vec::new();
    for _ in 0..4 {
        finished.push((future.a_to_b().is_finished(), future.b_to_a().is_finished()));
        assert!(poll_once(Pin::new(&mut future)).is_pending() || finished.len() == 4);
    }
    finished.push((future.a_to_b().is_finished(), future.b_to_a().is_finished()));
    assert_eq!(finished, [(false, false), (false, false), (true, false), (true, false), (true, true)]);

    // A direction is not finished after an error of the reader, the writer or the shutdown.
    let failing = || [Step::Bytes(b"x".into()), Step::Err(ErrorKind::NotFound)];
    for (reads, writes, ends) in [
        (failing().to_vec(), vec![], vec![]),
        (vec![], vec![], vec![Step::Err(ErrorKind::NotFound)]),
        (vec![Step::Bytes(b"x".into())], vec![Step::Err(ErrorKind::NotFound)], vec![]),
    ] {
        let (mut a, mut b) = (Peer::new(reads, []), Peer::new([Step::Pending], writes));
        b.to = b.to.ending(ends);
        let mut future = copy_bidirectional(&mut a, &mut b);
        assert_eq!(run(&mut future).unwrap_err().kind(), ErrorKind::NotFound);
        assert!(!future.a_to_b().is_finished() && !future.b_to_a().is_finished());
    }
}

#[test]
fn b44_an_error_of_either_direction_ends_both_with_the_counts() {
    for broken in [0, 1] {
        let failing = [Step::Bytes(b"abc".into()), Step::Pending, Step::Err(ErrorKind::ConnectionReset)];
        let idle = [Step::Bytes(b"de".into()), Step::Pending, Step::Pending, Step::Pending, Step::Pending];
        let (mut a, mut b) = if broken == 0 {
            (Peer::new(failing, []), Peer::new(idle, []))
        } else {
            (Peer::new(idle, []), Peer::new(failing, []))
        };
        let mut future = copy_bidirectional(&mut a, &mut b);
        assert_eq!(run(&mut future).unwrap_err().kind(), ErrorKind::ConnectionReset);
        let counts = [future.a_to_b().written(), future.b_to_a().written()];
        assert_eq!((counts[broken], counts[1 - broken]), (3, 2));
        assert_eq!((a.to.shutdowns, b.to.shutdowns), (0, 0));
    }
}

#[test]
fn a_shutdown_waits_and_may_fail() {
    let mut a = Peer::new([], []);
    let mut b = Peer::new([Step::Bytes(b"x".into())], []);
    b.to = Drain::default().ending([Step::Pending, Step::Err(ErrorKind::Interrupted), Step::Pending]);
    assert_eq!(run(copy_bidirectional(&mut a, &mut b)).unwrap(), (0, 1));
    assert_eq!((a.to.shutdowns, b.to.shutdowns), (1, 1));

    let (mut a, mut b) = (Peer::new([], []), Peer::new([], []));
    b.to = Drain::default().ending([Step::Pending, Step::Err(ErrorKind::NotConnected)]);
    assert_eq!(run(copy_bidirectional(&mut a, &mut b)).unwrap_err().kind(), ErrorKind::NotConnected);
}

#[test]
fn a_direction_that_is_always_ready_does_not_starve_the_other() {
    let endless = || (0..1000).map(|_| Step::Bytes(b"a".into()));
    let (mut a, mut b) = (Peer::new(endless(), []), Peer::new(endless(), []));
    let mut future = copy_bidirectional(&mut a, &mut b);
    assert!(poll_once(Pin::new(&mut future)).is_pending());
    // 128 calls in one poll: 64 for each direction, of which 32 are reads and 32 are writes.
    assert_eq!((future.a_to_b().written(), future.b_to_a().written()), (32, 32));
}

#[test]
fn progress_has_both_totals() {
    let mut a = Peer::new([Step::Bytes(b"abc".into())], []);
    let mut b = Peer::new([Step::Pending, Step::Bytes(b"defg".into())], []);
    let mut totals = Vec::new();
    let future = copy_bidirectional(&mut a, &mut b).on_progress(|to_b, to_a| totals.push((to_b, to_a)));
    assert_eq!(run(future.buffer_size(2)).unwrap(), (3, 4));
    assert_eq!(totals, [(2, 0), (3, 0), (3, 2), (3, 4)]);
}

#[test]
#[should_panic(expected = "polled after it had completed")]
fn polled_after_completion_panics() {
    let (mut a, mut b) = (Peer::new([], []), Peer::new([], []));
    let mut future = copy_bidirectional(&mut a, &mut b);
    run(&mut future).unwrap();
    let _ = run(future);
}

fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}
