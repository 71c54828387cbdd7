//! Runs one implementation of the Redis protocol on every runtime, over loopback TCP and in memory. Verifies every
//! reply, and compares the time with that of the same protocol written for tokio alone.

mod measure;
mod programs;
mod rows;
mod runtimes;
mod soak;
mod upgraded;

use clap::{Args, Parser, Subcommand, builder::PossibleValuesParser};
use poll_io_examples::round::raise_file_limit;
use programs::Error;
use rows::{ROWS, Row};
use std::{
    net::{SocketAddr, ToSocketAddrs},
    process::ExitCode,
    sync::mpsc,
    thread,
};

const EXAMPLES: &str = "Examples:
  cargo everywhere                          the built-in rows; they need only a Rust toolchain
  cargo everywhere --all                    every row; compiles the other runtimes first
  cargo everywhere compio monoio            some rows, and their baselines
  cargo everywhere latency                  p50 and p99 at 1, 100 and 1,000 connections
  cargo everywhere serve --runtime smol     a server for a real redis-cli
  cargo everywhere soak --runtime glommio   24,000 connections, half of them faulty";

/// Runs one implementation of the Redis protocol on every runtime, verifies every reply, and compares the speed with
/// that of the same protocol written for one runtime alone.
///
/// The first rows are built in. The others (compio, monoio, glommio, embassy, wasm, bare-metal) are compiled when they
/// are named, or by --all. If this computer cannot run a row, the row says why. That is not a failure.
#[derive(Parser)]
#[command(name = "cargo everywhere", bin_name = "cargo everywhere", after_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, max_term_width = 120)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    rows: Rows,
    /// How many times each row runs; the table shows the median
    #[arg(long, value_name = "N", default_value = "21", value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
}

#[derive(Args)]
struct Rows {
    /// The rows to run instead of the built-in ones; their baselines run too
    #[arg(value_name = "ROW", value_parser = PossibleValuesParser::new(ROWS.iter().map(|row| row.name)))]
    names: Vec<String>,
    /// Runs every row, and compiles those that are not built in
    #[arg(long, conflicts_with = "names")]
    all: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Compares the latency of single requests at several numbers of connections
    ///
    /// Every connection sends one request and waits for its reply; half of the requests store a value, half of them ask
    /// for it.
    #[command(after_help = "Example:\n  cargo everywhere latency tokio smol --connections 1,100")]
    Latency {
        #[command(flatten)]
        rows: Rows,
        /// The numbers of connections, with commas between them
        #[arg(long, value_name = "N", value_delimiter = ',', default_values = ["1", "100", "1000"])]
        #[arg(value_parser = clap::value_parser!(u16).range(1..))]
        connections: Vec<u16>,
        /// How many times each row runs; the table shows the median
        #[arg(long, value_name = "N", default_value = "11", value_parser = clap::value_parser!(u16).range(1..))]
        rounds: u16,
    },
    /// Serves the protocol until interrupted, for a client such as redis-cli
    #[command(after_help = "Example:\n  cargo everywhere serve --runtime compio --addr 127.0.0.1:7000")]
    Serve {
        /// The runtime that serves
        #[arg(long, value_name = "NAME", default_value = "tokio", value_parser = PossibleValuesParser::new(servers()))]
        runtime: String,
        /// The address and the port to listen on; port 0 takes a free one
        #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:6379", value_parser = address)]
        addr: SocketAddr,
    },
    /// Puts a server under a load with faults, in a process of its own, and watches its memory and its open files
    #[command(after_help = "Example:\n  cargo everywhere soak --runtime smol --seed 7")]
    Soak {
        /// The runtime to soak, instead of each that is built in
        #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(servers()))]
        runtime: Option<String>,
        /// Soaks every runtime that has sockets, and compiles those that are not built in
        #[arg(long, conflicts_with = "runtime")]
        all: bool,
        /// The seed of everything random
        #[arg(long, value_name = "NUMBER", default_value = "1")]
        seed: u64,
    },
}

/// The names of the runtimes that serve.
fn servers() -> impl Iterator<Item = &'static str> {
    let there = programs::SERVERS.iter().map(|program| program.name());
    runtimes::SERVERS.iter().map(|(name, _)| *name).chain(there)
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let mut all = text.to_socket_addrs().map_err(|e| e.to_string())?;
    all.next().ok_or_else(|| "no such host".to_owned())
}

fn main() -> ExitCode {
    let _ = raise_file_limit();
    let cli = Cli::parse();
    let done = match cli.command {
        None => {
            let rows = rows::select(&cli.rows.names, cli.rows.all, Row::is_built_in);
            measure::compare(&rows, cli.rounds.into())
        }
        Some(Command::Latency { rows, connections, rounds }) => {
            let default = |row: &Row| ["tokio", "tokio-current"].contains(&row.name);
            let mut rows = rows::select(&rows.names, rows.all, default);
            rows.retain(|row| row.has_connections());
            let connections: Vec<usize> = connections.into_iter().map(usize::from).collect();
            if rows.is_empty() {
                Err("none of these rows opens connections, so there is no latency to measure".to_owned())
            } else {
                measure::latency(&rows, &connections, rounds.into())
            }
        }
        Some(Command::Serve { runtime, addr }) => serve(&runtime, addr),
        Some(Command::Soak { runtime, all, seed }) => {
            let built_in = |name: &str| runtimes::SERVERS.iter().any(|(known, _)| *known == name);
            soak::soak(
                servers().filter(|name| runtime.as_ref().map_or(all || built_in(name), |only| only == name)),
                seed,
            )
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

/// Serves until interrupted.
fn serve(name: &str, addr: SocketAddr) -> Result<(), String> {
    let Some((_, serve)) = runtimes::SERVERS.iter().find(|(known, _)| *known == name) else {
        return serve_there(name, addr);
    };
    let (ended, end) = mpsc::channel();
    let interrupted = ended.clone();
    ctrlc::set_handler(move || {
        // If the server has failed in the meantime, the receiver is gone.
        let _ = interrupted.send(Ok(()));
    })
    .map_err(|e| e.to_string())?;
    thread::spawn(move || ended.send(serve(addr)));
    // The connections end with the process.
    end.recv().map_err(|e| e.to_string())?.map_err(|e| format!("{addr}: {e}"))
}

/// Serves with another program, which ends when this program is interrupted.
fn serve_there(name: &str, addr: SocketAddr) -> Result<(), String> {
    let program = programs::SERVERS.into_iter().find(|program| program.name() == name);
    let mut command = program.expect("clap lets only servers in").build().map_err(|e| match e {
        Error::Unavailable(why) | Error::Failed(why) => why,
    })?;
    let mut child = command.args(["serve", &addr.to_string()]).spawn().map_err(|e| e.to_string())?;
    let (ended, end) = mpsc::channel();
    let interrupted = ended.clone();
    ctrlc::set_handler(move || {
        let _ = interrupted.send(());
    })
    .map_err(|e| e.to_string())?;
    loop {
        let waited = end.recv_timeout(std::time::Duration::from_millis(50));
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            // If the interrupt came from a terminal, the child has received it too.
            let stopped = waited.is_ok();
            return if stopped || status.success() { Ok(()) } else { Err(format!("{name}: {status}")) };
        }
        if waited.is_ok() {
            child.kill().and_then(|()| child.wait()).map_err(|e| e.to_string())?;
            return Ok(());
        }
    }
}
