use super::peer::{Script, Step, outcome, run, run_counted, schedules};
use crate::design::*;
use poll_io::ErrorKind;
use std::pin::pin;

#[test]
fn fills_what_std_fills_at_every_split() {
    for steps in schedules(b"hello") {
        for len in 0..7 {
            let (mut ours, mut std) = (Script::new(steps.clone()), Script::new(steps.clone()));
            let (mut a, mut b) = ([0; 7], [0; 7]);
            let x = outcome(run(ours.read_exact(&mut a[..len])));
            let y = outcome(std::io::Read::read_exact(&mut std, &mut b[..len]));
            assert_eq!((x, a), (y, b), "{steps:?}, {len}");
            assert_eq!(ours.rest(), std.rest());
        }
    }
}

#[test]
fn b18_an_early_end_is_unexpected_eof_with_the_message_of_std() {
    let mut buf = *b"....";
    let e = run(Script::new([Step::Bytes(b"ab".into())]).read_exact(&mut buf)).unwrap_err();
    let mut std_buf = *b"....";
    let std = std::io::Read::read_exact(&mut Script::new([Step::Bytes(b"ab".into())]), &mut std_buf).unwrap_err();
    assert_eq!((e.kind(), e.to_string()), (std.kind(), std.to_string()));
    assert_eq!(&buf, b"ab..");
}

#[test]
fn an_error_keeps_earlier_bytes_and_an_empty_buffer_makes_no_call() {
    let steps = [Step::Bytes(b"ab".into()), Step::Err(ErrorKind::TimedOut), Step::Bytes(b"cd".into())];
    let mut reader = Script::new(steps);
    let mut buf = *b"....";
    run(reader.read_exact(&mut [])).unwrap();
    assert_eq!(reader.calls, 0);
    assert_eq!(run(reader.read_exact(&mut buf)).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!((&buf, &reader.rest()[..]), (b"ab..", &b"cd"[..]));
}

#[test]
fn b19_interrupted_is_retried() {
    let steps = [Step::Err(ErrorKind::Interrupted), Step::Bytes(b"a".into()), Step::Err(ErrorKind::Interrupted)];
    let mut reader = Script::new(steps.into_iter().chain([Step::Bytes(b"b".into())]));
    let mut buf = [0; 2];
    run(reader.read_exact(&mut buf)).unwrap();
    assert_eq!(&buf, b"ab");
}

#[test]
fn yields_after_128_calls_in_one_poll() {
    let data: Vec<u8> = (0..=255).collect();
    for (len, expected) in [(127, 1), (128, 1), (129, 2), (256, 2)] {
        let mut reader = Script::new(data[..len].iter().map(|&byte| Step::Bytes(vec![byte])));
        let mut buf = vec![0; len];
        let (result, polls) = run_counted(reader.read_exact(&mut buf));
        result.unwrap();
        assert_eq!(polls, expected, "{len} calls, 128 a poll");
        assert_eq!(buf, data[..len]);
    }
}

#[test]
fn yields_when_always_interrupted() {
    let mut reader = Script::new((0..1000).map(|_| Step::Err(ErrorKind::Interrupted)));
    let (result, polls) = run_counted(reader.read_exact(&mut [0]));
    assert_eq!(result.unwrap_err().kind(), ErrorKind::UnexpectedEof);
    assert_eq!(polls, 1001_usize.div_ceil(128));
}

#[test]
#[should_panic(expected = "polled after it had completed")]
fn polled_after_completion_panics() {
    let mut reader = Script::new([Step::Bytes(b"a".into())]);
    let mut buf = [0];
    let mut future = pin!(reader.read_exact(&mut buf));
    run(future.as_mut()).unwrap();
    let _ = run(future);
}
