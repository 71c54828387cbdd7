//! Runs many plans, counts the checks, and reports the plans that break an invariant.

use crate::engine::{draw::shrunk, invariants::Invariant, plan::Plan, run_patiently, world::Stats};
use std::{
    collections::BTreeMap,
    fmt::{Debug, Write as _},
};

/// How many plans are shrunk for each invariant. To shrink one takes many runs.
const SHRUNK: usize = 20;

#[derive(Debug, Default)]
pub struct Census {
    plans: usize,
    /// The number of plans that cannot run, for example because a layer does not fit on the layer below it.
    skipped: usize,
    stats: Stats,
    /// The number of plans that break each invariant, and the shrunk plans with a description of each fault.
    broken: BTreeMap<Invariant, (usize, BTreeMap<String, String>)>,
}

impl Census {
    pub fn run(&mut self, plan: &Plan) {
        let Some(outcome) = run_patiently(plan) else {
            self.skipped += 1;
            return;
        };
        self.plans += 1;
        match outcome {
            Ok(stats) => {
                self.stats.polls += stats.polls;
                self.stats.checks += stats.checks;
                self.stats.most_calls = self.stats.most_calls.max(stats.most_calls);
            }
            Err(fault) => {
                let (count, small) = self.broken.entry(fault.invariant).or_default();
                *count += 1;
                if *count <= SHRUNK {
                    let plan = shrunk(plan);
                    let what = run_patiently(&plan).and_then(Result::err).map_or(fault.what, |fault| fault.what);
                    small.insert(plan.to_string(), what);
                }
            }
        }
    }

    /// Prints the counts.
    ///
    /// # Panics
    ///
    /// Panics if a plan broke an invariant.
    pub fn finish(self, of: impl Debug) {
        let Census { plans, skipped, stats: Stats { polls, checks, most_calls }, broken } = self;
        println!(
            "{of:?}: {plans} plans ({skipped} more do not fit), {polls} polls, {checks} checks, at most {most_calls} calls of \
             the ends in one poll"
        );
        let mut report = String::new();
        for (invariant, (count, small)) in broken {
            let _ = writeln!(report, "{invariant:?} is broken by {count} plans, such as");
            for (plan, what) in small {
                let _ = writeln!(report, "  {plan}\n    {what}");
            }
        }
        assert!(report.is_empty(), "{report}");
    }
}
