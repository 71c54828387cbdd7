//! Tests the limits of futures. `.limit(max)` is a method of the future, so only designs with named futures have it.

use crate::{
    behaviour::peer::{Script, Step, outcome, poll_times, run, schedules},
    design::*,
};
use poll_io::{AsyncBufReadExt, BorrowedCursor, BufReader, ErrorKind, LimitExceeded, Result};
use std::{
    cell::Cell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

#[test]
fn read_line_with_a_limit_keeps_only_complete_characters() {
    for steps in schedules("水水\n".as_bytes()) {
        for max in 0..9 {
            let mut reader = Script::new(steps.clone());
            let mut line = String::new();
            let result = outcome(run(reader.read_line(&mut line).limit(max)));
            if max >= 7 {
                assert_eq!((result, &line[..]), (Ok(7), "水水\n"));
            } else {
                assert_eq!((result, line.len()), (Err(ErrorKind::InvalidData), max / 3 * 3));
            }
        }
    }
}

#[test]
fn b12_a_limit_after_invalid_bytes_leaves_the_string_unchanged() {
    let mut reader = &b"a\xff b c\n"[..];
    let mut line = String::from(">");
    let e = run(reader.read_line(&mut line).limit(4)).unwrap_err();
    assert!(e.get_ref().unwrap().is::<LimitExceeded>());
    assert_eq!((&line[..], reader), (">", &b" c\n"[..]));
}

#[test]
fn read_to_end_allows_exactly_its_limit() {
    for steps in schedules(b"hello") {
        for max in 0..8 {
            let mut buf = b">".to_vec();
            let result = outcome(run(Script::new(steps.clone()).read_to_end(&mut buf).limit(max)));
            if max >= 5 {
                assert_eq!((result, &buf[..]), (Ok(5), &b">hello"[..]));
            } else {
                assert_eq!(result, Err(ErrorKind::InvalidData));
                assert!(buf.len() <= 1 + max + 1 && b">hello".starts_with(&buf), "at most one byte over the limit");
            }
        }
    }
}

#[test]
fn read_until_allows_exactly_its_limit_and_consumes_no_excess() {
    for steps in schedules(b"abc,def") {
        for max in 0..6 {
            let mut reader = Script::new(steps.clone());
            let mut buf = Vec::new();
            let result = outcome(run(reader.read_until(b',', &mut buf).limit(max)));
            assert_eq!(result, if max >= 4 { Ok(4) } else { Err(ErrorKind::InvalidData) });
            assert_eq!(buf, &b"abc,"[..max.min(4)]);
            assert_eq!([&buf[..], &reader.rest()].concat(), b"abc,def");
            let mut reader = Script::new(steps.clone());
            let result = outcome(run(reader.skip_until(b',').limit(max)));
            assert_eq!(result, if max >= 4 { Ok(4) } else { Err(ErrorKind::InvalidData) });
            assert_eq!(reader.rest(), &b"abc,def"[max.min(4)..]);
        }
    }
}

#[test]
fn the_error_message_contains_the_limit() {
    let e = run((&b"hello"[..]).read_to_end(&mut Vec::new()).limit(3)).unwrap_err();
    assert_eq!(e.to_string(), "the stream is longer than the limit of 3 bytes");
}

/// A source that never ends. It repeats a pattern, in pieces of one length, and may be `Pending` before each of them.
#[derive(Clone)]
struct Endless {
    /// The repeated pattern. It is at least two pieces long, so that a piece can start anywhere in the pattern.
    bytes: Rc<[u8]>,
    period: usize,
    piece: usize,
    waits: bool,
    waited: bool,
    /// The number of bytes that were read or consumed.
    given: Rc<Cell<usize>>,
}

impl Endless {
    fn poll_piece(&mut self, cx: &Context<'_>) -> Poll<&[u8]> {
        self.waited = self.waits && !self.waited;
        if self.waited {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(&self.bytes[self.given.get() % self.period..][..self.piece])
    }

    fn give(&self, n: usize) {
        self.given.set(self.given.get() + n);
    }
}

impl AsyncRead for Endless {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let piece = std::task::ready!(self.poll_piece(cx));
        let n = piece.len().min(buf.capacity());
        buf.append(&piece[..n]);
        self.give(n);
        Poll::Ready(Ok(()))
    }

    fn remaining_hint(&self) -> usize {
        usize::MAX
    }
}

impl AsyncBufRead for Endless {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.get_mut().poll_piece(cx).map(Ok)
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.give(amt);
    }
}

/// A method with a limit: its name, how many bytes it may consume beyond the limit, its delimiter, and a call.
type Limitable = (&'static str, usize, Option<u8>, fn(Endless, usize) -> Result<()>);

const LIMITABLE: &[Limitable] = &[
    ("read_to_end", 1, None, |mut r, max| run(r.read_to_end(&mut vec![]).limit(max)).map(drop)),
    ("read_to_string", 1, None, |mut r, max| run(r.read_to_string(&mut String::new()).limit(max)).map(drop)),
    ("read_until", 0, Some(b'!'), |mut r, max| run(r.read_until(b'!', &mut vec![]).limit(max)).map(drop)),
    ("skip_until", 0, Some(b'!'), |mut r, max| run(r.skip_until(b'!').limit(max)).map(drop)),
    ("read_line", 0, Some(b'\n'), |mut r, max| run(r.read_line(&mut String::new()).limit(max)).map(drop)),
    // The first byte after the limit may belong to the terminator of the line, for example a carriage return.
    ("next_line", 1, Some(b'\n'), |r, max| run(r.lines().limit(max).next_line()).map(drop)),
    ("next_line_ref", 1, Some(b'\n'), |r, max| run(async { r.lines().limit(max).next_line_ref().await.map(drop) })),
    ("next_segment", 1, Some(b'!'), |r, max| run(AsyncBufReadExt::split(r, b'!').limit(max).next_segment()).map(drop)),
    ("next_segment_ref", 1, Some(b'!'), |r, max| {
        run(async { AsyncBufReadExt::split(r, b'!').limit(max).next_segment_ref().await.map(drop) })
    }),
    ("limited", 1, None, |r, max| run(r.limited(max as u64).read_to_end(&mut vec![])).map(drop)),
    ("limited of a line", 0, Some(b'\n'), |r, max| run(r.limited(max as u64).read_line(&mut String::new())).map(drop)),
];

#[test]
fn every_limit_ends_every_endless_source() {
    let patterns: &[&[u8]] =
        &[b"a", b"\xff", "\u{17c}".as_bytes(), "\u{6c34}\u{1f980}".as_bytes(), b"a\xff", b"\r", b"\0", b"\n", b"!"];
    for &(name, excess, delimiter, call) in LIMITABLE {
        for &pattern in patterns {
            for (piece, waits) in [(1, false), (1, true), (7, false), (7, true), (9000, false), (9000, true)] {
                for max in [0, 1, 2, 16, 5000] {
                    let case = format!("{name}, limit {max}, {} in pieces of {piece}", pattern.escape_ascii());
                    let source = Endless {
                        bytes: pattern.iter().copied().cycle().take(piece + pattern.len()).collect(),
                        period: pattern.len(),
                        piece,
                        waits,
                        waited: false,
                        given: Rc::default(),
                    };
                    let result = call(source.clone(), max);
                    let given = source.given.get();
                    if delimiter.is_some_and(|delimiter| pattern == [delimiter]) && (max > 0 || excess > 0) {
                        // The `_ref` methods consume the item in the next call.
                        assert!(result.is_ok() && given <= 1, "{case}: {result:?}, {given} bytes were consumed");
                        continue;
                    }
                    let error = result.expect_err(&case);
                    let inner = error.get_ref().and_then(|e| e.downcast_ref::<LimitExceeded>());
                    assert!(inner.is_some_and(|e| e.limit() == max as u64), "{case}: {error}");
                    assert!(given <= max + excess, "{case}: {given} bytes were consumed");
                }
            }
        }
    }
}

#[test]
fn a_limit_holds_after_invalid_utf8() {
    for (pattern, at) in [(&b"\xff"[..], 0), (b"aaaaaaaa\xff", 8)] {
        let mut text = String::from("kept");
        let mut reader = BufReader::new(pattern.chain(poll_io::repeat(b'a')));
        let error = run(reader.read_to_string(&mut text).limit(16)).unwrap_err();
        assert_eq!((error.kind(), &*text), (ErrorKind::InvalidData, "kept"), "{at}");
        assert_eq!(error.to_string(), "the stream is longer than the limit of 16 bytes");
        // The invalid bytes are discarded, so the next call starts with a new limit.
        assert_eq!(run(reader.read_to_string(&mut text).limit(16)).unwrap_err().to_string(), error.to_string());
    }
    // Within the limit, invalid UTF-8 is the error that is returned.
    let mut text = String::from("kept");
    let error = run((&b"aaa\xffaaa"[..]).read_to_string(&mut text).limit(7)).unwrap_err();
    assert_eq!((error.to_string().as_str(), &*text), ("stream did not contain valid UTF-8", "kept"));
}

/// The future has read more than the limit when the limit is set.
#[test]
fn a_limit_that_is_set_after_a_poll_counts_what_was_read_before() {
    let steps =
        [Step::Bytes(b"0123456789".into()), Step::Pending, Step::Bytes(vec![b'x'; 1000]), Step::Bytes(b"\n".into())];
    let script = || Script::new(steps.clone());
    for max in [0, 5, 9, 10] {
        let (mut reader, mut bytes, mut line) = (script(), Vec::new(), String::new());
        let mut until = reader.read_until(b'\n', &mut bytes);
        assert!(poll_times(1, &mut until).is_none());
        assert_eq!(outcome(run(until.limit(max))), Err(ErrorKind::InvalidData));
        assert_eq!(bytes, b"0123456789");

        let mut reader = script();
        let mut reading = reader.read_line(&mut line);
        assert!(poll_times(1, &mut reading).is_none());
        assert_eq!(outcome(run(reading.limit(max))), Err(ErrorKind::InvalidData));
        assert_eq!(line, "0123456789");

        let mut reader = script();
        let mut skipping = reader.skip_until(b'\n');
        assert!(poll_times(1, &mut skipping).is_none());
        assert_eq!(outcome(run(skipping.limit(max))), Err(ErrorKind::InvalidData));
        assert_eq!(reader.rest().len(), 1001);
    }
}
