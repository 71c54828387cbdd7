use super::peer::{Script, outcome, run, schedules};
use crate::design::*;
use poll_io::{BorrowedBuf, BorrowedCursor, ErrorKind, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

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

/// A reader that advances the cursor by two bytes and then returns an error, or `Pending` if it has none. This breaks R4
/// and R5.
struct Faulty(Option<ErrorKind>);

impl AsyncRead for Faulty {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(b"ab");
        cx.waker().wake_by_ref();
        self.0.map_or(Poll::Pending, |kind| Poll::Ready(Err(kind.into())))
    }
}

#[test]
fn b19_b60_the_bytes_of_a_faulty_reader_are_in_the_buffer() {
    for kind in [ErrorKind::TimedOut, ErrorKind::Interrupted] {
        let mut memory = [0; 4];
        let mut buf = BorrowedBuf::from(&mut memory[..]);
        assert_eq!(run(Faulty(Some(kind)).read_buf_exact(buf.unfilled())).unwrap_err().kind(), kind);
        assert_eq!(buf.filled(), b"ab");
        assert_eq!(run(Faulty(Some(kind)).read_buf(buf.unfilled())).unwrap_err().kind(), kind);
        assert_eq!(buf.filled(), b"abab");
    }
    let mut memory = [0; 4];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    run(Faulty(None).read_buf_exact(buf.unfilled())).unwrap();
    assert_eq!(buf.filled(), b"abab");
}

#[test]
fn b19_interrupted_is_returned_after_an_advance() {
    let (mut buf, mut text) = (Vec::new(), String::new());
    let e = run(Faulty(Some(ErrorKind::Interrupted)).read_to_end(&mut buf)).unwrap_err();
    assert_eq!((e.kind(), &buf[..]), (ErrorKind::Interrupted, &b""[..]));
    let e = run(Faulty(Some(ErrorKind::Interrupted)).read_to_string(&mut text)).unwrap_err();
    assert_eq!((e.kind(), &text[..]), (ErrorKind::Interrupted, ""));
}
