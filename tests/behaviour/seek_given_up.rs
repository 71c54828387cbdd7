//! Tests seeks that are dropped before they complete. The file completes such a seek during the next call, of whatever
//! kind.

use super::peer::{SlowFile, outcome, poll_times, run};
use crate::design::*;
use poll_io::{BorrowedCursor, Either, ErrorKind, IoSliceMut, Result, SeekFrom};
use std::{
    io::Cursor,
    pin::Pin,
    task::{Context, Poll},
};

const LEN: u8 = 64;

fn data() -> Vec<u8> {
    (0..LEN).collect()
}

/// Pseudorandom numbers that are the same in every run.
struct Numbers(u32);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) as usize % end
    }

    fn pos(&mut self) -> SeekFrom {
        let n = i64::try_from(self.below(48)).unwrap() - 24;
        match self.below(4) {
            0 => SeekFrom::Start(n.unsigned_abs()),
            1 => SeekFrom::End(n),
            // Some seeks fail.
            2 if self.below(4) == 0 => SeekFrom::Current(i64::MIN),
            _ => SeekFrom::Current(n),
        }
    }
}

/// The expected behavior: a file in memory whose seeks complete at once, and the dropped seek that is in progress.
struct Model {
    file: Cursor<Vec<u8>>,
    begun: Option<SeekFrom>,
    /// Whether a seek beyond the end is refused.
    window: bool,
}

impl Model {
    fn seek(&mut self, pos: SeekFrom) -> Result<u64> {
        let before = self.file.position();
        let at = std::io::Seek::seek(&mut self.file, pos)?;
        if self.window && at > self.file.get_ref().len() as u64 {
            self.file.set_position(before);
            return Err(ErrorKind::InvalidInput.into());
        }
        Ok(at)
    }

    /// Completes the seek in progress, as the next operation must, and returns its error if it fails.
    fn settle(&mut self) -> Result<()> {
        self.begun.take().map_or(Ok(()), |pos| self.seek(pos).map(drop))
    }
}

/// Makes random calls, drops many of the seeks, and compares each call with the model.
fn check<S: AsyncRead + AsyncSeek + Unpin>(name: &str, window: bool, make: impl Fn(usize) -> S) {
    let mut numbers = Numbers(1);
    for round in 0..if cfg!(miri) { 3 } else { 1500 } {
        let mut stream = make(round);
        let mut model = Model { file: Cursor::new(data()), begun: None, window };
        let mut log = Vec::new();
        for _ in 0..10 {
            match numbers.below(6) {
                // A seek that is dropped after a few polls, unless it completes first.
                0..=2 => {
                    let (pos, polls) = (numbers.pos(), numbers.below(4));
                    let ended = poll_times(polls, stream.seek(pos)).map(outcome);
                    log.push(format!("{pos:?}, polled {polls} times: {ended:?}"));
                    if polls == 0 {
                        continue;
                    }
                    // If another seek is in progress, it is completed first. If it fails, this seek returns its error.
                    let other = model.begun.is_some_and(|begun| begun != pos);
                    match ended {
                        Some(ended) => {
                            model.begun = model.begun.filter(|_| other);
                            let first = model.settle();
                            assert_eq!(ended, outcome(first.and_then(|()| model.seek(pos))), "{name}: {log:#?}");
                        }
                        // The test cannot tell which of the two seeks is in progress.
                        None if other => {
                            let all = run(stream.seek(SeekFrom::Start(0)));
                            if all.is_err() {
                                assert!(run(stream.seek(SeekFrom::Start(0))).is_ok(), "{name}: {log:#?}");
                            }
                            model.begun = None;
                            model.seek(SeekFrom::Start(0)).unwrap();
                        }
                        None => model.begun = Some(pos),
                    }
                }
                3 => {
                    let pos = numbers.pos();
                    let ours = outcome(run(stream.seek(pos)));
                    log.push(format!("{pos:?}: {ours:?}"));
                    // A seek to the same position resumes the one in progress, so it happens once.
                    model.begun = model.begun.filter(|begun| *begun != pos);
                    let first = model.settle();
                    assert_eq!(ours, outcome(first.and_then(|()| model.seek(pos))), "{name}: {log:#?}");
                }
                4 => {
                    let mut buf = [0; 3];
                    let ended = poll_times(numbers.below(2), stream.read(&mut buf));
                    log.push(format!("a read, given up: {ended:?}"));
                    if let Some(ended) = ended {
                        let settled = model.settle();
                        assert_eq!(ended.is_err(), settled.is_err(), "{name}: {log:#?}");
                        if let Ok(n) = ended {
                            reads(&mut model, &buf[..n], 3, name, &log);
                        }
                    }
                }
                _ => {
                    let (mut a, mut b) = ([0; 4], [0; 4]);
                    let vectored = numbers.below(3) == 0;
                    let ours = if vectored {
                        run(stream.read_vectored(&mut [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)]))
                    } else {
                        run(stream.read(&mut a))
                    };
                    log.push(format!("a read: {ours:?}, vectored: {vectored}"));
                    let settled = model.settle();
                    assert_eq!(
                        outcome(ours.as_ref().map(drop).map_err(|e| e.kind().into())),
                        outcome(settled),
                        "{name}: {log:#?}"
                    );
                    if let Ok(n) = ours {
                        reads(&mut model, &[a, b].concat()[..n], if vectored { 8 } else { 4 }, name, &log);
                    }
                }
            }
        }
    }
}

/// Reads the same bytes from the model. A read may be short. It may return 0 bytes only at the end.
fn reads(model: &mut Model, got: &[u8], room: usize, name: &str, log: &[String]) {
    let mut expected = vec![0; room];
    let before = model.file.position();
    let n = std::io::Read::read(&mut model.file, &mut expected).unwrap();
    assert!(got.len() <= n && (n == 0 || !got.is_empty()), "{name}: {got:?} of {expected:?}, {log:#?}");
    assert_eq!(got, &expected[..got.len()], "{name}: {log:#?}");
    model.file.set_position(before + got.len() as u64);
}

fn file(waits: usize) -> SlowFile {
    SlowFile::new(&data(), waits)
}

/// Returns a longer file whose position is the start of the tested window.
fn longer(waits: usize) -> SlowFile {
    let mut file = SlowFile::new(&[&[0xaa; 9][..], &data(), &[0xbb; 9]].concat(), waits);
    run(file.seek(SeekFrom::Start(9))).unwrap();
    file
}

#[test]
fn the_next_operation_completes_a_dropped_seek() {
    for waits in 0..3 {
        check("the file", false, |_| file(waits));
        check("BufReader", false, |n| BufReader::with_capacity(n % 20, file(waits)));
        check("BufReader<BufReader>", false, |n| {
            BufReader::with_capacity(n % 7, BufReader::with_capacity(n % 11, file(waits)))
        });
        check("BufWriter", false, |n| BufWriter::with_capacity(n % 7, file(waits)));
        check("BufStream", false, |n| BufStream::with_capacity(n % 20, 8, file(waits)));
        check("Inspect", false, |_| file(waits).inspect(|_| {}));
        check("Either", false, |_| Either::<_, Cursor<Vec<u8>>>::Left(file(waits)));
        check("Box", false, |_| Box::new(file(waits)));
        check("Pin", false, |_| Pin::new(Box::new(BufReader::with_capacity(5, file(waits)))));
        check("Take", true, |_| longer(waits).take(LEN.into()));
        check("Take<Take>", true, |_| longer(waits).take(70).take(LEN.into()));
        check("Take<BufReader>", true, |n| BufReader::with_capacity(n % 20, longer(waits)).take(LEN.into()));
        check("BufReader<Take>", true, |n| BufReader::with_capacity(n % 20, longer(waits).take(LEN.into())));
        check("BufReader<Take<BufReader>>", true, |n| {
            BufReader::with_capacity(n % 6, BufReader::with_capacity(n % 20, longer(waits)).take(LEN.into()))
        });
    }
}

/// Polls a seek once, checks that it is pending, and drops it.
fn give_up<S: AsyncSeek + Unpin>(stream: &mut S, pos: SeekFrom) {
    assert!(poll_times(1, stream.seek(pos)).is_none(), "the seek must be pending");
}

#[test]
fn a_buffer_does_not_mix_bytes_of_the_old_and_new_positions() {
    let all: Vec<u8> = (0..=255).collect();
    let mut reader = BufReader::with_capacity(16, SlowFile::new(&all, 1));
    assert_eq!(run(reader.read_array()).unwrap(), [0, 1, 2, 3]);
    assert!(poll_times(1, reader.rewind()).is_none());
    assert_eq!(reader.buffer(), b"", "no byte is available during the seek");
    reader.consume_unpin(9);
    assert_eq!(run(reader.read_array::<20>()).unwrap(), all[..20]);

    // A seek that fails leaves the buffer unchanged.
    assert_eq!(run(reader.fill_buf()).unwrap(), &all[20..36]);
    give_up(&mut reader, SeekFrom::Current(-30));
    assert_eq!(outcome(run(reader.fill_buf()).map(drop)), Err(ErrorKind::InvalidInput));
    assert_eq!(run(reader.fill_buf()).unwrap(), &all[20..36]);
    // A seek inside the buffer keeps it and moves inside it.
    let reads = reader.get_ref().reads;
    give_up(&mut reader, SeekFrom::Current(2));
    assert_eq!(run(reader.fill_buf()).unwrap(), &all[22..36]);
    assert_eq!(reader.get_ref().reads, reads);
    // A relative seek starts from the position of the seek in progress.
    give_up(&mut reader, SeekFrom::Start(40));
    run(reader.seek_relative(-3)).unwrap();
    assert_eq!(run(reader.read_u8()).unwrap(), 37);
    // `peek` also completes the seek first.
    give_up(&mut reader, SeekFrom::Start(50));
    assert_eq!(run(reader.peek(3)).unwrap(), [50, 51, 52]);
}

#[test]
fn take_never_leaves_its_window() {
    for pos in [SeekFrom::End(0), SeekFrom::Start(3), SeekFrom::Current(4)] {
        for waits in 0..3 {
            let mut taken = longer(waits).take(10);
            run(taken.read_array::<2>()).unwrap();
            give_up(&mut taken, pos);
            assert_eq!((taken.position(), taken.limit()), (2, 8), "the seek has not completed");
            let mut rest = Vec::new();
            run(taken.read_to_end(&mut rest)).unwrap();
            let at = match pos {
                SeekFrom::Start(at) => usize::try_from(at).unwrap(),
                SeekFrom::Current(_) => 6,
                SeekFrom::End(_) => 10,
            };
            assert_eq!((&rest[..], taken.position()), (&data()[at..10], 10));
            // The window has not moved.
            run(taken.rewind()).unwrap();
            assert_eq!(run(taken.read_array::<10>()).unwrap(), data()[..10]);
            assert_eq!(run(taken.read(&mut [0])).unwrap(), 0);
        }
    }
    // A new limit counts from the position of the seek in progress.
    let mut taken = longer(1).take(10);
    give_up(&mut taken, SeekFrom::Start(4));
    taken.set_limit(2);
    let mut rest = Vec::new();
    run(taken.read_to_end(&mut rest)).unwrap();
    assert_eq!(rest, [4, 5]);
}

#[test]
fn a_write_goes_to_the_position_of_the_dropped_seek() {
    /// Drops a seek, writes three bytes, and checks that they are at the position of the seek.
    fn check<S: AsyncWrite + AsyncSeek + Unpin>(name: &str, mut stream: S, content: impl Fn(&S) -> &[u8]) {
        for (pos, at) in [(SeekFrom::Start(5), 5), (SeekFrom::Current(4), 12), (SeekFrom::End(-3), 61)] {
            give_up(&mut stream, pos);
            run(stream.write_all(b"xyz")).unwrap();
            run(stream.flush()).unwrap();
            assert_eq!(content(&stream)[at..at + 3], *b"xyz", "{name}, {pos:?}");
            assert_eq!(content(&stream).iter().filter(|byte| **byte >= LEN).count(), 3, "{name}, {pos:?}");
            // After another operation, a seek to the same position is a new seek.
            give_up(&mut stream, pos);
            run(stream.flush()).unwrap();
            let there = match pos {
                SeekFrom::Current(by) => at as u64 + 3 + by.unsigned_abs(),
                _ => at as u64,
            };
            assert_eq!(run(stream.stream_position()).unwrap(), there, "{name}, {pos:?}");
            run(stream.seek(SeekFrom::Start(at as u64))).unwrap();
            run(stream.write_all(&data()[at..at + 3])).unwrap();
            run(stream.flush()).unwrap();
        }
    }

    for waits in 0..3 {
        for capacity in [1, 4, 100] {
            check("the file", file(waits), SlowFile::content);
            check("BufReader", BufReader::with_capacity(capacity, file(waits)), |s| s.get_ref().content());
            check("BufWriter", BufWriter::with_capacity(capacity, file(waits)), |s| s.get_ref().content());
            check("BufStream", BufStream::with_capacity(capacity, capacity, file(waits)), |s| s.get_ref().content());
        }
        // A write through `Take` advances the position, as a read does.
        let mut taken = file(waits).take(LEN.into());
        give_up(&mut taken, SeekFrom::End(-3));
        run(taken.write_all(b"xy")).unwrap();
        assert_eq!(taken.get_ref().content()[59..], [59, 60, b'x', b'y', 63]);
        assert_eq!((taken.position(), run(taken.read_u8()).unwrap()), (61, 63));
    }
}

/// Writes and seeks at random, drops many of the seeks, and compares the result with a file in memory.
fn check_writes<S: AsyncWrite + AsyncSeek + Unpin>(
    name: &str,
    make: impl Fn(usize) -> S,
    content: impl Fn(&S) -> &[u8],
) {
    let mut numbers = Numbers(7);
    for round in 0..if cfg!(miri) { 3 } else { 1500 } {
        let mut stream = make(round);
        let mut model = Model { file: Cursor::new(data()), begun: None, window: false };
        let mut log = Vec::new();
        for n in 0..12 {
            match numbers.below(4) {
                0 | 1 => {
                    let (pos, polls) = (numbers.pos(), 1 + numbers.below(3));
                    let ended = poll_times(polls, stream.seek(pos)).map(outcome);
                    log.push(format!("{pos:?}, polled {polls} times: {ended:?}"));
                    let other = model.begun.is_some_and(|begun| begun != pos);
                    match ended {
                        Some(ended) => {
                            model.begun = model.begun.filter(|_| other);
                            let first = model.settle();
                            assert_eq!(ended, outcome(first.and_then(|()| model.seek(pos))), "{name}: {log:#?}");
                        }
                        None if other => {
                            // The test cannot tell which of the two seeks is in progress.
                            while run(stream.seek(SeekFrom::Start(0))).is_err() {}
                            model.begun = None;
                            model.seek(SeekFrom::Start(0)).unwrap();
                        }
                        None => model.begun = Some(pos),
                    }
                }
                2 => {
                    let bytes = [0x80 | n; 10];
                    let bytes = &bytes[..=numbers.below(9)];
                    let ours = outcome(run(stream.write_all(bytes)));
                    log.push(format!("a write of {}: {ours:?}", bytes.len()));
                    let settled = model.settle();
                    assert_eq!(ours, outcome(settled), "{name}: {log:#?}");
                    if ours.is_ok() {
                        std::io::Write::write_all(&mut model.file, bytes).unwrap();
                    }
                }
                _ => {
                    let ours = outcome(run(stream.flush()));
                    log.push(format!("a flush: {ours:?}"));
                    assert_eq!(ours, outcome(model.settle()), "{name}: {log:#?}");
                }
            }
        }
        let settled = model.settle();
        assert_eq!(outcome(run(stream.flush())), outcome(settled), "{name}: {log:#?}");
        run(stream.flush()).unwrap();
        assert_eq!(content(&stream), model.file.get_ref(), "{name}: {log:#?}");
    }
}

#[test]
fn a_write_is_accepted_after_the_dropped_seek_has_completed() {
    for waits in 0..3 {
        check_writes("the file", |_| file(waits), SlowFile::content);
        check_writes("BufWriter", |n| BufWriter::with_capacity(n % 20, file(waits)), |s| s.get_ref().content());
        check_writes("BufStream", |n| BufStream::with_capacity(8, n % 20, file(waits)), |s| s.get_ref().content());
    }
    // Writing out the buffer takes several calls too.
    check_writes(
        "BufWriter<SlowWriter>",
        |n| BufWriter::with_capacity(n % 20, SlowWriter::new(n)),
        |s| s.get_ref().file.content(),
    );
    check_writes(
        "BufWriter<BufWriter<SlowWriter>>",
        |n| BufWriter::with_capacity(n % 7, BufWriter::with_capacity(n % 20, SlowWriter::new(n))),
        |s| s.get_ref().get_ref().file.content(),
    );
    check_writes(
        "BufStream<SlowWriter>",
        |n| BufStream::with_capacity(8, n % 20, SlowWriter::new(n)),
        |s| s.get_ref().file.content(),
    );
}

/// A file that returns `Pending` before each write and accepts a few bytes at a time.
struct SlowWriter {
    file: SlowFile,
    calls: usize,
}

impl SlowWriter {
    fn new(calls: usize) -> Self {
        SlowWriter { file: file(calls % 3), calls }
    }
}

impl AsyncWrite for SlowWriter {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.calls += 1;
        if self.calls % 3 != 0 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let few = buf.len().min(4);
        AsyncWrite::poll_write(Pin::new(&mut self.file), cx, &buf[..few])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        AsyncWrite::poll_flush(Pin::new(&mut self.file), cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        AsyncWrite::poll_shutdown(Pin::new(&mut self.file), cx)
    }
}

impl AsyncRead for SlowWriter {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        AsyncRead::poll_read(Pin::new(&mut self.file), cx, buf)
    }
}

impl AsyncSeek for SlowWriter {
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        AsyncSeek::poll_seek(Pin::new(&mut self.file), cx, pos)
    }
}

#[test]
fn unwritten_bytes_stay_buffered_while_a_seek_is_in_progress() {
    let mut writer = BufWriter::with_capacity(16, SlowWriter::new(0));
    run(writer.write_all(b"abcdef")).unwrap();
    give_up(&mut writer, SeekFrom::Start(20));
    assert_eq!((writer.buffer(), writer.capacity()), (&b"abcdef"[..], 16));
    // A read also completes the seek first.
    let mut byte = [0];
    run(writer.read_exact(&mut byte)).unwrap();
    assert_eq!((byte, &writer.get_ref().file.content()[..8]), ([20], &b"abcdef\x06\x07"[..]));

    run(writer.write_all(b"gh")).unwrap();
    give_up(&mut writer, SeekFrom::Start(0));
    assert_eq!(outcome(writer.into_inner().map(drop).map_err(Into::into)), Err(ErrorKind::Other));

    let mut writer = BufWriter::with_capacity(16, SlowWriter::new(0));
    run(writer.write_all(b"abcdef")).unwrap();
    give_up(&mut writer, SeekFrom::Start(20));
    assert_eq!(writer.into_parts().1, b"abcdef");
}

/// Clause R3: a read without room returns `Ok` and does not wait.
#[test]
fn a_read_without_room_does_not_wait_for_a_seek() {
    fn check(mut stream: impl AsyncRead + AsyncSeek + Unpin) {
        assert!(poll_times(1, stream.seek(SeekFrom::Start(9))).is_none());
        assert_eq!(poll_times(1, stream.read(&mut [])).unwrap().unwrap(), 0);
        assert_eq!(poll_times(1, stream.read_vectored(&mut [])).unwrap().unwrap(), 0);
        assert_eq!(poll_times(1, stream.read_vectored(&mut [IoSliceMut::new(&mut [])])).unwrap().unwrap(), 0);
        assert_eq!(run(stream.read_u8()).unwrap(), 9);
    }
    let file = || SlowFile::new(&data(), 2);
    check(file().take(20));
    check(BufReader::new(file()));
    check(BufWriter::new(file()));
    check(BufStream::new(file()));
    check(file().inspect(|_| {}));
}
