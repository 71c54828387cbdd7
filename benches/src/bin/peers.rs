//! The table of peers, and of the bridges: `cargo peers`.
//!
//! Without arguments it measures every row and keeps a record of it. `cargo peers WORD..` measures the rows that have one
//! of the words in their name, and keeps none.
//!
//! - `--time`, `--count`: only times, only instructions; `--ours`: only our instructions.
//! - `--tsv`: prints the rows as a record has them.
//! - `--guard`: compares the instructions of each short row with those kept in the repository; `--keep` keeps them.
//! - `--curves`: what grows, at every size, to see that it grows in proportion.
//! - `--chart FILE`: draws a record again.
//! - `--profile WORD..`: where the instructions of rows are spent, by source files, beside the peer that needs the fewest; kept
//!   as a record. Needs `CARGO_PROFILE_RELEASE_DEBUG=line-tables-only`.

use lexopt::prelude::*;
use poll_io_benches::{
    callgrind, curves, guard, record,
    rows::{forwarding, rows},
};
use std::{fs, path::Path, process::ExitCode};

/// Draws a record, next to the other charts.
fn draw(path: &Path) {
    let record = fs::read_to_string(path).expect("the record is there");
    let chart = Path::new(env!("CARGO_MANIFEST_DIR")).join("charts/peers.svg");
    fs::write(chart, record::chart(&record).svg()).expect("the chart can be written");
}

fn main() -> ExitCode {
    let mut words = Vec::new();
    let (mut rounds, mut count, mut race, mut profile) = (15, true, true, false);
    let (mut counted, mut tsv) = (usize::MAX, false);
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next().expect("the arguments are text") {
        match arg {
            Long("one") => {
                let mut next = || parser.value().expect("it has a value").string().expect("it is text");
                let (row, contestant, passes) = (next(), next(), next());
                callgrind::run_one(
                    &[rows(), forwarding()].concat(),
                    &row,
                    &contestant,
                    passes.parse().expect("it is a number"),
                );
                return ExitCode::SUCCESS;
            }
            Long("rounds") => {
                rounds = parser.value().and_then(|n| n.parse()).expect("it is a number");
            }
            Long("guard") if !callgrind::is_there() => {
                println!("skipped: valgrind is not there");
                return ExitCode::SUCCESS;
            }
            Long("guard") => return if guard::check(&rows()) { ExitCode::SUCCESS } else { ExitCode::FAILURE },
            Long("keep") => {
                guard::keep(&rows());
                return ExitCode::SUCCESS;
            }
            Long("curves") => {
                let (text, straight) = curves::measure();
                println!("{}", record::append("curves", &text).display());
                return if straight { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            }
            Long("chart") => {
                draw(Path::new(&parser.value().expect("it has a value")));
                return ExitCode::SUCCESS;
            }
            Long("profile") => profile = true,
            Long("time") => count = false,
            Long("count") => race = false,
            Long("ours") => counted = 1,
            Long("tsv") => tsv = true,
            Value(word) => words.push(word.string().expect("it is text")),
            _ => {
                eprintln!(
                    "peers [--rounds N] [--time | --count] [--ours] [--tsv] [WORD..] | --guard | --keep | --curves | --chart FILE | --profile WORD.."
                );
                return ExitCode::FAILURE;
            }
        }
    }
    if count && !callgrind::is_there() {
        eprintln!("valgrind is not there: no instructions are counted");
        count = false;
    }
    let mut rows = rows();
    if !words.is_empty() {
        // Those that are for one question alone are asked for by name.
        rows.extend(forwarding());
        rows.retain(|row| words.iter().any(|word| row.name.contains(word)));
    }
    if profile {
        let text: String = rows.iter().map(record::profile).collect();
        println!("{text}{}", record::append("profile", &text).display());
        return ExitCode::SUCCESS;
    }
    let mut text = String::new();
    for row in rows {
        let mut figures = if race { row.race(rounds) } else { row.race(1) };
        if count && row.counted {
            for (figure, contestant) in figures.iter_mut().zip(&row.contestants).take(counted) {
                figure.instructions = Some(callgrind::instructions(&row, contestant));
            }
        }
        let line = record::line(&row, &figures);
        if tsv {
            print!("{line}");
        } else {
            println!("{}", record::shown(&row, &figures));
        }
        text.push_str(&line);
    }
    if words.is_empty() {
        let path = record::append("peers", &text);
        println!("{}", path.display());
        draw(&path);
    }
    ExitCode::SUCCESS
}
