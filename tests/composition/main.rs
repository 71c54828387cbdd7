//! Every promise holds under every composition: stacks of adapters and bridges, two and three deep, over ends that wait,
//! fail, lie, panic or never end, with every future driven over them and dropped at any poll.
//!
//! `engine/` runs one plan: a stack over scripted ends and what is done with it. The tests here run many of them. A plan that
//! breaks an invariant is made smaller and printed as a line, and that line can be run again:
//!
//! ```text
//! COMPOSITION_PLAN='read; own text: wait give3 fail; take9; read_exact5@1' cargo test --all-features --test composition one_plan
//! ```
//!
//! `.ci/deep composition` draws plans by chance for ten minutes, and the fuzz target `composition` draws them from its input.

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

/// Plans that were broken once, each named for what it checks.
const REGRESSIONS: &str = include_str!("regressions.txt");

fn named(line: &str) -> (&str, Plan) {
    let (name, plan) = line.split_once('|').expect("a name and a plan");
    (name.trim(), plan.parse().unwrap_or_else(|e| panic!("{line}: {e}")))
}

#[test]
fn plans_that_were_broken_once_hold() {
    for line in REGRESSIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (name, plan) = named(line);
        match run_patiently(&plan) {
            None => panic!("{name}: this plan does not fit: {plan}"),
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

/// Of the product of all stacks, methods, scripts and drops, so many are run that this takes a minute on one core.
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

/// Plans by chance: some thousand of them, or for the time and from the seed that the environment gives.
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

/// Runs one plan: the line in `COMPOSITION_PLAN`, or what the fuzz target makes of the file of that name.
#[test]
fn one_plan() {
    let Ok(line) = env::var("COMPOSITION_PLAN") else { return };
    let plan = match fs::read(&line) {
        Ok(bytes) => Dice::Bytes(&bytes).plan(),
        Err(_) => line.parse().unwrap_or_else(|e| panic!("{line}: {e}")),
    };
    match run_patiently(&plan) {
        None => panic!("this plan does not fit: {plan}"),
        Some(Ok(stats)) => println!("{plan}\n{stats:?}"),
        Some(Err(fault)) => panic!("{plan}\n{fault}"),
    }
}
