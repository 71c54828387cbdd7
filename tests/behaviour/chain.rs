use super::peer::{Script, run, schedules};
use crate::design::*;
use poll_io::IoSliceMut;

#[test]
fn goes_on_at_every_split() {
    for first in schedules(b"abc") {
        for second in schedules(b"de") {
            let mut all = Vec::new();
            let chain = || Script::new(first.clone()).chain(Script::new(second.clone()));
            run(chain().read_to_end(&mut all)).unwrap();
            assert_eq!(all, b"abcde");
            all.clear();
            run(chain().read_until(b'!', &mut all)).unwrap();
            assert_eq!(all, b"abcde");
        }
    }
}

#[test]
fn b23_b25_nothing_asked_for_says_nothing_about_the_end() {
    let mut chain = (&b"ab"[..]).chain(&b"c"[..]);
    assert_eq!(run(chain.read(&mut [])).unwrap(), 0);
    assert_eq!(run(chain.read_vectored(&mut [IoSliceMut::new(&mut [])])).unwrap(), 0);
    let mut all = Vec::new();
    run(chain.read_to_end(&mut all)).unwrap();
    assert_eq!(all, b"abc");
}
