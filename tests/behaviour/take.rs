use super::peer::{Script, outcome, run, schedules};
use crate::design::*;
use poll_io::ErrorKind;

#[test]
fn b24_ends_where_std_ends_at_every_split() {
    for steps in schedules(b"hello") {
        for limit in [0, 1, 3, 5, 9, u64::MAX] {
            let (mut ours, std) = (Script::new(steps.clone()).take(limit), Script::new(steps.clone()));
            let mut std = std::io::Read::take(std, limit);
            let (mut a, mut b) = (Vec::new(), Vec::new());
            let x = outcome(run(ours.read_to_end(&mut a)));
            let y = outcome(std::io::Read::read_to_end(&mut std, &mut b));
            assert_eq!((x, a), (y, b), "{steps:?}");

            let mut lines = Script::new(steps.clone()).take(limit);
            let mut std = std::io::Read::take(Script::new(steps.clone()), limit);
            let (mut a, mut b) = (Vec::new(), Vec::new());
            let x = outcome(run(lines.read_until(b'l', &mut a)));
            assert_eq!((x, a), (outcome(std::io::BufRead::read_until(&mut std, b'l', &mut b)), b));
        }
    }
}

#[test]
fn b21_b23_a_vectored_read_keeps_the_limit_over_all_slices() {
    for limit in 0..9 {
        let (mut a, mut b) = ([0; 2], [0; 3]);
        let mut reader = (&b"0123456789"[..]).take(limit);
        let mut all = Vec::new();
        loop {
            let mut bufs = [poll_io::IoSliceMut::new(&mut a), poll_io::IoSliceMut::new(&mut b)];
            let n = run(reader.read_vectored(&mut bufs)).unwrap();
            if n == 0 {
                break;
            }
            all.extend_from_slice(&[&a[..], &b].concat()[..n]);
        }
        assert_eq!(all, &b"0123456789"[..usize::try_from(limit).unwrap()]);
    }
}

#[test]
fn a_limited_reader_allows_exactly_its_limit() {
    for steps in schedules(b"hello") {
        for max in 0..8 {
            let mut body = Vec::new();
            let result = outcome(run(Script::new(steps.clone()).limited(max).read_to_end(&mut body)));
            assert_eq!(result, if max >= 5 { Ok(5) } else { Err(ErrorKind::InvalidData) });
            assert_eq!(body, &b"hello"[..body.len()]);
            let mut body = Vec::new();
            let result = outcome(run(Script::new(steps.clone()).limited(max).read_until(b'!', &mut body)));
            assert_eq!(result, if max >= 5 { Ok(5) } else { Err(ErrorKind::InvalidData) });
        }
    }
}
