use super::peer::{Script, Step, outcome, run, schedules};
use crate::design::*;
use poll_io::{BorrowedCursor, ErrorKind, Result};
use std::{
    collections::VecDeque,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

#[test]
fn appends_what_std_appends_at_every_split() {
    for steps in schedules(b"hello, world") {
        for old in [&b""[..], b"old "] {
            for spare in [0, 1, 5, 12, 13, 100] {
                let (mut ours, mut std) = (Script::new(steps.clone()), Script::new(steps.clone()));
                let (mut a, mut b) = (old.to_vec(), old.to_vec());
                a.reserve_exact(spare);
                let x = outcome(run(ours.read_to_end(&mut a)));
                let y = outcome(std::io::Read::read_to_end(&mut std, &mut b));
                assert_eq!((x, a), (y, b), "{steps:?}, {spare}");
            }
        }
    }
}

#[test]
fn b01_bytes_before_an_error_are_kept() {
    let steps = [Step::Bytes(b"ab".into()), Step::Pending, Step::Bytes(b"cd".into()), Step::Err(ErrorKind::TimedOut)];
    let mut buf = b">".to_vec();
    let mut reader = Script::new(steps.into_iter().chain([Step::Bytes(b"ef".into())]));
    assert_eq!(run(reader.read_to_end(&mut buf)).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(buf, b">abcd");
    assert_eq!(run(reader.read_to_end(&mut buf)).unwrap(), 2);
    assert_eq!(buf, b">abcdef");
}

/// A reader that returns at most `most` bytes in each call, as a socket returns the content of one packet.
struct Capped {
    left: usize,
    most: usize,
    calls: usize,
}

impl AsyncRead for Capped {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let n = self.left.min(self.most).min(buf.capacity());
        buf.append(&vec![7; n]);
        self.left -= n;
        self.calls += 1;
        Poll::Ready(Ok(()))
    }
}

/// Each case: the length of the body, the most bytes in one read, and the allowed number of calls and capacity. The
/// allowed values are the best ones that were ever measured.
#[test]
fn b03_a_short_body_costs_two_reads_and_its_own_size() {
    for (body, chunk, calls, capacity) in [
        (0, usize::MAX, 1, 0),
        (20, usize::MAX, 2, 20),
        (100, usize::MAX, 2, 100),
        (1000, usize::MAX, 2, 1000),
        (4096, usize::MAX, 3, 16384),
        (4096, 1400, 5, 16384),
        (10_000, usize::MAX, 3, 16384),
        (10_000, 1400, 9, 16384),
        (100_000, usize::MAX, 6, 131_072),
        (1 << 20, usize::MAX, 9, 2 << 20),
    ] {
        let data = vec![7; body];
        let mut reader = Capped { left: body, most: chunk, calls: 0 };
        let mut buf = Vec::new();
        assert_eq!(run(reader.read_to_end(&mut buf)).unwrap(), body);
        assert_eq!(buf, data);
        assert!(reader.calls <= calls, "{body} by {chunk}: {} calls", reader.calls);
        assert!(buf.capacity() <= capacity, "{body} by {chunk}: {} bytes", buf.capacity());
    }
}

#[test]
fn b03_a_buffer_of_the_right_size_does_not_grow() {
    for body in [1, 64, 4096] {
        for waits in [0, 1] {
            let mut buf = Vec::with_capacity(body);
            let steps = [Step::Bytes(vec![1; body])].into_iter().chain(vec![Step::Pending; waits]);
            run(Script::new(steps).read_to_end(&mut buf)).unwrap();
            assert_eq!((buf.len(), buf.capacity()), (body, body));
        }
    }
}

/// Reads short pieces with a `Pending` after each. After the first piece the buffer has its exact size, because there
/// may be no other. After the second piece the buffer grows as usual.
#[test]
fn b03_the_first_short_piece_fits_exactly_and_the_second_grows_the_buffer() {
    for (old, pieces, capacity) in [(0, 1, 100), (1000, 1, 1100), (0, 2, 200 + 16 * 1024), (1000, 2, 2200)] {
        let mut buf = vec![1; old];
        let steps = (0..2 * pieces).map(|n| if n % 2 == 0 { Step::Bytes(vec![7; 100]) } else { Step::Pending });
        run(Script::new(steps).read_to_end(&mut buf)).unwrap();
        assert_eq!((buf.len(), buf.capacity()), (old + 100 * pieces, capacity), "{pieces} pieces after {old} bytes");
    }
}

/// A reader with pieces of given lengths and a given hint before each piece. A hint may be less than the bytes that are
/// left.
struct Told {
    pieces: VecDeque<(usize, usize)>,
    calls: usize,
}

impl AsyncRead for Told {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.calls += 1;
        if let Some((hint, len)) = self.pieces.pop_front() {
            let n = len.min(buf.capacity());
            buf.append(&vec![7; n]);
            if n < len {
                self.pieces.push_front((hint, len - n));
            }
        }
        Poll::Ready(Ok(()))
    }

    fn remaining_hint(&self) -> usize {
        self.pieces.front().map_or(0, |piece| piece.0)
    }
}

/// Each case: the pieces, the number of calls and the capacity. A hint of at least an eighth of the bytes received so
/// far grows the buffer by exactly the hint. A smaller hint grows the buffer as usual, and saves the read that would
/// test for the end.
#[test]
fn b03_a_large_hint_sets_the_exact_size_and_a_small_one_does_not() {
    const FIRST: usize = 16 * 1024;
    let cases = [
        (vec![(1000, 1000), (500, 500), (200, 200)], 4, 1700),
        (vec![(800, 800), (100, 100)], 3, 900),
        (vec![(800, 800), (99, 99)], 3, 800 + FIRST),
        (vec![(1000, 1000), (0, 100)], 3, 2000),
        (vec![(1000, 1000), (50, 50), (0, 20_000)], 5, 2 * (1000 + FIRST)),
        (vec![(1000, 1000), (500, 500), (0, 20_000)], 6, 2 * (1500 + FIRST)),
    ];
    for (pieces, calls, capacity) in cases {
        let mut reader = Told { pieces: pieces.clone().into(), calls: 0 };
        let mut buf = Vec::new();
        let len = run(reader.read_to_end(&mut buf)).unwrap();
        assert_eq!(len, pieces.iter().map(|piece| piece.1).sum());
        assert_eq!((reader.calls, buf.capacity()), (calls, capacity), "{pieces:?}");
    }
}

/// A reader that zeroes its buffer, as a reader over `&mut [u8]` must, and counts the zeroed bytes.
struct Zeroing {
    left: usize,
    step: usize,
    pending: bool,
    zeroed: usize,
}

impl AsyncRead for Zeroing {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.zeroed += buf.capacity() - buf.init_len();
        buf.ensure_init();
        self.pending = !self.pending;
        if self.pending {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let n = self.step.min(self.left).min(buf.capacity());
        buf.advance_checked(n);
        self.left -= n;
        Poll::Ready(Ok(()))
    }
}

#[test]
fn b04_short_reads_zero_each_byte_at_most_once_across_polls() {
    for step in [1, 7, 100] {
        let mut reader = Zeroing { left: 5000, step, pending: false, zeroed: 0 };
        let mut buf = Vec::with_capacity(8192);
        assert_eq!(run(reader.read_to_end(&mut buf)).unwrap(), 5000);
        assert_eq!((reader.zeroed, buf.capacity()), (8192, 8192));
    }
}

/// Without spare capacity, a read goes to the stack. That memory is new in each poll, and is zeroed in each.
#[test]
fn b04_the_memory_on_the_stack_is_zeroed_in_each_poll() {
    let mut reader = Zeroing { left: 0, step: 1, pending: false, zeroed: 0 };
    assert_eq!(run(reader.read_to_end(&mut Vec::new())).unwrap(), 0);
    assert_eq!(reader.zeroed, 2 * 1024, "one poll is pending, and one is at the end");
    reader.zeroed = 0;
    assert_eq!(run(copy(&mut reader, &mut Vec::new())).unwrap(), 0);
    assert_eq!(reader.zeroed, 2 * 1024);
}

#[test]
fn b03_a_short_body_in_several_pieces_grows_the_buffer() {
    let mut buf = Vec::new();
    run(Script::new((0..10).map(|_| Step::Bytes(b"a".into()))).read_to_end(&mut buf)).unwrap();
    assert!(buf.len() == 10 && buf.capacity() > 8 * 1024, "{}", buf.capacity());
}

/// This reader returns an arbitrary hint.
struct Hinting(Script, usize);

impl AsyncRead for Hinting {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }

    fn remaining_hint(&self) -> usize {
        self.1
    }
}

#[test]
fn a_wrong_hint_reserves_at_most_one_mebibyte() {
    for hint in [0, 1, 5, 1000, usize::MAX] {
        let data = vec![3; 100_000];
        let mut reader = Hinting(Script::new(data.chunks(999).map(|piece| Step::Bytes(piece.into()))), hint);
        let mut buf = Vec::new();
        run(reader.read_to_end(&mut buf)).unwrap();
        assert_eq!(buf, data);
        assert!(buf.capacity() <= 1 << 20, "{hint}: {}", buf.capacity());
        assert!(reader.0.calls < 400, "{hint}: {} calls", reader.0.calls);
    }
}

#[test]
fn reading_from_memory_makes_one_exact_allocation() {
    let data = vec![5; 1 << 20];
    let mut buf = Vec::new();
    run((&data[..]).read_to_end(&mut buf)).unwrap();
    assert_eq!((buf.len(), buf.capacity()), (1 << 20, 1 << 20));
}

#[test]
fn dropped_at_every_poll_it_loses_nothing() {
    for steps in schedules(b"hello, world") {
        for polls in 0..16 {
            let mut reader = Script::new(steps.clone());
            let mut buf = Vec::new();
            {
                let mut future = pin!(reader.read_to_end(&mut buf));
                for _ in 0..polls {
                    if future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
                        break;
                    }
                }
            }
            assert_eq!([&buf[..], &reader.rest()].concat(), b"hello, world");
            run(reader.read_to_end(&mut buf)).unwrap();
            assert_eq!(buf, b"hello, world");
        }
    }
}
