//! Runs one implementation of the Redis protocol on every runtime here, over real loopback TCP and in memory, verifies
//! every reply, and compares it with the same protocol written for tokio alone.

mod runtimes;
mod soak;
mod upgraded;

use runtimes::{Named, Outcome, ROWS, SERVE};
use std::{
    io::{self, IsTerminal, Write},
    net::TcpListener,
    process::ExitCode,
    sync::mpsc,
    thread,
};

/// Rounds of which the median counts; each runs every row once, starting with another.
const ROUNDS: usize = 21;

const USAGE: &str = "usage: cargo everywhere
       cargo everywhere serve [--runtime NAME] [--addr HOST:PORT]
       cargo everywhere soak [--runtime NAME] [--seed NUMBER]
runtimes: tokio, tokio-current, smol, threads";

fn main() -> ExitCode {
    let done = match arguments() {
        Ok(Command::Compare) => compare(),
        Ok(Command::Serve { runtime, addr }) => serve(runtime, &addr).map_err(|e| format!("{addr}: {e}")),
        Ok(Command::Soak { runtime, seed }) => {
            let all = SERVE.map(|(name, _)| name);
            soak::soak(all.into_iter().filter(|name| runtime.is_none_or(|(only, _)| only == *name)), seed)
        }
        Ok(Command::Help) => {
            println!("{USAGE}");
            Ok(())
        }
        Err(e) => Err(format!("{e}\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

enum Command {
    Compare,
    Serve { runtime: Named, addr: String },
    Soak { runtime: Option<Named>, seed: u64 },
    Help,
}

fn arguments() -> Result<Command, lexopt::Error> {
    use lexopt::prelude::*;
    let mut parser = lexopt::Parser::from_env();
    let (mut word, mut runtime, mut addr, mut seed) = (None, None, String::from("127.0.0.1:6379"), 1);
    while let Some(arg) = parser.next()? {
        match arg {
            Value(value) if word.is_none() => word = Some(value.string()?),
            Long("runtime") if word.is_some() => {
                let name = parser.value()?.string()?;
                runtime = Some(*SERVE.iter().find(|(known, _)| *known == name).ok_or("no such runtime")?);
            }
            Long("addr") if word.as_deref() == Some("serve") => addr = parser.value()?.string()?,
            Long("seed") if word.as_deref() == Some("soak") => seed = parser.value()?.parse()?,
            Long("help") | Short('h') => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    match word.as_deref() {
        None => Ok(Command::Compare),
        Some("serve") => Ok(Command::Serve { runtime: runtime.unwrap_or(SERVE[0]), addr }),
        Some("soak") => Ok(Command::Soak { runtime, seed }),
        Some(other) => Err(format!("no such command: {other}").into()),
    }
}

/// Serves until it is interrupted.
fn serve((name, serve): Named, addr: &str) -> io::Result<()> {
    let (ended, end) = mpsc::channel();
    let interrupted = ended.clone();
    ctrlc::set_handler(move || {
        // Nobody listens any more if the server has failed meanwhile.
        let _ = interrupted.send(Ok(()));
    })
    .map_err(io::Error::other)?;
    let listener = TcpListener::bind(addr)?;
    println!("serving on {} with {name}; interrupt to end", listener.local_addr()?);
    thread::spawn(move || ended.send(serve(listener)));
    // The connections end with the process.
    end.recv().map_err(io::Error::other)?
}

/// Returns the quartiles: what half of the values lie between, and the median.
fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|n| values[values.len() * n / 4])
}

/// Runs every row in every round.
fn measure() -> Result<Vec<Vec<Outcome>>, String> {
    let progress = io::stderr().is_terminal();
    let mut outcomes: Vec<Vec<Outcome>> = vec![Vec::new(); ROWS.len()];
    for round in 0..ROUNDS {
        for n in 0..ROWS.len() {
            let which = (n + round) % ROWS.len();
            if progress {
                eprint!("\r\x1b[Kround {} of {ROUNDS}: {}", round + 1, ROWS[which].name);
                let _ = io::stderr().flush();
            }
            let outcome = (ROWS[which].run)().map_err(|e| format!("{}: {e}", ROWS[which].name))?;
            if outcome.verified != outcome.requests {
                return Err(format!("{}: a reply is missing", ROWS[which].name));
            }
            outcomes[which].push(outcome);
        }
    }
    if progress {
        eprint!("\r\x1b[K");
    }
    Ok(outcomes)
}

/// Measures, and prints the table.
fn compare() -> Result<(), String> {
    let outcomes = measure()?;
    println!(
        "{:<16} {:<9} {:>8} {:>9} {:>8} {:>10} {:>10}  {:>5}  {:<9}  of",
        "runtime", "transport", "requests", "bytes", "verified", "bytes/task", "requests/s", "ratio", "half of it"
    );
    for (row, rounds) in ROWS.iter().zip(&outcomes) {
        let Outcome { requests, bytes, verified, task, .. } = rounds[0];
        let [_, rate, _] = quartiles(rounds.iter().map(|own| runtimes::as_f64(own.verified) / own.seconds).collect());
        // Each round against the baseline of the same round, so that what disturbs the machine disturbs both.
        let base = &outcomes[row.baseline];
        let [low, ratio, high] =
            quartiles(rounds.iter().zip(base).map(|(own, base)| own.seconds / base.seconds).collect());
        println!(
            "{:<16} {:<9} {requests:>8} {bytes:>9} {verified:>8} {task:>10} {rate:>10.0}  {ratio:>5.3}  {low:.3}-{high:.3}  {}",
            row.name, row.transport, ROWS[row.baseline].name
        );
    }
    println!(
        "bytes/task: the future that serves a connection. ratio: time, to the row named last in the same round, median of \
         {ROUNDS}\nrounds, and what half of them lie between; that of the second row, which is the first once more, is noise."
    );
    Ok(())
}
