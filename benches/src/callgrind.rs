//! Counts instructions. Unlike times, they do not depend on other programs.
//!
//! The program runs itself under valgrind with one row and one contestant: once with one pass, and once with more.
//! The difference removes the instructions that both runs share, such as the start of the process.
//!
//! Gungraun uses the same tool, but it does not fit here. Its baselines are below `target`, while the guard
//! compares with counts in the repository. It also needs a second program, `gungraun-runner`, in the same version.
//! A profile here adds up instructions by file, which `callgrind_annotate` does not.

use crate::contest::{Contestant, Row};
use std::{
    collections::BTreeMap,
    env, fs,
    process::{self, Command, Stdio},
};

/// The argument that tells a program to run one contestant and nothing else.
pub const ONE: &str = "--one";

/// Returns whether valgrind is installed.
pub fn is_there() -> bool {
    Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// The number of passes of the longer run.
const MORE: u64 = 3;

/// Returns the instructions of one operation.
pub fn instructions(row: &Row, contestant: &Contestant) -> f64 {
    let collected = |passes| collected(row, contestant, passes, "/dev/null");
    (collected(MORE) - collected(1)) as f64 / ((MORE - 1) * row.ops) as f64
}

/// Returns the instructions of one operation by source file, the largest number first. Inlined code counts for the
/// file that it comes from. The program needs line tables.
pub fn profile(row: &Row, contestant: &Contestant) -> Vec<(String, f64)> {
    let out = env::temp_dir().join(format!("callgrind.{}", process::id()));
    let path = out.to_str().expect("the directory has a name of text");
    let [once, mut often] = [1, MORE].map(|passes| {
        collected(row, contestant, passes, path);
        by_file(&fs::read_to_string(&out).expect("callgrind has written it"))
    });
    let _ = fs::remove_file(&out);
    for (file, n) in once {
        *often.entry(file).or_default() -= n;
    }
    let mut files: Vec<_> =
        often.into_iter().map(|(file, n)| (file, n as f64 / ((MORE - 1) * row.ops) as f64)).collect();
    files.retain(|(_, n)| *n >= 0.05);
    files.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    files
}

/// Adds up the output of callgrind by source file. callgrind writes a name once, and refers to it by number
/// afterward.
fn by_file(text: &str) -> BTreeMap<String, i64> {
    let (mut names, mut counts) = (BTreeMap::new(), BTreeMap::new());
    let (mut file, mut called) = (String::new(), false);
    for line in text.lines() {
        let place = ["fl=", "fi=", "fe=", "cfi=", "cfl="].iter().find_map(|key| Some((key, line.strip_prefix(key)?)));
        if let Some((key, name)) = place {
            let (number, name) = name.split_once(' ').unwrap_or((name, ""));
            if !name.is_empty() {
                names.insert(number, short(name));
            }
            if !key.starts_with('c') {
                file = names.get(number).cloned().unwrap_or_default();
            }
        } else if line.starts_with("calls=") {
            // The next line is the cost of the call, which is also counted in the callee.
            called = true;
        } else if line.starts_with(|c: char| c.is_ascii_digit() || "+-*".contains(c)) {
            let count = line.rsplit(' ').next().and_then(|n| n.parse::<i64>().ok());
            if let Some(count) = count.filter(|_| !called) {
                *counts.entry(file.clone()).or_default() += count;
            }
            called = false;
        }
    }
    counts
}

/// Returns the path of a source file, starting with its package.
fn short(path: &str) -> String {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let root = here.trim_end_matches("benches/");
    if let Some(own) = path.strip_prefix(root) {
        return own.to_owned();
    }
    if let Some((_, rest)) = path.split_once("/library/") {
        // The packages of std have names such as `core`, which poll-io also uses.
        return format!("library/{rest}");
    }
    if let Some((_, rest)) = path.split_once("/registry/src/") {
        return rest.split_once('/').map_or(rest, |(_registry, rest)| rest).to_owned();
    }
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

fn collected(row: &Row, contestant: &Contestant, passes: u64, out: &str) -> u64 {
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={out}"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_the_costs_of_their_own_lines() {
        let text = "fl=(1) /rustc/0/library/core/src/option.rs\nfn=(1) f\n12 5\nfi=(2) /x/registry/src/host/a-1.0/src/lib.rs\n\
            +3 7\ncfi=(1)\ncfn=(2) g\ncalls=1 4\n* 1000\n-2 1\nfe=(1)\n5 2\n";
        let counts = by_file(text);
        assert_eq!(counts, [("library/core/src/option.rs".into(), 7), ("a-1.0/src/lib.rs".into(), 8)].into());
    }
}
