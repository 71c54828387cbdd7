//! Runs one implementation of the Redis protocol on every runtime here, over real loopback TCP and in memory, verifies
//! every reply, and compares it with the same protocol written for tokio alone.

mod runtimes;

use runtimes::{Outcome, RUNTIMES, Runtime};
use std::{
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

/// Rounds of which the median counts; each runs everything, starting with another each time.
const ROUNDS: usize = 5;

fn main() -> ExitCode {
    match arguments() {
        Ok(Command::Compare) => compare(),
        Ok(Command::Serve { runtime, addr }) => match (runtime.serve)(&addr) {
            Ok(()) => ExitCode::SUCCESS,
            Err(e) => fail(&format!("cannot serve on {addr}: {e}")),
        },
        Ok(Command::Help) => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        Err(e) => fail(&format!("{e}\n{USAGE}")),
    }
}

const USAGE: &str = "usage: cargo everywhere [serve --runtime NAME --addr HOST:PORT]
runtimes: tokio, tokio-current, smol, threads";

enum Command {
    Compare,
    Serve { runtime: &'static Runtime, addr: String },
    Help,
}

fn arguments() -> Result<Command, lexopt::Error> {
    use lexopt::prelude::*;
    let mut parser = lexopt::Parser::from_env();
    let (mut serve, mut runtime, mut addr) = (false, &RUNTIMES[0], String::from("127.0.0.1:6379"));
    while let Some(arg) = parser.next()? {
        match arg {
            Value(word) if word == "serve" => serve = true,
            Long("runtime") => {
                let name = parser.value()?.string()?;
                runtime = RUNTIMES.iter().find(|runtime| runtime.name == name).ok_or("no such runtime")?;
            }
            Long("addr") => addr = parser.value()?.string()?,
            Long("help") | Short('h') => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(if serve { Command::Serve { runtime, addr } } else { Command::Compare })
}

fn fail(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Runs all, and prints the table.
fn compare() -> ExitCode {
    let all: Vec<&Runtime> = runtimes::ALL.iter().collect();
    let mut outcomes: Vec<Vec<Outcome>> = vec![Vec::new(); all.len()];
    for round in 0..ROUNDS {
        for n in 0..all.len() {
            let which = (n + round) % all.len();
            if io::stderr().is_terminal() {
                eprint!("\r\x1b[Kround {} of {ROUNDS}: {}", round + 1, all[which].name);
                let _ = io::stderr().flush();
            }
            match (all[which].run)() {
                Ok(outcome) => outcomes[which].push(outcome),
                Err(e) => return fail(&format!("\n{}: {e}", all[which].name)),
            }
        }
    }
    if io::stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
    println!(
        "{:<16} {:<10} {:>9} {:>11} {:>9} {:>11} {:>11} {:>8}",
        "runtime", "transport", "requests", "bytes", "verified", "bytes/task", "requests/s", "ratio"
    );
    for (runtime, rounds) in all.iter().zip(&outcomes) {
        let first = &rounds[0];
        // Each round against the baseline of the same round, so that what disturbs the machine disturbs both.
        let ratio = median(rounds.iter().zip(&outcomes[0]).map(|(own, base)| own.seconds / base.seconds).collect());
        let rate = median(rounds.iter().map(|own| runtimes::as_f64(own.verified) / own.seconds).collect());
        println!(
            "{:<16} {:<10} {:>9} {:>11} {:>9} {:>11} {rate:>11.0} {ratio:>8.3}",
            runtime.name, runtime.transport, first.requests, first.bytes, first.verified, first.task
        );
        if rounds.iter().any(|own| own.verified != own.requests) {
            return fail(&format!("{}: a reply is missing", runtime.name));
        }
    }
    println!("ratio: time, to the first row of the same round, median of {ROUNDS}; the second row is its own control");
    ExitCode::SUCCESS
}
