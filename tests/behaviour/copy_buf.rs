use super::peer::{Drain, Event, Script, Step, outcome, resistances, run, run_counted, schedules};
use crate::design::*;
use poll_io::{BorrowedCursor, ErrorKind, Result};
use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
};

const DATA: &[u8] = b"hello, you";

#[test]
fn b43_copies_what_std_copies_at_every_split_and_step() {
    for reads in schedules(DATA) {
        for writes in resistances() {
            let (mut reader, mut writer) = (Script::new(reads.clone()), Drain::new(writes.clone()));
            let mut future = copy_buf(&mut reader, &mut writer);
            let x = outcome(run(&mut future));
            let written = future.written();
            let (mut std_reader, mut std_writer) = (Script::new(reads.clone()), Drain::new(writes.clone()));
            let y = outcome(std::io::copy(&mut std_reader, &mut std_writer));
            assert_eq!((x, &writer.taken), (y, &std_writer.taken), "{reads:?}, {writes:?}");
            assert_eq!(written, writer.taken.len() as u64);
            assert_eq!(
                [&writer.taken[..], &reader.rest()].concat(),
                DATA,
                "the unwritten bytes are still in the reader"
            );
        }
    }
}

#[test]
fn an_error_of_the_reader_ends_the_copy() {
    let reads = [Step::Bytes(b"a".into()), Step::Err(ErrorKind::TimedOut), Step::Bytes(b"b".into())];
    let (mut reader, mut writer) = (Script::new(reads), Drain::default());
    assert_eq!(run(copy_buf(&mut reader, &mut writer)).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!((&writer.taken[..], &reader.rest()[..]), (&b"a"[..], &b"b"[..]));
}

#[test]
fn cancelled_at_every_poll_loses_nothing() {
    for reads in schedules(DATA) {
        for writes in resistances() {
            for polls in (0..12).step_by(if cfg!(miri) { 4 } else { 1 }) {
                let (mut reader, mut writer) = (Script::new(reads.clone()), Drain::new(writes.clone()));
                let mut future = copy_buf(&mut reader, &mut writer);
                for _ in 0..polls {
                    if Pin::new(&mut future).poll(&mut Context::from_waker(Waker::noop())).is_ready() {
                        break;
                    }
                }
                assert_eq!([&writer.taken[..], &reader.rest()].concat(), DATA, "{reads:?}, {writes:?}, {polls}");
            }
        }
    }
}

#[test]
fn b41_flushes_when_the_reader_is_idle_and_b40_at_the_end() {
    let reads = [Step::Pending, Step::Bytes(b"a".into()), Step::Pending, Step::Pending, Step::Bytes(b"b".into())];
    let (mut writer, mut totals) = (Drain::default(), Vec::new());
    run(copy_buf(&mut Script::new(reads), &mut writer).on_progress(|n| totals.push(n))).unwrap();
    let write = |text: &str| Event::Write(text.into());
    assert_eq!(writer.log, [write("a"), Event::Flush, write("b"), Event::Flush]);
    assert_eq!(totals, [1, 2]);
}

#[test]
fn b41_flushes_before_each_wait_unless_flush_when_idle_is_off() {
    let pieces = || Script::new((0..100).flat_map(|_| [Step::Bytes(b"a".into()), Step::Pending]));
    for (when_idle, flushes) in [(true, 101), (false, 1)] {
        let (mut first, mut second, mut third) = (Drain::default(), Drain::default(), Drain::default());
        run(copy_buf(&mut pieces(), &mut first).flush_when_idle(when_idle)).unwrap();
        run(copy_buf(&mut pieces(), &mut second).on_progress(|_| {}).flush_when_idle(when_idle)).unwrap();
        run(copy_buf(&mut pieces(), &mut third).flush_when_idle(when_idle).on_progress(|_| {})).unwrap();
        assert_eq!([first, second, third].map(|writer| (writer.taken.len(), writer.flushes)), [(100, flushes); 3]);
    }
}

#[test]
fn the_end_is_read_once_even_if_the_flush_is_pending() {
    let mut reader = Script::new([Step::Bytes(b"a".into())]);
    let mut writer = Drain::default().ending([Step::Pending, Step::Pending]);
    run(copy_buf(&mut reader, &mut writer)).unwrap();
    assert_eq!(reader.calls, 2);
}

#[test]
fn b30_a_writer_that_accepts_nothing_is_write_zero() {
    let mut room = [0; 3];
    let (mut reader, mut writer) = (&b"hello"[..], &mut room[..]);
    assert_eq!(run(copy_buf(&mut reader, &mut writer)).unwrap_err().kind(), ErrorKind::WriteZero);
    assert_eq!(reader, b"lo");
}

/// A reader that is interrupted before each byte.
struct Stutter {
    left: u32,
    interrupted: bool,
}

impl AsyncRead for Stutter {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        unreachable!("`copy_buf` copies from the buffer only")
    }
}

impl AsyncBufRead for Stutter {
    fn poll_fill_buf(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Poll::Ready(match (std::mem::replace(&mut self.interrupted, true), self.left) {
            (false, _) => Err(ErrorKind::Interrupted.into()),
            (true, 0) => Ok(&[]),
            (true, _) => Ok(b"a"),
        })
    }

    fn consume(mut self: Pin<&mut Self>, _: usize) {
        self.left -= 1;
        self.interrupted = false;
    }
}

#[test]
fn b19_interrupted_is_retried_and_counts_as_a_call() {
    let (result, polls) = run_counted(copy_buf(&mut Stutter { left: 500, interrupted: false }, &mut Drain::default()));
    // Two calls of the reader for each byte and for the end, 500 writes, one flush.
    assert_eq!((result.unwrap(), polls), (500, (2 * 501 + 500 + 1_usize).div_ceil(128)));
}

#[test]
#[should_panic(expected = "polled after it had completed")]
fn polled_after_completion_panics() {
    let (mut reader, mut writer) = (&b"a"[..], Vec::new());
    let mut future = copy_buf(&mut reader, &mut writer);
    run(&mut future).unwrap();
    let _ = run(future);
}
