use super::peer::{Answer, Liar, Script, Step, outcome, run, run_counted, schedules};
use crate::design::*;
use poll_io::{ErrorKind, LimitExceeded};
use std::{
    collections::VecDeque,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

/// Reads all lines, owned or borrowed, and returns errors by their kind.
fn all<R: AsyncBufRead + Unpin>(lines: &mut Lines<R>, lend: bool) -> Vec<Result<String, ErrorKind>> {
    let mut out = Vec::new();
    for _ in 0..20 {
        let next =
            if lend { run(lines.next_line_ref()).map(|line| line.map(String::from)) } else { run(lines.next_line()) };
        match next {
            Ok(None) => return out,
            Ok(Some(line)) => out.push(Ok(line)),
            Err(e) => out.push(Err(e.kind())),
        }
    }
    panic!("the lines do not end");
}

/// Calls `AsyncBufReadExt::split`. Slices have an inherent `split`, so the method syntax would not reach it.
fn split<R: AsyncBufRead>(reader: R, delimiter: u8) -> Split<R> {
    reader.split(delimiter)
}

fn collect(text: &[Step], lend: bool) -> Vec<Result<String, ErrorKind>> {
    all(&mut Script::new(text.to_vec()).lines(), lend)
}

#[test]
fn b14_b15_lines_are_those_of_std_at_every_split() {
    for text in [&b""[..], b"\n", b"a\r\nb\n\nc\rd\r", b"last", "żółć\r\n水🦀\n".as_bytes(), b"good\nbad\xff\nagain\n"]
    {
        for steps in schedules(text) {
            let std: Vec<_> =
                std::io::BufRead::lines(Script::new(steps.clone())).map(|l| l.map_err(|e| e.kind())).collect();
            assert_eq!(collect(&steps, false), std, "{steps:?}");
            assert_eq!(collect(&steps, true), std, "{steps:?}");
        }
    }
}

#[test]
fn segments_are_those_of_std_at_every_split() {
    let texts = [&b""[..], b",", b"a,b", b",,a,", b"\r,\r\n", b"a\r\n\n\r"];
    for (text, delimiter) in texts.map(|text| [(text, b','), (text, b'\n')]).concat() {
        for steps in schedules(text) {
            let std: Vec<_> =
                std::io::BufRead::split(Script::new(steps.clone()), delimiter).map(Result::unwrap).collect();
            let mut owned = Script::new(steps.clone()).split(delimiter);
            let mut lent = Script::new(steps).split(delimiter);
            for segment in &std {
                assert_eq!(run(owned.next_segment()).unwrap().as_ref(), Some(segment));
                assert_eq!(run(lent.next_segment_ref()).unwrap(), Some(&segment[..]));
            }
            assert_eq!(run(owned.next_segment()).unwrap(), None);
            assert_eq!(run(lent.next_segment_ref()).unwrap(), None);
        }
    }
}

#[test]
fn b16_b17_an_error_inside_an_item_loses_nothing_of_it() {
    let steps = ["aa\nbb", "", "cc\ndd\n"].map(|text| match text {
        "" => Step::Err(ErrorKind::TimedOut),
        text => Step::Bytes(text.into()),
    });
    for lend in [false, true] {
        let lines = collect(&steps, lend);
        assert_eq!(lines, [Ok("aa".into()), Err(ErrorKind::TimedOut), Ok("bbcc".into()), Ok("dd".into())]);
    }
}

#[test]
fn an_item_over_the_limit_is_reported_once_and_skipped() {
    for steps in schedules(b"abcd\r\nabcde\nab\nabcdefgh") {
        for lend in [false, true] {
            let out = all(&mut Script::new(steps.clone()).lines().limit(4), lend);
            let long = Err(ErrorKind::InvalidData);
            assert_eq!(out, [Ok("abcd".into()), long.clone(), Ok("ab".into()), long], "{steps:?}");
        }
    }
}

/// Reads owned and borrowed lines in turn, and drops each future after every poll that returned `Pending`.
#[test]
fn b13_dropped_at_every_poll_and_mixed_nothing_is_lost() {
    for steps in schedules("a\r\n\nżółć\r\nwater: 水\nend".as_bytes()) {
        let mut lines = Script::new(steps.clone()).lines();
        let mut out = Vec::new();
        let mut cx = Context::from_waker(Waker::noop());
        for turn in 0.. {
            let poll = if turn % 3 == 0 {
                pin!(lines.next_line()).poll(&mut cx).map(Result::unwrap)
            } else if turn % 3 == 1 {
                pin!(lines.next_line_ref()).poll(&mut cx).map(|line| line.unwrap().map(String::from))
            } else {
                Pin::new(&mut lines).poll_next_line(&mut cx).map(Result::unwrap)
            };
            match poll {
                Poll::Ready(None) => break,
                Poll::Ready(Some(line)) => out.push(line),
                Poll::Pending => {}
            }
        }
        assert_eq!(out, ["a", "", "żółć", "water: 水", "end"], "{steps:?}");
    }
}

/// Does the same with segments.
#[test]
fn b13_segments_dropped_at_every_poll_and_mixed_lose_nothing() {
    for steps in schedules(b"ab,,\r,cde,f") {
        let mut segments = Script::new(steps.clone()).split(b',');
        let mut out = Vec::new();
        let mut cx = Context::from_waker(Waker::noop());
        for turn in 0.. {
            let poll = if turn % 3 == 0 {
                pin!(segments.next_segment()).poll(&mut cx).map(Result::unwrap)
            } else if turn % 3 == 1 {
                pin!(segments.next_segment_ref()).poll(&mut cx).map(|segment| segment.unwrap().map(Vec::from))
            } else {
                Pin::new(&mut segments).poll_next_segment(&mut cx).map(Result::unwrap)
            };
            match poll {
                Poll::Ready(None) => break,
                Poll::Ready(Some(segment)) => out.push(segment),
                Poll::Pending => {}
            }
        }
        assert_eq!(out, [&b"ab"[..], b"", b"\r", b"cde", b"f"], "{steps:?}");
    }
}

#[test]
fn b16_an_error_at_any_place_loses_nothing() {
    for at in 0..=12 {
        let text = "a\r\n水\n\nbcd\n";
        let steps = [
            Step::Bytes(text.as_bytes()[..at.min(text.len())].into()),
            Step::Err(ErrorKind::TimedOut),
            Step::Bytes(text.as_bytes()[at.min(text.len())..].into()),
        ];
        for lend in [false, true] {
            let (lines, errors): (Vec<_>, Vec<_>) = collect(&steps, lend).into_iter().partition(Result::is_ok);
            assert_eq!(lines, ["a", "水", "", "bcd"].map(|line| Ok(line.into())), "{at}");
            assert_eq!(errors, [Err(ErrorKind::TimedOut)], "{at}");
        }
    }
}

#[test]
fn b15_invalid_utf8_is_the_same_error_as_in_std() {
    let std = std::io::BufRead::lines(&b"\xff\n"[..]).next().unwrap().unwrap_err();
    for lend in [false, true] {
        let mut lines = Script::new([Step::Bytes(b"\xff\n".into())]).lines();
        let e = if lend { run(lines.next_line_ref()).unwrap_err() } else { run(lines.next_line()).unwrap_err() };
        assert_eq!((e.kind(), e.to_string()), (std.kind(), std.to_string()));
    }
}

/// Tests items one byte shorter than the limit, as long as the limit, and one byte longer, with each terminator, at
/// every split.
#[test]
fn a_limit_counts_the_item_without_its_terminator() {
    const MAX: usize = 3;
    for end in ["\n", "\r\n", "\r\r\n", "\r\n\n", "", "\r"] {
        for len in MAX - 1..=MAX + 1 {
            let text = format!("{}{end}", &"abcd"[..len]);
            for steps in schedules(text.as_bytes()) {
                let expected: Vec<_> = std::io::BufRead::lines(text.as_bytes())
                    .map(|line| line.ok().filter(|line| line.len() <= MAX).ok_or(ErrorKind::InvalidData))
                    .collect();
                for lend in [false, true] {
                    let mut lines = Script::new(steps.clone()).lines().limit(MAX);
                    assert_eq!(all(&mut lines, lend), expected, "{steps:?}");
                }
                let expected: Vec<_> = std::io::BufRead::split(text.as_bytes(), b'\n')
                    .map(|item| item.ok().filter(|item| item.len() <= MAX).ok_or(ErrorKind::InvalidData))
                    .collect();
                let mut segments = Script::new(steps).split(b'\n').limit(MAX);
                for item in expected {
                    assert_eq!(outcome(run(segments.next_segment())), item.map(Some));
                }
                assert_eq!(run(segments.next_segment()).unwrap(), None);
            }
        }
    }
}

#[test]
fn a_limit_error_contains_the_limit() {
    let mut lines = Script::new([Step::Bytes(b"abc\n".into())]).lines().limit(2);
    let e = run(lines.next_line()).unwrap_err();
    let inner = e.get_ref().and_then(|e| e.downcast_ref::<LimitExceeded>());
    assert_eq!(inner.map(LimitExceeded::limit), Some(2));
}

#[test]
fn borrowed_items_point_into_the_buffer_of_the_reader() {
    let text = b"one\r\n\ntwo".to_vec();
    let mut lines = (&text[..]).lines();
    for (at, line) in [(0, "one"), (5, "")] {
        let lent = run(lines.next_line_ref()).unwrap().unwrap();
        assert_eq!((lent, lent.as_ptr()), (line, text[at..].as_ptr()));
    }
    let mut segments = split(&text[..], b'\n');
    for (at, segment) in [(0, &b"one\r"[..]), (5, b"")] {
        let lent = run(segments.next_segment_ref()).unwrap().unwrap();
        assert_eq!((lent, lent.as_ptr()), (segment, text[at..].as_ptr()));
    }
}

#[test]
fn into_inner_consumes_the_borrowed_item() {
    let mut lines = (&b"head\n\nbody"[..]).lines();
    assert_eq!(run(lines.next_line_ref()).unwrap(), Some("head"));
    assert_eq!(lines.get_ref(), b"head\n\nbody");
    assert_eq!(lines.get_mut(), b"\nbody");
    assert_eq!(run(lines.next_line_ref()).unwrap(), Some(""));
    // Nothing is consumed from a reader that replaces the inner reader.
    let body = std::mem::replace(lines.get_mut(), b"x");
    assert_eq!(run(lines.next_line_ref()).unwrap(), Some("x"));
    assert_eq!((body, lines.into_inner()), (&b"body"[..], &b""[..]));

    let mut segments = split(&b"a,b,c"[..], b',');
    assert_eq!(run(segments.next_segment_ref()).unwrap(), Some(&b"a"[..]));
    assert_eq!(Pin::new(&mut segments).get_pin_mut().get_mut(), b"b,c");
    assert_eq!(run(segments.next_segment_ref()).unwrap(), Some(&b"b"[..]));
    assert_eq!(segments.into_inner(), b"c");
}

#[test]
fn continues_if_data_arrives_after_the_end() {
    let mut lines = VecDeque::from(*b"a\nb").lines();
    for line in [Some("a"), Some("b"), None, None] {
        assert_eq!(run(lines.next_line_ref()).unwrap(), line);
    }
    lines.get_mut().extend(b"c\nlong");
    assert_eq!(run(lines.next_line_ref()).unwrap(), Some("c"));
    let mut lines = lines.limit(2);
    // The rest of a line over the limit is skipped even if it arrives after the end.
    assert_eq!(run(lines.next_line()).unwrap_err().kind(), ErrorKind::InvalidData);
    assert_eq!(run(lines.next_line()).unwrap(), None);
    lines.get_mut().extend(b"er\nd\n");
    assert_eq!(run(lines.next_line()).unwrap().as_deref(), Some("d"));
}

#[test]
fn b19_yields_after_128_calls_and_retries_interrupted() {
    let mut lines = Script::new((0..1000).map(|_| Step::Bytes(b"x".into()))).lines();
    let (line, polls) = run_counted(lines.next_line());
    assert_eq!((line.unwrap().map(|line| line.len()), polls), (Some(1000), 1001_usize.div_ceil(128)));
    let mut lines = Script::new((0..1000).map(|_| Step::Err(ErrorKind::Interrupted))).lines();
    let (line, polls) = run_counted(lines.next_line_ref());
    assert_eq!((line.unwrap(), polls), (None, 1001_usize.div_ceil(128)));
}

/// The `_ref` methods return the slice of the first `poll_fill_buf`. They do not call it again, so a reader that would
/// return another slice does no harm.
#[test]
fn b29_borrowed_items_need_one_call_only() {
    let mut lines = Liar::new([Answer::Bytes(b"one\n"), Answer::Bytes(b"\xff\xff\xff\xff"), Answer::Err]).lines();
    assert_eq!(run(lines.next_line_ref()).unwrap(), Some("one"));
    let mut segments = Liar::new([Answer::Bytes(b"one,"), Answer::Bytes(b"on")]).split(b',');
    assert_eq!(run(segments.next_segment_ref()).unwrap(), Some(&b"one"[..]));
    let mut reader = Liar::new([Answer::Bytes(b"one"), Answer::Pending]);
    assert_eq!(run(reader.fill_buf()).unwrap(), b"one");
}

#[test]
fn a_reader_that_consumes_nothing_is_bounded_by_the_limit() {
    let mut lines = Liar::new([Answer::Bytes(b"ab")]).lines().limit(100);
    assert_eq!(run(lines.next_line()).unwrap_err().kind(), ErrorKind::InvalidData);
    // The line never ends. Each poll skips bytes with at most 128 calls.
    for _ in 0..3 {
        let mut cx = Context::from_waker(Waker::noop());
        assert!(pin!(lines.next_line()).poll(&mut cx).is_pending());
    }
    let mut lines = Liar::new([Answer::Bytes(b"ab\n")]).lines();
    for _ in 0..3 {
        assert_eq!(run(lines.next_line_ref()).unwrap(), Some("ab"));
    }
}
