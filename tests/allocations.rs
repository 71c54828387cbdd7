//! Counts the allocations of each method and compares the count with the documentation.

mod counting;
mod numbers;

use counting::{COUNT, MOST, counted, live, run};
use numbers::for_each_number;
use poll_io::{
    AsyncBufReadExt, BorrowedBuf, BorrowedCursor, BufReader, BufStream, BufWriter, ErrorKind, IoSlice, IoSliceMut,
    LineWriter, Result, SeekFrom, copy, copy_bidirectional, copy_buf, duplex, join, prelude::*, simplex, split,
};
use std::{
    collections::BTreeSet,
    fs,
    mem::MaybeUninit,
    path::Path,
    pin::Pin,
    task::{Context, Poll, Waker},
};

/// A stream that reads a slice in pieces of a fixed size, and accepts at most that many bytes per write. It returns
/// `Pending` before each piece and never allocates.
struct Slow {
    data: &'static [u8],
    piece: usize,
    ready: bool,
    written: usize,
}

impl Slow {
    fn new(data: &'static [u8], piece: usize) -> Self {
        Slow { data, piece, ready: false, written: 0 }
    }

    fn poll_ready(&mut self) -> Poll<()> {
        self.ready = !self.ready;
        if self.ready { Poll::Pending } else { Poll::Ready(()) }
    }
}

impl AsyncRead for Slow {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        std::task::ready!(self.poll_ready());
        let n = self.piece.min(self.data.len()).min(buf.capacity());
        buf.append(&self.data[..n]);
        self.data = &self.data[n..];
        Poll::Ready(Ok(()))
    }
}

impl AsyncBufRead for Slow {
    fn poll_fill_buf(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        // A second call returns the same bytes without waiting.
        self.ready = false;
        let n = self.piece.min(self.data.len());
        Poll::Ready(Ok(&self.get_mut().data[..n]))
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        self.data = &self.data[amt..];
    }
}

impl AsyncWrite for Slow {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        std::task::ready!(self.poll_ready());
        let n = buf.len().min(self.piece);
        self.written += n;
        Poll::Ready(Ok(n))
    }

    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_ready().map(Ok)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_ready().map(Ok)
    }
}

impl AsyncSeek for Slow {
    fn poll_seek(mut self: Pin<&mut Self>, _: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.poll_ready().map(|()| Ok(if pos == SeekFrom::End(0) { 9 } else { 0 }))
    }
}

const KIB: usize = 1024;
static TEXT: [u8; 1024 * KIB] = {
    let mut text = [b'a'; 1024 * KIB];
    let mut at = 99;
    while at < text.len() {
        text[at] = b'\n';
        at += 100;
    }
    text
};

fn slow() -> Slow {
    Slow::new(&TEXT[..1000], 7)
}

/// Returns the names of the methods of an Ext trait.
fn methods(file: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("the file is there");
    let names = text.lines().filter_map(|line| line.strip_prefix("    fn ")?.split(['(', '<']).next());
    names.map(String::from).collect()
}

/// Runs a call, checks how many allocations it makes, and adds its name to `seen`.
macro_rules! check {
    ($seen:ident, $name:ident, $expected:expr, $call:expr) => {
        let (result, n) = counted(async { $call.await.map(drop) });
        result.unwrap();
        assert_eq!(n, $expected, "{}", stringify!($name));
        $seen.insert(stringify!($name).to_string());
    };
}

/// Does the same for a function that does not return a future.
macro_rules! check_made {
    ($seen:ident, $name:ident, $expected:expr, $call:expr) => {
        let before = COUNT.get();
        let _made = $call;
        assert_eq!(COUNT.get() - before, $expected, "{}", stringify!($name));
        $seen.insert(stringify!($name).to_string());
    };
}

#[test]
fn reading_allocates_only_to_grow_the_callers_buffer() {
    let mut seen = BTreeSet::new();
    let (mut buf, mut other) = ([0; 500], [0; 300]);
    let mut memory = [MaybeUninit::uninit(); 500];
    let (mut vec, mut text) = (Vec::with_capacity(2 * KIB), String::with_capacity(2 * KIB));
    check!(seen, read, 0, slow().read(&mut buf));
    check!(seen, read_exact, 0, slow().read_exact(&mut buf));
    check!(seen, read_buf, 0, slow().read_buf(BorrowedBuf::from(&mut memory[..]).unfilled()));
    check!(seen, read_buf_exact, 0, slow().read_buf_exact(BorrowedBuf::from(&mut memory[..]).unfilled()));
    check!(seen, read_array, 0, slow().read_array::<500>());
    check!(seen, read_vectored, 0, slow().read_vectored(&mut [IoSliceMut::new(&mut buf), IoSliceMut::new(&mut other)]));
    check!(seen, read_to_end, 0, slow().read_to_end(&mut vec));
    check!(seen, read_to_string, 0, slow().read_to_string(&mut text));
    // One exact allocation if the whole body is there at once; otherwise one for each time that the buffer grows.
    check!(seen, read_to_end, 1, (&TEXT[..1000]).read_to_end(&mut Vec::new()));
    check!(seen, read_to_string, 1, (&TEXT[..1000]).read_to_string(&mut String::new()));
    // Also one allocation if the reader gives a hint of its length.
    check!(seen, read_to_end, 1, (&TEXT[..]).read_to_end(&mut Vec::new()));
    let mut reader = slow();
    check_made!(seen, by_ref, 0, reader.by_ref());
    check_made!(seen, bytes, 0, slow().bytes());
    check_made!(seen, chain, 0, slow().chain(slow()));
    check_made!(seen, take, 0, slow().take(7));
    check_made!(seen, limited, 0, slow().limited(7));
    check_made!(seen, inspect, 0, slow().inspect(|_| {}));
    macro_rules! numbers {
        ($($_type:ty, $read:ident, $_read:ident, $_write:ident, $_write_future:ident;)*) => {$(
            check!(seen, $read, 0, slow().$read());
        )*};
    }
    for_each_number!(numbers);
    assert_eq!(seen, methods("src/ext/read.rs"));

    let (mut bytes, mut limited) = (slow().bytes(), slow().limited(1000));
    let (mut chain, mut taken) = (slow().chain(slow()), slow().take(900));
    let mut vec = Vec::with_capacity(4 * KIB);
    check!(seen, next_byte, 0, bytes.next_byte());
    check!(seen, limited, 0, limited.read_to_end(&mut vec));
    check!(seen, chain, 0, chain.read_to_end(&mut vec));
    check!(seen, take, 0, taken.read_to_end(&mut vec));
}

#[test]
fn writing_allocates_only_for_formatted_text() {
    let mut seen = BTreeSet::new();
    let (data, mut writer) = (&TEXT[..500], slow());
    check!(seen, write, 0, slow().write(data));
    check!(seen, write_vectored, 0, slow().write_vectored(&[IoSlice::new(data), IoSlice::new(data)]));
    check!(seen, write_all, 0, slow().write_all(data));
    check!(seen, write_all_vectored, 0, slow().write_all_vectored(&mut [IoSlice::new(data), IoSlice::new(data)]));
    check!(seen, write_fmt, 1, slow().write_fmt(format_args!("{}", 12)));
    check!(seen, write_fmt, 1, poll_io::write!(writer, "{}", "hello"));
    check!(seen, flush, 0, slow().flush());
    check!(seen, shutdown, 0, slow().shutdown());
    check_made!(seen, inspect_write, 0, slow().inspect_write(|_| {}));
    macro_rules! numbers {
        ($($ty:ty, $_read:ident, $_read_future:ident, $write:ident, $_write:ident;)*) => {$(
            check!(seen, $write, 0, slow().$write(<$ty>::default()));
        )*};
    }
    for_each_number!(numbers);
    assert_eq!(seen, methods("src/ext/write.rs"));
}

#[test]
fn owned_lines_allocate_and_borrowed_lines_do_not() {
    let mut seen = BTreeSet::new();
    let (mut vec, mut text) = (Vec::with_capacity(KIB), String::with_capacity(KIB));
    check!(seen, fill_buf, 0, slow().fill_buf());
    check!(seen, has_data_left, 0, slow().has_data_left());
    check!(seen, read_until, 0, slow().read_until(b'\n', &mut vec));
    check!(seen, skip_until, 0, slow().skip_until(b'\n'));
    check!(seen, read_line, 0, slow().read_line(&mut text));
    check_made!(seen, consume_unpin, 0, slow().consume_unpin(1));
    check_made!(seen, lines, 0, slow().lines());
    check_made!(seen, split, 0, slow().split(b'\n'));
    assert_eq!(seen, methods("src/ext/buf_read.rs"));

    // Ten lines, each complete in the reader's buffer.
    let (mut lines, mut segments) = ((&TEXT[..1000]).lines(), AsyncBufReadExt::split(&TEXT[..1000], b'\n'));
    for _ in 0..3 {
        check!(seen, next_line, 1, lines.next_line());
        check!(seen, next_line_ref, 0, lines.next_line_ref());
        check!(seen, next_segment, 1, segments.next_segment());
        check!(seen, next_segment_ref, 0, segments.next_segment_ref());
    }
    // Lines in several pieces: the first line allocates a buffer, and later lines reuse it.
    let (mut lines, mut segments) = (Slow::new(&TEXT, 33).lines(), Slow::new(&TEXT, 33).split(b'\n'));
    run(lines.next_line_ref()).unwrap();
    run(segments.next_segment_ref()).unwrap();
    for _ in 0..100 {
        check!(seen, next_line_ref, 0, lines.next_line_ref());
        check!(seen, next_segment_ref, 0, segments.next_segment_ref());
    }
}

#[test]
fn seeking_allocates_nothing() {
    let mut seen = BTreeSet::new();
    check!(seen, seek, 0, slow().seek(SeekFrom::End(0)));
    check!(seen, rewind, 0, slow().rewind());
    check!(seen, stream_position, 0, slow().stream_position());
    check!(seen, stream_len, 0, slow().stream_len());
    check!(seen, seek_relative, 0, slow().seek_relative(1));
    assert_eq!(seen, methods("src/ext/seek.rs"));
}

#[test]
fn buffers_and_halves_allocate_only_when_they_are_created() {
    let mut seen = BTreeSet::new();
    check_made!(seen, buf_reader, 1, BufReader::new(slow()));
    check_made!(seen, buf_writer, 1, BufWriter::new(slow()));
    check_made!(seen, line_writer, 1, LineWriter::new(slow()));
    check_made!(seen, buf_stream, 2, BufStream::new(slow()));
    check_made!(seen, join, 0, join(slow(), slow()));
    check_made!(seen, split, 1, split(slow()));
    check_made!(seen, simplex, 1, simplex(64));
    check_made!(seen, duplex, 2, duplex(64));
    let mut reader = BufReader::with_capacity(64, Slow::new(&TEXT, 1000));
    let mut stream = BufStream::with_capacity(64, 64, Slow::new(&TEXT, 1000));
    let (mut writer, mut log) = (BufWriter::with_capacity(64, slow()), LineWriter::with_capacity(64, slow()));
    let (mut half, mut other_half) = split(Slow::new(&TEXT, 1000));
    let mut buf = [0; 100];
    for n in 0..100 {
        check!(seen, read_exact, 0, reader.read_exact(&mut buf[..n]));
        check!(seen, peek, 0, reader.peek(50));
        check!(seen, peek_exact, 0, reader.peek_exact(50));
        check!(seen, peek_array, 0, reader.peek_array::<50>());
        check!(seen, seek_relative, 0, reader.seek_relative(1));
        check!(seen, write_all, 0, writer.write_all(&buf[..n]));
        check!(seen, write_all, 0, log.write_all(&TEXT[..=n]));
        check!(seen, read_exact, 0, stream.read_exact(&mut buf[..n]));
        check!(seen, write_all, 0, stream.write_all(&buf[..n]));
        check!(seen, read_exact, 0, half.read_exact(&mut buf[..n]));
        check!(seen, write_all, 0, other_half.write_all(&buf[..n]));
    }
    check!(seen, flush, 0, writer.flush());
    check!(seen, flush, 0, log.flush());
    check!(seen, flush, 0, stream.flush());
}

#[test]
fn the_memory_of_a_pipe_doubles_up_to_its_capacity() {
    let (_reader, mut writer) = simplex(100);
    let before = live();
    let sizes = [30, 10, 40, 20].map(|n| {
        run(writer.write_all(&[7; 100][..n])).unwrap();
        live() - before
    });
    assert_eq!(sizes, [30, 60, 100, 100]);
}

#[test]
fn copies_allocate_one_buffer_for_each_direction() {
    let mut seen = BTreeSet::new();
    let mut sink = poll_io::sink();
    // A short body that the writer accepts at once.
    check!(seen, copy, 0, copy(&mut &TEXT[..KIB - 1], &mut sink));
    // A short body that the writer does not accept at once.
    check!(seen, copy, 1, copy(&mut &TEXT[..KIB - 1], &mut slow()));
    // A long body in small pieces.
    check!(seen, copy, 1, copy(&mut Slow::new(&TEXT, 2000), &mut sink));
    check!(seen, copy, 1, copy(&mut &TEXT[..], &mut sink).buffer_size(4 * KIB));
    // The buffer grows from 8 to 64 KiB: one allocation creates it, and three double it.
    check!(seen, copy, 4, copy(&mut &TEXT[..], &mut sink));
    check!(seen, copy_buf, 0, copy_buf(&mut Slow::new(&TEXT, 2000), &mut slow()));
    let (mut a, mut b) = (Slow::new(&TEXT, 2000), Slow::new(&TEXT, 2000));
    let (counts, n) = counted(copy_bidirectional(&mut a, &mut b));
    assert_eq!((counts.unwrap(), n), ((TEXT.len() as u64, TEXT.len() as u64), 2));
}

#[test]
fn copy_keeps_its_buffer_if_it_cannot_grow_and_fails_if_it_has_none() {
    let data = vec![7; 100_000];
    let (mut taken, mut body) = (Vec::with_capacity(data.len()), Vec::new());
    MOST.set(10_000);
    let copied = run(copy(&mut &data[..], &mut taken));
    let refused = run(copy(&mut &data[..], &mut poll_io::sink()).buffer_size(20_000));
    let read = run((&data[..]).read_to_end(&mut body));
    MOST.set(usize::MAX);
    assert!(copied.unwrap() == 100_000 && taken == data);
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::OutOfMemory);
    assert_eq!(read.unwrap_err().kind(), ErrorKind::OutOfMemory);
}

/// A reader that returns `Pending` the given number of times, and then the given bytes.
struct Idle(u8, &'static [u8]);

impl AsyncRead for Idle {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if self.0 > 0 {
            self.0 -= 1;
            return Poll::Pending;
        }
        Pin::new(&mut self.1).poll_read(cx, buf)
    }
}

#[test]
fn copying_a_short_body_allocates_no_buffer_even_after_many_waits() {
    let mut taken = Vec::with_capacity(10);
    let (n, allocations) = counted(copy(&mut Idle(9, b"hello"), &mut taken));
    assert_eq!((n.unwrap(), allocations), (5, 0));
}

/// Has this many bytes, and then nothing until it is given more. Takes everything.
struct Burst(usize);

impl AsyncRead for Burst {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if self.0 == 0 {
            return Poll::Pending;
        }
        let n = buf.capacity().min(self.0);
        buf.append(&TEXT[..n]);
        self.0 -= n;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Burst {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

fn poll_idle<F: Future + Unpin>(future: &mut F) {
    assert!(Pin::new(future).poll(&mut Context::from_waker(Waker::noop())).is_pending());
}

#[test]
fn copies_that_wait_give_their_memory_back() {
    // How much of its memory the thread has got since `live` was `before`, in bytes.
    let held = |before| usize::try_from(live() - before).unwrap();
    for kib in [0, 1, 3, 8, 9, 16, 17, 31, 64, 200, 1000] {
        let (mut a, mut b) = (Burst(kib * KIB), Burst(kib * KIB));
        let before = live();
        let mut future = copy_bidirectional(&mut a, &mut b);
        assert!(size_of_val(&future) <= 384);
        poll_idle(&mut future);
        assert_eq!(future.a_to_b().written() + future.b_to_a().written(), 2 * (kib * KIB) as u64);
        assert!(held(before) <= 16 * KIB, "{kib} KiB each way: {} bytes are held", held(before));
        poll_idle(&mut future);
        assert_eq!(live(), before, "{kib} KiB each way, and a poll that has moved nothing");
        drop(future);

        let mut source = Burst(kib * KIB);
        let mut future = copy(&mut source, &mut b);
        poll_idle(&mut future);
        assert!(held(before) <= 16 * KIB, "{kib} KiB: {} bytes are held", held(before));
        poll_idle(&mut future);
        assert_eq!(live(), before, "{kib} KiB, and a poll that has moved nothing");
    }
    // One direction has ended, and the other one goes on.
    for kib in [1, 8, 64, 1000] {
        let (mut a, mut b) = (join(&TEXT[..kib * KIB], poll_io::sink()), Burst(0));
        let before = live();
        let mut future = copy_bidirectional(&mut a, &mut b);
        poll_idle(&mut future);
        poll_idle(&mut future);
        assert!(future.a_to_b().is_finished());
        assert_eq!(live(), before, "{kib} KiB from a reader that has ended");
    }
    // A size that is asked for is kept until a poll has moved nothing.
    let (mut source, mut sink) = (Burst(100), poll_io::sink());
    let before = live();
    let mut future = copy(&mut source, &mut sink).buffer_size(100 * KIB);
    poll_idle(&mut future);
    assert_eq!(held(before), 100 * KIB);
    poll_idle(&mut future);
    assert_eq!(live(), before);
}

/// Memory that was given back cannot be had again: what is on the stack has to do.
#[test]
fn a_copy_goes_on_without_the_memory_that_it_gave_back() {
    let mut taken = Vec::with_capacity(100 * KIB);
    let mut pieces = Slow::new(&TEXT[..100 * KIB], 20 * KIB);
    let mut future = copy(&mut pieces, &mut taken);
    for _ in 0..3 {
        poll_idle(&mut future);
    }
    MOST.set(KIB);
    let result = run(&mut future);
    MOST.set(usize::MAX);
    assert_eq!(result.unwrap(), taken.len() as u64);
    assert!(taken == TEXT[..100 * KIB]);
}
