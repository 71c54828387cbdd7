//! Makes calls in random order on one of our objects and on std's counterpart, and compares them.

use super::peer::{Drain, Step, outcome, run};
use poll_io::{AsyncBufReadExt, AsyncReadExt, AsyncSeekExt, AsyncWriteExt, ErrorKind, IoSlice, SeekFrom};
use proptest::prelude::*;
use std::io::{BufRead as _, Cursor, Read as _, Seek as _, Write as _};

/// A call on a buffered reader that can seek.
#[derive(Clone, Debug)]
enum Call {
    Read(usize),
    ReadExact(usize),
    FillAndConsume(usize),
    ReadUntil(u8),
    SkipUntil(u8),
    Seek(SeekFrom),
    SeekRelative(i64),
    StreamPosition,
}

fn call() -> impl Strategy<Value = Call> {
    let byte = || any::<u8>().prop_map(|byte| byte % 8);
    prop_oneof![
        // Not 0: std would fill its buffer (b25).
        3 => (1..40_usize).prop_map(Call::Read),
        2 => (0..40_usize).prop_map(Call::ReadExact),
        3 => (0..40_usize).prop_map(Call::FillAndConsume),
        2 => byte().prop_map(Call::ReadUntil),
        1 => byte().prop_map(Call::SkipUntil),
        1 => (0..150_u64).prop_map(|at| Call::Seek(SeekFrom::Start(at))),
        1 => (-150..50_i64).prop_map(|by| Call::Seek(SeekFrom::End(by))),
        2 => (-50..50_i64).prop_map(|by| Call::Seek(SeekFrom::Current(by))),
        3 => (-20..20_i64).prop_map(Call::SeekRelative),
        1 => Just(Call::StreamPosition),
    ]
}

/// Makes one call on both readers, and compares the results and the positions.
macro_rules! both {
    ($call:expr, $ours:ident, $std:ident) => {{
        let (mut a, mut b) = (vec![0; 40], vec![0; 40]);
        let (x, y) = match $call {
            Call::Read(n) => {
                (outcome(run(AsyncReadExt::read(&mut $ours, &mut a[..n]))), outcome($std.read(&mut b[..n])))
            }
            Call::ReadExact(n) => (
                outcome(run(AsyncReadExt::read_exact(&mut $ours, &mut a[..n])).map(|()| n)),
                outcome($std.read_exact(&mut b[..n]).map(|()| n)),
            ),
            Call::FillAndConsume(n) => {
                let x = run(AsyncBufReadExt::fill_buf(&mut $ours)).map(<[u8]>::len);
                let y = $std.fill_buf().map(<[u8]>::len);
                // The lengths of the returned slices may differ, but both must be empty or neither.
                let n = n.min(x.as_ref().map_or(0, |x| *x)).min(y.as_ref().map_or(0, |y| *y));
                AsyncBufReadExt::consume_unpin(&mut $ours, n);
                $std.consume(n);
                (outcome(x.map(|x| x.min(1))), outcome(y.map(|y| y.min(1))))
            }
            Call::ReadUntil(byte) => {
                a.clear();
                b.clear();
                (
                    outcome(run(AsyncBufReadExt::read_until(&mut $ours, byte, &mut a))),
                    outcome($std.read_until(byte, &mut b)),
                )
            }
            Call::SkipUntil(byte) => {
                (outcome(run(AsyncBufReadExt::skip_until(&mut $ours, byte))), outcome($std.skip_until(byte)))
            }
            // Our `seek` keeps the buffer if the position is inside it. In std, only `seek_relative` does (b27).
            Call::Seek(SeekFrom::Current(by)) => (
                outcome(run(AsyncSeekExt::seek(&mut $ours, SeekFrom::Current(by))).map(at)),
                outcome($std.seek_relative(by).and_then(|()| $std.stream_position()).map(at)),
            ),
            Call::Seek(pos) => {
                (outcome(run(AsyncSeekExt::seek(&mut $ours, pos)).map(at)), outcome($std.seek(pos).map(at)))
            }
            Call::SeekRelative(by) => (
                outcome(run(AsyncSeekExt::seek_relative(&mut $ours, by)).map(|()| 0)),
                outcome($std.seek_relative(by).map(|()| 0)),
            ),
            Call::StreamPosition => (
                outcome(run(AsyncSeekExt::stream_position(&mut $ours)).map(at)),
                outcome($std.stream_position().map(at)),
            ),
        };
        prop_assert_eq!((x, a), (y, b), "{:?}", $call);
        let places = (run(AsyncSeekExt::stream_position(&mut $ours)).map(at), $std.stream_position().map(at));
        prop_assert_eq!(outcome(places.0), outcome(places.1), "after {:?}", $call);
    }};
}

fn at(at: u64) -> usize {
    usize::try_from(at).expect("the files are short")
}

/// A call on a buffered writer.
#[derive(Clone, Debug)]
enum WriteCall {
    Write(usize),
    WriteVectored([usize; 3]),
    Flush,
}

fn write_call() -> impl Strategy<Value = WriteCall> {
    prop_oneof![
        4 => (0..20_usize).prop_map(WriteCall::Write),
        2 => [0..10_usize, 0..10, 0..10].prop_map(WriteCall::WriteVectored),
        1 => Just(WriteCall::Flush),
    ]
}

/// Returns scripts for a writer: short writes, `Pending`, and errors that are not retried.
fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (1..12_usize).prop_map(|n| Step::Bytes(vec![0; n])),
        2 => Just(Step::Pending),
        1 => Just(Step::Err(ErrorKind::TimedOut)),
        1 => Just(Step::Bytes(vec![])),
    ];
    proptest::collection::vec(step, 0..30)
}

const TEXT: &[u8] = b"the quick brown fox jumps over the lazy dog";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn buffered_readers_behave_like_std(
        data in proptest::collection::vec(0..8_u8, 0..120),
        capacity in 1..20_usize,
        calls in proptest::collection::vec(call(), 0..40),
    ) {
        let mut ours = poll_io::BufReader::with_capacity(capacity, Cursor::new(data.clone()));
        let mut std = std::io::BufReader::with_capacity(capacity, Cursor::new(data));
        for call in calls {
            both!(call.clone(), ours, std);
        }
    }

    #[test]
    fn take_behaves_like_std(
        data in proptest::collection::vec(0..8_u8, 0..120),
        limit in 0..150_u64,
        calls in proptest::collection::vec(call(), 0..40),
    ) {
        let mut ours = AsyncReadExt::take(Cursor::new(data.clone()), limit);
        let mut std = std::io::Read::take(Cursor::new(data), limit);
        for call in calls {
            both!(call.clone(), ours, std);
            prop_assert_eq!(ours.limit(), std.limit());
        }
    }

    #[test]
    fn buffered_writers_behave_like_std(
        steps in steps(),
        capacity in 0..20_usize,
        calls in proptest::collection::vec(write_call(), 0..40),
    ) {
        let mut ours = poll_io::BufWriter::with_capacity(capacity, Drain::new(steps.clone()));
        let mut std = std::io::BufWriter::with_capacity(capacity, Drain::new(steps));
        for call in calls {
            let (x, y) = match call {
                WriteCall::Write(n) => {
                    (run(AsyncWriteExt::write(&mut ours, &TEXT[..n])), std.write(&TEXT[..n]))
                }
                WriteCall::WriteVectored(lens) => {
                    let bufs = lens.map(|n| IoSlice::new(&TEXT[..n]));
                    (run(AsyncWriteExt::write_vectored(&mut ours, &bufs)), std.write_vectored(&bufs))
                }
                WriteCall::Flush => {
                    (run(AsyncWriteExt::flush(&mut ours)).map(|()| 0), std.flush().map(|()| 0))
                }
            };
            prop_assert_eq!((outcome(x), ours.buffer()), (outcome(y), std.buffer()), "{:?}", call);
            prop_assert_eq!(&ours.get_ref().log, &std.get_ref().log, "{:?}", call);
        }
        // Dropping std's writer would write out its buffer.
        let _ = std.into_parts();
    }
}
