use super::peer::{Script, outcome, run, schedules};
use crate::design::*;
use poll_io::{BorrowedBuf, ErrorKind};

#[test]
fn appends_the_same_as_std_at_every_split() {
    for steps in schedules(b"hello") {
        for len in 0..8 {
            let (mut ours, mut std) = (Script::new(steps.clone()), Script::new(steps.clone()));
            let mut memory = vec![b'.'; 2 + len];
            let mut buf = BorrowedBuf::from(&mut memory[..]);
            buf.unfilled().append(b"> ");
            let x = outcome(run(ours.read_buf_exact(buf.unfilled())));
            let y = outcome(std::io::Read::read_exact(&mut std, &mut vec![0; len]));
            assert_eq!((x, ours.rest()), (y, std.rest()), "{steps:?}");
            assert_eq!(
                buf.filled(),
                [b"> ", &b"hello"[..len.min(5)]].concat(),
                "after an early end, the bytes that arrived are in the buffer"
            );
        }
    }
}

#[test]
fn a_second_call_resumes_after_an_early_end() {
    let mut memory = [0; 5];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    let e = run((&b"hel"[..]).read_buf_exact(buf.unfilled())).unwrap_err();
    assert_eq!((e.kind(), e.to_string()), (ErrorKind::UnexpectedEof, "failed to fill whole buffer".into()));
    run((&b"lo!"[..]).read_buf_exact(buf.unfilled())).unwrap();
    assert_eq!(buf.filled(), b"hello");
}
