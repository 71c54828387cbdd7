use super::peer::{Drain, Script, Step, outcome, run, schedules};
use crate::design::*;
use poll_io::{BorrowedBuf, BorrowedCursor, Error, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom};
use std::{
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, ready},
};

#[test]
fn shows_each_byte_once_at_every_split() {
    for steps in schedules(b"hello") {
        let mut seen: Vec<Vec<u8>> = Vec::new();
        let mut all = Vec::new();
        run(Script::new(steps.clone()).inspect(|piece| seen.push(piece.into())).read_to_end(&mut all)).unwrap();
        assert_eq!((&all[..], seen.concat()), (&b"hello"[..], b"hello".to_vec()));
        assert!(seen.iter().all(|piece| !piece.is_empty()));

        seen.clear();
        let mut reader = Script::new(steps.clone()).inspect(|piece| seen.push(piece.into()));
        run(reader.fill_buf()).unwrap();
        run(reader.read_until(b'e', &mut Vec::new())).unwrap();
        let (mut a, mut b) = ([0; 1], [0; 8]);
        let n = run(reader.read_vectored(&mut [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)])).unwrap();
        assert_eq!(
            seen.concat(),
            b"hello"[..2 + n],
            "bytes that were returned by `fill_buf` but not consumed are not shown"
        );
        assert!(seen.iter().all(|piece| !piece.is_empty()));
    }
}

#[test]
fn shows_the_bytes_that_the_writer_has_accepted_at_every_split() {
    for steps in schedules(b"hello") {
        let mut seen: Vec<Vec<u8>> = Vec::new();
        let mut writer = Drain::new(steps.clone()).inspect_write(|piece| seen.push(piece.into()));
        run(writer.write_all(b"hello")).unwrap();
        let mut bufs = [IoSlice::new(b", "), IoSlice::new(b""), IoSlice::new(b"world")];
        run(writer.write_all_vectored(&mut bufs)).unwrap();
        run(writer.flush()).unwrap();
        run(writer.shutdown()).unwrap();
        let drain = writer.into_inner();
        assert_eq!((&drain.taken[..], drain.flushes, drain.shutdowns), (&b"hello, world"[..], 1, 1));
        assert_eq!(seen.concat(), drain.taken);
        assert!(seen.iter().all(|piece| !piece.is_empty()));
    }
}

#[test]
fn vectored_writes_are_shown_slice_by_slice() {
    let mut seen = Vec::new();
    let mut room = [0; 4];
    let mut writer = (&mut room[..]).inspect_write(|piece| seen.push(piece.to_vec()));
    assert!(writer.is_write_vectored());
    assert_eq!(run(writer.write_vectored(&[IoSlice::new(b"abc"), IoSlice::new(b"def")])).unwrap(), 4);
    assert_eq!(seen, [&b"abc"[..], b"d"]);
}

/// A stream that fills the buffer and then fails, and that claims to have written more bytes than it was given.
struct Liar;

impl AsyncRead for Liar {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(b"lie");
        Poll::Ready(Err(Error::other("no")))
    }

    fn poll_read_vectored(self: Pin<&mut Self>, _: &mut Context<'_>, _: &mut [IoSliceMut<'_>]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(usize::MAX))
    }
}

impl AsyncWrite for Liar {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(usize::MAX))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[test]
fn bytes_of_failed_reads_and_false_counts_are_not_shown() {
    let mut reader = Liar.inspect(|_| panic!("shown"));
    let mut memory = [MaybeUninit::uninit(); 8];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    assert!(run(reader.read_buf(buf.unfilled())).is_err());
    assert_eq!((buf.len(), buf.init_len()), (0, 3), "not filled, but initialized");
    assert!(run(reader.read_vectored(&mut [IoSliceMut::new(&mut [0; 2])])).is_err());
    let mut writer = Liar.inspect_write(|_| panic!("shown"));
    assert_eq!(outcome(run(writer.write(b"x"))), Err(ErrorKind::InvalidData));
    assert_eq!(outcome(run(writer.write_vectored(&[IoSlice::new(b"x")]))), Err(ErrorKind::InvalidData));
}

#[test]
fn forwards_the_other_direction_and_the_hint() {
    assert_eq!((&b"hello"[..]).inspect(|_| ()).remaining_hint(), 5);
    let mut both = std::io::Cursor::new(b"hello".to_vec()).inspect(|_| panic!("a write is not shown"));
    run(both.write_all(b"HE")).unwrap();
    assert_eq!(run(both.seek(SeekFrom::Start(1))).unwrap(), 1);
    let mut both = both.into_inner().inspect_write(|_| panic!("a read is not shown"));
    assert_eq!(both.remaining_hint(), 4);
    assert_eq!(run(both.read_array()).unwrap(), *b"Ell");
    assert_eq!(run(both.read_until(b'!', &mut Vec::new())).unwrap(), 1);
    let mut script = Script::new([Step::Bytes(b"x".into())]).inspect(|_| ());
    script.consume_unpin(0);
    assert_eq!(script.get_ref().calls, 0, "`consume(0)` makes no call");
}

/// A reader that sometimes returns `Pending` for fairness although it has bytes.
struct Fair {
    rest: &'static [u8],
    calls: usize,
    every: usize,
}

impl Fair {
    fn poll_turn(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.calls += 1;
        if self.calls % self.every == 0 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

impl AsyncRead for Fair {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        ready!(self.poll_turn(cx));
        AsyncRead::poll_read(Pin::new(&mut self.rest), cx, buf)
    }
}

impl AsyncBufRead for Fair {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        ready!(this.poll_turn(cx));
        Poll::Ready(Ok(this.rest))
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        self.rest = self.rest.get(amt..).unwrap_or_default();
    }
}

impl AsyncSeek for Fair {
    fn poll_seek(self: Pin<&mut Self>, _: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
        Poll::Ready(Ok(self.rest.len() as u64))
    }
}

#[test]
fn shows_all_bytes_of_a_reader_that_is_pending_for_fairness() {
    static TEXT: [u8; 1500] = [7; 1500];
    for every in 2..5 {
        for then in 0..4 {
            let mut seen = 0;
            let mut reader = Fair { rest: &TEXT, calls: 0, every }.inspect(|piece| seen += piece.len());
            let mut read = 0;
            for amt in [3, 700, 1, 600] {
                assert_eq!(run(reader.fill_buf()).unwrap().len(), TEXT.len() - read);
                reader.consume_unpin(amt);
                read += amt;
            }
            let (mut a, mut b) = ([0; 4], [0; 4]);
            match then {
                0 => read += run(reader.read(&mut a)).unwrap(),
                1 => {
                    let mut bufs = [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
                    read += run(reader.read_vectored(&mut bufs)).unwrap();
                }
                2 => assert_eq!(run(reader.stream_position()).unwrap(), (TEXT.len() - read) as u64),
                // At most the bytes that `poll_fill_buf` has returned.
                _ => {
                    run(reader.fill_buf()).unwrap();
                    reader.consume_unpin(usize::MAX);
                    read = TEXT.len();
                    assert_eq!(run(reader.fill_buf()).unwrap(), b"");
                }
            }
            assert_eq!(reader.get_ref().rest.len(), TEXT.len() - read, "{every}, {then}");
            drop(reader);
            assert_eq!(seen, read, "{every}, {then}");
        }
    }
}

/// A caller that consumes more than was returned must not consume bytes that nobody has seen (B4).
#[test]
fn bytes_that_were_not_returned_are_not_consumed() {
    let mut seen = Vec::new();
    let mut reader = BufReader::with_capacity(3, &b"abcdefgh"[..]).inspect(|piece| seen.extend_from_slice(piece));
    assert_eq!(run(reader.fill_buf()).unwrap(), b"abc");
    reader.consume_unpin(3);
    reader.consume_unpin(1);
    assert_eq!(run(reader.fill_buf()).unwrap(), b"def");
    assert_eq!(run(reader.read_array()).unwrap(), *b"def");
    reader.consume_unpin(1);
    let mut rest = Vec::new();
    run(reader.read_to_end(&mut rest)).unwrap();
    assert_eq!(rest, b"gh");
    assert_eq!(seen, b"abcdefgh");
}
