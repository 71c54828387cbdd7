//! Instructions instead of time: the same in every run, whoever else uses the machine.
//!
//! The program runs itself under valgrind, for one row and one contestant, once with one pass and once with more. What is
//! the same in both, the start of the process above all, is gone from the difference.

use crate::contest::{Contestant, Row};
use std::{
    env,
    process::{Command, Stdio},
};

/// The argument by which a program is told to run one contestant, and nothing else.
pub const ONE: &str = "--one";

/// Returns whether valgrind is there.
pub fn is_there() -> bool {
    Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Returns the instructions of one operation.
pub fn instructions(row: &Row, contestant: &Contestant) -> f64 {
    const MORE: u64 = 3;
    let (once, often) = (collected(row, contestant, 1), collected(row, contestant, MORE));
    (often - once) as f64 / ((MORE - 1) * row.ops) as f64
}

fn collected(row: &Row, contestant: &Contestant, passes: u64) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().expect("a program knows where it is"))
        .args([ONE, row.name, contestant.name, &passes.to_string()])
        .output()
        .expect("valgrind runs");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {}: {text}", row.name, contestant.name);
    let count = text.lines().find_map(|line| line.split("Collected :").nth(1));
    count.and_then(|n| n.trim().parse().ok()).expect("callgrind says what it has collected")
}

/// Runs one contestant of `rows`, if the arguments behind [`ONE`] ask for it.
pub fn run_one(rows: &[Row], row: &str, contestant: &str, passes: u64) {
    let row = rows.iter().find(|r| r.name == row).expect("there is a row of that name");
    let contestant = row.contestants.iter().find(|c| c.name == contestant).expect("somebody of that name");
    std::hint::black_box((contestant.run)(std::hint::black_box(passes)));
}
