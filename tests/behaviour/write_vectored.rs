use super::peer::{Drain, Step, outcome, resistances, run};
use crate::design::*;
use poll_io::{ErrorKind, IoSlice, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

#[test]
fn b33_writes_what_std_writes() {
    for steps in resistances() {
        for bufs in [&[][..], &["", ""], &["", "hel", "", "lo"], &["hello", "world"]] {
            let bufs: Vec<_> = bufs.iter().map(|buf| IoSlice::new(buf.as_bytes())).collect();
            let (mut ours, mut std) = (Drain::new(steps.clone()), Drain::new(steps.clone()));
            loop {
                let x = outcome(run(ours.write_vectored(&bufs)));
                let mut y = outcome(std::io::Write::write_vectored(&mut std, &bufs));
                while y == Err(ErrorKind::Interrupted) {
                    y = outcome(std::io::Write::write_vectored(&mut std, &bufs));
                }
                assert_eq!((x, &ours.taken), (y, &std.taken), "{steps:?}");
                if y.is_ok() {
                    break;
                }
            }
        }
    }
}

#[test]
fn all_slices_arrive_in_one_call() {
    let mut writer = Drain::new([Step::Pending]).taking_slices(true);
    let n = run(writer.write_vectored(&[IoSlice::new(b"he"), IoSlice::new(b""), IoSlice::new(b"llo")])).unwrap();
    assert_eq!((n, writer.calls, &writer.taken[..]), (5, 2, &b"hello"[..]));
}

/// A writer that claims more bytes than it was given.
struct Boaster;

impl AsyncWrite for Boaster {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(buf.len() + 1))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[test]
fn b59_a_writer_that_claims_too_many_bytes_is_invalid_data_in_every_method() {
    let invalid = Err(ErrorKind::InvalidData);
    let bufs = [IoSlice::new(b"he")];
    assert_eq!(outcome(run(Boaster.write(b"he")).map(drop)), invalid);
    assert_eq!(outcome(run(Boaster.write_all(b"he"))), invalid);
    assert_eq!(outcome(run(Boaster.write_vectored(&bufs)).map(drop)), invalid);
    assert_eq!(outcome(run(Boaster.write_all_vectored(&mut bufs.clone()))), invalid);
    assert_eq!(outcome(run(Boaster.write_u16(1))), invalid);
    assert_eq!(outcome(run(Boaster.write_fmt(format_args!("he")))), invalid);
    let mut buffered = BufWriter::with_capacity(4, Boaster);
    assert_eq!(outcome(run(buffered.write(b"hello")).map(drop)), invalid);
    assert_eq!(outcome(run(buffered.write_vectored(&[IoSlice::new(b"hello"); 2])).map(drop)), invalid);
    run(buffered.write_all(b"he")).unwrap();
    assert_eq!(outcome(run(buffered.flush())), invalid);
    let mut lines = LineWriter::new(Boaster);
    assert_eq!(outcome(run(lines.write(b"he\n")).map(drop)), invalid);
}
