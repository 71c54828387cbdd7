use super::peer::{Drain, Step, outcome, resistances, run, run_counted};
use crate::design::*;
use poll_io::{ErrorKind, IoSlice};

fn slices<'a>(bufs: &[&'a str]) -> Vec<IoSlice<'a>> {
    bufs.iter().map(|buf| IoSlice::new(buf.as_bytes())).collect()
}

/// std's `write_all_vectored` is unstable, so the oracle is std's `write_all` of the concatenated bytes, with a writer
/// that accepts several slices.
#[test]
fn writes_what_std_writes_at_every_step() {
    for steps in resistances() {
        for bufs in [&[][..], &[""], &["", "hel", "", "lo", ""], &["hello, ", "world"], &["h", "e", "l", "l", "o"]] {
            let (mut ours, mut std) = (Drain::new(steps.clone()).taking_slices(true), Drain::new(steps.clone()));
            let x = outcome(run(ours.write_all_vectored(&mut slices(bufs))));
            let y = outcome(std::io::Write::write_all(&mut std, bufs.concat().as_bytes()));
            assert_eq!((x, ours.log), (y, std.log), "{steps:?} {bufs:?}");
        }
    }
}

#[test]
fn a_writer_that_accepts_one_slice_at_a_time_receives_all() {
    let mut writer = Drain::default();
    run(writer.write_all_vectored(&mut slices(&["a", "", "bc"]))).unwrap();
    assert_eq!((&writer.taken[..], writer.calls), (&b"abc"[..], 2));
}

#[test]
fn b30_a_writer_that_accepts_nothing_is_write_zero() {
    let mut writer = Drain::new([Step::Bytes(b"..".into()), Step::Bytes(vec![])]);
    let e = run(writer.write_all_vectored(&mut slices(&["hello"]))).unwrap_err();
    assert_eq!((e.kind(), &writer.taken[..]), (ErrorKind::WriteZero, &b"he"[..]));
}

#[test]
fn b32_a_full_slice_accepts_what_fits() {
    let mut room = [0; 3];
    let e = run((&mut room[..]).write_all_vectored(&mut slices(&["he", "llo"]))).unwrap_err();
    assert_eq!((e.kind(), &room), (ErrorKind::WriteZero, b"hel"));
}

#[test]
fn yields_after_128_calls_in_one_poll() {
    let mut writer = Drain::new((0..256).map(|_| Step::Bytes(vec![0])));
    let text = "x".repeat(256);
    let (result, polls) = run_counted(writer.write_all_vectored(&mut slices(&[&text])));
    result.unwrap();
    assert_eq!((polls, writer.taken.len()), (2, 256));
}
