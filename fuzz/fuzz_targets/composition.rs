//! Stacks of adapters and bridges over scripted ends, as `tests/composition` has them; the input is the plan.
//!
//! `COMPOSITION_PLAN=fuzz/artifacts/composition/FILE cargo test --all-features --test composition one_plan -- --nocapture` runs
//! an input again and prints its plan.
#![no_main]

#[allow(dead_code, reason = "the tests use all of it")]
#[path = "../../tests/composition/engine/mod.rs"]
mod engine;

use engine::{
    draw::{Dice, shrunk},
    run_patiently,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let plan = Dice::Bytes(bytes).plan();
    if let Some(Err(fault)) = run_patiently(&plan) {
        panic!("{}\n{fault}", shrunk(&plan));
    }
});
