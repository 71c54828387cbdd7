use super::peer::{Drain, Event, Step, outcome, resistances, run, run_counted};
use crate::design::*;
use poll_io::{ErrorKind, IoSlice, SeekFrom};
use std::{
    future::poll_fn,
    io::Write as _,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

const TEXT: &[u8] = b"the quick brown fox jumps over the lazy dog";

/// A call that is made on our writer and on std's.
#[derive(Clone, Copy, Debug)]
enum Call {
    Write(usize),
    WriteAll(usize),
    WriteVectored([usize; 3]),
    Flush,
}

const CALLS: [&[Call]; 7] = [
    &[Call::WriteAll(3), Call::WriteAll(3), Call::WriteAll(3), Call::Flush],
    &[Call::Write(7), Call::Write(1), Call::Write(8), Call::Write(9), Call::Flush, Call::Flush],
    &[Call::WriteAll(8), Call::WriteAll(8), Call::WriteAll(0), Call::Flush],
    &[Call::WriteAll(5), Call::WriteAll(20), Call::WriteAll(2), Call::Flush],
    &[Call::WriteVectored([1, 2, 3]), Call::WriteVectored([0, 2, 9]), Call::WriteVectored([3, 3, 3]), Call::Flush],
    &[Call::WriteAll(5), Call::WriteVectored([9, 1, 1]), Call::WriteVectored([0, 0, 0]), Call::Flush],
    &[Call::WriteVectored([0, 0, 8]), Call::WriteVectored([4, 4, 0]), Call::Write(1), Call::Flush],
];

/// Makes the same calls on both writers. After each call, compares the results, the buffers and the calls of the inner
/// writer.
#[test]
fn b34_does_what_std_does_at_every_step() {
    let mut cases = 0;
    for steps in resistances() {
        for capacity in [0, 1, 4, 8] {
            for calls in CALLS {
                let mut ours = BufWriter::with_capacity(capacity, Drain::new(steps.clone()));
                let mut std = std::io::BufWriter::with_capacity(capacity, Drain::new(steps.clone()));
                for call in calls {
                    let (x, y) = match *call {
                        Call::Write(n) => {
                            (outcome(run(ours.write(&TEXT[..n]))), outcome(retried(|| std.write(&TEXT[..n]))))
                        }
                        Call::WriteAll(n) => (
                            outcome(run(ours.write_all(&TEXT[..n])).map(|()| n)),
                            outcome(write_all_of(&mut std, &TEXT[..n]).map(|()| n)),
                        ),
                        Call::WriteVectored(lens) => {
                            let bufs = lens.map(|n| IoSlice::new(&TEXT[..n]));
                            (outcome(run(ours.write_vectored(&bufs))), outcome(retried(|| std.write_vectored(&bufs))))
                        }
                        Call::Flush => (outcome(run(ours.flush()).map(|()| 0)), outcome(std.flush().map(|()| 0))),
                    };
                    let context = || format!("{steps:?}, {capacity}, {calls:?} at {call:?}");
                    assert_eq!((x, ours.buffer()), (y, std.buffer()), "{}", context());
                    assert_eq!(ours.get_ref().log, std.get_ref().log, "{}", context());
                    assert_eq!(ours.capacity(), std.capacity());
                    cases += 1;
                }
                // Dropping std's writer would write out its buffer.
                let _ = std.into_parts();
            }
        }
    }
    assert!(cases > 8000 || cfg!(miri), "{cases}");
}

/// Retries `Interrupted`, as our writer does. std retries a direct write only in `write_all`.
fn retried<T>(mut call: impl FnMut() -> std::io::Result<T>) -> std::io::Result<T> {
    loop {
        match call() {
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// Does what the provided `write_all` of `std::io::Write` does. std's `BufWriter` overrides it, and our design has no
/// such override.
fn write_all_of(writer: &mut impl std::io::Write, mut bytes: &[u8]) -> std::io::Result<()> {
    while !bytes.is_empty() {
        match retried(|| writer.write(bytes))? {
            0 => return Err(ErrorKind::WriteZero.into()),
            n => bytes = &bytes[n..],
        }
    }
    Ok(())
}

#[test]
fn b33_vectored_buffers_every_slice() {
    for vectored in [false, true] {
        let mut writer = BufWriter::with_capacity(8, Drain::default().taking_slices(vectored));
        assert!(writer.is_write_vectored());
        let bufs = [IoSlice::new(b"ab"), IoSlice::new(b""), IoSlice::new(b"cde")];
        assert_eq!(run(writer.write_vectored(&bufs)).unwrap(), 5);
        assert_eq!((writer.buffer(), writer.get_ref().calls), (&b"abcde"[..], 0));
        // The slices together exceed the free space, but not the capacity.
        assert_eq!(run(writer.write_vectored(&bufs)).unwrap(), 5 - if vectored { 0 } else { 3 });
        assert_eq!(writer.get_ref().taken.len(), if vectored { 5 } else { 0 });
    }
}

#[test]
fn b33_a_large_vectored_write_reaches_the_inner_writer_in_one_call() {
    let mut writer = BufWriter::with_capacity(4, Drain::default().taking_slices(true));
    run(writer.write_all(b"x")).unwrap();
    assert_eq!(run(writer.write_vectored(&[IoSlice::new(b"abc"), IoSlice::new(b"de")])).unwrap(), 5);
    assert_eq!(writer.get_ref().log, [Event::Write(b"x".into()), Event::Write(b"abcde".into())]);
}

#[test]
fn b33_lengths_saturate() {
    let text = vec![0; 1 << 20];
    let bufs = vec![IoSlice::new(&text); 1 << 10];
    let mut writer = BufWriter::with_capacity(4, poll_io::Sink::default());
    assert_eq!(run(writer.write_vectored(&bufs)).unwrap(), 1 << 30);
}

#[test]
fn b34_a_failing_flush_keeps_the_unwritten_tail() {
    let steps = [Step::Bytes(b"..".into()), Step::Err(ErrorKind::TimedOut)];
    let mut writer = BufWriter::new(Drain::new(steps));
    run(writer.write_all(b"abcde")).unwrap();
    assert_eq!(run(writer.flush()).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!((writer.buffer(), &writer.get_ref().taken[..]), (&b"cde"[..], &b"ab"[..]));
    run(writer.flush()).unwrap();
    assert_eq!(writer.get_ref().taken, b"abcde");
    assert_eq!(writer.into_inner().unwrap().flushes, 1);
}

#[test]
fn b35_flush_flushes_the_inner_writer_even_with_nothing_buffered() {
    let mut writer = BufWriter::new(Drain::default().ending([Step::Pending]));
    run(writer.flush()).unwrap();
    assert_eq!(writer.get_ref().log, [Event::Flush]);
}

#[test]
fn b36_into_inner_fails_exactly_when_something_is_buffered() {
    let writer = BufWriter::new(Drain::default());
    assert_eq!(writer.into_inner().unwrap().calls, 0);

    let mut writer = BufWriter::new(Drain::new([Step::Bytes(b"..".into()), Step::Pending]));
    run(writer.write_all(b"abcde")).unwrap();
    let e = writer.into_inner().unwrap_err();
    assert_eq!((e.error().kind(), e.to_string()), (ErrorKind::Other, e.error().to_string()));
    let mut writer = e.into_inner();
    assert_eq!((writer.buffer(), writer.get_ref().calls), (&b"abcde"[..], 0));

    // A flush that is dropped halfway keeps the unwritten bytes in the buffer.
    assert!(poll_once(pin!(writer.flush())).is_pending());
    let (e, writer) = writer.into_inner().unwrap_err().into_parts();
    assert_eq!((std::io::Error::kind(&e), writer.buffer()), (ErrorKind::Other, &b"cde"[..]));
    let (inner, rest) = writer.into_parts();
    assert_eq!((&inner.taken[..], &rest[..]), (&b"ab"[..], &b"cde"[..]));
}

#[test]
fn b36_dropping_writes_nothing() {
    let mut drain = Drain::default();
    let mut writer = BufWriter::new(&mut drain);
    run(writer.write_all(b"abc")).unwrap();
    drop(writer);
    assert_eq!((drain.calls, drain.flushes), (0, 0));
}

#[test]
fn b37_shutdown_writes_the_buffer_then_shuts_down_without_a_flush() {
    let drain = Drain::new([Step::Pending, Step::Bytes(b".".into()), Step::Pending]).ending([Step::Pending]);
    let mut writer = BufWriter::new(drain);
    run(writer.write_all(b"abc")).unwrap();
    let (result, polls) = run_counted(writer.shutdown());
    result.unwrap();
    // One poll for each pending step, one after the short write, and the last one.
    assert_eq!(polls, 5);
    run(writer.shutdown()).unwrap();
    let events = [Event::Write(b"a".into()), Event::Write(b"bc".into()), Event::Shutdown, Event::Shutdown];
    assert_eq!(writer.get_ref().log, events);
}

#[test]
fn a_write_after_shutdown_is_refused_by_the_inner_writer() {
    let mut writer = BufWriter::new(Drain::new([Step::Err(ErrorKind::BrokenPipe)]));
    run(writer.shutdown()).unwrap();
    assert_eq!(writer.capacity(), 0);
    assert_eq!(run(writer.write_all(b"a")).unwrap_err().kind(), ErrorKind::BrokenPipe);
    run(writer.flush()).unwrap();
    assert_eq!((writer.buffer(), writer.get_ref().flushes), (&b""[..], 1));
}

#[test]
fn b38_a_write_of_the_capacity_bypasses_the_buffer_and_a_shorter_one_does_not() {
    for (len, calls) in [(7, 0), (8, 1), (9, 1)] {
        let mut writer = BufWriter::with_capacity(8, Drain::default());
        run(writer.write_all(&TEXT[..len])).unwrap();
        assert_eq!(writer.get_ref().calls, calls, "{len}");
    }
}

/// Drops a write after any number of polls and continues with other writes. Each accepted byte arrives once, in order.
#[test]
fn cancelled_at_every_poll_loses_and_repeats_nothing() {
    for steps in resistances() {
        for cancel_after in 0..8 {
            let mut writer = BufWriter::with_capacity(4, Drain::new(steps.clone()));
            let mut accepted = Vec::new();
            let mut give_up = cancel_after;
            for piece in TEXT.chunks(3).chain([TEXT]) {
                // A single write returns the number of accepted bytes.
                let mut future = pin!(poll_fn(|cx| Pin::new(&mut writer).poll_write(cx, piece)));
                for _ in 0..20 {
                    if give_up == 0 {
                        break;
                    }
                    give_up -= 1;
                    match poll_once(future.as_mut()) {
                        Poll::Ready(Ok(n)) => {
                            accepted.extend_from_slice(&piece[..n]);
                            break;
                        }
                        Poll::Ready(Err(_)) | Poll::Pending => {}
                    }
                }
            }
            while run(writer.flush()).is_err() {}
            assert_eq!(writer.into_inner().unwrap().taken, accepted, "{steps:?}, {cancel_after}");
        }
    }
}

#[test]
fn makes_one_inner_call_in_each_poll() {
    let mut writer = BufWriter::with_capacity(1024, Drain::new((0..1000).map(|_| Step::Bytes(vec![0]))));
    run(writer.write_all(&[7; 200])).unwrap();
    let (result, polls) = run_counted(writer.flush());
    result.unwrap();
    assert_eq!((polls, writer.get_ref().taken.len()), (200, 200));
}

#[test]
fn b30_endless_interrupted_yields_and_a_write_of_zero_is_write_zero() {
    let mut writer = BufWriter::new(Drain::new((0..1000).map(|_| Step::Err(ErrorKind::Interrupted))));
    run(writer.write_all(b"ab")).unwrap();
    let (result, polls) = run_counted(writer.flush());
    result.unwrap();
    assert_eq!(polls, 1001);

    let mut writer = BufWriter::new(Drain::new([Step::Bytes(vec![])]));
    run(writer.write_all(b"ab")).unwrap();
    assert_eq!(run(writer.flush()).unwrap_err().kind(), ErrorKind::WriteZero);
    assert_eq!(writer.buffer(), b"ab");
}

#[test]
fn a_seek_writes_the_buffer_out_first() {
    let mut writer = BufWriter::new(std::io::Cursor::new(Vec::new()));
    run(writer.write_all(b"hello")).unwrap();
    let at = run(poll_fn(|cx| Pin::new(&mut writer).poll_seek(cx, SeekFrom::Current(-4)))).unwrap();
    run(writer.write_all(b"u")).unwrap();
    run(writer.flush()).unwrap();
    assert_eq!((at, &writer.get_ref().get_ref()[..]), (1, &b"hullo"[..]));
}

#[test]
fn reads_bypass_the_buffer() {
    let mut stream = BufWriter::new(std::io::Cursor::new(b"hello".to_vec()));
    run(stream.write_all(b"HE")).unwrap();
    let mut buf = [0; 3];
    run(stream.read_exact(&mut buf)).unwrap();
    assert_eq!((&buf, stream.buffer()), (b"hel", &b"HE"[..]));
}

#[test]
fn debug_shows_counts_and_no_bytes() {
    let mut writer = BufWriter::with_capacity(8, poll_io::Sink::default());
    run(writer.write_all(b"abc")).unwrap();
    assert_eq!(format!("{writer:?}"), "BufWriter { inner: Sink, buffered: 3/8, .. }");
}

fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn b63_the_type_of_an_empty_vec_is_named_and_the_default_capacity_is_that_of_std() {
    assert_eq!(BufWriter::new(Vec::<u8>::new()).capacity(), std::io::BufWriter::new(Vec::new()).capacity());
}

#[test]
fn a_buffer_without_memory_joins_no_slices() {
    let mut writer = BufWriter::with_capacity(0, Drain::default());
    assert!(!AsyncWrite::is_write_vectored(&writer));
    assert_eq!(run(writer.write_vectored(&[IoSlice::new(b"a"), IoSlice::new(b"b")])).unwrap(), 1);
    let mut writer = BufWriter::new(Drain::default());
    assert!(AsyncWrite::is_write_vectored(&writer));
    run(writer.shutdown()).unwrap();
    assert!(!AsyncWrite::is_write_vectored(&writer));
}
