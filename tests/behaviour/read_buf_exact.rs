use super::peer::{Script, outcome, run, schedules};
use crate::design::*;
use poll_io::{BorrowedBuf, ErrorKind};

#[test]
fn fills_what_std_fills_at_every_split_behind_what_is_there() {
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
                "what came is there at a short end too"
            );
        }
    }
}

#[test]
fn it_goes_on_where_a_short_end_has_left_it() {
    let mut memory = [0; 5];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    let e = run((&b"hel"[..]).read_buf_exact(buf.unfilled())).unwrap_err();
    assert_eq!((e.kind(), e.to_string()), (ErrorKind::UnexpectedEof, "failed to fill whole buffer".into()));
    run((&b"lo!"[..]).read_buf_exact(buf.unfilled())).unwrap();
    assert_eq!(buf.filled(), b"hello");
}
