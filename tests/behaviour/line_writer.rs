use super::peer::{Drain, Event, Step, outcome, poll_times, resistances, run};
use crate::design::*;
use poll_io::{ErrorKind, IoSlice};
use std::io::Write as _;

/// Behaves like std's, with one difference: std may accept a line and leave it in the buffer. Ours returns an error or
/// `Pending`.
#[test]
fn b39_writes_what_std_writes_at_every_split() {
    let texts: [&[&str]; 8] = [
        &["abc\n"],
        &["ab", "c\n", "d\ne"],
        &["ab\ncd\nef", "gh", "\n"],
        &["no line feed in this", " nor here"],
        &["a long line, longer than the buffer\n", "tail"],
        &["ab", "a long line, longer than the buffer\nand a long tail too"],
        &["\n", "\n\n", "a", "\n"],
        &["1234567", "8\n", "12345678", "\n"],
    ];
    let mut cases = 0;
    for steps in resistances() {
        if steps.iter().any(|step| matches!(step, Step::Err(kind) if *kind != ErrorKind::Interrupted))
            || steps.contains(&Step::Bytes(vec![]))
        {
            continue;
        }
        for capacity in [1, 8, 1024] {
            for text in texts {
                let mut ours = LineWriter::with_capacity(capacity, Drain::new(steps.clone()));
                let mut std = std::io::LineWriter::with_capacity(capacity, Drain::new(steps.clone()));
                for piece in text {
                    run(ours.write_all(piece.as_bytes())).unwrap();
                    std.write_all(piece.as_bytes()).unwrap();
                    let context = || format!("{steps:?}, {capacity}, {text:?} at {piece:?}");
                    // For small buffers the writes differ: std's `BufWriter` overrides `write_all` and writes bytes
                    // that do not fit directly.
                    if capacity == 1024 {
                        assert_eq!(ours.get_ref().log, std.get_ref().log, "{}", context());
                    }
                    cases += 1;
                }
                run(ours.flush()).unwrap();
                std.flush().unwrap();
                assert_eq!(ours.into_inner().unwrap().taken, std.into_inner().unwrap().taken);
            }
        }
    }
    assert!(cases > 2000 || cfg!(miri), "{cases}");
}

#[test]
fn b39_one_write_for_a_line_in_two_pieces_and_no_flush() {
    let mut writer = LineWriter::new(Drain::default());
    assert_eq!(writer.capacity(), 1024);
    run(writer.write_all(b"ab")).unwrap();
    run(writer.write_all(b"c\n")).unwrap();
    assert_eq!(writer.get_ref().log, [Event::Write(b"abc\n".into())]);
}

/// The bytes after the last line are accepted in the same write if all of them fit into the buffer. Otherwise they are
/// left to the next write.
#[test]
fn b39_the_rest_after_a_line_is_accepted_if_it_fits() {
    for (text, n, kept) in [("a\nbcd", 5, "bcd"), ("a\nbcde", 2, ""), ("a\n", 2, "")] {
        let mut writer = LineWriter::with_capacity(4, Drain::default());
        assert_eq!((run(writer.write(text.as_bytes())).unwrap(), writer.buffer()), (n, kept.as_bytes()), "{text:?}");
        assert_eq!(writer.get_ref().log, [Event::Write(b"a\n".into())]);
    }
    let slices = [IoSlice::new(b"a\n"), IoSlice::new(b"bcd"), IoSlice::new(b"ef"), IoSlice::new(b"g")];
    // A writer that is not vectored receives only the first slice.
    for (vectored, n, kept) in [(true, 6, "bcde"), (false, 2, "")] {
        let mut writer = LineWriter::with_capacity(4, Drain::default().taking_slices(vectored));
        assert_eq!(writer.is_write_vectored(), vectored);
        assert_eq!((run(writer.write_vectored(&slices)).unwrap(), writer.buffer()), (n, kept.as_bytes()));
    }
}

/// A call that has made two inner writes accepts nothing after the line.
#[test]
fn a_line_behind_a_full_buffer_is_written_in_the_same_call() {
    let mut writer = LineWriter::with_capacity(4, Drain::default());
    for half in [b"ab", b"cd"] {
        run(writer.write_all(half)).unwrap();
    }
    assert_eq!(writer.buffer(), b"abcd");
    assert_eq!(poll_times(1, writer.write(b"e\nf")).unwrap().unwrap(), 2);
    assert_eq!(writer.get_ref().log, [&b"abcd"[..], b"e\n"].map(|bytes| Event::Write(bytes.into())));
    assert!(writer.buffer().is_empty());
}

/// No matter how the inner writer behaves, a failed write has accepted nothing, and accepted bytes arrive once and in
/// order.
#[test]
fn b61_a_short_inner_write_is_a_short_write() {
    let steps = [Step::Bytes(b"..".into())];
    let mut std = std::io::LineWriter::new(Drain::new(steps.clone()));
    assert_eq!(std.write(b"abcd\nef").unwrap(), 5, "std buffers the rest of the line");
    let mut ours = LineWriter::new(Drain::new(steps));
    assert_eq!(run(ours.write(b"abcd\nef")).unwrap(), 2);
    assert_eq!((ours.buffer(), &ours.get_ref().taken[..]), (&b""[..], &b"ab"[..]));
}

#[test]
fn an_error_at_any_step_loses_and_repeats_nothing() {
    for steps in resistances() {
        for vectored in [false, true] {
            let mut writer = LineWriter::with_capacity(8, Drain::new(steps.clone()).taking_slices(vectored));
            let mut accepted = Vec::new();
            for piece in ["ab", "c\nde", "fgh\nijklmnop\nqrstuvwxyz", "0123", "4567", "8\n"] {
                let mut left = piece.as_bytes();
                while !left.is_empty() {
                    let (now, later) = left.split_at(left.len() / 2);
                    if let Ok(n) = run(writer.write_vectored(&[IoSlice::new(now), IoSlice::new(later)])) {
                        accepted.extend_from_slice(&left[..n]);
                        left = &left[n..];
                    }
                    assert!(!writer.buffer().contains(&b'\n'), "a line was accepted but not written");
                    let all = [&writer.get_ref().taken, writer.buffer()].concat();
                    assert_eq!(all, accepted, "{steps:?}");
                }
            }
        }
    }
}

#[test]
fn b36_into_inner_fails_exactly_when_something_is_buffered() {
    let mut writer = LineWriter::new(Drain::default());
    run(writer.write_all(b"a\nb")).unwrap();
    let mut writer = writer.into_inner().unwrap_err().into_inner();
    assert_eq!(writer.buffer(), b"b");
    assert_eq!(outcome(run(writer.shutdown())), Ok(()));
    assert_eq!(writer.into_inner().unwrap().taken, b"a\nb");
}
