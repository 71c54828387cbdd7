//! A reader, a writer or a closure that panics inside of a copy, which is caught: the counts and the buffer stay exact, and
//! the copy goes on from there.

use super::peer::{Drain, Script, Step, resistances, schedules};
use crate::design::*;
use poll_io::{BorrowedCursor, ErrorKind, Result, future::Direction};
use std::{
    cell::{Cell, RefCell},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

const DATA: &[u8] = b"hello, you";

/// Counts calls, and panics in one of them. Without a message, which would be printed for each case.
#[derive(Clone, Default)]
struct Fuse(Rc<Cell<Option<usize>>>);

impl Fuse {
    fn new(call: usize) -> Self {
        Fuse(Rc::new(Cell::new(Some(call))))
    }

    fn call(&self) {
        match self.0.get() {
            Some(0) => {
                self.0.set(None);
                resume_unwind(Box::new("a call has panicked"));
            }
            Some(left) => self.0.set(Some(left - 1)),
            None => {}
        }
    }

    fn is_blown(&self) -> bool {
        self.0.get().is_none()
    }
}

/// A stream whose calls panic by a fuse, before they have done anything to the stream.
struct Fused {
    from: Script,
    to: Drain,
    fuse: Fuse,
}

impl Fused {
    fn new(reads: impl IntoIterator<Item = Step>, writes: impl IntoIterator<Item = Step>, fuse: &Fuse) -> Self {
        Fused { from: Script::new(reads), to: Drain::new(writes), fuse: fuse.clone() }
    }
}

impl AsyncRead for Fused {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() > 0 && self.fuse.0.get() == Some(0) {
            // A call that does not return leaves bytes behind that are not data.
            buf.append(b"!");
        }
        self.fuse.call();
        Pin::new(&mut self.from).poll_read(cx, buf)
    }
}

impl AsyncBufRead for Fused {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        this.fuse.call();
        Pin::new(&mut this.from).poll_fill_buf(cx)
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        self.fuse.call();
        Pin::new(&mut self.from).consume(amt);
    }
}

impl AsyncWrite for Fused {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.fuse.call();
        Pin::new(&mut self.to).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.fuse.call();
        Pin::new(&mut self.to).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.fuse.call();
        Pin::new(&mut self.to).poll_shutdown(cx)
    }
}

/// Polls once. Returns `None` if that has panicked.
fn poll_caught<F: Future + Unpin>(future: &mut F) -> Option<Poll<F::Output>> {
    let mut cx = Context::from_waker(Waker::noop());
    catch_unwind(AssertUnwindSafe(|| Pin::new(future).poll(&mut cx))).ok()
}

/// Polls until the end, through a panic, and calls `check` after each poll.
fn run_caught<F: Future + Unpin>(mut future: F, mut check: impl FnMut(&F)) -> F::Output {
    for _ in 0..10_000 {
        let polled = poll_caught(&mut future);
        check(&future);
        if let Some(Poll::Ready(output)) = polled {
            return output;
        }
    }
    panic!("the future does not end");
}

/// Runs `case` with a fuse for each call of each schedule in turn, until the fuse stays whole.
fn for_each_call(data: &[u8], mut case: impl FnMut(Vec<Step>, Vec<Step>, &Fuse)) {
    let mut blown = 0;
    for reads in schedules(data) {
        for writes in resistances().into_iter().step_by(3) {
            for call in 0.. {
                let fuse = Fuse::new(call);
                case(reads.clone(), writes.clone(), &fuse);
                if !fuse.is_blown() {
                    break;
                }
                blown += 1;
            }
        }
    }
    assert!(blown > if cfg!(miri) { 10 } else { 1000 }, "{blown}");
}

/// Every byte is where the counts say, once.
fn assert_whole((read, written, unwritten): (u64, u64, &[u8]), from: &Script, to: &Drain, data: &[u8]) {
    let all = [&to.taken[..], unwritten, &from.rest()].concat();
    assert_eq!(String::from_utf8_lossy(&all), String::from_utf8_lossy(data));
    assert_eq!((read, written), (written + unwritten.len() as u64, to.taken.len() as u64));
}

/// A stream that is looked at while a future has it.
struct Watched(Rc<RefCell<Fused>>);

impl Watched {
    fn new(fused: Fused) -> Self {
        Watched(Rc::new(RefCell::new(fused)))
    }

    fn handle(&self) -> Self {
        Watched(self.0.clone())
    }
}

impl AsyncRead for Watched {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_read(cx, buf)
    }
}

impl AsyncWrite for Watched {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_shutdown(cx)
    }
}

#[test]
fn a_copy_goes_on_after_a_panic_in_any_call() {
    for size in [None, Some(4)] {
        for_each_call(DATA, |reads, writes, fuse| {
            let mut reader = Watched::new(Fused::new(reads, [], fuse));
            let mut writer = Watched::new(Fused::new([], writes, fuse));
            let (from, to) = (reader.handle(), writer.handle());
            let mut future = copy(&mut reader, &mut writer);
            if let Some(size) = size {
                future = future.buffer_size(size);
            }
            let result = run_caught(&mut future, |future| {
                let counts = (future.read(), future.written(), future.unwritten());
                assert_whole(counts, &from.0.borrow().from, &to.0.borrow().to, DATA);
            });
            let taken = &to.0.borrow().to.taken;
            assert!(result.is_err() || taken == DATA, "{result:?}");
        });
    }
}

#[test]
fn a_copy_goes_on_after_its_closure_has_panicked() {
    for_each_call(DATA, |reads, writes, fuse| {
        let whole = Fuse::default();
        let mut reader = Watched::new(Fused::new(reads, [], &whole));
        let mut writer = Watched::new(Fused::new([], writes, &whole));
        let (from, to) = (reader.handle(), writer.handle());
        let mut totals = vec![0];
        let mut future = copy(&mut reader, &mut writer).on_progress(|total| {
            totals.push(total);
            fuse.call();
        });
        let result = run_caught(&mut future, |future| {
            let copy = future.get_ref();
            let counts = (copy.read(), copy.written(), copy.unwritten());
            assert_whole(counts, &from.0.borrow().from, &to.0.borrow().to, DATA);
        });
        drop(future);
        assert!(totals.is_sorted_by(|a, b| a < b), "each total is told once: {totals:?}");
        assert_eq!(totals.last(), Some(&(to.0.borrow().to.taken.len() as u64)));
        assert!(result.is_err() || to.0.borrow().to.taken == DATA);
    });
}

/// Bodies that do not fit on the stack, and grow the buffer.
#[test]
fn a_long_copy_goes_on_after_a_panic_in_any_call() {
    let data: Vec<u8> = (0..if cfg!(miri) { 3000 } else { 40_000_u32 }).map(|i| b'a' + (i % 23) as u8).collect();
    let pieces = |size: usize, waits: bool| {
        let steps = data
            .chunks(size)
            .flat_map(move |piece| waits.then_some(Step::Pending).into_iter().chain([Step::Bytes(piece.into())]));
        steps.collect::<Vec<_>>()
    };
    for (size, waits) in [(700, true), (1024, false), (5000, true), (20_000, false)] {
        for writes in [vec![], vec![Step::Bytes(vec![0; 600]); 3], vec![Step::Bytes(vec![0; 1024]), Step::Pending]] {
            for call in (0..).step_by(if cfg!(miri) { 5 } else { 1 }) {
                let fuse = Fuse::new(call);
                let mut reader = Fused::new(pieces(size, waits), [], &fuse);
                let mut writer = Fused::new([], writes.clone(), &fuse);
                let n = run_caught(copy(&mut reader, &mut writer), |_| {}).unwrap();
                assert!(writer.to.taken == data && n == data.len() as u64, "{size}, {call}");
                if !fuse.is_blown() {
                    break;
                }
            }
        }
    }
}

#[test]
fn a_buffered_copy_goes_on_after_a_panic_in_any_call() {
    for progress in [false, true] {
        for_each_call(DATA, |reads, writes, fuse| {
            let whole = Fuse::default();
            let inner = if progress { &whole } else { fuse };
            let (mut reader, mut writer) = (Fused::new(reads, [], inner), Fused::new([], writes, inner));
            let mut counts = Vec::new();
            let result = if progress {
                let future = copy_buf(&mut reader, &mut writer).on_progress(|_| fuse.call());
                run_caught(future, |future| counts.push(future.get_ref().written()))
            } else {
                run_caught(copy_buf(&mut reader, &mut writer), |future| counts.push(future.written()))
            };
            assert_eq!(counts.last(), Some(&(writer.to.taken.len() as u64)));
            assert_eq!([&writer.to.taken[..], &reader.from.rest()].concat(), DATA);
            assert!(result.is_err() || writer.to.taken == DATA);
        });
    }
}

#[test]
fn both_directions_go_on_after_a_panic_in_any_call() {
    let back = schedules(b"response");
    let mut i = 0;
    for_each_call(DATA, |reads, writes, fuse| {
        i += 1;
        let mut a = Watched::new(Fused::new(reads, [Step::Bytes(vec![0; 3]), Step::Pending], fuse));
        let mut b = Watched::new(Fused::new(back[i % back.len()].clone(), writes, fuse));
        let (near, far) = (a.handle(), b.handle());
        let mut totals = vec![(0, 0)];
        let mut future = copy_bidirectional(&mut a, &mut b).buffer_size(5).on_progress(|to_b, to_a| {
            totals.push((to_b, to_a));
            fuse.call();
        });
        let result = run_caught(&mut future, |future| {
            let (near, far) = (near.0.borrow(), far.0.borrow());
            let counts =
                |direction: &Direction| (direction.read(), direction.written(), direction.unwritten().to_vec());
            let (read, written, unwritten) = counts(future.get_ref().a_to_b());
            assert_whole((read, written, &unwritten), &near.from, &far.to, DATA);
            let (read, written, unwritten) = counts(future.get_ref().b_to_a());
            assert_whole((read, written, &unwritten), &far.from, &near.to, b"response");
        });
        drop(future);
        assert!(totals.is_sorted_by(|a, b| a != b && a.0 <= b.0 && a.1 <= b.1), "{totals:?}");
        let (near, far) = (near.0.borrow(), far.0.borrow());
        match result {
            Ok(counts) => {
                assert_eq!((counts, &far.to.taken[..], &near.to.taken[..]), ((10, 8), DATA, &b"response"[..]));
                assert_eq!((near.to.shutdowns, far.to.shutdowns), (1, 1));
            }
            Err(e) => assert!(matches!(e.kind(), ErrorKind::TimedOut | ErrorKind::WriteZero), "{e}"),
        }
    });
}
