//! Runs stacks of adapters and bridges over scripted ends, and checks that every promise of the crate holds.
//!
//! A stack has up to four layers. Its ends wait, fail, lie, panic or never end. Every future runs over such stacks, to
//! its end or until the plan drops it.
//!
//! `engine/` runs one plan: it builds the stacks and calls their methods. The tests in this file run many plans. If a
//! plan breaks an invariant, the test shrinks the plan and prints it as a line. The test `one_plan` runs such a line
//! again:
//!
//! ```text
//! COMPOSITION_PLAN='read; own text: wait give3 fail; take9; read_exact5@1' cargo test --all-features --test composition one_plan
//! ```
//!
//! `.ci/deep composition` draws random plans for ten minutes. The fuzz target `composition` draws a plan from its input.

mod census;
mod engine;
mod generate;

use census::Census;
use engine::{
    draw::Dice,
    plan::{Plan, Shape},
    run_patiently,
};
use generate::Density;
use std::{
    env, fs,
    time::{Duration, Instant},
};

/// The plans that broke an invariant once. The name of a plan says what it checks.
const REGRESSIONS: &str = include_str!("regressions.txt");

fn named(line: &str) -> (&str, Plan) {
    let (name, plan) = line.split_once('|').expect("a line has a name and a plan");
    (name.trim(), plan.parse().unwrap_or_else(|e| panic!("{line}: {e}")))
}

#[test]
fn plans_that_were_broken_once_hold() {
    for line in REGRESSIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (name, plan) = named(line);
        match run_patiently(&plan) {
            None => panic!("{name}: the stack of this plan cannot be built: {plan}"),
            Some(outcome) => assert_eq!(outcome.err(), None, "{name}: {plan}"),
        }
    }
}

#[test]
fn a_plan_is_the_line_that_it_prints() {
    for seed in 0..2_000 {
        let plan = Dice::Seed(seed).plan();
        assert_eq!(plan.to_string().parse(), Ok(plan));
    }
}

/// The share of all combinations of stacks, methods, scripts and drops that the tests run. With these numbers, the
/// tests take about a minute on one core.
const DENSITY: Density = Density { one: 7, bridged: 31, two: 61, three: 997, pair: 101 };

fn single(shape: Shape) {
    let mut census = Census::default();
    generate::single(shape, DENSITY, |plan| census.run(&plan));
    census.finish(shape);
}

fn double(shape: Shape) {
    let mut census = Census::default();
    generate::double(shape, DENSITY, |plan| census.run(&plan));
    census.finish(shape);
}

#[test]
fn stacks_that_read() {
    single(Shape::Read);
}

#[test]
fn stacks_that_write() {
    single(Shape::Write);
}

#[test]
fn stacks_over_a_file() {
    single(Shape::File);
}

#[test]
fn copies() {
    double(Shape::Copy);
}

#[test]
fn copies_in_both_directions() {
    double(Shape::Relay);
}

#[test]
fn halves_in_two_tasks() {
    double(Shape::Halves);
}

#[test]
fn pipes_in_two_tasks() {
    double(Shape::Simplex);
    double(Shape::Duplex);
}

fn number(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is not a number: {text}")))
}

/// Runs 20,000 random plans, or as many as fit in `COMPOSITION_SECONDS`. `COMPOSITION_SEED` is the first seed.
#[test]
fn plans_by_chance() {
    let (start, seconds) = (Instant::now(), number("COMPOSITION_SECONDS", 0));
    let first = number("COMPOSITION_SEED", 0);
    let mut census = Census::default();
    let mut seed = first;
    while if seconds == 0 { seed < first + 20_000 } else { start.elapsed() < Duration::from_secs(seconds) } {
        census.run(&Dice::Seed(seed).plan());
        seed += 1;
    }
    println!("plans by chance, of the seeds {first} to {}", seed - 1);
    census.finish("any");
}

/// Runs the plan in `COMPOSITION_PLAN`. If that is the path of a file, runs the plan that the fuzz target draws from
/// the file.
#[test]
fn one_plan() {
    let Ok(line) = env::var("COMPOSITION_PLAN") else { return };
    let plan = match fs::read(&line) {
        Ok(bytes) => Dice::Bytes(&bytes).plan(),
        Err(_) => line.parse().unwrap_or_else(|e| panic!("{line}: {e}")),
    };
    match run_patiently(&plan) {
        None => panic!("the stack of this plan cannot be built: {plan}"),
        Some(Ok(stats)) => println!("{plan}\n{stats:?}"),
        Some(Err(fault)) => panic!("{plan}\n{fault}"),
    }
}
