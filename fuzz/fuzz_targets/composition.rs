//! Runs the engine of `tests/composition`: stacks of adapters and bridges over scripted ends. The input encodes a plan.
//!
//! This command runs an input again and prints its plan:
//!
//! ```text
//! COMPOSITION_PLAN=fuzz/artifacts/composition/FILE cargo test --all-features --test composition one_plan -- --nocapture
//! ```
#![no_main]

#[allow(dead_code, reason = "the tests use all of it")]
#[path = "../../tests/composition/engine/mod.rs"]
mod engine;

use engine::{
    draw::{Dice, shrunk},
    run,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let plan = Dice::Bytes(bytes).plan();
    if let Some(Err(fault)) = run(&plan) {
        panic!("{}\n{fault}", shrunk(&plan));
    }
});
