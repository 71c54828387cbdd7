//! Compares the instructions of each short row with the numbers in `.ci/instructions.tsv`.
//!
//! A check of times would fail on a busy computer. Instructions are the same in every run with one toolchain on one
//! kind of processor. Elsewhere the guard has no numbers to compare with, and prints that it skips.

use crate::{
    callgrind,
    contest::{Row, median},
    record,
};
use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// The highest accepted growth of an operation.
const TOLERANCE: f64 = 1.03;

/// Returns the path of the numbers.
pub fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../.ci/instructions.tsv")
}

/// Returns what the numbers depend on beside the code: the compiler, and the instructions that libc and memchr
/// choose for the processor.
fn head() -> String {
    #[cfg(target_arch = "x86_64")]
    let vectors = if std::arch::is_x86_feature_detected!("avx2") { "AVX2" } else { "SSE2" };
    #[cfg(not(target_arch = "x86_64"))]
    let vectors = "portable";
    format!("# {}, {}, {vectors}, glibc {}", record::toolchain(), std::env::consts::ARCH, record::libc())
}

/// Counts the first contestant of each short row.
fn counts(rows: &[Row]) -> impl Iterator<Item = (&'static str, f64)> {
    rows.iter().filter(|row| row.counted).map(|row| (row.name, callgrind::instructions(row, &row.contestants[0])))
}

/// Writes the present numbers to the file.
pub fn keep(rows: &[Row]) {
    let mut text = head();
    for (name, count) in counts(rows) {
        write!(text, "\n{name}\t{count:.2}").expect("a String takes everything");
    }
    text.push('\n');
    fs::write(path(), text).expect("the file can be written");
}

/// Compares the present numbers with those of the file. Returns whether no operation has grown.
pub fn check(rows: &[Row]) -> bool {
    let text = fs::read_to_string(path()).expect("the counts are in the repository");
    let (kept_head, lines) = text.split_once('\n').unwrap_or((&text, ""));
    if kept_head != head() {
        println!("skipped: the numbers are for {kept_head}, but this is {}", head());
        return true;
    }
    let kept: BTreeMap<&str, f64> = lines
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, count)| (name, count.parse().expect("it is a number")))
        .collect();
    let (mut good, mut ratios) = (true, Vec::new());
    for (name, now) in counts(rows) {
        let Some(before) = kept.get(name) else {
            println!(
                "{name}: {now:.1} instructions, but .ci/instructions.tsv has no number. Run `cargo peers --keep`."
            );
            good = false;
            continue;
        };
        ratios.push(now / before);
        if now > before * TOLERANCE {
            println!("{name}: {now:.1} instructions, but .ci/instructions.tsv has {before:.1}");
            good = false;
        } else if now * TOLERANCE < *before {
            println!(
                "{name}: only {now:.1} instructions, but .ci/instructions.tsv has {before:.1}. Run `cargo peers --keep`."
            );
        }
    }
    println!("{} operations counted. The median ratio to .ci/instructions.tsv is {:.3}.", ratios.len(), median(ratios));
    good
}
