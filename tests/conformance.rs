//! Runs the conformance checks on the streams and adapters of this crate.
#![cfg(feature = "test-util")]

use futures_lite::future::{block_on, poll_once};
use poll_io::{
    AsyncReadWrite, BufReader, BufStream, BufWriter, DuplexStream, Either, ErrorKind, Join, LineWriter, Result, duplex,
    empty, join,
    prelude::*,
    repeat, simplex, sink, split,
    test_util::{
        Builder, Fragmented,
        conformance::{
            self, buf_reader, buf_reader_wakes, reader, reader_wakes, seeker, stream_wakes, writer, writer_wakes,
        },
    },
};
use std::{
    collections::VecDeque,
    io::Cursor,
    mem,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

const TEXT: &[u8] = b"What a reader returns,\nno more, no less,\nand in this order.";
const SEEDS: std::ops::Range<u64> = 0..5;

fn both<R: AsyncBufRead + Unpin>(mut make: impl FnMut() -> R, expected: &[u8]) {
    reader(&mut make, expected);
    buf_reader(make, expected);
}

/// Returns a deque that stores its bytes in two pieces.
fn wrapped() -> VecDeque<u8> {
    let mut deque = VecDeque::with_capacity(TEXT.len());
    deque.extend(vec![0; deque.capacity() - 5]);
    while deque.pop_front().is_some() {}
    deque.extend(TEXT);
    assert!(!deque.as_slices().1.is_empty());
    deque
}

fn cursor() -> Cursor<&'static [u8]> {
    Cursor::new(TEXT)
}

/// Reads all bytes that are available without waiting.
fn drain(reader: &mut (impl AsyncRead + Unpin)) -> Vec<u8> {
    let mut all = Vec::new();
    block_on(poll_once(reader.read_to_end(&mut all)));
    all
}

/// Returns a pipe that contains `TEXT` and then ends.
fn piped() -> DuplexStream {
    let (mut near, far) = duplex(TEXT.len());
    block_on(near.write_all(TEXT)).unwrap();
    drop(near);
    far
}

#[test]
fn readers_in_memory_keep_the_contract() {
    both(|| TEXT, TEXT);
    both(wrapped, TEXT);
    both(cursor, TEXT);
    both(|| Cursor::new(TEXT.to_vec()), TEXT);
    both(empty, b"");
    reader(|| repeat(7).take(100), &[7; 100]);
    reader(piped, TEXT);
    reader(
        || {
            let (reader, mut writer) = simplex(100);
            block_on(writer.write_all(TEXT)).unwrap();
            reader
        },
        TEXT,
    );
}

#[test]
fn seekers_in_memory_keep_the_contract() {
    seeker(cursor, TEXT);
    seeker(|| Box::pin(cursor()), TEXT);
}

#[test]
fn writers_in_memory_keep_the_contract() {
    writer(Vec::new, mem::take);
    writer(VecDeque::new, |w| mem::take(w).into());
    writer(
        || Cursor::new(Vec::new()),
        |w| {
            let at = usize::try_from(w.position()).unwrap();
            let new = w.get_ref()[..at].to_vec();
            w.set_position(0);
            new
        },
    );
    // These writers discard the bytes, so `inspect_write` records them.
    let seen = Arc::new(Mutex::new(Vec::new()));
    let watch = || {
        let seen = seen.clone();
        seen.lock().unwrap().clear();
        move |piece: &[u8]| seen.lock().unwrap().extend_from_slice(piece)
    };
    writer(|| sink().inspect_write(watch()), |_| mem::take(&mut *seen.lock().unwrap()));
    writer(|| empty().inspect_write(watch()), |_| mem::take(&mut *seen.lock().unwrap()));
    // Writers with a fixed size.
    for room in [0, 1, 100] {
        let new = || vec![0; room].into_boxed_slice();
        writer(|| Cursor::new(new()).inspect_write(watch()), |_| mem::take(&mut *seen.lock().unwrap()));
        // The slice shrinks as it is written, so `inspect_write` records the bytes.
        writer(|| Box::leak(new()).inspect_write(watch()), |_| mem::take(&mut *seen.lock().unwrap()));
    }
}

#[test]
fn pointers_and_boxes_keep_the_contract() {
    reader(|| Box::new(TEXT), TEXT);
    both(|| Pin::new(Box::new(TEXT)), TEXT);
    both(|| -> Box<dyn AsyncBufRead + Unpin> { Box::new(TEXT) }, TEXT);
    reader(|| -> Pin<Box<dyn AsyncRead>> { Box::pin(TEXT) }, TEXT);
    both(|| Box::leak(Box::new(TEXT)) as &mut &[u8], TEXT);
    writer(|| Box::leak(Box::new(Vec::new())) as &mut Vec<u8>, |w| mem::take(*w));
    writer(|| Box::pin(Vec::new()), |w| mem::take(w));
    writer(
        || -> Join<DuplexStream, Box<dyn AsyncReadWrite + Unpin + Send>> {
            let (near, far) = duplex(9);
            join(far, Box::new(near))
        },
        |w| drain(w.reader_mut()),
    );
}

#[test]
fn buffered_streams_keep_the_contract() {
    for capacity in [1, 2, 5, 8192] {
        both(|| BufReader::with_capacity(capacity, TEXT), TEXT);
        both(|| BufStream::with_capacity(capacity, capacity, join(TEXT, sink())), TEXT);
        both(|| BufReader::with_capacity(capacity, BufWriter::with_capacity(capacity, join(TEXT, sink()))), TEXT);
        both(|| BufWriter::with_capacity(capacity, join(TEXT, sink())), TEXT);
        seeker(|| BufReader::with_capacity(capacity, cursor()), TEXT);
        for seed in SEEDS {
            let inner = || Fragmented::new(cursor(), seed);
            both(|| BufReader::with_capacity(capacity, inner()), TEXT);
            both(|| BufStream::with_capacity(capacity, capacity, join(inner(), sink())), TEXT);
            seeker(|| BufReader::with_capacity(capacity, inner()), TEXT);

            let vec = || Fragmented::new(Vec::new(), seed);
            writer(|| BufWriter::with_capacity(capacity, vec()), |w| mem::take(w.get_mut().get_mut()));
            writer(|| LineWriter::with_capacity(capacity, vec()), |w| mem::take(w.get_mut().get_mut()));
            writer(
                || BufStream::with_capacity(capacity, capacity, join(empty(), vec())),
                |w| mem::take(w.get_mut().writer_mut().get_mut()),
            );
        }
        writer(|| BufWriter::with_capacity(capacity, pipe(3)), |w| drain(w.get_mut().reader_mut()));
        writer(|| LineWriter::with_capacity(capacity, pipe(3)), |w| drain(w.get_mut().reader_mut()));
    }
}

/// A writer whose shutdown takes several polls. It refuses writes once the shutdown has begun.
#[derive(Default)]
struct Closing {
    arrived: Vec<u8>,
    polls: usize,
}

impl AsyncWrite for Closing {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if self.polls > 0 && !buf.is_empty() {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        let n = buf.len().min(4);
        self.arrived.extend(&buf[..n]);
        Poll::Ready(Ok(n))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.polls += 1;
        if self.polls < 5 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Ok(()))
    }
}

#[test]
fn writers_keep_the_contract_during_a_slow_shutdown() {
    writer(Closing::default, |w| mem::take(&mut w.arrived));
    for capacity in [0, 1, 8, 8192] {
        let new = || BufWriter::with_capacity(capacity, Closing::default());
        writer(new, |w| mem::take(&mut w.get_mut().arrived));
        let new = || LineWriter::with_capacity(capacity, Closing::default());
        writer(new, |w| mem::take(&mut w.get_mut().arrived));
        let new = || BufStream::with_capacity(1, capacity, join(empty(), Closing::default()));
        writer(new, |w| mem::take(&mut w.get_mut().writer_mut().arrived));
        let new = || BufWriter::with_capacity(capacity, BufWriter::new(Closing::default()));
        writer(new, |w| mem::take(&mut w.get_mut().get_mut().arrived));
    }
}

/// Returns both ends of a pipe as one stream.
fn pipe(capacity: usize) -> Join<DuplexStream, DuplexStream> {
    let (near, far) = duplex(capacity);
    join(far, near)
}

#[test]
fn adapters_of_readers_keep_the_contract() {
    let head = &TEXT[..20];
    for seed in SEEDS {
        let inner = || Fragmented::new(cursor(), seed);
        both(inner, TEXT);
        both(|| inner().take(20), head);
        both(|| inner().take(u64::MAX), TEXT);
        both(|| Fragmented::new(head, seed).chain(Fragmented::new(&TEXT[20..], seed)), TEXT);
        both(|| empty().chain(inner()).chain(empty()), TEXT);
        both(|| inner().limited(TEXT.len() as u64), TEXT);
        both(|| inner().inspect(|_| {}), TEXT);
        both(|| join(inner(), sink()).inspect_write(|_| {}), TEXT);
        both(|| join(inner(), sink()), TEXT);
        both(|| Either::<_, &[u8]>::Left(inner()), TEXT);
        both(|| Either::<&[u8], _>::Right(inner()), TEXT);
        reader(|| split(join(inner(), sink())).0, TEXT);
        reader(|| Fragmented::new(piped(), seed), TEXT);

        seeker(inner, TEXT);
        seeker(|| inner().take(TEXT.len() as u64), TEXT);
        seeker(|| inner().take(20), head);
        seeker(|| inner().inspect(|_| {}), TEXT);
        seeker(|| Either::<_, Cursor<&[u8]>>::Left(inner()), TEXT);
    }
}

#[test]
fn adapters_of_writers_keep_the_contract() {
    for seed in SEEDS {
        let inner = || Fragmented::new(Vec::new(), seed);
        writer(inner, |w| mem::take(w.get_mut()));
        writer(|| inner().inspect_write(|_| {}), |w| mem::take(w.get_mut().get_mut()));
        writer(|| join(empty(), inner()), |w| mem::take(w.writer_mut().get_mut()));
        writer(
            || Either::<_, Vec<u8>>::Left(inner()),
            |w| match w {
                Either::Left(w) => mem::take(w.get_mut()),
                Either::Right(w) => mem::take(w),
            },
        );
        for capacity in [1, 4, 1000] {
            writer(|| pipe(capacity), |w| drain(w.reader_mut()));
            writer(
                || {
                    let (reader, writer) = simplex(capacity);
                    join(reader, Fragmented::new(writer, seed))
                },
                |w| drain(w.reader_mut()),
            );
            writer(
                || {
                    let (near, far) = duplex(capacity);
                    join(far, split(near).1)
                },
                |w| drain(w.reader_mut()),
            );
        }
        // Adapters for readers forward writes.
        writer(|| BufReader::new(join(empty(), inner())), |w| mem::take(w.get_mut().writer_mut().get_mut()));
        writer(|| join(empty(), inner()).take(1), |w| mem::take(w.get_mut().writer_mut().get_mut()));
        writer(|| join(empty(), inner()).limited(1), |w| mem::take(w.get_mut().writer_mut().get_mut()));
        writer(|| join(empty(), inner()).inspect(|_| {}), |w| mem::take(w.get_mut().writer_mut().get_mut()));
    }
}

#[test]
fn writers_that_seek_keep_the_contract() {
    for capacity in [1, 4, 8192] {
        for seed in SEEDS {
            let inner = || Fragmented::new(Cursor::new(TEXT.to_vec()), seed);
            seeker(|| BufWriter::with_capacity(capacity, inner()), TEXT);
            seeker(|| BufStream::with_capacity(capacity, capacity, inner()), TEXT);
            seeker(|| inner().inspect_write(|_| {}), TEXT);
        }
    }
}

#[cfg(feature = "iterator-style")]
#[test]
fn iterator_style_keeps_the_same_contract() {
    use poll_io::iterator_style::{self, FromSplit, IntoSplit};

    both(|| IntoSplit::new(TEXT), TEXT);
    writer(|| IntoSplit::new(Vec::new()), |w| mem::take(w.get_mut()));
    for seed in SEEDS {
        let inner = || FromSplit::new(Fragmented::new(cursor(), seed));
        both(|| IntoSplit::new(inner()), TEXT);
        seeker(|| IntoSplit::new(inner()), TEXT);
        both(|| IntoSplit::new(iterator_style::BufReader::with_capacity(4, inner())), TEXT);
        seeker(|| IntoSplit::new(iterator_style::BufReader::with_capacity(4, inner())), TEXT);
        writer(
            || IntoSplit::new(FromSplit::new(Fragmented::new(Vec::new(), seed))),
            |w| mem::take(w.get_mut().get_mut().get_mut()),
        );
    }
}

#[test]
fn mock_keeps_the_contract() {
    let mock =
        || Builder::new().pending().read(&TEXT[..3]).read(&TEXT[3..7]).pending().pending().read(&TEXT[7..]).build();
    both(mock, TEXT);
}

#[test]
fn a_task_that_waits_on_a_pipe_is_woken() {
    let feed = |mut writer: DuplexStream| {
        move || {
            block_on(writer.write_all(b"x")).unwrap();
            mem::forget(writer);
        }
    };
    reader_wakes(|| {
        let (near, far) = duplex(8);
        (near, feed(far))
    });
    reader_wakes(|| {
        let (near, far) = duplex(8);
        (near, || drop(far))
    });
    buf_reader_wakes(|| {
        let (near, far) = duplex(8);
        (BufReader::new(near), feed(far))
    });
    reader_wakes(|| {
        let (near, far) = duplex(8);
        (split(near).0, feed(far))
    });
    reader_wakes(|| {
        let (mock, mut handle) = Builder::new().build_with_handle();
        (mock, move || {
            handle.read(b"x");
        })
    });
    let from_a_thread = || {
        let (near, far) = duplex(8);
        (near.take(100).chain(empty()).inspect(|_| {}), || {
            std::thread::spawn(move || {
                std::thread::sleep(std::time::Duration::from_millis(20));
                drop(far);
            });
        })
    };
    reader_wakes(from_a_thread);

    let room = |mut reader: DuplexStream| {
        move || {
            block_on(reader.read_u8()).unwrap();
            mem::forget(reader);
        }
    };
    writer_wakes(|| {
        let (near, far) = duplex(8);
        (near, room(far))
    });
    writer_wakes(|| {
        let (near, far) = duplex(8);
        (near, || drop(far))
    });
}

#[test]
fn reads_and_writes_of_one_stream_are_woken_separately() {
    /// Returns an adapter over one end of a duplex, a function that sends it a byte, and a function that makes room for
    /// its writes.
    fn around<S>(adapter: impl Fn(DuplexStream) -> S) -> (S, impl FnOnce(), impl FnOnce()) {
        let (near, far) = duplex(8);
        let (mut reader, mut writer) = split(far);
        let feed = move || block_on(writer.write_all(b"x")).unwrap();
        (adapter(near), feed, move || drop(drain(&mut reader)))
    }

    stream_wakes(|| around(|io| io));
    stream_wakes(|| around(|io| Box::new(io) as Box<dyn AsyncReadWrite + Unpin>));
    stream_wakes(|| around(BufReader::new));
    stream_wakes(|| around(|io| BufWriter::with_capacity(4, io)));
    stream_wakes(|| around(|io| BufStream::with_capacity(4, 4, io)));
    stream_wakes(|| around(|io| empty().chain(io).take(100).limited(100).inspect(|_| {}).inspect_write(|_| {})));
    stream_wakes(|| around(Either::<_, DuplexStream>::Left));
    stream_wakes(|| {
        around(|io| {
            let (reader, writer) = split(io);
            join(reader, writer)
        })
    });
    stream_wakes(|| {
        around(|io| {
            let (reader, writer) = BufStream::with_capacity(4, 4, io).into_split();
            join(reader, writer)
        })
    });
    for seed in SEEDS {
        stream_wakes(|| around(|io| Fragmented::new(io, seed)));
    }
}

/// A pipe returns `Pending` after 128 calls in order to yield, even if there is room. The check must not mistake that
/// for a full pipe.
#[test]
fn a_large_pipe_waits_for_room_when_it_is_full() {
    writer_wakes(|| {
        let (mut reader, writer) = simplex(1 << 20);
        (writer, move || {
            drain(&mut reader);
            mem::forget(reader);
        })
    });
}

#[test]
fn every_violation_is_reported_not_only_the_first() {
    let found = conformance::violations(|| seeker(empty, &TEXT[..8]));
    assert_eq!(found.iter().map(conformance::Violation::clause).collect::<Vec<_>>(), ["S1"]);
    assert!(conformance::violations(|| both(|| TEXT, TEXT)).is_empty());
}
