//! Ours, std's and the peers' methods on the same scripts, which must do the same: at every split of the input, with and
//! without `Pending` before every call, with an error at every place; and at random.
//!
//! Where a peer does something else, the decision that says so is named, and has a test of its own.

#[allow(dead_code, reason = "what the suite of behaviour needs besides")]
#[path = "../behaviour/peer.rs"]
mod peer;

#[path = "../numbers/mod.rs"]
mod numbers;

mod decisions;
mod families;
mod methods;
mod operations;
mod random;

/// What the scripts are written against.
mod design {
    pub use poll_io::prelude::*;
}

use methods::{Facts, Family, Method, methods};
use peer::{Step, resistances, schedules};
use poll_io::ErrorKind;
use std::collections::BTreeMap;

/// How many comparisons there were: of each family, and of each decision that kept one from being made.
#[derive(Debug, Default)]
struct Count {
    equal: BTreeMap<String, usize>,
    left_out: BTreeMap<&'static str, usize>,
    /// The first example of each.
    unequal: BTreeMap<String, String>,
}

impl Count {
    fn total(&self) -> usize {
        self.equal.values().sum()
    }

    fn assert_equal(&self) {
        let lines: Vec<_> = self.unequal.iter().map(|(which, example)| format!("{which}: {example}\n")).collect();
        assert!(lines.is_empty(), "{}", lines.concat());
    }
}

/// Runs a method on all the families that have it, and compares.
fn compare(method: &Method, reads: &[Step], writes: &[Step], count: &mut Count) {
    let (mut facts, other) = (Facts::new(reads), Facts::new(writes));
    facts.interrupted |= other.interrupted;
    facts.failed |= other.failed;
    facts.refused = other.refused;
    facts.short = other.short;
    for &knob in method.knobs {
        let (first, peers) = method.runs.split_first().expect("ours");
        assert_eq!(first.0, Family::ours);
        let ours = (first.1)(reads, writes, knob);
        for (family, run) in peers {
            if let Some(decision) = (method.differs)(*family, &facts, knob) {
                *count.left_out.entry(decision).or_default() += 1;
                continue;
            }
            let theirs = run(reads, writes, knob);
            if ours == theirs {
                *count.equal.entry(format!("{family:?}")).or_default() += 1;
            } else {
                let example = || format!("with {knob}\n  {reads:?} to {writes:?}\n  {ours}\n  {theirs}");
                count.unequal.entry(format!("{} of {family:?}", method.name)).or_insert_with(example);
            }
        }
    }
}

const INPUTS: [&[u8]; 8] =
    [b"", b"a", b"one\ntwo", b"a\r\n\nb\rc\r\n", b"\n\n", "żó\n水🦀".as_bytes(), b"ok\nbad\xff\nok\n", b"cut\xe6\xb0"];

/// Every way to hand out `data`, and each of them with one error at each place.
fn scripts(data: &[u8]) -> Vec<Vec<Step>> {
    let mut all = schedules(data);
    for steps in schedules(data) {
        for at in 0..=steps.len() {
            for kind in [ErrorKind::TimedOut, ErrorKind::Interrupted] {
                let mut steps = steps.clone();
                steps.insert(at, Step::Err(kind));
                all.push(steps);
            }
        }
    }
    all
}

#[test]
fn at_every_split_every_pending_and_every_error_all_do_the_same() {
    let mut count = Count::default();
    let (resistances, none) = (resistances(), vec![vec![]]);
    for method in methods() {
        for data in if method.reads { &INPUTS[..] } else { &INPUTS[..1] } {
            let reads = match (method.reads, method.writes) {
                (true, false) => scripts(data),
                (true, true) => schedules(data),
                (false, _) => none.clone(),
            };
            for reads in &reads {
                for writes in if method.writes { &resistances } else { &none } {
                    compare(&method, reads, writes, &mut count);
                }
            }
        }
    }
    println!("{} comparisons: {:?}; left out by decision: {:?}", count.total(), count.equal, count.left_out);
    count.assert_equal();
    assert!(count.total() > 100_000, "{count:?}");
}
