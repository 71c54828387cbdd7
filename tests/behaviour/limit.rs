//! The limits of the futures: `.limit(max)` is a method on what a method returns, and so only where that has a name.

use crate::{
    behaviour::peer::{Script, outcome, run, schedules},
    design::*,
};
use poll_io::ErrorKind;

#[test]
fn a_limit_of_a_line_cuts_at_a_character() {
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
fn a_limit_of_the_end_allows_exactly_itself() {
    for steps in schedules(b"hello") {
        for max in 0..8 {
            let mut buf = b">".to_vec();
            let result = outcome(run(Script::new(steps.clone()).read_to_end(&mut buf).limit(max)));
            if max >= 5 {
                assert_eq!((result, &buf[..]), (Ok(5), &b">hello"[..]));
            } else {
                assert_eq!(result, Err(ErrorKind::InvalidData));
                assert!(buf.len() <= 1 + max + 1 && b">hello".starts_with(&buf), "at most one byte too many");
            }
        }
    }
}

#[test]
fn a_limit_of_a_delimiter_allows_exactly_itself_and_consumes_no_excess() {
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
fn the_error_says_the_limit() {
    let e = run((&b"hello"[..]).read_to_end(&mut Vec::new()).limit(3)).unwrap_err();
    assert_eq!(e.to_string(), "the stream is longer than the limit of 3 bytes");
}
