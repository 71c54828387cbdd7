//! Runs a runtime in a process of its own, which `cargo everywhere` builds only when it is asked for.
//!
//! The process reads lines of the form `ROW LOAD` and answers each with a line: `ok` and the numbers of an [`Outcome`],
//! `unavailable` and the reason why this computer cannot run the row, or `failed` and an error. With the arguments
//! `serve ADDR`, the process serves until it is interrupted.

use crate::round::{Load, Outcome, raise_file_limit};
use std::{
    env,
    io::{self, BufRead, Write},
    net::SocketAddr,
    process::ExitCode,
};

/// The name of a row, and a function that runs one round of it.
pub type Row = (&'static str, fn(Load) -> io::Result<Outcome>);

/// A runtime in a process of its own.
#[derive(Debug)]
pub struct Worker {
    /// Returns an error if this computer cannot run the runtime.
    pub available: fn() -> Result<(), String>,
    /// The rows.
    pub rows: &'static [Row],
    /// Serves on an address until it fails, if the runtime has sockets.
    pub serve: Option<fn(SocketAddr) -> io::Result<()>>,
}

impl Worker {
    /// Follows the arguments of the process and the lines of its standard input.
    pub fn main(&self) -> ExitCode {
        let _ = raise_file_limit();
        let args: Vec<String> = env::args().skip(1).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let done = match args[..] {
            [] => self.answer().map_err(|e| e.to_string()),
            ["serve", addr] => self.serve(addr),
            _ => {
                Err("usage: no argument, or `serve ADDR`. Use `cargo everywhere`, which starts this program".to_owned())
            }
        };
        match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => {
                eprintln!("{why}");
                ExitCode::FAILURE
            }
        }
    }

    fn serve(&self, addr: &str) -> Result<(), String> {
        (self.available)()?;
        let serve = self.serve.ok_or("this runtime has no sockets")?;
        serve(addr.parse().map_err(|_| format!("{addr}: not an address and a port"))?)
            .map_err(|e| format!("{addr}: {e}"))
    }

    fn answer(&self) -> io::Result<()> {
        let available = (self.available)();
        for line in io::stdin().lock().lines() {
            let answer = match &available {
                Ok(()) => self.run(&line?).map_or_else(|e| format!("failed {e}"), |outcome| format!("ok {outcome}")),
                Err(why) => format!("unavailable {why}"),
            };
            println!("{}", answer.replace('\n', " "));
            io::stdout().flush()?;
        }
        Ok(())
    }

    fn run(&self, line: &str) -> Result<Outcome, String> {
        let (name, load) = line.split_once(' ').ok_or("expected a row and a load")?;
        let load = load.parse().map_err(|_| format!("no such load: {load}"))?;
        let (_, run) = self.rows.iter().find(|(row, _)| *row == name).ok_or_else(|| format!("no such row: {name}"))?;
        run(load).map_err(|e| e.to_string())
    }
}
