use super::peer::{Script, outcome, run, schedules};
use crate::design::*;
use poll_io::{BorrowedBuf, BorrowedCursor, ErrorKind, IoSliceMut, Result, SeekFrom};
use std::{
    io::Cursor,
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll},
};

#[test]
fn b24_ends_where_std_ends_at_every_split() {
    for steps in schedules(b"hello") {
        for limit in [0, 1, 3, 5, 9, u64::MAX] {
            let (mut ours, std) = (Script::new(steps.clone()).take(limit), Script::new(steps.clone()));
            let mut std = std::io::Read::take(std, limit);
            let (mut a, mut b) = (Vec::new(), Vec::new());
            let x = outcome(run(ours.read_to_end(&mut a)));
            let y = outcome(std::io::Read::read_to_end(&mut std, &mut b));
            assert_eq!((x, a), (y, b), "{steps:?}");

            let mut lines = Script::new(steps.clone()).take(limit);
            let mut std = std::io::Read::take(Script::new(steps.clone()), limit);
            let (mut a, mut b) = (Vec::new(), Vec::new());
            let x = outcome(run(lines.read_until(b'l', &mut a)));
            assert_eq!((x, a), (outcome(std::io::BufRead::read_until(&mut std, b'l', &mut b)), b));
        }
    }
}

#[test]
fn b21_b23_a_vectored_read_keeps_the_limit_over_all_slices() {
    for limit in 0..9 {
        let (mut a, mut b) = ([0; 2], [0; 3]);
        let mut reader = (&b"0123456789"[..]).take(limit);
        let mut all = Vec::new();
        loop {
            let mut bufs = [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
            let n = run(reader.read_vectored(&mut bufs)).unwrap();
            if n == 0 {
                break;
            }
            all.extend_from_slice(&[&a[..], &b].concat()[..n]);
        }
        assert_eq!(all, &b"0123456789"[..usize::try_from(limit).unwrap()]);
    }
}

/// A reader that claims one byte more than it was given room for.
struct Boaster;

impl AsyncRead for Boaster {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let n = buf.ensure_init().len();
        buf.advance_checked(n);
        Poll::Ready(Ok(()))
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        Poll::Ready(Ok(bufs.iter().map(|buf| buf.len()).sum::<usize>() + 1))
    }
}

#[test]
fn b21_a_reader_that_claims_too_much_does_not_wrap_the_limit() {
    let (mut a, mut b) = ([0; 2], [0; 2]);
    let mut taken = Boaster.take(3);
    let mut bufs = [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
    assert_eq!(outcome(run(taken.read_vectored(&mut bufs))), Err(ErrorKind::InvalidData));
    assert_eq!(taken.limit(), 3);
    assert_eq!(run(taken.read_to_end(&mut Vec::new())).unwrap(), 3, "a cursor cannot be advanced past its end");
    assert_eq!(taken.limit(), 0);
}

/// A reader that initializes its whole buffer, reads one byte, and counts the bytes that it had to initialize.
#[derive(Default)]
struct Zeroes(usize);

impl AsyncRead for Zeroes {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.0 += buf.capacity() - buf.init_len();
        buf.ensure_init();
        buf.advance_checked(1);
        Poll::Ready(Ok(()))
    }
}

#[test]
fn b22_initialized_bytes_are_tracked_through_take() {
    let mut memory = [MaybeUninit::uninit(); 16];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    let mut reader = Zeroes::default().take(10);
    for _ in 0..5 {
        run(reader.read_buf(buf.unfilled())).unwrap();
    }
    assert_eq!((buf.len(), buf.init_len(), reader.get_ref().0), (5, 10, 10), "each byte was initialized once");

    let mut memory = [0; 16];
    let mut reader = Zeroes::default().take(10);
    for _ in 0..10 {
        run(reader.read(&mut memory)).unwrap();
    }
    assert_eq!(reader.get_ref().0, 0, "a slice is already initialized");
}

#[test]
fn b24_at_the_limit_the_inner_reader_is_not_called() {
    let mut taken = Script::new([]).take(0);
    assert_eq!(run(taken.read(&mut [0; 4])).unwrap(), 0);
    assert_eq!(run(taken.read_vectored(&mut [IoSliceMut::new(&mut [0; 4])])).unwrap(), 0);
    assert_eq!(run(taken.fill_buf()).unwrap(), b"");
    assert_eq!(run(taken.read(&mut [])).unwrap(), 0);
    assert_eq!(taken.get_ref().calls, 0);
}

#[test]
fn the_hint_is_at_most_the_limit() {
    assert_eq!((&b"hello"[..]).take(3).remaining_hint(), 3);
    assert_eq!((&b"hello"[..]).take(9).remaining_hint(), 5);
    assert_eq!((&b"hello"[..]).take(u64::MAX).remaining_hint(), 5);
    // An endless reader has the hint 0.
    assert_eq!(poll_io::repeat(7).take(9).remaining_hint(), 0);
}

#[test]
fn writes_are_forwarded_without_a_limit() {
    let mut taken = Cursor::new(vec![0; 4]).take(1);
    assert!(taken.is_write_vectored());
    run(taken.write_all(b"hello")).unwrap();
    run(taken.flush()).unwrap();
    run(taken.shutdown()).unwrap();
    assert_eq!(taken.into_inner().into_inner(), b"hello");
}

/// A file whose seeks take several calls, exactly as clause S2 says: the same seek is resumed, and another one waits
/// for it.
struct Slow {
    file: Cursor<Vec<u8>>,
    seeking: Option<(SeekFrom, u8)>,
}

impl Slow {
    fn new(data: &[u8]) -> Self {
        Slow { file: Cursor::new(data.into()), seeking: None }
    }
}

impl AsyncRead for Slow {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.file).poll_read(cx, buf)
    }
}

impl AsyncSeek for Slow {
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        let (under_way, left) = self.seeking.unwrap_or((pos, 2));
        self.seeking = Some((under_way, left.saturating_sub(1)));
        if left > 0 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.seeking = None;
        let done = std::io::Seek::seek(&mut self.file, under_way);
        if under_way == pos { Poll::Ready(done) } else { self.poll_seek(cx, pos) }
    }
}

/// Returns the seeks that the tests make, for a window of ten bytes.
fn seeks() -> Vec<SeekFrom> {
    let extremes = [SeekFrom::Start(u64::MAX), SeekFrom::Current(i64::MIN), SeekFrom::Current(i64::MAX)];
    let near = (-7..8).flat_map(|n: i64| [SeekFrom::Start(n.unsigned_abs()), SeekFrom::Current(n), SeekFrom::End(n)]);
    near.chain(extremes).step_by(if cfg!(miri) { 6 } else { 1 }).collect()
}

#[test]
fn seeks_where_std_seeks() {
    let seeks = seeks();
    for limit in [0, 5, 20, 1 << 40] {
        for first in &seeks {
            for second in &seeks {
                let mut inner = Slow::new(b"..0123456789");
                run(inner.seek(SeekFrom::Start(2))).unwrap();
                let mut std_inner = Cursor::new(b"..0123456789");
                std_inner.set_position(2);
                let (mut ours, mut std) = (inner.take(limit), std::io::Read::take(std_inner, limit));
                for pos in [*first, *second] {
                    let x = outcome(run(ours.seek(pos)));
                    let y = outcome(std::io::Seek::seek(&mut std, pos));
                    assert_eq!(x, y, "{first:?}, {second:?}, {limit}");
                    let (mut a, mut b) = ([0; 3], [0; 3]);
                    let x = (run(ours.read(&mut a)).unwrap(), run(ours.stream_position()).unwrap());
                    let y = std::io::Read::read(&mut std, &mut b).unwrap();
                    assert_eq!((x, a), ((y, std::io::Seek::stream_position(&mut std).unwrap()), b));
                    assert_eq!(ours.limit(), std.limit());
                }
            }
        }
    }
}

#[test]
fn an_impossible_position_is_refused() {
    let mut inner = Cursor::new(b"0123");
    inner.set_position(2);
    let mut taken = inner.take(u64::MAX);
    assert_eq!(outcome(run(taken.seek(SeekFrom::End(-1)))), Err(ErrorKind::InvalidInput));
    assert_eq!(run(taken.read_array()).unwrap(), *b"23");
    assert_eq!(run(taken.seek(SeekFrom::Start(1))).unwrap(), 1);
    assert_eq!(run(taken.read_array()).unwrap(), *b"3");
}

#[test]
fn a_dropped_seek_does_not_affect_later_seeks() {
    for polls in 0..6 {
        let mut taken = Slow::new(b"0123456789").take(8);
        let mut cx = Context::from_waker(std::task::Waker::noop());
        for _ in 0..polls {
            let _ = Pin::new(&mut taken).poll_seek(&mut cx, SeekFrom::Start(5));
        }
        run(taken.read(&mut [0])).unwrap();
        assert_eq!(run(taken.seek(SeekFrom::End(-2))).unwrap(), 6);
        let mut rest = Vec::new();
        run(taken.read_to_end(&mut rest)).unwrap();
        assert_eq!(rest, b"67", "after {polls} polls");
    }
}

#[test]
fn set_limit_counts_from_the_current_position() {
    let mut taken = Cursor::new(b"0123456789").take(4);
    run(taken.read_exact(&mut [0; 3])).unwrap();
    assert_eq!((taken.position(), taken.limit()), (3, 1));
    taken.set_limit(5);
    assert_eq!((taken.position(), taken.limit()), (0, 5));
    assert_eq!(run(taken.read_u8()).unwrap(), b'3');
    assert_eq!(run(taken.seek(SeekFrom::Start(0))).unwrap(), 0);
    let mut rest = Vec::new();
    run(taken.read_to_end(&mut rest)).unwrap();
    assert_eq!((&rest[..], taken.position()), (&b"34567"[..], 5));
}
