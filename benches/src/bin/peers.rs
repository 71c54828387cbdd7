//! The table of peers: `cargo peers`.
//!
//! Without arguments it measures every row and keeps a record of it. `cargo peers WORD..` measures the rows that have one
//! of the words in their name, and keeps none.

use lexopt::prelude::*;
use poll_io_benches::{callgrind, record, rows::rows};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = Vec::new();
    let (mut rounds, mut count, mut race) = (15, true, true);
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next().expect("the arguments are text") {
        match arg {
            Long("one") => {
                let mut next = || parser.value().expect("it has a value").string().expect("it is text");
                let (row, contestant, passes) = (next(), next(), next());
                callgrind::run_one(&rows(), &row, &contestant, passes.parse().expect("it is a number"));
                return ExitCode::SUCCESS;
            }
            Long("rounds") => {
                rounds = parser.value().and_then(|n| n.parse()).expect("it is a number");
            }
            Long("time") => count = false,
            Long("count") => race = false,
            Value(word) => words.push(word.string().expect("it is text")),
            _ => {
                eprintln!("peers [--rounds N] [--time | --count] [WORD..]");
                return ExitCode::FAILURE;
            }
        }
    }
    if count && !callgrind::is_there() {
        eprintln!("valgrind is not there: no instructions are counted");
        count = false;
    }
    let mut text = String::new();
    for row in rows() {
        if !words.is_empty() && !words.iter().any(|word| row.name.contains(word)) {
            continue;
        }
        let mut figures = if race { row.race(rounds) } else { row.race(1) };
        if count && row.counted {
            for (figure, contestant) in figures.iter_mut().zip(&row.contestants) {
                figure.instructions = Some(callgrind::instructions(&row, contestant));
            }
        }
        println!("{}", record::shown(&row, &figures));
        text.push_str(&record::line(&row, &figures));
    }
    if words.is_empty() {
        println!("{}", record::append("peers", &text).display());
    }
    ExitCode::SUCCESS
}
