use super::peer::{Script, Step, outcome, run, schedules};
use crate::design::*;
use poll_io::{ErrorKind, Result};
use std::{future::poll_fn, pin::Pin};

#[test]
fn each_byte_comes_once_at_every_split() {
    for steps in schedules(b"hello") {
        let std: Result<Vec<u8>> = std::io::Read::bytes(Script::new(steps.clone())).collect();
        let mut bytes = Script::new(steps.clone()).bytes();
        let mut all = Vec::new();
        while let Some(byte) = run(bytes.next_byte()).unwrap() {
            all.push(byte);
        }
        assert_eq!((&all[..], &all), (&b"hello"[..], &std.unwrap()));
        assert_eq!(run(bytes.next_byte()).unwrap(), None, "again at the end");

        let (mut bytes, mut all) = (Script::new(steps.clone()).bytes(), Vec::new());
        while let Some(byte) = run(poll_fn(|cx| Pin::new(&mut bytes).poll_next_byte(cx))).unwrap() {
            all.push(byte);
        }
        assert_eq!(all, b"hello");
    }
}

#[test]
fn an_error_consumes_no_byte() {
    let steps = [Step::Bytes(b"a".into()), Step::Err(ErrorKind::Other), Step::Bytes(b"b".into())];
    let mut bytes = Script::new(steps).bytes();
    assert_eq!(run(bytes.next_byte()).unwrap(), Some(b'a'));
    assert_eq!(outcome(run(bytes.next_byte())), Err(ErrorKind::Other));
    assert_eq!(run(bytes.next_byte()).unwrap(), Some(b'b'));
}
