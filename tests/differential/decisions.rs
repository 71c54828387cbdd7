//! Tests each decision in which our behavior differs from that of a peer: shows what the peers do and what poll-io
//! does.
//!
//! If a peer changes its behavior, a test here fails. The table in `src/differences.md` must then change too.

use super::{
    families::Foreign,
    peer::{Drain, Event, Script, Step, outcome, run},
};
use poll_io::{BorrowedCursor, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

fn piece(bytes: impl AsRef<[u8]>) -> Step {
    Step::Bytes(bytes.as_ref().to_vec())
}

const TIMED_OUT: Step = Step::Err(ErrorKind::TimedOut);

fn poll_once<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

/// Returns whether `f` panics.
fn panics<T>(f: impl FnOnce() -> T) -> bool {
    catch_unwind(AssertUnwindSafe(f)).is_err()
}

/// A reader that claims to have read more bytes than the buffer can hold.
struct Boaster;

impl poll_io::AsyncRead for Boaster {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let n = buf.ensure_init().len();
        buf.advance_checked(n + 1);
        Poll::Ready(Ok(()))
    }
}

impl futures_util::io::AsyncRead for Boaster {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut [u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(buf.len() + 1))
    }
}

/// A reader that replaces the caller's buffer with another one.
struct Exchanger;

impl ::tokio::io::AsyncRead for Exchanger {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ::tokio::io::ReadBuf<'_>) -> Poll<Result<()>> {
        let mut other = ::tokio::io::ReadBuf::new(Box::leak(vec![0; 1000].into()));
        other.set_filled(1000);
        *buf = other;
        Poll::Ready(Ok(()))
    }
}

#[test]
fn b02_a_reader_cannot_claim_more_bytes_than_the_buffer_holds() {
    {
        use poll_io::prelude::*;
        let mut buf = b"old".to_vec();
        assert!(panics(|| run(Boaster.read_to_end(&mut buf))));
        assert_eq!(buf, b"old");
    }
    {
        use futures_util::AsyncReadExt;
        assert!(panics(|| run(Boaster.read_to_end(&mut Vec::new()))));
        assert_eq!(run(Boaster.read(&mut [0; 4])).unwrap(), 5, "futures-util returns the false count");
    }
}

/// A writer that claims one byte more than it was offered.
struct Braggart;

impl poll_io::AsyncWrite for Braggart {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(buf.len() + 1))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl std::io::Write for Braggart {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        Ok(buf.len() + 1)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

#[test]
fn b59_the_false_count_of_a_writer_is_an_error() {
    {
        use poll_io::prelude::*;
        assert_eq!(run(Braggart.write(b"four")).unwrap_err().kind(), ErrorKind::InvalidData);
        assert_eq!(run(Braggart.write_all(b"four")).unwrap_err().kind(), ErrorKind::InvalidData);
    }
    {
        use futures_util::AsyncWriteExt;
        assert_eq!(run(Foreign(Braggart).write(b"four")).unwrap(), 5);
        assert!(panics(|| run(Foreign(Braggart).write_all(b"four"))));
    }
    {
        use ::tokio::io::AsyncWriteExt;
        assert_eq!(run(Foreign(Braggart).write(b"four")).unwrap(), 5);
        assert!(panics(|| run(Foreign(Braggart).write_all(b"four"))));
    }
    {
        use std::io::Write;
        assert_eq!(Braggart.write(b"four").unwrap(), 5);
        assert!(panics(|| Braggart.write_all(b"four")));
    }
}

/// A reader that fills a part of the buffer, and then returns an error.
struct HalfFailing;

impl poll_io::AsyncRead for HalfFailing {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(b"half");
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl ::tokio::io::AsyncRead for HalfFailing {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ::tokio::io::ReadBuf<'_>) -> Poll<Result<()>> {
        buf.put_slice(b"half");
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

#[test]
fn b60_a_read_that_fails_has_read_nothing() {
    let mut bytes = Vec::with_capacity(64);
    {
        use poll_io::prelude::*;
        run(HalfFailing.read_to_end(&mut bytes)).unwrap_err();
        assert_eq!(bytes, b"");
        let mut array = [0; 8];
        let mut buf = poll_io::BorrowedBuf::from(&mut array[..]);
        run(HalfFailing.read_buf(buf.unfilled())).unwrap_err();
        assert_eq!(buf.len(), 4, "the cursor has advanced, and R11 tells callers to ignore that");
    }
    {
        use ::tokio::io::AsyncReadExt;
        run(HalfFailing.read_buf(&mut bytes)).unwrap_err();
        assert_eq!(bytes, b"");
        assert!(panics(|| run(HalfFailing.read_to_end(&mut bytes))));
    }
}

#[test]
fn b02b_a_buffer_passed_by_value_cannot_be_replaced() {
    use tokio::io::AsyncReadExt;
    assert_eq!(run(Exchanger.read(&mut [0; 4])).unwrap(), 1000, "tokio: a thousand bytes in a buffer of four");
    // Our readers receive no reference that they could assign to: see `covariant` in `tests/contract.rs`.
}

#[test]
fn b03_allocations_for_empty_short_and_exactly_fitting_bodies() {
    macro_rules! capacities {
        ($family:ident) => {{
            #[allow(unused_imports, reason = "each uses some")]
            use super::families::$family::*;
            [(0, 0), (1, 0), (64, 64)].map(|(len, room)| {
                let (mut source, mut buf) = (&[7; 64][..len], Vec::with_capacity(room));
                go(source.read_to_end(&mut buf)).unwrap();
                assert_eq!(buf.len(), len);
                buf.capacity()
            })
        }};
    }
    assert_eq!(capacities!(std_io), [0, 8, 64]);
    assert_eq!(capacities!(ours), [0, 1, 64]);
    for [nothing, little, exact] in [capacities!(futures), capacities!(lite)] {
        assert!(nothing >= 32 && little >= 32 && exact > 64);
    }
    let [nothing, little, exact] = capacities!(tokio);
    assert!(nothing >= 32 && little >= 32 && exact == 64);
}

#[test]
fn b05_reading_to_the_end_appends() {
    macro_rules! appended {
        ($family:ident) => {{
            #[allow(unused_imports, reason = "each uses some")]
            use super::families::$family::*;
            let (mut source, mut buf) = (&b"abc"[..], b"XYZW".to_vec());
            assert_eq!(go(source.read_to_end(&mut buf)).unwrap(), 3);
            buf
        }};
    }
    for buf in [appended!(ours), appended!(std_io), appended!(futures), appended!(lite), appended!(tokio)] {
        assert_eq!(buf, b"XYZWabc");
    }
}

/// Reads text to the end, appends it to `old`, and returns the result and the string.
macro_rules! read_to_string {
    ($family:ident, $old:literal, $steps:expr) => {{
        #[allow(unused_imports, reason = "each uses some")]
        use super::families::$family::*;
        let (mut reader, mut text) = (reader($steps), String::from($old));
        (outcome(go(reader.read_to_string(&mut text))), text)
    }};
}

#[test]
fn b06_read_to_string_appends() {
    let steps = [piece("new")];
    for (result, text) in [read_to_string!(ours, "old ", &steps), read_to_string!(std_io, "old ", &steps)] {
        assert_eq!((result, &text[..]), (Ok(3), "old new"));
    }
    // futures-lite: fails an assertion in debug builds, and replaces the old text in release builds.
    assert!(!cfg!(debug_assertions) || panics(|| read_to_string!(lite, "old ", &steps)));
}

#[test]
fn b07_invalid_utf8_leaves_the_string_unchanged() {
    let steps = [piece("ab\u{6c34}"), piece(b"\xff")];
    for (result, text) in [
        read_to_string!(ours, "old ", &steps),
        read_to_string!(std_io, "old ", &steps),
        read_to_string!(tokio, "old ", &steps),
    ] {
        assert_eq!((result, &text[..]), (Err(ErrorKind::InvalidData), "old "));
    }
    assert_eq!(read_to_string!(futures, "old ", &steps).1, "", "futures-util: the old text is lost too");
}

#[test]
fn b08_an_error_keeps_the_text_that_came_before_it() {
    let steps = [piece("new"), TIMED_OUT];
    for (result, text) in [
        read_to_string!(ours, "old ", &steps),
        read_to_string!(std_io, "old ", &steps),
        read_to_string!(futures, "old ", &steps),
    ] {
        assert_eq!((result, &text[..]), (Err(ErrorKind::TimedOut), "old new"));
    }
    assert_eq!(read_to_string!(tokio, "old ", &steps).1, "old ", "tokio: the text that was read is lost");
    // If the error comes inside a character, std keeps none of the new text. Ours keeps all complete characters.
    let steps = [piece("new"), piece(b"\xe6\xb0"), TIMED_OUT];
    assert_eq!(read_to_string!(std_io, "old ", &steps).1, "old ");
    assert_eq!(read_to_string!(ours, "old ", &steps).1, "old new");
}

/// Polls a method once on a reader that becomes pending, drops the future, and returns the string.
macro_rules! dropped {
    ($family:ident, $method:ident) => {{
        #[allow(unused_imports, reason = "each uses some")]
        use super::families::$family::*;
        let (mut reader, mut text) = (reader(&[piece("new"), Step::Pending]), String::from("old "));
        assert!(poll_once(reader.$method(&mut text)).is_pending());
        text
    }};
}

#[test]
fn b09_a_dropped_read_to_string_keeps_the_text() {
    assert_eq!(dropped!(ours, read_to_string), "old new");
    assert_eq!(dropped!(futures, read_to_string), "");
    assert_eq!(dropped!(tokio, read_to_string), "");
}

#[test]
fn b13_a_dropped_read_line_keeps_the_text() {
    assert_eq!(dropped!(ours, read_line), "old new");
    assert_eq!(dropped!(futures, read_line), "old ", "futures-util: the new text is lost");
    assert_eq!(dropped!(tokio, read_line), "", "tokio: the old text is lost too");
}

/// Reads two lines and appends them to `old`.
macro_rules! read_line {
    ($family:ident, $old:literal, $steps:expr) => {{
        #[allow(unused_imports, reason = "each uses some")]
        use super::families::$family::*;
        let (mut reader, mut text) = (reader($steps), String::from($old));
        let results = [(); 2].map(|()| outcome(go(reader.read_line(&mut text))));
        (results, text)
    }};
}

#[test]
fn b10_a_line_of_invalid_utf8_is_consumed_and_the_string_unchanged() {
    let steps = [piece(b"bad\xff\ngood\n")];
    for (results, text) in [
        read_line!(ours, "old ", &steps),
        read_line!(std_io, "old ", &steps),
        read_line!(futures, "old ", &steps),
        read_line!(tokio, "old ", &steps),
    ] {
        assert_eq!((results, &text[..]), ([Err(ErrorKind::InvalidData), Ok(5)], "old good\n"));
    }
}

#[test]
fn b11_read_line_appends() {
    let steps = [piece("new\n")];
    assert_eq!(read_line!(ours, "old ", &steps).1, "old new\n");
    assert!(!cfg!(debug_assertions) || panics(|| read_line!(lite, "old ", &steps)));
}

#[test]
fn b12_an_error_inside_a_line_keeps_its_bytes_and_the_next_call_resumes() {
    let steps = [piece("ab"), TIMED_OUT, piece("cd\n")];
    for (results, text) in [
        read_line!(ours, "", &steps),
        read_line!(std_io, "", &steps),
        read_line!(futures, "", &steps),
        read_line!(tokio, "", &steps),
    ] {
        assert_eq!((results, &text[..]), ([Err(ErrorKind::TimedOut), Ok(3)], "abcd\n"));
    }
    assert!(!cfg!(debug_assertions) || panics(|| read_line!(lite, "", &steps)));
}

#[test]
fn b16_an_error_inside_a_line_loses_nothing_of_it() {
    let steps = [piece("bb"), TIMED_OUT, piece("cc\ndd\n")];
    let error = Err(ErrorKind::TimedOut);
    let lines = |second: &str, third: &str| vec![error.clone(), Ok(second.to_string()), Ok(third.to_string())];
    macro_rules! lines_of {
        ($family:ident) => {
            super::families::$family::lines(super::families::$family::reader(&steps))
        };
    }
    assert_eq!(lines_of!(ours), lines("bbcc", "dd"));
    assert_eq!(lines_of!(tokio), lines("bbcc", "dd"));
    assert_eq!(lines_of!(std_io), lines("cc", "dd"), "lost");
    assert_eq!(lines_of!(futures), lines("cc", "bbdd"), "futures-util: and they appear in another line");
}

#[test]
fn b17_an_error_inside_a_segment_loses_nothing_of_it() {
    let steps = [piece("bb"), TIMED_OUT, piece("cc,dd")];
    macro_rules! second {
        ($family:ident) => {
            super::families::$family::segments(super::families::$family::reader(&steps), b',')[1].clone().unwrap()
        };
    }
    for second in [second!(ours), second!(lite), second!(tokio)] {
        assert_eq!(second, b"bbcc");
    }
    assert_eq!(second!(std_io), b"cc", "lost");
}

#[test]
fn b18_the_unexpected_eof_message_is_that_of_std() {
    macro_rules! text {
        ($family:ident) => {{
            #[allow(unused_imports, reason = "each uses some")]
            use super::families::$family::*;
            let mut buf = [0; 4];
            let mut reader = reader(&[piece("a"), piece("b")]);
            let e = go(reader.read_exact(&mut buf)).map(drop).unwrap_err();
            (e.kind(), e.to_string(), buf)
        }};
    }
    assert_eq!(text!(ours), text!(std_io));
    assert_eq!(text!(tokio).1, "early eof");
    // A slice has advanced to its end.
    let (mut ours, mut std) = (&b"ab"[..], &b"ab"[..]);
    run(poll_io::AsyncReadExt::read_exact(&mut ours, &mut [0; 4])).unwrap_err();
    std::io::Read::read_exact(&mut std, &mut [0; 4]).unwrap_err();
    assert_eq!(ours, std);
}

#[test]
fn b19_interrupted_is_retried() {
    macro_rules! read {
        ($family:ident) => {{
            #[allow(unused_imports, reason = "each uses some")]
            use super::families::$family::*;
            let mut reader = reader(&[Step::Err(ErrorKind::Interrupted), piece("abc")]);
            outcome(go(reader.read_exact(&mut [0; 3]))).map(drop)
        }};
    }
    assert_eq!([read!(ours), read!(std_io), read!(tokio)], [Ok(()); 3]);
    assert_eq!([read!(futures), read!(lite)], [Err(ErrorKind::Interrupted); 2]);
}

#[test]
fn b20_bytes_retries_interrupted_instead_of_hanging() {
    let steps = [Step::Err(ErrorKind::Interrupted), piece("a")];
    assert_eq!(super::families::ours::bytes(Script::new(steps.clone())), [Ok(b'a')]);
    assert_eq!(super::families::std_io::bytes(Script::new(steps.clone())), [Ok(b'a')]);
    // futures-lite: returns `Pending`, and nothing will wake the task.
    assert!(panics(|| super::families::lite::bytes(Foreign(Script::new(steps)))));
}

#[test]
fn b21_a_reader_that_claims_too_much_cannot_exceed_take() {
    use futures_util::AsyncReadExt as _;
    let mut taken = futures_util::AsyncReadExt::take(Boaster, 3);
    let result = catch_unwind(AssertUnwindSafe(|| run(taken.read(&mut [0; 8]))));
    assert!(
        result.is_err() || taken.limit() > 3,
        "futures-util: the limit overflows, without an error in release builds"
    );
    let mut taken = poll_io::AsyncReadExt::take(Boaster, 3);
    assert!(panics(|| run(poll_io::AsyncReadExt::read(&mut taken, &mut [0; 8]))));
    assert_eq!(taken.limit(), 3);
}

/// A reader that records how many bytes of its buffer are not initialized, and then reads one byte.
#[derive(Default)]
struct Uninit(Vec<usize>);

impl poll_io::AsyncRead for Uninit {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.0.push(buf.capacity() - buf.init_len());
        buf.ensure_init();
        buf.advance_checked(1);
        Poll::Ready(Ok(()))
    }
}

impl ::tokio::io::AsyncRead for Uninit {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ::tokio::io::ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let known = buf.initialized().len() - buf.filled().len();
        self.0.push(buf.remaining() - known);
        buf.initialize_unfilled();
        buf.advance(1);
        Poll::Ready(Ok(()))
    }
}

#[test]
fn b22_take_tracks_initialized_bytes() {
    let mut ours = poll_io::AsyncReadExt::take(Uninit::default(), 100);
    let mut tokio = ::tokio::io::AsyncReadExt::take(Uninit::default(), 100);
    for _ in 0..3 {
        run(poll_io::AsyncReadExt::read(&mut ours, &mut [0; 8])).unwrap();
        run(::tokio::io::AsyncReadExt::read(&mut tokio, &mut [0; 8])).unwrap();
    }
    assert_eq!(ours.get_ref().0, [0; 3]);
    assert_eq!(tokio.get_ref().0, [8; 3], "zeroed again each time");
}

#[test]
fn b23_empty_slices_do_not_skip_the_first_reader() {
    macro_rules! rest {
        ($family:ident) => {{
            #[allow(unused_imports, reason = "each uses some")]
            use super::families::$family::*;
            let mut chain = (&b"first"[..]).chain(&b"second"[..]);
            assert_eq!(go(chain.read_vectored(&mut [IoSliceMut::new(&mut []), IoSliceMut::new(&mut [])])).unwrap(), 0);
            let mut rest = Vec::new();
            go(chain.read_to_end(&mut rest)).unwrap();
            rest
        }};
    }
    for rest in [rest!(ours), rest!(std_io), rest!(futures)] {
        assert_eq!(rest, b"firstsecond");
    }
    assert_eq!(rest!(lite), b"second", "futures-lite: the first reader is skipped");
}

#[test]
fn b25_a_read_into_an_empty_buffer_reads_nothing() {
    macro_rules! calls {
        ($family:ident) => {{
            #[allow(unused_imports, reason = "each uses some")]
            use super::families::$family::*;
            let mut reader = BufReader::with_capacity(8, reader(&[piece("abc")]));
            assert_eq!(go(reader.read(&mut [])).unwrap(), 0);
            reader.into_inner()
        }};
    }
    assert_eq!(calls!(ours).calls, 0);
    assert_eq!([calls!(std_io).calls, calls!(futures).0.calls, calls!(tokio).0.calls], [1; 3]);
}

#[test]
fn b26_a_read_of_at_least_the_capacity_bypasses_the_buffer() {
    macro_rules! left {
        ($family:ident, $n:expr) => {{
            #[allow(unused_imports, reason = "each uses some")]
            use super::families::$family::*;
            let mut reader = BufReader::with_capacity(4, reader(&[piece("abcdefgh")]));
            (go(reader.read(&mut [0; $n])).unwrap(), reader.buffer().to_vec())
        }};
    }
    let under = (3, b"d".to_vec());
    assert_eq!([left!(ours, 3), left!(std_io, 3), left!(futures, 3), left!(tokio, 3)], [0; 4].map(|_| under.clone()));
    let past = (4, vec![]);
    assert_eq!([left!(ours, 4), left!(std_io, 4), left!(futures, 4), left!(tokio, 4)], [0; 4].map(|_| past.clone()));
}

#[test]
fn b27_asking_for_the_position_keeps_the_buffer() {
    use futures_util::{AsyncBufReadExt as _, AsyncSeekExt as _};
    use poll_io::{AsyncBufReadExt as _, AsyncSeekExt as _};
    let mut ours = poll_io::BufReader::new(std::io::Cursor::new(b"0123"));
    run(ours.fill_buf()).unwrap();
    assert_eq!((run(ours.stream_position()).unwrap(), ours.buffer()), (0, &b"0123"[..]));
    let mut std = std::io::BufReader::new(std::io::Cursor::new(b"0123"));
    std::io::BufRead::fill_buf(&mut std).unwrap();
    assert_eq!((std::io::Seek::stream_position(&mut std).unwrap(), std.buffer()), (0, &b"0123"[..]));
    let mut futures = futures_util::io::BufReader::new(futures_util::io::Cursor::new(b"0123"));
    run(futures.fill_buf()).unwrap();
    assert_eq!((run(futures.stream_position()).unwrap(), futures.buffer()), (0, &b""[..]));
    // `i64::MIN` does not overflow.
    assert_eq!(outcome(run(ours.seek_relative(i64::MIN))), Err(ErrorKind::InvalidInput));
}

#[test]
fn b28_a_dropped_seek_mixes_old_and_new_bytes_in_the_peers_only() {
    use super::peer::{SlowFile, poll_times};
    let data: Vec<u8> = (0..64).collect();
    let file = || SlowFile::new(&data, 1);
    macro_rules! given_up {
        ($($ext:ident)::+, $reader:expr) => {{
            use $($ext)::+::{AsyncReadExt as _, AsyncSeekExt as _};
            let mut reader = $reader;
            let (mut head, mut rest) = ([0; 4], [0; 16]);
            run(reader.read_exact(&mut head)).unwrap();
            assert!(poll_times(1, reader.seek(SeekFrom::Start(0))).is_none());
            // One byte at a time, because a large read would bypass the buffer.
            for byte in rest.chunks_mut(1) {
                run(reader.read_exact(byte)).unwrap();
            }
            rest
        }};
    }
    let ours = given_up!(poll_io, poll_io::BufReader::with_capacity(16, file()));
    assert_eq!(ours, data[..16]);
    // Bytes of the old position, followed by bytes of the new one.
    let torn = [&data[4..16], &data[..4]].concat();
    let tokio = given_up!(tokio::io, tokio::io::BufReader::with_capacity(16, Foreign(file())));
    assert_eq!(tokio, torn[..]);
    let futures = given_up!(futures_util, futures_util::io::BufReader::with_capacity(16, Foreign(file())));
    assert_eq!(futures, torn[..]);
}

#[test]
fn b29_fill_buf_does_not_call_a_ready_reader_twice() {
    use super::peer::{Answer, Liar};
    let liar = || Liar::new([Answer::Bytes(b"abc"), Answer::Pending]);
    assert_eq!(run(poll_io::AsyncBufReadExt::fill_buf(&mut liar())).unwrap(), b"abc");
    assert!(panics(|| run(futures_lite::AsyncBufReadExt::fill_buf(&mut Foreign(liar()))).map(<[u8]>::len)));
}

#[test]
fn b33_every_slice_is_buffered() {
    macro_rules! buffered {
        ($family:ident) => {{
            #[allow(unused_imports, reason = "each uses some")]
            use super::families::$family::*;
            let mut writer = BufWriter::new(writer(&[]));
            let n = go(writer.write_vectored(&[IoSlice::new(b"ab"), IoSlice::new(b"cd")])).unwrap();
            let buffered = writer.buffer().to_vec();
            (n, buffered)
        }};
    }
    for both in [buffered!(ours), buffered!(std_io), buffered!(futures), buffered!(tokio)] {
        assert_eq!(both, (4, b"abcd".to_vec()));
    }
    assert_eq!(buffered!(lite), (2, b"ab".to_vec()));
}

#[test]
fn b35_b37_flush_reaches_the_inner_writer_and_shutdown_does_not_flush_it() {
    use futures_util::AsyncWriteExt as _;
    use poll_io::AsyncWriteExt as _;
    let mut ours = poll_io::BufWriter::new(Drain::default());
    let mut futures = futures_util::io::BufWriter::new(Foreign(Drain::default()));
    run(async {
        ours.write_all(b"a").await?;
        ours.flush().await?;
        ours.write_all(b"b").await?;
        ours.shutdown().await?;
        futures.write_all(b"a").await?;
        futures.flush().await?;
        futures.write_all(b"b").await?;
        futures.close().await
    })
    .unwrap();
    let log = [Event::Write(b"a".into()), Event::Flush, Event::Write(b"b".into()), Event::Shutdown];
    assert_eq!(ours.get_ref().log, log);
    assert_eq!(futures.get_ref().0.log, log);
}

#[test]
fn b36_into_inner_never_discards_bytes_silently() {
    use futures_util::AsyncWriteExt as _;
    let mut futures = futures_util::io::BufWriter::new(Foreign(Drain::default()));
    run(futures.write_all(b"abc")).unwrap();
    assert_eq!(futures.into_inner().0.taken, b"", "futures-util: the bytes are lost");
    let mut tokio = tokio::io::BufWriter::new(Foreign(Drain::default()));
    run(tokio::io::AsyncWriteExt::write_all(&mut tokio, b"abc")).unwrap();
    assert_eq!(tokio.into_inner().0.taken, b"", "tokio: the bytes are lost");
    let mut std = std::io::BufWriter::new(Drain::default());
    std::io::Write::write_all(&mut std, b"abc").unwrap();
    assert_eq!(
        std.into_inner().unwrap().taken,
        b"abc",
        "std: writes the bytes out, which an asynchronous writer may have to wait for"
    );
    let mut ours = poll_io::BufWriter::new(Drain::default());
    run(poll_io::AsyncWriteExt::write_all(&mut ours, b"abc")).unwrap();
    assert_eq!(ours.into_inner().unwrap_err().into_inner().buffer(), b"abc");
}

#[test]
fn b39_a_line_in_two_pieces_is_one_write() {
    macro_rules! log {
        ($family:ident) => {{
            #[allow(unused_imports, reason = "each uses some")]
            use super::families::$family::*;
            let mut writer = LineWriter::new(writer(&[]));
            go(writer.write_all(b"ab")).unwrap();
            go(writer.write_all(b"c\n")).unwrap();
            drain(writer.get_ref()).log.clone()
        }};
    }
    assert_eq!(log!(ours), [Event::Write(b"abc\n".into())]);
    assert_eq!(log!(std_io), log!(ours));
    assert_eq!(log!(futures), [Event::Write(b"ab".into()), Event::Flush, Event::Write(b"c\n".into())]);
}

/// Runs a copy and returns its result and the calls that reached its writer.
macro_rules! copied {
    ($family:ident, $steps:expr) => {{
        #[allow(unused_imports, reason = "each uses some")]
        use super::families::$family::*;
        let (mut reader, mut writer) = (reader($steps), writer(&[]));
        let result = outcome(go(copy(&mut reader, &mut writer)));
        (result, drain(&writer).log.clone())
    }};
}

#[test]
fn b40_copy_flushes_at_the_end_and_shuts_nothing_down() {
    let (write, steps) = (Event::Write(b"abc".into()), [piece("abc")]);
    for (_, log) in [copied!(ours, &steps), copied!(futures, &steps), copied!(lite, &steps), copied!(tokio, &steps)] {
        assert_eq!(log, [write.clone(), Event::Flush]);
    }
    assert_eq!(copied!(std_io, &steps).1, [write]);
}

#[test]
fn b41_copy_flushes_while_the_reader_is_idle() {
    let steps = [piece("ping"), Step::Pending, piece("pong")];
    let write = |text: &str| Event::Write(text.into());
    let flushed = [write("ping"), Event::Flush, write("pong"), Event::Flush];
    assert_eq!(copied!(ours, &steps).1, flushed);
    assert_eq!(copied!(tokio, &steps).1, flushed);
    let late = [write("ping"), write("pong"), Event::Flush];
    assert_eq!(copied!(futures, &steps).1, late, "futures-util: a peer that waits for the request would wait for ever");
    assert_eq!(copied!(lite, &steps).1, late);
}

/// Compares the bytes that have arrived if the reader fails while the writer is pending.
#[test]
fn b42_bytes_that_were_read_are_written_before_the_error_is_returned() {
    macro_rules! arrived {
        ($family:ident) => {{
            #[allow(unused_imports, reason = "each uses some")]
            use super::families::$family::*;
            let (mut reader, mut writer) = (reader(&[piece("abc"), TIMED_OUT]), writer(&[Step::Pending]));
            let result = outcome(go(copy(&mut reader, &mut writer)));
            (result, drain(&writer).taken.clone())
        }};
    }
    let all = (Err(ErrorKind::TimedOut), b"abc".to_vec());
    assert_eq!([arrived!(ours), arrived!(std_io), arrived!(futures)], [0; 3].map(|_| all.clone()));
    assert_eq!(arrived!(tokio), (Err(ErrorKind::TimedOut), vec![]), "tokio: the bytes that were read are lost");
}

#[test]
fn b43_copy_returns_the_errors_of_its_reader_and_writer() {
    for steps in [vec![TIMED_OUT], vec![piece("a"), Step::Err(ErrorKind::NotFound)]] {
        let (ours, std) = (copied!(ours, &steps).0, copied!(std_io, &steps).0);
        assert_eq!(ours, std);
    }
}

/// `copy` accepts a trait object. futures-util has a copy that can be aborted, but with a trait object it is not a
/// future.
#[test]
fn b45_a_copy_into_an_object_is_a_future_and_dropping_it_aborts() {
    let mut sink = Vec::new();
    let writer: &mut (dyn poll_io::AsyncWrite + Unpin) = &mut sink;
    let mut reader = Script::new([piece("abc"), Step::Pending, piece("def")]);
    assert!(poll_once(poll_io::copy_buf(&mut reader, writer)).is_pending());
    assert_eq!((&sink[..], &reader.rest()[..]), (&b"abc"[..], &b"def"[..]));
}

#[test]
fn b47_unsplit_returns_halves_of_different_streams() {
    let pair = || poll_io::split(std::io::Cursor::new(vec![]));
    let ((reader, _), (_, writer)) = (pair(), pair());
    assert!(reader.unsplit(writer).is_err());
    let pair = || tokio::io::split(std::io::Cursor::new(vec![]));
    let ((reader, _), (_, writer)) = (pair(), pair());
    assert!(panics(|| reader.unsplit(writer)));
}

#[test]
fn b48_dropping_the_writer_ends_the_pipe() {
    use tokio::io::AsyncReadExt as _;
    let (mut reader, writer) = poll_io::simplex(8);
    drop(writer);
    assert_eq!(run(poll_io::AsyncReadExt::read(&mut reader, &mut [0; 4])).unwrap(), 0);
    let (mut reader, writer) = tokio::io::simplex(8);
    drop(writer);
    assert!(poll_once(reader.read(&mut [0; 4])).is_pending(), "tokio: the reader waits for ever");
}

#[test]
fn b53_b30_a_null_device_accepts_everything_and_a_slice_what_fits() {
    macro_rules! full {
        ($family:ident) => {{
            #[allow(unused_imports, reason = "each uses some")]
            use super::families::$family::*;
            let mut writer = writer(&[piece("."), piece("")]);
            (outcome(go(writer.write_all(b"abc"))), drain(&writer).taken.clone())
        }};
    }
    let short = (Err(ErrorKind::WriteZero), b"a".to_vec());
    for each in [full!(ours), full!(std_io), full!(futures), full!(lite), full!(tokio)] {
        assert_eq!(each, short);
    }
    run(poll_io::AsyncWriteExt::write_all(&mut poll_io::empty(), b"abc")).unwrap();
    run(tokio::io::AsyncWriteExt::write_all(&mut tokio::io::empty(), b"abc")).unwrap();
    std::io::Write::write_all(&mut std::io::empty(), b"abc").unwrap();
}

#[test]
fn b54_consuming_too_much_behaves_like_std() {
    let mut ours = &b"abc"[..];
    assert!(panics(|| poll_io::AsyncBufReadExt::consume_unpin(&mut ours, 4)));
    assert!(panics(|| std::io::BufRead::consume(&mut &b"abc"[..], 4)));
    let mut ours = poll_io::BufReader::new(&b"abc"[..]);
    run(poll_io::AsyncBufReadExt::fill_buf(&mut ours)).unwrap();
    poll_io::AsyncBufReadExt::consume_unpin(&mut ours, 4);
    let mut std = std::io::BufReader::new(&b"abc"[..]);
    std::io::BufRead::fill_buf(&mut std).unwrap();
    std::io::BufRead::consume(&mut std, 4);
    assert_eq!(ours.buffer(), std.buffer());
}

/// compio had two faults here: writing to a vector that is longer than the written bytes, and reading into slices from
/// a cursor that is past its end.
#[test]
fn b55_vectors_and_cursors_of_any_length_are_written_and_read_correctly() {
    let mut vec = vec![7; 100];
    let n = run(poll_io::AsyncWriteExt::write_vectored(&mut vec, &[IoSlice::new(b"a"), IoSlice::new(b"b")]));
    assert_eq!((n.unwrap(), vec.len()), (2, 102));
    let mut cursor = std::io::Cursor::new(b"abc");
    cursor.set_position(9);
    let n = run(poll_io::AsyncReadExt::read_vectored(&mut cursor, &mut [IoSliceMut::new(&mut [0; 2])]));
    assert_eq!((n.unwrap(), cursor.position()), (0, 9));
}

/// A `Display` that fails must cause neither a panic nor a flush.
#[test]
fn b50_a_display_that_fails_is_an_error() {
    use poll_io::AsyncWriteExt as _;
    struct Faulty;
    impl std::fmt::Display for Faulty {
        fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            Err(std::fmt::Error)
        }
    }
    let mut writer = Drain::default();
    assert_eq!(run(poll_io::write!(&mut writer, "{Faulty}")).unwrap_err().kind(), ErrorKind::Other);
    assert!(panics(|| std::io::Write::write_fmt(&mut Vec::new(), format_args!("{Faulty}"))));
    assert_eq!(writer.log, []);
}

/// A pending half does not hold the lock, so the other half can proceed.
#[test]
fn b46_a_pending_read_does_not_block_the_writer() {
    struct Never;
    impl poll_io::AsyncRead for Never {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
            Poll::Pending
        }
    }
    let (mut reader, mut writer) = poll_io::split(poll_io::join(Never, Vec::new()));
    let mut buf = [0];
    let mut reading = pin!(poll_io::AsyncReadExt::read(&mut reader, &mut buf));
    assert!(poll_once(reading.as_mut()).is_pending());
    assert!(poll_once(poll_io::AsyncWriteExt::write_all(&mut writer, b"abc")).is_ready());
}
