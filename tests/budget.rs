//! No method makes more than 128 inner calls in one poll, whatever it is for, retries of what was interrupted included.

#[allow(dead_code, reason = "what the suite of behaviour needs besides")]
#[path = "behaviour/peer.rs"]
mod peer;

mod numbers;

/// What the scripts are written against.
mod design {
    pub use poll_io::prelude::*;
}

use numbers::for_each_number;
use peer::{Drain, Script, Step, run_counted};
use poll_io::{
    AsyncBufReadExt, AsyncSeek, BorrowedBuf, BufReader, BufStream, BufWriter, ErrorKind, IoSlice, IoSliceMut,
    LineWriter, Result, SeekFrom, copy, copy_bidirectional, copy_buf, join, prelude::*,
};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

const CALLS: usize = 1000;

/// A reader that has so many pieces of one byte.
fn crumbs() -> Script {
    Script::new((0..CALLS).map(|_| Step::Bytes(b"a".into())))
}

/// A writer that takes so many times one byte.
fn sips() -> Drain {
    Drain::new((0..CALLS).map(|_| Step::Bytes(b".".into())))
}

/// A reader and writer that is interrupted so many times before each thing that it does for the first time.
fn interrupted() -> poll_io::Join<Script, Drain> {
    let steps = || (0..CALLS).map(|_| Step::Err(ErrorKind::Interrupted));
    let reads = steps().chain([Step::Bytes(vec![0; 200])]);
    join(Script::new(reads), Drain::new(steps()).ending(steps()))
}

/// Seeks to 0, after having been interrupted so many times.
struct Seeker(usize);

impl AsyncSeek for Seeker {
    fn poll_seek(mut self: Pin<&mut Self>, _: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
        match self.0.checked_sub(1) {
            Some(left) => {
                self.0 = left;
                Poll::Ready(Err(ErrorKind::Interrupted.into()))
            }
            None => Poll::Ready(Ok(0)),
        }
    }
}

/// Runs a future that needs at least so many calls, and checks that no poll has made more than 128.
fn assert_yields<T>(name: &str, future: impl Future<Output = Result<T>>) {
    let (result, polls) = run_counted(future);
    assert!(result.is_ok(), "{name}");
    assert!(polls >= CALLS.div_ceil(128), "{name} was polled {polls} times");
}

/// Makes calls of one stream, anew for each.
macro_rules! yields {
    ($stream:expr, $($name:ident($($arg:expr),*)),* $(,)?) => {$(
        assert_yields(stringify!($name), $stream.$name($($arg),*));
    )*};
}

#[test]
fn reading_byte_by_byte_yields() {
    let (mut buf, mut other, mut vec, mut text) = ([0; CALLS], [0; CALLS], Vec::new(), String::new());
    yields!(
        crumbs(),
        read_exact(&mut buf),
        read_buf_exact(BorrowedBuf::from(&mut other[..]).unfilled()),
        read_to_end(&mut vec),
        read_to_string(&mut text),
        read_until(b'x', &mut vec),
        skip_until(b'x'),
        read_line(&mut text),
    );
    assert_yields("read_array", crumbs().read_array::<CALLS>());
    assert_yields("limited", crumbs().read_to_end(&mut vec).limit(CALLS));
    assert_yields("next_line", crumbs().lines().next_line());
    assert_yields("next_line_ref", async { crumbs().lines().next_line_ref().await.map(drop) });
    assert_yields("next_segment", AsyncBufReadExt::split(crumbs(), b'x').next_segment());
    assert_yields("peek", async { BufReader::with_capacity(CALLS, crumbs()).peek(CALLS).await.map(drop) });
    assert_yields("copy", copy(&mut crumbs(), &mut poll_io::sink()));
    assert_yields("copy_buf", copy_buf(&mut crumbs(), &mut poll_io::sink()));
    let (mut a, mut b) = (join(crumbs(), Vec::new()), poll_io::empty());
    assert_yields("copy_bidirectional", copy_bidirectional(&mut a, &mut b));
}

#[test]
fn writing_byte_by_byte_yields() {
    let data = [7; CALLS];
    let text = "a".repeat(CALLS);
    yields!(
        sips(),
        write_all(&data),
        write_all_vectored(&mut [IoSlice::new(&data[..500]), IoSlice::new(&data[500..])]),
        write_fmt(format_args!("{text}")),
    );
    macro_rules! buffered {
        ($($name:literal: $writer:expr),* $(,)?) => {$(
            let mut writer = $writer;
            assert_yields($name, async {
                writer.write_all(&data).await?;
                writer.flush().await
            });
        )*};
    }
    buffered!(
        "BufWriter": BufWriter::with_capacity(2 * CALLS, sips()),
        "LineWriter": LineWriter::with_capacity(2 * CALLS, sips()),
        "BufStream": BufStream::with_capacity(1, 2 * CALLS, join(poll_io::empty(), sips())),
    );
    assert_yields("copy", copy(&mut &data[..], &mut sips()));
    assert_yields("copy_buf", copy_buf(&mut &data[..], &mut sips()));
}

#[test]
fn who_is_interrupted_for_long_yields() {
    let (mut buf, mut other, mut vec, mut text) = ([0; 9], [0; 9], Vec::new(), String::new());
    yields!(
        interrupted(),
        read(&mut buf),
        read_exact(&mut buf),
        read_buf(BorrowedBuf::from(&mut other[..]).unfilled()),
        read_buf_exact(BorrowedBuf::from(&mut other[..]).unfilled()),
        read_vectored(&mut [IoSliceMut::new(&mut other)]),
        read_to_end(&mut vec),
        read_to_string(&mut text),
        read_until(b'x', &mut vec),
        skip_until(b'x'),
        read_line(&mut text),
        has_data_left(),
        write(b"a"),
        write_vectored(&[IoSlice::new(b"a")]),
        write_all(b"a"),
        write_all_vectored(&mut [IoSlice::new(b"a")]),
        write_fmt(format_args!("a")),
        flush(),
        shutdown(),
    );
    macro_rules! numbers {
        ($($ty:ty, $read:ident, $_read:ident, $write:ident, $_write:ident;)*) => {$(
            yields!(interrupted(), $read(), $write(<$ty>::default()));
        )*};
    }
    for_each_number!(numbers);
    assert_yields("read_array", interrupted().read_array::<9>());
    assert_yields("fill_buf", async { interrupted().fill_buf().await.map(drop) });
    assert_yields("next_byte", interrupted().bytes().next_byte());
    assert_yields("next_line", interrupted().lines().next_line());
    assert_yields("next_segment", AsyncBufReadExt::split(interrupted(), b'x').next_segment());
    assert_yields("peek", async { BufReader::new(interrupted()).peek(9).await.map(drop) });
    let mut writer = BufWriter::new(interrupted());
    assert_yields("BufWriter", async {
        writer.write_all(b"abc").await?;
        writer.flush().await
    });
    assert_yields("copy", copy(&mut interrupted(), &mut poll_io::sink()));
    assert_yields("copy_buf", copy_buf(&mut interrupted(), &mut poll_io::sink()));
    assert_yields("copy_bidirectional", copy_bidirectional(&mut interrupted(), &mut poll_io::empty()));

    yields!(Seeker(CALLS), seek(SeekFrom::End(0)), rewind(), stream_position(), stream_len(), seek_relative(1),);
    assert_yields("BufReader::seek_relative", BufReader::new(Seeker(CALLS)).seek_relative(1));
}
