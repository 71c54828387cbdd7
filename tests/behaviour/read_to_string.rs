use super::peer::{Script, Step, outcome, run, schedules};
use crate::design::*;
use poll_io::ErrorKind;
use std::{
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

const TEXTS: [&[u8]; 7] =
    [b"", b"hello", "żółć, 水, 🦀".as_bytes(), b"bad \xff byte", b"cut \xe6\xb0", b"\xf0\x9f\xa6", b"a\xc3(b"];

#[test]
fn b06_b07_appends_the_same_as_std_and_invalid_utf8_changes_nothing() {
    for text in TEXTS {
        for steps in schedules(text) {
            for (old, spare) in [("", 0), ("old ", 0), ("", 3), ("old ", 100)] {
                let (mut ours, mut std) = (Script::new(steps.clone()), Script::new(steps.clone()));
                let (mut a, mut b) = (old.to_string(), old.to_string());
                a.reserve_exact(spare);
                let x = outcome(run(ours.read_to_string(&mut a)));
                let y = outcome(std::io::Read::read_to_string(&mut std, &mut b));
                assert_eq!((x, a), (y, b), "{steps:?}, {spare}");
                assert_eq!(ours.rest(), std.rest());
            }
        }
    }
}

#[test]
fn b08_an_error_keeps_every_complete_character() {
    let steps = [Step::Bytes("ab水".into()), Step::Bytes(b"\xe6\xb0".into()), Step::Err(ErrorKind::TimedOut)];
    let mut text = String::from(">");
    let e = run(Script::new(steps).read_to_string(&mut text)).unwrap_err();
    assert_eq!((e.kind(), &text[..]), (ErrorKind::TimedOut, ">ab水"));
}

#[test]
fn b08_an_error_after_invalid_bytes_leaves_the_string_unchanged() {
    let steps = [Step::Bytes(b"ab\xff".into()), Step::Bytes("cd".into()), Step::Err(ErrorKind::TimedOut)];
    let mut text = String::from(">");
    let e = run(Script::new(steps).read_to_string(&mut text)).unwrap_err();
    assert_eq!((e.kind(), &text[..]), (ErrorKind::TimedOut, ">"));
}

#[test]
fn b09_dropped_at_every_poll_it_loses_three_bytes_at_most() {
    let all = "żółć, 水, 🦀";
    for steps in schedules(all.as_bytes()) {
        for polls in 0..30 {
            let mut reader = Script::new(steps.clone());
            let mut text = String::new();
            {
                let mut future = pin!(reader.read_to_string(&mut text));
                for _ in 0..polls {
                    if future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
                        break;
                    }
                }
            }
            assert!(all.starts_with(&text));
            let lost = all.len() - text.len() - reader.rest().len();
            assert!(lost <= 3, "{lost} bytes lost");
        }
    }
}

/// A reader that returns one byte at a time. Its hint is 1 until the end.
struct Promises(Script);

impl AsyncRead for Promises {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: poll_io::BorrowedCursor<'_>,
    ) -> Poll<poll_io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }

    fn remaining_hint(&self) -> usize {
        self.0.rest().len().min(1)
    }
}

/// The bytes of an incomplete character need space too, in addition to the bytes of the hint.
#[test]
fn a_small_hint_inside_a_character_reserves_enough_for_both() {
    for before in (0..40).step_by(if cfg!(miri) { 13 } else { 1 }) {
        let text = "a".repeat(before) + "水🦀ż";
        let mut reader = Promises(Script::new(text.bytes().map(|byte| Step::Bytes(vec![byte]))));
        let mut buf = String::new();
        assert_eq!(run(reader.read_to_string(&mut buf)).unwrap(), text.len());
        assert_eq!(buf, text);
    }
}
