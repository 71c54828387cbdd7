use super::peer::{Script, Step, outcome, run, schedules};
use crate::design::*;
use poll_io::ErrorKind;

#[test]
fn b10_b11_reads_what_std_reads_at_every_split() {
    for text in [
        &b""[..],
        b"one\ntwo",
        b"\n\r\n\n",
        "żółć\n水🦀\nx".as_bytes(),
        b"good\nbad\xff\ngood\n",
        b"cut\xe6\xb0\nnext\n",
        b"\xf0\x9f\xa6",
    ] {
        for steps in schedules(text) {
            let (mut ours, mut std) = (Script::new(steps.clone()), Script::new(steps.clone()));
            let (mut a, mut b) = (String::from(">"), String::from(">"));
            for _ in 0..5 {
                let x = outcome(run(ours.read_line(&mut a)));
                let y = outcome(std::io::BufRead::read_line(&mut std, &mut b));
                assert_eq!((x, &a), (y, &b), "{steps:?}");
                assert_eq!(ours.rest(), std.rest());
            }
        }
    }
}

#[test]
fn b12_an_error_in_a_line_keeps_its_bytes_and_the_next_call_resumes() {
    let steps = [Step::Bytes("ab".into()), Step::Err(ErrorKind::TimedOut), Step::Bytes("cd\n".into())];
    let mut reader = Script::new(steps);
    let mut line = String::new();
    assert_eq!(run(reader.read_line(&mut line)).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(run(reader.read_line(&mut line)).unwrap(), 3);
    assert_eq!(line, "abcd\n");
}

#[test]
fn b12_an_error_inside_a_character_loses_its_first_bytes() {
    let steps = [Step::Bytes(b"ab\xe6\xb0".into()), Step::Err(ErrorKind::TimedOut), Step::Bytes(b"\xb4\ncd\n".into())];
    let mut reader = Script::new(steps);
    let mut line = String::from(">");
    assert_eq!(run(reader.read_line(&mut line)).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(line, ">ab");
    assert_eq!(run(reader.read_line(&mut line)).unwrap_err().kind(), ErrorKind::InvalidData);
    assert_eq!(run(reader.read_line(&mut line)).unwrap(), 3);
    assert_eq!(line, ">abcd\n");
}

#[test]
fn b12_an_error_after_invalid_bytes_leaves_the_string_unchanged() {
    let mut reader = Script::new([Step::Bytes(b"ab\xffcd".into()), Step::Err(ErrorKind::TimedOut)]);
    let mut line = String::from(">");
    assert_eq!(run(reader.read_line(&mut line)).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!((&line[..], reader.rest()), (">", vec![]));
}
