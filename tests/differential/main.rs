//! Runs the methods of poll-io, std and the peers on the same scripts and compares the results. The scripts split the
//! input at every position, with and without `Pending` before every call, and with an error at every position. Others
//! are random.
//!
//! If a peer behaves differently on purpose, the comparison names the decision in `src/differences.md`. Each decision
//! has its own test.

#[allow(dead_code, reason = "other suites use the rest")]
#[path = "../behaviour/peer.rs"]
mod peer;

#[path = "../numbers/mod.rs"]
mod numbers;

mod decisions;
mod families;
mod methods;
mod operations;
mod random;

/// The design that these tests use.
mod design {
    pub use poll_io::prelude::*;
}

use methods::{Facts, Family, Method, methods};
use peer::{Step, resistances, schedules};
use poll_io::ErrorKind;
use std::collections::BTreeMap;

/// The number of comparisons with each family, and the number of those that each decision has left out.
#[derive(Debug, Default)]
struct Count {
    equal: BTreeMap<String, usize>,
    left_out: BTreeMap<&'static str, usize>,
    /// The first example of each difference.
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

/// Runs a method on all families that have it and compares the results.
fn compare(method: &Method, reads: &[Step], writes: &[Step], count: &mut Count) {
    let (mut facts, other) = (Facts::new(reads), Facts::new(writes));
    facts.interrupted |= other.interrupted;
    facts.failed |= other.failed;
    facts.refused = other.refused;
    facts.short = other.short;
    for &knob in method.knobs {
        let (first, peers) = method.runs.split_first().expect("our own run comes first");
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

/// Returns all schedules of `data`, without an error and with one error at each position.
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
fn all_families_agree_at_every_split_pending_and_error() {
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
