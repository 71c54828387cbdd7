//! Measures the heap memory of an idle connection of the proxy, and the throughput. Compares both with
//! `copy_bidirectional` of tokio.

use cap::Cap;
use clap::Parser;
use comfy_table::{CellAlignment, Table, presets::NOTHING};
use indicatif::ProgressBar;
use poll_io_compat::FromTokio;
use poll_io_example_proxy::{Limits, Proxy, Stop, on_tokio::OnTokio, relay};
use std::{
    alloc::System,
    future::pending,
    io::{self, Read, Write},
    net::SocketAddr,
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// Compares the proxy with `copy_bidirectional` of tokio: heap memory of an idle connection, and throughput.
#[derive(Parser)]
#[command(after_help = "Example:\n  cargo run --release -p poll-io-example-proxy --bin figures -- --rounds 5")]
struct Cli {
    /// How many times each throughput is measured; the table shows the median
    #[arg(long, value_name = "N", default_value = "11", value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// The numbers of connections, with commas between them
    #[arg(long, value_name = "N", value_delimiter = ',', default_values = ["1", "100", "1000"])]
    #[arg(value_parser = clap::value_parser!(u16).range(1..))]
    connections: Vec<u16>,
}

/// The number of connections over which the memory is averaged.
const IDLE: usize = 100;
/// The number of bytes that are sent each way over a connection before it is idle.
const SENT: usize = 64 * 1024;
/// The number of bytes that all connections of one measurement transfer together, in each direction.
const MOVED: usize = 128 << 20;
/// The size of one write, in bytes.
const PIECE: usize = 64 * 1024;
/// The idle timeout, which no connection reaches here.
const IDLE_TIME: Duration = Duration::from_secs(60);

/// Counts the bytes in use.
#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// The code that relays a connection.
#[derive(Clone, Copy)]
enum Kind {
    Tokio,
    Relay,
    Bare,
}

impl Kind {
    /// Starts a task that relays. Each kind has a task of its own, so the task has the size that this kind needs.
    fn spawn(self, mut client: TcpStream, mut server: TcpStream) {
        match self {
            Kind::Tokio => tokio::spawn(async move {
                let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
            }),
            Kind::Bare => tokio::spawn(async move {
                let (mut client, mut server) = (FromTokio::new(client), FromTokio::new(server));
                let _ = poll_io::copy_bidirectional(&mut client, &mut server).await;
            }),
            Kind::Relay => tokio::spawn(async move {
                let (mut client, mut server) = (FromTokio::new(client), FromTokio::new(server));
                relay(&mut client, &mut server, IDLE_TIME, tokio::time::sleep, pending()).await;
            }),
        };
    }
}

/// Opens a connection, and returns an end of std and an end of the runtime.
fn pair(listener: &std::net::TcpListener) -> io::Result<(std::net::TcpStream, TcpStream)> {
    let near = std::net::TcpStream::connect(listener.local_addr()?)?;
    let far = listener.accept()?.0;
    far.set_nonblocking(true)?;
    Ok((near, TcpStream::from_std(far)?))
}

/// Returns the heap memory of an idle connection in bytes, before anything was sent and after that.
fn memory(kind: Kind) -> io::Result<[usize; 2]> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        let (mut ends, mut streams) = (Vec::with_capacity(IDLE), Vec::with_capacity(IDLE));
        for _ in 0..IDLE {
            let ((client, near), (server, far)) = (pair(&listener)?, pair(&listener)?);
            ends.push((client, server));
            streams.push((near, far));
        }
        let before = ALLOCATOR.allocated();
        for (near, far) in streams.drain(..) {
            kind.spawn(near, far);
        }
        let settle = || tokio::time::sleep(Duration::from_millis(100));
        settle().await;
        let fresh = ALLOCATOR.allocated().saturating_sub(before) / IDLE;
        let ends = tokio::task::spawn_blocking(move || -> io::Result<_> {
            let mut piece = vec![7; SENT];
            for (client, server) in &mut ends {
                client.write_all(&piece)?;
                server.read_exact(&mut piece)?;
                server.write_all(&piece)?;
                client.read_exact(&mut piece)?;
            }
            Ok(ends)
        });
        let ends = ends.await??;
        settle().await;
        // This includes the memory of the thread that has sent, divided by the number of connections.
        let used = ALLOCATOR.allocated().saturating_sub(before) / IDLE;
        drop(ends);
        io::Result::Ok([fresh, used])
    })
}

/// A proxy that runs, until it is dropped.
enum Running {
    Tokio(tokio::task::JoinHandle<()>),
    Ours(Stop),
}

impl Drop for Running {
    fn drop(&mut self) {
        match self {
            Running::Tokio(task) => task.abort(),
            Running::Ours(stop) => stop.stop(),
        }
    }
}

async fn start(kind: Kind, server: SocketAddr) -> io::Result<(SocketAddr, Running)> {
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    if let Kind::Relay = kind {
        let runtime = OnTokio::listen(any, server).await?;
        let addr = runtime.local_addr()?;
        let limits = Limits { idle: IDLE_TIME, connections: 2000, grace: Duration::from_secs(1) };
        let (proxy, stop) = Proxy::new(runtime, limits);
        tokio::spawn(proxy.run(drop));
        return Ok((addr, Running::Ours(stop)));
    }
    let listener = TcpListener::bind(any).await?;
    let addr = listener.local_addr()?;
    let task = tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(async move {
                let Ok(server) = TcpStream::connect(server).await else { return };
                if client.set_nodelay(true).and(server.set_nodelay(true)).is_ok() {
                    kind.spawn(client, server);
                }
            });
        }
    });
    Ok((addr, Running::Tokio(task)))
}

/// Sends back the bytes that arrive.
async fn echo() -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut piece = vec![0; PIECE];
                while let Ok(n @ 1..) = stream.read(&mut piece).await {
                    if stream.write_all(&piece[..n]).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    Ok(addr)
}

/// Sends bytes through a proxy and back, and returns the bytes per second.
async fn throughput(kind: Kind, connections: usize) -> io::Result<f64> {
    let (addr, _running) = start(kind, echo().await?).await?;
    let each = MOVED / connections;
    let mut streams = Vec::new();
    for _ in 0..connections {
        let mut stream = TcpStream::connect(addr).await?;
        // One byte goes there and back, so all connections are open before the time starts.
        stream.write_all(&[7]).await?;
        stream.read_u8().await?;
        streams.push(stream);
    }
    let start = Instant::now();
    let tasks: Vec<_> = streams
        .into_iter()
        .map(|stream| {
            let (mut reader, mut writer) = stream.into_split();
            let sending = tokio::spawn(async move {
                let (piece, mut left) = (vec![7; PIECE], each);
                while left > 0 {
                    let n = left.min(PIECE);
                    writer.write_all(&piece[..n]).await?;
                    left -= n;
                }
                writer.shutdown().await
            });
            tokio::spawn(async move {
                let (mut piece, mut got) = (vec![0; PIECE], 0);
                while let n @ 1.. = reader.read(&mut piece).await? {
                    got += n;
                }
                sending.await??;
                io::Result::Ok(got)
            })
        })
        .collect();
    let mut got = 0;
    for task in tasks {
        got += task.await??;
    }
    let seconds = start.elapsed().as_secs_f64();
    if got != each * connections {
        return Err(io::Error::other(format!("only {got} of {} bytes came back", each * connections)));
    }
    #[expect(clippy::cast_precision_loss, reason = "far below the limit")]
    Ok(got as f64 / seconds)
}

fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|n| values[values.len() * n / 4])
}

/// Makes a table whose columns after the first are numbers.
fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(NOTHING).set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn run(cli: &Cli) -> io::Result<()> {
    let mut heap = table(&["heap of an idle connection, in bytes", "before any traffic", "after 64 KiB each way"]);
    for (name, kind) in [
        ("the proxy's relay", Kind::Relay),
        ("poll_io::copy_bidirectional", Kind::Bare),
        ("tokio::io::copy_bidirectional", Kind::Tokio),
    ] {
        let [fresh, used] = thread::spawn(move || memory(kind)).join().expect("it does not panic")?;
        heap.add_row([name.to_owned(), fresh.to_string(), used.to_string()]);
    }
    println!("{heap}");

    let kinds = [("tokio", Kind::Tokio), ("tokio-again", Kind::Tokio), ("copy", Kind::Bare), ("proxy", Kind::Relay)];
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let bar = ProgressBar::new(cli.connections.len() as u64 * u64::from(cli.rounds) * kinds.len() as u64);
    let mut moved = table(&["throughput", "connections", "MB/s", "ratio to tokio", "middle half"]);
    for &connections in &cli.connections {
        let mut rates = kinds.map(|_| Vec::new());
        for round in 0..usize::from(cli.rounds) {
            for n in 0..kinds.len() {
                let which = (n + round) % kinds.len();
                rates[which].push(runtime.block_on(throughput(kinds[which].1, connections.into()))?);
                bar.inc(1);
            }
        }
        for ((name, _), own) in kinds.iter().zip(&rates) {
            let [_, rate, _] = quartiles(own.clone());
            let [low, ratio, high] = quartiles(own.iter().zip(&rates[0]).map(|(own, base)| own / base).collect());
            moved.add_row([
                (*name).to_owned(),
                connections.to_string(),
                format!("{:.0}", rate / 1e6),
                format!("{ratio:.3}"),
                format!("{low:.3}-{high:.3}"),
            ]);
        }
    }
    bar.finish_and_clear();
    println!("\n{moved}");
    println!(
        "heap is the mean over {IDLE} connections. It includes the task, and excludes the sockets. ratio is the throughput\n\
         divided by that of tokio in the same round: the median of {} rounds, and the range of the middle half. A ratio above 1\n\
         is faster than tokio.",
        cli.rounds
    );
    Ok(())
}

fn main() -> ExitCode {
    // Four files for each connection.
    let _ = rlimit::increase_nofile_limit(8192);
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}
