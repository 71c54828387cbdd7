//! A file's worth of what differs between runtimes: how to listen, to connect, and to run several tasks.

use futures_lite::future::block_on;
use poll_io_compat::{FromFutures, FromStd, FromTokio};
use poll_io_examples::{
    resp::{self, Batch, Store},
    resp_tokio,
};
use std::{io, net, sync::Arc, thread, time::Instant};

/// Connections at a time.
const CLIENTS: usize = 8;
/// Batches of each connection.
const BATCHES: usize = 60;

/// What one run has shown.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub requests: usize,
    pub verified: usize,
    /// Sent and received by the clients.
    pub bytes: usize,
    /// The size of the future that serves one connection.
    pub task: usize,
    pub seconds: f64,
}

/// A row of the table.
#[derive(Clone, Copy)]
pub struct Runtime {
    pub name: &'static str,
    pub transport: &'static str,
    pub run: fn() -> io::Result<Outcome>,
    pub serve: fn(&str) -> io::Result<()>,
}

/// The runtimes that serve on an address.
pub const RUNTIMES: [Runtime; 4] = [
    Runtime {
        name: "tokio",
        transport: "tcp",
        run: || tokio_own(&multi()?),
        serve: |addr| tokio_serve(&multi()?, addr),
    },
    Runtime {
        name: "tokio-current",
        transport: "tcp",
        run: || tokio_own(&current()?),
        serve: |addr| tokio_serve(&current()?, addr),
    },
    Runtime { name: "smol", transport: "tcp", run: smol_own, serve: smol_serve },
    Runtime { name: "threads", transport: "tcp", run: threads_own, serve: threads_serve },
];

/// Everything that is compared. The first row is what the others are compared with, the second the same once more.
pub const ALL: [Runtime; 7] = [
    Runtime { name: "tokio direct", transport: "tcp", run: tokio_direct, serve: |_| Ok(()) },
    Runtime { name: "tokio direct A/A", transport: "tcp", run: tokio_direct, serve: |_| Ok(()) },
    RUNTIMES[0],
    RUNTIMES[1],
    RUNTIMES[2],
    RUNTIMES[3],
    Runtime { name: "block_on", transport: "duplex", run: in_memory, serve: |_| Ok(()) },
];

#[expect(clippy::cast_precision_loss, reason = "a count of requests, far below the limit")]
pub fn as_f64(n: usize) -> f64 {
    n as f64
}

fn multi() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_io().build()
}

fn current() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_io().build()
}

/// Sums up a run that began at `start`.
fn outcome(start: Instant, verified: usize, task: usize) -> Outcome {
    let seconds = start.elapsed().as_secs_f64();
    let batches = (0..CLIENTS).flat_map(|id| (0..BATCHES).map(move |round| Batch::new(id, round)));
    let (requests, bytes) = batches.fold((0, 0), |(requests, bytes), batch| {
        (requests + batch.requests, bytes + batch.sent.len() + batch.expected.len())
    });
    Outcome { requests, verified, bytes, task, seconds }
}

/// Runs the clients and the server on one tokio runtime; `$serve` and `$check` take a stream of tokio.
macro_rules! on_tokio {
    ($runtime:expr, $serve:expr, $check:expr) => {
        $runtime.block_on(async {
            let start = Instant::now();
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
            let addr = listener.local_addr()?;
            let store = Arc::new(Store::default());
            let server = tokio::spawn(async move {
                let mut size = 0;
                let mut tasks = Vec::new();
                for _ in 0..CLIENTS {
                    let (stream, _) = listener.accept().await?;
                    stream.set_nodelay(true)?;
                    let store = store.clone();
                    let task = async move { $serve(stream, &store).await };
                    size = size_of_val(&task);
                    tasks.push(tokio::spawn(task));
                }
                for task in tasks {
                    task.await??;
                }
                io::Result::Ok(size)
            });
            let mut clients = Vec::new();
            for id in 0..CLIENTS {
                clients.push(tokio::spawn(async move {
                    let stream = tokio::net::TcpStream::connect(addr).await?;
                    stream.set_nodelay(true)?;
                    $check(stream, id, BATCHES).await
                }));
            }
            let mut verified = 0;
            for client in clients {
                verified += client.await??;
            }
            let size = server.await??;
            Ok(outcome(start, verified, size))
        })
    };
}

fn tokio_own(runtime: &tokio::runtime::Runtime) -> io::Result<Outcome> {
    on_tokio!(runtime, |stream, store| resp::serve(FromTokio::new(stream), store), |stream, id, rounds| resp::check(
        FromTokio::new(stream),
        id,
        rounds
    ))
}

fn tokio_direct() -> io::Result<Outcome> {
    on_tokio!(multi()?, resp_tokio::serve, resp_tokio::check)
}

fn tokio_serve(runtime: &tokio::runtime::Runtime, addr: &str) -> io::Result<()> {
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(addr).await?;
        let store = Arc::new(Store::default());
        loop {
            let (stream, _) = listener.accept().await?;
            let store = store.clone();
            tokio::spawn(async move { report(resp::serve(FromTokio::new(stream), &store).await) });
        }
    })
}

/// Says why a connection ended, unless the peer just left.
fn report(result: io::Result<()>) {
    if let Err(e) = result {
        eprintln!("a connection failed: {e}");
    }
}

fn smol_own() -> io::Result<Outcome> {
    smol::block_on(async {
        let start = Instant::now();
        let listener = smol::net::TcpListener::bind("127.0.0.1:0").await?;
        let addr = listener.local_addr()?;
        let store = Arc::new(Store::default());
        let server = smol::spawn(async move {
            let mut size = 0;
            let mut tasks = Vec::new();
            for _ in 0..CLIENTS {
                let (stream, _) = listener.accept().await?;
                stream.set_nodelay(true)?;
                let store = store.clone();
                let task = async move { resp::serve(FromFutures::new(stream), &store).await };
                size = size_of_val(&task);
                tasks.push(smol::spawn(task));
            }
            for task in tasks {
                task.await?;
            }
            io::Result::Ok(size)
        });
        let clients: Vec<_> = (0..CLIENTS)
            .map(|id| {
                smol::spawn(async move {
                    let stream = smol::net::TcpStream::connect(addr).await?;
                    stream.set_nodelay(true)?;
                    resp::check(FromFutures::new(stream), id, BATCHES).await
                })
            })
            .collect();
        let mut verified = 0;
        for client in clients {
            verified += client.await?;
        }
        let size = server.await?;
        Ok(outcome(start, verified, size))
    })
}

fn smol_serve(addr: &str) -> io::Result<()> {
    smol::block_on(async {
        let listener = smol::net::TcpListener::bind(resolve(addr)?).await?;
        let store = Arc::new(Store::default());
        loop {
            let (stream, _) = listener.accept().await?;
            let store = store.clone();
            smol::spawn(async move { report(resp::serve(FromFutures::new(stream), &store).await) }).detach();
        }
    })
}

fn resolve(addr: &str) -> io::Result<net::SocketAddr> {
    net::ToSocketAddrs::to_socket_addrs(addr)?.next().ok_or_else(|| io::ErrorKind::AddrNotAvailable.into())
}

/// A blocking socket; dropping it closes the connection, and that is its shutdown.
fn blocking(stream: net::TcpStream) -> io::Result<FromStd<net::TcpStream>> {
    stream.set_nodelay(true)?;
    Ok(FromStd::new(stream))
}

fn threads_own() -> io::Result<Outcome> {
    let start = Instant::now();
    let listener = net::TcpListener::bind("127.0.0.1:0")?;
    let addr = listener.local_addr()?;
    let store = &Store::default();
    thread::scope(|scope| {
        let server = scope.spawn(move || {
            let mut size = 0;
            for _ in 0..CLIENTS {
                let stream = blocking(listener.accept()?.0)?;
                let task = resp::serve(stream, store);
                size = size_of_val(&task);
                scope.spawn(move || report(block_on(task)));
            }
            io::Result::Ok(size)
        });
        let clients: Vec<_> = (0..CLIENTS)
            .map(|id| {
                scope.spawn(move || block_on(resp::check(blocking(net::TcpStream::connect(addr)?)?, id, BATCHES)))
            })
            .collect();
        let mut verified = 0;
        for client in clients {
            verified += client.join().map_err(|_| io::Error::other("a client panicked"))??;
        }
        let size = server.join().map_err(|_| io::Error::other("the server panicked"))??;
        Ok(outcome(start, verified, size))
    })
}

fn threads_serve(addr: &str) -> io::Result<()> {
    let listener = net::TcpListener::bind(addr)?;
    let store = Arc::new(Store::default());
    loop {
        let stream = blocking(listener.accept()?.0)?;
        let store = store.clone();
        thread::spawn(move || report(block_on(resp::serve(stream, &store))));
    }
}

/// Server and client in one future on one thread, with no runtime and no socket.
fn in_memory() -> io::Result<Outcome> {
    let start = Instant::now();
    let store = Store::default();
    let (mut verified, mut size) = (0, 0);
    for id in 0..CLIENTS {
        let (here, there) = poll_io::duplex(64 * 1024);
        let task = resp::serve(there, &store);
        size = size_of_val(&task);
        let both = futures_lite::future::try_zip(task, resp::check(here, id, BATCHES));
        verified += block_on(both)?.1;
    }
    Ok(outcome(start, verified, size))
}
