use super::peer::{Script, Step, run, schedules};
use crate::design::*;
use poll_io::ErrorKind;
use std::{
    pin::pin,
    task::{Context, Waker},
};

/// All lines, owned and lent in turn; errors by their kind.
fn collect(text: &[Step], lend: bool) -> Vec<Result<String, ErrorKind>> {
    let mut lines = Script::new(text.to_vec()).lines();
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

#[test]
fn b14_b15_lines_are_std_s_at_every_split() {
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
fn segments_are_std_s_at_every_split() {
    for text in [&b""[..], b",", b"a,b", b",,a,", b"\r,\r\n"] {
        for steps in schedules(text) {
            let std: Vec<_> = std::io::BufRead::split(Script::new(steps.clone()), b',').map(Result::unwrap).collect();
            let mut owned = Script::new(steps.clone()).split(b',');
            let mut lent = Script::new(steps).split(b',');
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
fn a_limit_reports_once_passes_over_and_goes_on() {
    for steps in schedules(b"abcd\r\nabcde\nab\nabcdefgh") {
        for lend in [false, true] {
            let mut lines = Script::new(steps.clone()).lines().limit(4);
            let mut out = Vec::new();
            loop {
                let next = if lend {
                    run(lines.next_line_ref()).map(|line| line.map(String::from))
                } else {
                    run(lines.next_line())
                };
                match next {
                    Ok(None) => break,
                    Ok(Some(line)) => out.push(line),
                    Err(e) => out.push(format!("{:?}", e.kind())),
                }
            }
            assert_eq!(out, ["abcd", "InvalidData", "ab", "InvalidData"], "{steps:?}");
        }
    }
}

#[test]
fn dropped_at_every_poll_nothing_is_lost() {
    for steps in schedules("one\ntwo\r\n水".as_bytes()) {
        for lend in [false, true] {
            let mut lines = Script::new(steps.clone()).lines();
            let mut out = Vec::new();
            // Each future is polled once and dropped, whether it is done or not.
            for _ in 0..80 {
                let mut cx = Context::from_waker(Waker::noop());
                let poll = if lend {
                    pin!(lines.next_line_ref()).poll(&mut cx).map(|line| line.unwrap().map(String::from))
                } else {
                    pin!(lines.next_line()).poll(&mut cx).map(Result::unwrap)
                };
                if let std::task::Poll::Ready(Some(line)) = poll {
                    out.push(line);
                }
            }
            assert_eq!(out, ["one", "two", "水"], "{steps:?}");
        }
    }
}
