use super::peer::{Drain, Step, outcome, run, schedules};
use crate::design::*;
use poll_io::ErrorKind;

#[test]
fn writes_what_std_writes_at_every_split() {
    for steps in schedules(b"hello") {
        for data in [&b""[..], b"hi", b"hello", b"hello, world"] {
            let (mut ours, mut std) = (Drain::new(steps.clone()), Drain::new(steps.clone()));
            let x = outcome(run(ours.write_all(data)));
            let y = outcome(std::io::Write::write_all(&mut std, data));
            assert_eq!((x, ours.taken), (y, std.taken), "{steps:?}");
            assert_eq!(ours.flushes, 0);
        }
    }
}

#[test]
fn b30_a_writer_that_accepts_nothing_is_write_zero() {
    let mut writer = Drain::new([Step::Bytes(b"..".into()), Step::Bytes(vec![])]);
    let e = run(writer.write_all(b"hello")).unwrap_err();
    assert_eq!(e.kind(), ErrorKind::WriteZero);
    assert_eq!(writer.taken, b"he");
}

#[test]
fn b32_a_full_slice_accepts_what_fits() {
    let mut room = [0; 3];
    let e = run((&mut room[..]).write_all(b"hello")).unwrap_err();
    assert_eq!((e.kind(), &room), (ErrorKind::WriteZero, b"hel"));
}
