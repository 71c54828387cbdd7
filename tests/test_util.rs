//! Tests the test utilities.
#![cfg(feature = "test-util")]

use futures_lite::future::{block_on, poll_once};
use poll_io::{
    BufReader, Error, ErrorKind, IoSlice, IoSliceMut, SeekFrom,
    prelude::*,
    test_util::{Builder, Fragmented, cancel},
};
use std::{
    io::Cursor,
    pin::Pin,
    task::{Context, Poll, Waker},
};

const TEXT: &[u8] = b"The quick brown fox jumps over the lazy dog, and is not out of breath.";

/// Returns the pieces that a reader returns; `None` stands for a `Pending`.
fn pieces(mut reader: impl AsyncBufRead + Unpin) -> Vec<Option<Vec<u8>>> {
    let mut cx = Context::from_waker(Waker::noop());
    let mut pieces = Vec::new();
    loop {
        match Pin::new(&mut reader).poll_fill_buf(&mut cx) {
            Poll::Ready(Ok([])) => return pieces,
            Poll::Ready(Ok(bytes)) => pieces.push(Some(bytes.to_vec())),
            Poll::Ready(Err(e)) => panic!("{e}"),
            Poll::Pending => pieces.push(None),
        }
        if let Some(Some(piece)) = pieces.last() {
            let n = piece.len();
            Pin::new(&mut reader).consume(n);
        }
    }
}

#[test]
fn a_seed_always_gives_the_same_pieces_and_another_seed_gives_others() {
    let of = |seed| pieces(Fragmented::new(TEXT, seed));
    let all: Vec<_> = (0..50).map(of).collect();
    assert_eq!(all, (0..50).map(of).collect::<Vec<_>>());
    assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
    for pieces in &all {
        assert_eq!(pieces.iter().flatten().flatten().copied().collect::<Vec<_>>(), TEXT);
    }
    assert!(all.iter().flatten().any(Option::is_none));
    assert!(all.iter().flatten().flatten().any(|piece| piece.len() == 1));
    assert!(all.iter().flatten().flatten().any(|piece| piece.len() > 20));
}

#[test]
fn every_fragmented_method_transfers_the_same_bytes() {
    block_on(async {
        for seed in 0..200 {
            let mut reader = Fragmented::new(Cursor::new(TEXT), seed);
            let mut got = reader.read_array::<10>().await.unwrap().to_vec();
            let n = reader.fill_buf().await.unwrap().len();
            assert_eq!(reader.fill_buf().await.unwrap().len(), n, "seed {seed}: a second call returns the same slice");
            let (mut a, mut b) = ([0; 3], [0; 5]);
            let n = reader.read_vectored(&mut [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)]).await.unwrap();
            assert!(n > 0);
            got.extend(a.iter().chain(&b).take(n));
            reader.seek(SeekFrom::Start(got.len() as u64)).await.unwrap();
            reader.read_to_end(&mut got).await.unwrap();
            assert_eq!(got, TEXT, "seed {seed}");

            let mut writer = Fragmented::new(Vec::new(), seed);
            writer.write_all(&TEXT[..10]).await.unwrap();
            writer.write_all_vectored(&mut [IoSlice::new(&TEXT[10..15]), IoSlice::new(&TEXT[15..])]).await.unwrap();
            writer.shutdown().await.unwrap();
            assert_eq!(writer.into_inner(), TEXT, "seed {seed}");
        }
    });
}

#[test]
fn a_buffered_reader_over_fragments_reads_lines_as_std_does() {
    let text = "one\n\ntwo\r\nthree";
    let expected: Vec<_> = text.lines().map(String::from).collect();
    for seed in 0..200 {
        let mut lines = BufReader::with_capacity(4, Fragmented::new(text.as_bytes(), seed)).lines();
        let mut got = Vec::new();
        while let Some(line) = block_on(lines.next_line()).unwrap() {
            got.push(line);
        }
        assert_eq!(got, expected, "seed {seed}");
    }
}

#[test]
fn every_attempt_is_dropped_one_poll_later_and_the_last_completes() {
    let mut most = 0;
    for seed in 0..20 {
        let attempts = cancel::at_every_poll(
            || (Fragmented::new(TEXT, seed), Vec::new()),
            async |(reader, buf)| reader.read_to_end(buf).await.unwrap(),
        );
        for (i, attempt) in attempts.iter().enumerate() {
            let (reader, buf) = &attempt.state;
            assert_eq!(attempt.polls, i);
            assert_eq!(attempt.output, (i + 1 == attempts.len()).then_some(TEXT.len()));
            assert_eq!([buf, *reader.get_ref()].concat(), TEXT);
        }
        assert_eq!(attempts[0].state.1, b"");
        most = most.max(attempts.len());
    }
    assert!(most > 5);
}

#[test]
#[should_panic(expected = "poll 1 returned Pending, and nothing has woken the task")]
fn a_future_that_would_hang_panics() {
    cancel::at_every_poll(|| (), async |()| core::future::pending::<()>().await);
}

#[test]
fn a_mock_runs_its_steps_in_order_and_then_is_at_its_end() {
    block_on(async {
        let mut peer = Builder::new()
            .read(b"ab")
            .pending()
            .read(b"c")
            .read(b"")
            .read_error(ErrorKind::TimedOut.into())
            .write(b"xy")
            .write(b"z")
            .write(b"")
            .write_error(ErrorKind::ConnectionReset.into())
            .flush_error(ErrorKind::NotConnected.into())
            .pending()
            .flush()
            .shutdown_error(ErrorKind::TimedOut.into())
            .shutdown()
            .build();
        assert_eq!((peer.unread(), peer.unwritten()), (b"abc".to_vec(), b"xyz".to_vec()));
        assert!(poll_once(peer.write(b"xyz")).await.is_none(), "the next step is a read");
        let mut buf = [0; 8];
        assert_eq!(peer.read(&mut buf[..0]).await.unwrap(), 0);
        assert_eq!(peer.read(&mut buf[..1]).await.unwrap(), 1);
        assert_eq!(peer.fill_buf().await.unwrap(), b"b");
        assert_eq!(peer.read(&mut buf[1..]).await.unwrap(), 1);
        assert!(poll_once(peer.read(&mut buf[2..])).await.is_none());
        assert_eq!(peer.read_vectored(&mut [IoSliceMut::new(&mut buf[2..])]).await.unwrap(), 1);
        assert_eq!(&buf[..3], b"abc");
        assert_eq!(peer.read(&mut buf).await.unwrap(), 0);
        assert_eq!(peer.read(&mut buf).await.unwrap_err().kind(), ErrorKind::TimedOut);

        assert!(poll_once(peer.read(&mut buf)).await.is_none(), "the next step is a write");
        assert_eq!(peer.write(b"xyz").await.unwrap(), 2);
        assert_eq!(peer.write(b"").await.unwrap(), 0);
        assert_eq!(peer.write_vectored(&[IoSlice::new(b""), IoSlice::new(b"zz")]).await.unwrap(), 1);
        assert_eq!(peer.write(b"more").await.unwrap(), 0);
        assert_eq!(peer.write(b"more").await.unwrap_err().kind(), ErrorKind::ConnectionReset);
        assert_eq!(peer.flush().await.unwrap_err().kind(), ErrorKind::NotConnected);
        assert!(poll_once(peer.flush()).await.is_none());
        peer.flush().await.unwrap();
        peer.flush().await.unwrap();
        assert_eq!(peer.shutdown().await.unwrap_err().kind(), ErrorKind::TimedOut);
        peer.shutdown().await.unwrap();
        peer.shutdown().await.unwrap();
        assert_eq!(peer.write(b"more").await.unwrap_err().kind(), ErrorKind::BrokenPipe);
        for _ in 0..3 {
            assert_eq!(peer.read(&mut buf).await.unwrap(), 0);
        }
    });
}

#[test]
fn a_mock_accepts_several_slices_or_one() {
    block_on(async {
        let slices = [IoSlice::new(b""), IoSlice::new(b"he"), IoSlice::new(b"llo")];
        for (vectored, taken) in [(true, 5), (false, 2)] {
            let mut peer = Builder::new().vectored(vectored).unfinished().write(b"hello").build();
            assert_eq!(peer.is_write_vectored(), vectored);
            assert_eq!(peer.write_vectored(&slices).await.unwrap(), taken);
            assert_eq!(peer.unwritten(), b"hello"[taken..]);
        }
    });
}

#[test]
fn a_task_that_waits_on_a_mock_is_woken_by_the_previous_step_and_by_the_handle() {
    let (mut reader, mut writer) = poll_io::split(Builder::new().write(b"?").read(b"!").build());
    let answer = block_on(async {
        // The reader is polled first. It finds a step of the writer, and that step wakes the reader.
        let read = async { reader.read_u8().await.unwrap() };
        let write = async { writer.write_all(b"?").await.unwrap() };
        futures_lite::future::zip(read, write).await.0
    });
    assert_eq!(answer, b'!');

    let (mut peer, mut handle) = Builder::new().build_with_handle();
    let adds = std::thread::spawn(move || {
        handle.read(b"late").write(b"ok");
    });
    block_on(async {
        assert_eq!(peer.read_array().await.unwrap(), *b"late");
        peer.write_all(b"ok").await.unwrap();
        adds.join().unwrap();
        assert_eq!(peer.read(&mut [0]).await.unwrap(), 0, "the handle was dropped");
    });
}

#[test]
fn a_write_without_a_step_waits_while_a_handle_can_add_one() {
    let (mut peer, mut handle) = Builder::new().read(b"a").build_with_handle();
    block_on(async {
        assert!(poll_once(peer.write(b"b")).await.is_none());
        handle.write(b"b");
        assert!(poll_once(peer.write(b"b")).await.is_none());
        assert_eq!(peer.read_u8().await.unwrap(), b'a');
        peer.write_all(b"b").await.unwrap();
    });
    // The wait ends when the handle is dropped, because no step can be added any more.
    let (mut peer, handle) = Builder::new().read(b"a").unfinished().build_with_handle();
    let waits = std::thread::spawn(move || block_on(peer.write(b"b")));
    std::thread::sleep(std::time::Duration::from_millis(20));
    drop(handle);
    assert!(waits.join().is_err());
}

/// Runs `does` on a mock with this script and returns the panic message.
fn complaint(script: &mut Builder, does: impl AsyncFnOnce(&mut poll_io::test_util::Mock)) -> String {
    let mut peer = script.name("peer").build();
    let run = std::panic::AssertUnwindSafe(|| {
        block_on(does(&mut peer));
        drop(peer);
    });
    *std::panic::catch_unwind(run).unwrap_err().downcast::<String>().unwrap()
}

#[test]
fn a_mock_reports_the_expected_and_the_actual_call() {
    let new = Builder::new;
    let write = async |peer: &mut poll_io::test_util::Mock| drop(peer.write_all(b"a\r\n").await);
    let nothing = async |_: &mut poll_io::test_util::Mock| {};
    let e = || Error::new(ErrorKind::TimedOut, "too late");
    let cases = [
        (
            complaint(new().read(b"").write(b"b"), async |peer| {
                peer.read(&mut [0]).await.unwrap();
                write(peer).await;
            }),
            r#"a mock "peer": step 2 expects a write of "b", and got "a\r\n""#,
        ),
        (complaint(new().flush(), write), r#"a mock "peer": step 1 expects a flush, and got a write of "a\r\n""#),
        (
            complaint(new().shutdown_error(e()), write),
            r#"a mock "peer": step 1 expects a shutdown that fails (too late), and got a write of "a\r\n""#,
        ),
        (
            complaint(&mut new(), write),
            r#"a mock "peer": step 1 is beyond the end of the script, and got a write of "a\r\n""#,
        ),
        (
            complaint(new().read(b"a").read(b"b"), write),
            r#"a mock "peer": step 1 is a read of "a", no step after it is a write, and the mock got a write of "a\r\n""#,
        ),
        (
            complaint(new().read(b"ab").flush().read(b"c"), async |peer| {
                peer.read_u8().await.unwrap();
                write(peer).await;
            }),
            r#"a mock "peer": step 1 is a read of "b", no step after it is a write, and the mock got a write of "a\r\n""#,
        ),
        (
            complaint(new().flush(), async |peer| peer.shutdown().await.unwrap()),
            r#"a mock "peer": step 1 expects a flush, and got a shutdown"#,
        ),
        (
            complaint(new().read(b"abc").write_error(e()), async |peer| {
                peer.read_u8().await.unwrap();
            }),
            r#"a mock "peer": step 1 was not done: a read of "bc" (steps after it: 1)"#,
        ),
        (
            complaint(new().write(b"b"), nothing),
            r#"a mock "peer": step 1 was not done: a write of "b" (steps after it: 0)"#,
        ),
        (
            complaint(new().read_error(e()), nothing),
            r#"a mock "peer": step 1 was not done: a read that fails (too late) (steps after it: 0)"#,
        ),
    ];
    for (got, expected) in cases {
        assert_eq!(got, expected);
    }
    // Each kind of step has a name in the message. The read after the step keeps a pending step from being skipped.
    let left_out = |step: &mut Builder| complaint(step.read(b"x"), nothing);
    for (got, step) in [
        (left_out(new().write_error(e())), "a write that fails (too late)"),
        (left_out(new().flush()), "a flush"),
        (left_out(new().flush_error(e())), "a flush that fails (too late)"),
        (left_out(new().shutdown()), "a shutdown"),
        (left_out(new().shutdown_error(e())), "a shutdown that fails (too late)"),
        (left_out(new().pending()), "a call that is pending"),
    ] {
        assert_eq!(got, format!(r#"a mock "peer": step 1 was not done: {step} (steps after it: 1)"#));
    }
    assert!(format!("{:?}", new().read(b"a\n").pending()).contains(r#"[a read of "a\n", a call that is pending]"#));
    // A pending step at the end does not have to be reached, and a test may abandon a script.
    drop(new().pending().build());
    drop(new().read(b"abc").unfinished().build());
}

#[test]
#[should_panic(expected = "the test itself")]
fn a_mock_does_not_panic_while_the_thread_is_panicking() {
    let _peer = Builder::new().read(b"abc").build();
    panic!("the test itself");
}
