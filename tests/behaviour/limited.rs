use super::peer::{Script, outcome, run, schedules};
use crate::design::*;
use poll_io::{ErrorKind, IoSliceMut, LimitExceeded};

#[test]
fn a_stream_of_exactly_the_limit_is_read_at_every_split() {
    for steps in schedules(b"hello") {
        for max in 0..8 {
            let expected = if max >= 5 { Ok(5) } else { Err(ErrorKind::InvalidData) };
            let allowed = &b"hello"[..usize::try_from(max).unwrap().min(5)];

            let mut body = Vec::new();
            let mut reader = Script::new(steps.clone()).limited(max);
            assert_eq!(outcome(run(reader.read_to_end(&mut body))), expected);
            assert_eq!(body, allowed);
            assert_eq!(reader.excess(), b"hello".get(allowed.len()).copied());
            let rest = [reader.excess().into_iter().collect(), reader.into_inner().rest()].concat();
            assert_eq!([allowed, &rest].concat(), b"hello", "nothing is lost");

            let mut body = Vec::new();
            let mut reader = Script::new(steps.clone()).limited(max);
            assert_eq!(outcome(run(reader.read_until(b'!', &mut body))), expected);
            assert_eq!((&body[..], reader.excess()), (allowed, None));
            assert_eq!([allowed, &reader.into_inner().rest()].concat(), b"hello", "the excess stays in the reader");

            let (mut body, mut a, mut b) = (Vec::new(), [0; 2], [0; 2]);
            let mut reader = Script::new(steps.clone()).limited(max);
            let end = loop {
                let mut bufs = [IoSliceMut::new(&mut []), IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
                match outcome(run(reader.read_vectored(&mut bufs))) {
                    Ok(0) => break Ok(5),
                    Ok(n) => body.extend_from_slice(&[a, b].concat()[..n]),
                    Err(e) => break Err(e),
                }
            };
            assert_eq!((end, &body[..]), (expected, allowed));
        }
    }
}

#[test]
fn a_stream_over_the_limit_keeps_failing_and_reports_the_limit() {
    let mut reader = (&b"abc"[..]).limited(2);
    run(reader.read_exact(&mut [0; 2])).unwrap();
    assert_eq!(run(reader.read(&mut [])).unwrap(), 0, "an empty read consumes nothing");
    for _ in 0..3 {
        let e = run(reader.read(&mut [0; 8])).unwrap_err();
        assert_eq!(e.get_ref().and_then(|e| e.downcast_ref()), Some(&LimitExceeded::new(2)));
        assert_eq!(outcome(run(reader.fill_buf()).map(drop)), Err(ErrorKind::InvalidData));
    }
    assert_eq!(reader.get_ref(), b"", "one byte was consumed, once");
}

#[test]
fn forwards_writes_and_other_unlimited_calls() {
    assert_eq!((&b"hello"[..]).limited(3).remaining_hint(), 3);
    assert_eq!((&b"hello"[..]).limited(u64::MAX).remaining_hint(), 5);
    let mut writer = std::io::Cursor::new(vec![]).limited(1);
    assert!(writer.is_write_vectored());
    run(writer.write_all(b"hello")).unwrap();
    assert_eq!(writer.into_inner().into_inner(), b"hello");
}
