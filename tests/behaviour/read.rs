use super::peer::{Script, outcome, run, schedules};
use crate::design::*;

#[test]
fn reads_the_same_as_std_at_every_split() {
    for steps in schedules(b"hello") {
        for len in 0..7 {
            let (mut ours, mut std) = (Script::new(steps.clone()), Script::new(steps.clone()));
            let (mut a, mut b) = ([0; 7], [0; 7]);
            for _ in 0..8 {
                let x = outcome(run(ours.read(&mut a[..len])));
                let y = outcome(std::io::Read::read(&mut std, &mut b[..len]));
                assert_eq!((x, a), (y, b), "{steps:?}, {len}");
            }
            assert_eq!(ours.rest(), std.rest());
        }
    }
}
