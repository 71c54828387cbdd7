//! Runs the proxy as a program.

use clap::{Parser, ValueEnum};
use poll_io_example_proxy::{Limits, Proxy, Report, Runtime, on_smol::OnSmol, on_tokio::OnTokio};
use std::{
    io,
    net::{SocketAddr, ToSocketAddrs},
    process::ExitCode,
    time::Duration,
};

/// Relays TCP connections to a server.
#[derive(Parser)]
#[command(after_help = "Example:\n  proxy --listen 127.0.0.1:7000 --to 127.0.0.1:6379 --idle 30", max_term_width = 120)]
struct Cli {
    /// The address to listen on; port 0 takes a free one
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:7000", value_parser = address)]
    listen: SocketAddr,
    /// The address of the server
    #[arg(long, value_name = "HOST:PORT", value_parser = address)]
    to: SocketAddr,
    /// The runtime that relays
    #[arg(long, value_enum, default_value = "tokio")]
    runtime: On,
    /// Close a connection after this many seconds without a byte
    #[arg(long, value_name = "SECONDS", default_value = "60")]
    idle: u32,
    /// The largest number of open connections
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u32).range(1..))]
    connections: u32,
    /// The seconds that open connections have to finish after an interrupt
    #[arg(long, value_name = "SECONDS", default_value = "5")]
    grace: u32,
}

#[derive(Clone, Copy, ValueEnum)]
enum On {
    Tokio,
    Smol,
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let mut all = text.to_socket_addrs().map_err(|e| e.to_string())?;
    all.next().ok_or_else(|| "no such host".to_owned())
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Each connection needs two files. If raising the limit fails, opening a connection fails later with an error.
    let _ = rlimit::increase_nofile_limit(u64::from(cli.connections) * 2 + 64);
    let done = match cli.runtime {
        On::Tokio => on_tokio(&cli),
        On::Smol => smol::block_on(async {
            let runtime = OnSmol::listen(cli.listen, cli.to).await?;
            let addr = runtime.local_addr()?;
            run(&cli, runtime, addr).await
        }),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}

fn on_tokio(cli: &Cli) -> io::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let runtime = OnTokio::listen(cli.listen, cli.to).await?;
        let addr = runtime.local_addr()?;
        run(cli, runtime, addr).await
    })
}

async fn run(cli: &Cli, runtime: impl Runtime, addr: SocketAddr) -> io::Result<()> {
    let seconds = |n: u32| Duration::from_secs(n.into());
    let limits = Limits {
        idle: seconds(cli.idle),
        connections: usize::try_from(cli.connections).unwrap_or(usize::MAX),
        grace: seconds(cli.grace),
    };
    let (proxy, stop) = Proxy::new(runtime, limits);
    ctrlc::set_handler(move || stop.stop()).map_err(io::Error::other)?;
    println!("relaying from {addr} to {}; interrupt to end", cli.to);
    proxy.run(|report: Report| println!("{report}")).await
}
