use super::peer::{Script, Step, outcome, run, run_counted, schedules};
use crate::design::*;
use poll_io::{BorrowedCursor, ErrorKind, IoSliceMut, Result, SeekFrom};
use std::{
    io::Cursor,
    pin::{Pin, pin},
    task::{Context, Poll, Waker, ready},
};

#[test]
fn reads_every_byte_once_whatever_the_capacity() {
    for steps in schedules(b"hello, world") {
        for capacity in if cfg!(miri) { &[0, 5][..] } else { &[0, 1, 3, 12, 64] } {
            for len in (1..14).step_by(if cfg!(miri) { 4 } else { 1 }) {
                let mut reader = BufReader::with_capacity(*capacity, Script::new(steps.clone()));
                let mut all = Vec::new();
                let mut piece = vec![0; len];
                loop {
                    let n = run(reader.read(&mut piece)).unwrap();
                    all.extend_from_slice(&piece[..n]);
                    if n == 0 {
                        break;
                    }
                    let lent = run(reader.fill_buf()).unwrap().len().min(1);
                    all.extend_from_slice(&run(reader.fill_buf()).unwrap()[..lent]);
                    reader.consume_unpin(lent);
                }
                assert_eq!(all, b"hello, world", "{steps:?}, {capacity}, {len}");
            }
        }
    }
}

#[test]
fn b26_a_large_read_bypasses_an_empty_buffer() {
    let mut reader = BufReader::with_capacity(4, &b"0123456789"[..]);
    assert_eq!(run(reader.read(&mut [0; 4])).unwrap(), 4);
    assert_eq!(reader.buffer(), b"");
    assert_eq!(run(reader.read(&mut [0; 3])).unwrap(), 3);
    assert_eq!(reader.buffer(), b"7");
}

#[test]
fn b27_seeks_like_std_and_stream_position_keeps_the_buffer() {
    let data: Vec<u8> = (0..100).collect();
    for pos in [
        SeekFrom::Start(50),
        SeekFrom::End(-1),
        SeekFrom::Current(3),
        SeekFrom::Current(-2),
        SeekFrom::Current(i64::MIN),
        SeekFrom::Current(i64::MAX),
        SeekFrom::Start(1000),
    ] {
        let mut ours = BufReader::with_capacity(16, Cursor::new(&data));
        let mut std = std::io::BufReader::with_capacity(16, Cursor::new(&data));
        let (mut a, mut b) = ([0; 5], [0; 5]);
        run(ours.read_exact(&mut a)).unwrap();
        std::io::Read::read_exact(&mut std, &mut b).unwrap();
        assert_eq!(run(ours.stream_position()).unwrap(), 5);
        assert_eq!(ours.buffer(), &data[5..16]);
        let x = outcome(run(ours.seek(pos)));
        assert_eq!(x, outcome(std::io::Seek::seek(&mut std, pos)), "{pos:?}");
        let x = outcome(run(ours.read_exact(&mut a)));
        assert_eq!((x, a), (outcome(std::io::Read::read_exact(&mut std, &mut b)), b), "{pos:?}");
    }
}

#[test]
fn b27_a_relative_seek_inside_the_buffer_keeps_it() {
    for offset in [-5, -1, 0, 1, 10, 11] {
        let mut reader = BufReader::with_capacity(16, Cursor::new((0..100).collect::<Vec<u8>>()));
        run(reader.read_exact(&mut [0; 5])).unwrap();
        run(reader.seek_relative(offset)).unwrap();
        assert_eq!(reader.buffer().len(), usize::try_from(11 - offset).unwrap());
        let at = u8::try_from(5 + offset).unwrap();
        assert_eq!(run(reader.read_u8()).unwrap(), at);
    }
    let mut reader = BufReader::new(Cursor::new([0; 4]));
    assert_eq!(run(reader.seek_relative(i64::MIN)).unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[test]
fn peeks_without_consuming_at_every_split() {
    for steps in schedules(b"hello") {
        for n in 0..8 {
            let mut reader = BufReader::with_capacity(6, Script::new(steps.clone()));
            let peeked = run(reader.peek(n)).map(<[u8]>::to_vec);
            if n > 6 {
                assert_eq!(peeked.unwrap_err().kind(), ErrorKind::InvalidInput);
            } else {
                assert_eq!(peeked.unwrap(), &b"hello"[..n.min(5)]);
            }
            let mut all = Vec::new();
            run(reader.read_to_end(&mut all)).unwrap();
            assert_eq!(all, b"hello");
        }
    }
}

/// A call that is made on our reader and on std's.
#[derive(Clone, Copy, Debug)]
enum Call {
    Read(usize),
    ReadVectored([usize; 3]),
    Consume(usize),
    Peek(usize),
    Position,
    Relative(i64),
    Seek(SeekFrom),
}

/// Returns pseudorandom numbers that are the same in every run.
fn numbers() -> impl Iterator<Item = usize> {
    std::iter::successors(Some(1_u32), |n| Some(n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)))
        .map(|n| (n >> 16) as usize)
}

fn any_call(numbers: &mut impl Iterator<Item = usize>, capacity: usize) -> Call {
    let mut below = |end: usize| numbers.next().unwrap_or_default() % end;
    let offset = i64::try_from(below(24)).unwrap_or_default() - 12;
    match below(8) {
        // Never 0 bytes: with an empty buffer argument, std's reader still fills its buffer (b25).
        0 | 1 => Call::Read(1 + below(19)),
        2 => Call::ReadVectored([below(9), 1 + below(9), below(9)]),
        3 => Call::Consume(below(12)),
        4 => Call::Peek(below(capacity + 1)),
        5 => Call::Position,
        6 => Call::Relative(offset),
        _ => Call::Seek([SeekFrom::Start(9), SeekFrom::End(offset), SeekFrom::Current(offset * 4)][below(3)]),
    }
}

/// The memory that a call reads into.
type Memory = [u8; 30];

fn slices(memory: &mut Memory, lens: [usize; 3]) -> [IoSliceMut<'_>; 3] {
    let mut chunks = memory.chunks_mut(10);
    lens.map(|len| IoSliceMut::new(&mut chunks.next().unwrap_or_default()[..len]))
}

/// Makes a call on our reader and returns its result as a number.
fn call_ours(reader: &mut BufReader<Cursor<&[u8]>>, call: Call, memory: &mut Memory) -> Result<u64> {
    match call {
        Call::Read(len) => run(reader.read(&mut memory[..len])).map(|n| n as u64),
        Call::ReadVectored(lens) => run(reader.read_vectored(&mut slices(memory, lens))).map(|n| n as u64),
        Call::Consume(amt) => {
            let len = run(reader.fill_buf())?.len() as u64;
            reader.consume_unpin(amt);
            Ok(len)
        }
        Call::Peek(len) => {
            memory[..len].fill(1);
            let bytes = run(reader.peek(len))?;
            memory[..bytes.len()].copy_from_slice(bytes);
            // `peek` may have moved and filled the buffer. std's stable methods cannot do that.
            let here = run(reader.stream_position())?;
            run(reader.seek(SeekFrom::Start(here)))
        }
        Call::Position => run(reader.stream_position()),
        Call::Relative(offset) => run(reader.seek_relative(offset)).map(|()| 0),
        Call::Seek(pos) => run(reader.seek(pos)),
    }
}

/// Makes the same call on std's reader.
fn call_std(reader: &mut std::io::BufReader<Cursor<&[u8]>>, call: Call, memory: &mut Memory) -> Result<u64> {
    use std::io::{BufRead, Read, Seek};
    match call {
        Call::Read(len) => reader.read(&mut memory[..len]).map(|n| n as u64),
        Call::ReadVectored(lens) => reader.read_vectored(&mut slices(memory, lens)).map(|n| n as u64),
        Call::Consume(amt) => {
            let len = BufRead::fill_buf(reader)?.len() as u64;
            BufRead::consume(reader, amt);
            Ok(len)
        }
        // std's `peek` is unstable.
        Call::Peek(len) => {
            memory[..len].fill(1);
            let here = reader.stream_position()?;
            let mut bytes = Vec::new();
            reader.by_ref().take(len as u64).read_to_end(&mut bytes)?;
            memory[..bytes.len()].copy_from_slice(&bytes);
            reader.seek(SeekFrom::Start(here))
        }
        Call::Position => reader.stream_position(),
        // In our reader, each method that seeks relatively inside the buffer keeps it. In std's, only `seek_relative`
        // does.
        Call::Seek(SeekFrom::Current(offset)) => {
            reader.seek_relative(offset)?;
            reader.stream_position()
        }
        Call::Relative(offset) => reader.seek_relative(offset).map(|()| 0),
        Call::Seek(pos) => reader.seek(pos),
    }
}

/// Any sequence of calls returns what std's reader returns, and leaves the same bytes in the buffer.
#[test]
fn b26_b27_behaves_like_std_in_every_state() {
    let data: Vec<u8> = (0..100).collect();
    let mut numbers = numbers();
    for round in 0..if cfg!(miri) { 50 } else { 4000 } {
        let capacity = 1 + round % 9;
        let mut ours = BufReader::with_capacity(capacity, Cursor::new(&data[..]));
        let mut std = std::io::BufReader::with_capacity(capacity, Cursor::new(&data[..]));
        let mut made = Vec::new();
        for _ in 0..12 {
            made.push(any_call(&mut numbers, capacity));
            let (mut a, mut b) = ([0; 30], [0; 30]);
            let x = outcome(call_ours(&mut ours, made[made.len() - 1], &mut a));
            let y = outcome(call_std(&mut std, made[made.len() - 1], &mut b));
            assert_eq!((x, a, ours.buffer()), (y, b, std.buffer()), "{capacity}, {made:?}");
        }
    }
}

#[test]
fn b25_an_empty_buffer_argument_reads_nothing() {
    for capacity in [0, 1, 8] {
        let mut reader = BufReader::with_capacity(capacity, Script::new([]));
        assert_eq!(run(reader.read(&mut [])).unwrap(), 0);
        assert_eq!(run(reader.read_vectored(&mut [])).unwrap(), 0);
        assert_eq!(run(reader.peek(0)).unwrap(), b"");
        // The first call with a non-empty argument finds the end of the file.
        assert_eq!(run(reader.read(&mut [0])).unwrap(), 0);
    }
}

#[test]
fn b54_consuming_too_much_consumes_what_is_buffered() {
    let mut reader = BufReader::with_capacity(4, &b"hello"[..]);
    for rest in [&b"hell"[..], b"o", b""] {
        assert_eq!(run(reader.fill_buf()).unwrap(), rest);
        reader.consume_unpin(usize::MAX);
        assert_eq!(reader.buffer(), b"");
    }
}

/// A stream that returns `Pending` in every other call and counts the remaining calls.
struct Slow {
    inner: Cursor<Vec<u8>>,
    wait: bool,
    reads: usize,
    seeks: usize,
}

impl Slow {
    fn new(data: &[u8]) -> Self {
        Slow { inner: Cursor::new(data.to_vec()), wait: false, reads: 0, seeks: 0 }
    }

    fn poll_turn(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.wait = !self.wait;
        if self.wait {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

impl AsyncRead for Slow {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        ready!(self.poll_turn(cx));
        self.reads += 1;
        AsyncRead::poll_read(Pin::new(&mut self.inner), cx, buf)
    }
}

impl AsyncSeek for Slow {
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        ready!(self.poll_turn(cx));
        self.seeks += 1;
        AsyncSeek::poll_seek(Pin::new(&mut self.inner), cx, pos)
    }
}

#[test]
fn b28_a_pending_seek_is_resumed_and_not_repeated() {
    for (pos, kept) in [
        (SeekFrom::Start(7), &b""[..]),
        (SeekFrom::Current(2), b"3"),
        (SeekFrom::Current(50), b""),
        (SeekFrom::End(-1), b""),
    ] {
        let mut reader = BufReader::with_capacity(4, Slow::new(b"0123456789"));
        assert_eq!(run(reader.read_u8()).unwrap(), b'0');
        let mut std = Cursor::new(b"0123456789");
        std.set_position(1);
        assert_eq!(run(reader.seek(pos)).unwrap(), std::io::Seek::seek(&mut std, pos).unwrap());
        assert_eq!((reader.get_ref().seeks, reader.buffer()), (1, kept));
    }
    // The distance does not fit into one seek of the inner reader. Two seeks are needed; each is resumed, and the
    // second one is refused.
    let mut reader = BufReader::with_capacity(4, Slow::new(b"0123456789"));
    assert_eq!(run(reader.read_u8()).unwrap(), b'0');
    let e = run(reader.seek(SeekFrom::Current(i64::MIN))).unwrap_err();
    assert_eq!((e.kind(), reader.get_ref().seeks), (ErrorKind::InvalidInput, 2));
    assert_eq!(run(reader.read_u8()).unwrap(), b'1');
}

#[test]
fn b27_a_relative_seek_inside_the_buffer_makes_no_inner_call_and_is_lazy() {
    let mut reader = BufReader::with_capacity(4, Slow::new(b"0123456789"));
    assert_eq!(run(reader.peek(1)).unwrap(), b"0");
    drop(reader.seek_relative(2));
    assert_eq!(reader.buffer(), b"0123");
    run(reader.seek_relative(2)).unwrap();
    assert_eq!((reader.buffer(), reader.get_ref().seeks), (&b"23"[..], 0));
    run(reader.seek_relative(4)).unwrap();
    assert_eq!((reader.buffer(), reader.get_ref().seeks), (&b""[..], 1));
    assert_eq!(run(reader.read_u8()).unwrap(), b'6');
}

#[test]
fn b27_every_relative_seek_inside_the_buffer_keeps_it() {
    let filled = || {
        let mut reader = BufReader::with_capacity(8, Slow::new(b"0123456789"));
        run(reader.read_exact(&mut [0; 3])).unwrap();
        reader
    };
    for offset in -5..9_i64 {
        let mut reader = filled();
        let inside = (-3..=5).contains(&offset);
        let result = outcome(run(reader.seek(SeekFrom::Current(offset))));
        assert_eq!(result, u64::try_from(3 + offset).map_err(|_| ErrorKind::InvalidInput));
        let kept = if inside { &b"01234567"[usize::try_from(3 + offset).unwrap()..] } else { b"" };
        assert_eq!(reader.buffer(), if result.is_ok() { kept } else { b"34567" }, "{offset}");
        assert_eq!(reader.get_ref().reads, 1);
    }
    // The same holds for a pinned reader.
    let mut reader = Box::pin(filled());
    run(reader.seek_relative(2)).unwrap();
    assert_eq!((reader.buffer(), reader.get_ref().reads), (&b"567"[..], 1));
}

#[test]
fn b27_every_seek_to_a_negative_position_is_refused() {
    let mut reader = BufReader::with_capacity(4, Cursor::new(b"abcdefgh"));
    run(reader.read_exact(&mut [0; 2])).unwrap();
    reader.get_mut().set_position(0);
    for pos in [SeekFrom::Current(0), SeekFrom::Current(1), SeekFrom::Current(-1)] {
        assert_eq!(outcome(run(reader.seek(pos))), Err(ErrorKind::InvalidInput), "{pos:?}");
        assert_eq!(reader.buffer(), b"cd");
    }
    assert_eq!(run(reader.seek(SeekFrom::Current(2))).unwrap(), 0, "the position of the inner reader");
}

/// The position that a seek returns holds for reads. A write goes to the position of the inner stream.
#[test]
fn b27_a_write_happens_after_the_buffered_bytes() {
    let file = || BufReader::with_capacity(8, Cursor::new(b"0123456789abc".to_vec()));
    let mut reader = file();
    assert_eq!(run(reader.read_array()).unwrap(), *b"01");
    assert_eq!(run(reader.seek(SeekFrom::Current(1))).unwrap(), 3);
    run(reader.write_all(b"#")).unwrap();
    assert_eq!((reader.get_ref().get_ref(), reader.buffer()), (&b"01234567#9abc".to_vec(), &b"34567"[..]));
    run(reader.seek(SeekFrom::Start(3))).unwrap();
    run(reader.write_all(b"#")).unwrap();
    assert_eq!(reader.get_ref().get_ref(), b"012#4567#9abc", "a seek that discards the buffer moves the inner stream");

    let mut taken = file().take(10);
    assert_eq!(run(taken.read_array()).unwrap(), *b"01");
    assert_eq!(run(taken.seek(SeekFrom::Start(3))).unwrap(), 3);
    run(taken.write_all(b"#")).unwrap();
    assert_eq!(taken.get_ref().get_ref().get_ref(), b"01234567#9abc");

    let mut writer = BufWriter::new(file());
    assert_eq!(run(writer.read_array()).unwrap(), *b"01");
    assert_eq!(run(writer.seek(SeekFrom::Current(1))).unwrap(), 3);
    run(writer.write_all(b"#")).unwrap();
    run(writer.flush()).unwrap();
    assert_eq!(writer.get_ref().get_ref().get_ref(), b"01234567#9abc");
}

#[test]
fn b19_fill_buf_retries_in_the_next_poll() {
    let mut reader = Script::new([Step::Err(ErrorKind::Interrupted), Step::Bytes(b"a".into())]);
    let (result, polls) = run_counted(reader.fill_buf());
    assert_eq!((result.unwrap(), polls), (&b"a"[..], 2));
}

#[test]
fn b27_stream_len_keeps_the_position() {
    let mut reader = BufReader::with_capacity(4, Slow::new(b"0123456789"));
    assert_eq!(run(reader.read_u8()).unwrap(), b'0');
    assert_eq!(run(reader.stream_len()).unwrap(), 10);
    assert_eq!(run(reader.read_u8()).unwrap(), b'1');
    assert_eq!(run(reader.stream_position()).unwrap(), 2);
}

#[test]
fn a_peek_dropped_at_any_poll_loses_nothing() {
    for steps in schedules(b"hello") {
        let mut reader = BufReader::with_capacity(5, Script::new(steps.clone()));
        let mut peeks = 0;
        while pin!(reader.peek(5)).poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            peeks += 1;
        }
        assert!(peeks <= steps.len());
        assert_eq!(reader.buffer(), b"hello", "{steps:?}");
    }
}

#[test]
fn writes_bypass_the_buffer() {
    let mut both = BufReader::new(Cursor::new(b"0123456789".to_vec()));
    assert_eq!(run(both.read_u8()).unwrap(), b'0');
    run(both.seek(SeekFrom::Start(2))).unwrap();
    assert!(both.is_write_vectored());
    run(both.write_all(b"ab")).unwrap();
    run(both.flush()).unwrap();
    assert_eq!(run(both.read_u8()).unwrap(), b'4');
    run(both.shutdown()).unwrap();
    assert_eq!(both.into_inner().into_inner(), b"01ab456789");
}

#[test]
fn into_parts_loses_nothing() {
    let mut reader = BufReader::with_capacity(4, Slow::new(b"0123456789"));
    assert_eq!(run(reader.read_u8()).unwrap(), b'0');
    let (inner, rest) = reader.into_parts();
    assert_eq!(rest, b"123");
    let mut all = Vec::new();
    run((&rest[..]).chain(inner).read_to_end(&mut all)).unwrap();
    assert_eq!(all, b"123456789");
}

#[test]
fn b03_remaining_hint_is_a_lower_bound() {
    let mut reader = BufReader::with_capacity(4, &b"0123456789"[..]);
    assert_eq!(reader.remaining_hint(), 10);
    assert_eq!(run(reader.read_u8()).unwrap(), b'0');
    assert_eq!((reader.buffer().len(), reader.remaining_hint()), (3, 9));
    let mut endless = BufReader::with_capacity(4, Liar);
    assert_eq!(run(endless.fill_buf()).unwrap(), b"x");
    assert_eq!(endless.remaining_hint(), usize::MAX);
}

/// A reader that returns one byte in each call and whose hint is `usize::MAX`.
struct Liar;

impl AsyncRead for Liar {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(b"x");
        Poll::Ready(Ok(()))
    }

    fn remaining_hint(&self) -> usize {
        usize::MAX
    }
}

#[test]
fn default_capacity_is_that_of_std() {
    assert_eq!(BufReader::new(&b""[..]).capacity(), std::io::BufReader::new(&b""[..]).capacity());
}
