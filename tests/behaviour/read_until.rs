use super::peer::{Script, outcome, run, schedules};
use crate::design::*;

#[test]
fn reads_and_skips_what_std_does_at_every_split() {
    for data in [&b""[..], b",", b"ab,cd,", b"no delimiter", b",,x"] {
        for steps in schedules(data) {
            let (mut ours, mut std) = (Script::new(steps.clone()), Script::new(steps.clone()));
            for round in 0..5 {
                if round % 2 == 0 {
                    let (mut a, mut b) = (b">".to_vec(), b">".to_vec());
                    let x = outcome(run(ours.read_until(b',', &mut a)));
                    let y = outcome(std::io::BufRead::read_until(&mut std, b',', &mut b));
                    assert_eq!((x, a), (y, b), "{steps:?}");
                } else {
                    let x = outcome(run(ours.skip_until(b',')));
                    assert_eq!(x, outcome(std::io::BufRead::skip_until(&mut std, b',')), "{steps:?}");
                }
                assert_eq!(ours.rest(), std.rest());
            }
        }
    }
}

#[test]
fn fill_buf_returns_the_buffered_bytes_and_has_data_left_finds_the_end() {
    for steps in schedules(b"hello") {
        let mut reader = Script::new(steps);
        let mut all = Vec::new();
        while run(reader.has_data_left()).unwrap() {
            let bytes = run(reader.fill_buf()).unwrap().to_vec();
            reader.consume_unpin(1);
            all.push(bytes[0]);
        }
        assert_eq!(all, b"hello");
        assert_eq!(run(reader.fill_buf()).unwrap(), b"");
    }
}
