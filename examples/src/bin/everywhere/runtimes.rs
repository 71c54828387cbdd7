//! All that differs between runtimes: how to listen, to connect, and to run several tasks.

use crate::upgraded;
use futures_lite::future::block_on;
use poll_io_compat::{FromFutures, FromStd, FromTokio, WithHandle};
use poll_io_examples::{
    resp::{self, Batch, Store},
    resp_tokio,
};
use std::{
    io, net,
    sync::{Arc, LazyLock},
    thread,
    time::Instant,
};

/// Connections at a time.
const CLIENTS: usize = 8;
/// Batches of each connection: so many that a run takes a tenth of a second, and its start nothing.
const BATCHES: usize = 320;

/// What the clients send, and what they must get.
static BATCHES_OF: LazyLock<Vec<Vec<Batch>>> =
    LazyLock::new(|| (0..CLIENTS).map(|id| (0..BATCHES).map(|round| Batch::new(id, round)).collect()).collect());

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
pub struct Row {
    pub name: &'static str,
    pub transport: &'static str,
    pub run: fn() -> io::Result<Outcome>,
    /// The row that this one is compared with.
    pub baseline: usize,
}

impl Row {
    const fn new(
        name: &'static str,
        transport: &'static str,
        run: fn() -> io::Result<Outcome>,
        baseline: usize,
    ) -> Row {
        Row { name, transport, run, baseline }
    }
}

/// Everything that is compared. The second row is the first once more.
pub const ROWS: [Row; 10] = [
    Row::new("tokio, direct", "tcp", || direct(&multi()?), 0),
    Row::new("the same (A/A)", "tcp", || direct(&multi()?), 0),
    Row::new("tokio", "tcp", || tokio(&multi()?), 0),
    Row::new("current, direct", "tcp", || direct(&current()?), 3),
    Row::new("tokio-current", "tcp", || tokio(&current()?), 3),
    Row::new("smol", "tcp", smol, 0),
    Row::new("tokio on smol", "tcp", tokio_on_smol, 0),
    Row::new("threads", "tcp", threads, 0),
    Row::new("hyper, upgraded", "tcp", || upgraded(&multi()?), 0),
    Row::new("block_on", "duplex", in_memory, 0),
];

/// A runtime by its name, and how it serves on a listener until that fails.
pub type Named = (&'static str, fn(net::TcpListener) -> io::Result<()>);

/// The runtimes that serve.
pub const SERVE: [Named; 4] = [
    ("tokio", |listener| tokio_serve(&multi()?, listener)),
    ("tokio-current", |listener| tokio_serve(&current()?, listener)),
    ("smol", smol_serve),
    ("threads", threads_serve),
];

fn multi() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_io().build()
}

fn current() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_io().build()
}

#[expect(clippy::cast_precision_loss, reason = "a count of requests, far below the limit")]
pub fn as_f64(n: usize) -> f64 {
    n as f64
}

/// Sums up a run that began at `start`.
fn outcome(start: Instant, verified: usize, task: usize) -> Outcome {
    let seconds = start.elapsed().as_secs_f64();
    let (requests, bytes) = BATCHES_OF.iter().flatten().fold((0, 0), |(requests, bytes), batch| {
        (requests + batch.requests, bytes + batch.sent.len() + batch.expected.len())
    });
    Outcome { requests, verified, bytes, task, seconds }
}

/// Runs the clients and the server on one tokio runtime; `$serve` and `$check` take a stream of tokio. A macro, since the
/// futures must be `Send` and no bound can say so of what an async closure returns.
macro_rules! on_tokio {
    ($runtime:expr, $serve:expr, $check:expr) => {
        $runtime.block_on(async {
            LazyLock::force(&BATCHES_OF);
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
            for batches in BATCHES_OF.iter() {
                clients.push(tokio::spawn(async move {
                    let stream = tokio::net::TcpStream::connect(addr).await?;
                    stream.set_nodelay(true)?;
                    $check(stream, batches).await
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

fn tokio(runtime: &tokio::runtime::Runtime) -> io::Result<Outcome> {
    on_tokio!(runtime, |stream, store| resp::serve(FromTokio::new(stream), store), |stream, batches| resp::check(
        FromTokio::new(stream),
        batches
    ))
}

fn direct(runtime: &tokio::runtime::Runtime) -> io::Result<Outcome> {
    on_tokio!(runtime, resp_tokio::serve, resp_tokio::check)
}

/// hyper's own I/O, on tokio's sockets.
fn upgraded(runtime: &tokio::runtime::Runtime) -> io::Result<Outcome> {
    on_tokio!(runtime, upgraded::serve, upgraded::check)
}

fn tokio_serve(runtime: &tokio::runtime::Runtime, listener: net::TcpListener) -> io::Result<()> {
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let store = Arc::new(Store::default());
        loop {
            let (stream, _) = listener.accept().await?;
            let store = store.clone();
            tokio::spawn(async move {
                let served = async {
                    stream.set_nodelay(true)?;
                    resp::serve(FromTokio::new(stream), &store).await
                };
                report(served.await);
            });
        }
    })
}

/// Says why a connection ended, unless the peer just left.
fn report(result: io::Result<()>) {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, NotConnected, UnexpectedEof};
    match result {
        Err(e)
            if !matches!(e.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | NotConnected | UnexpectedEof) =>
        {
            eprintln!("a connection failed: {e}");
        }
        _ => {}
    }
}

/// As [`on_tokio`], on smol, with the sockets that are given: each of `$bind`, `$accept` and `$connect` is a future.
macro_rules! on_smol {
    ($bind:expr, |$listener:ident| $accept:expr, |$addr:ident| $connect:expr, $wrap:expr) => {
        smol::block_on(async {
            LazyLock::force(&BATCHES_OF);
            let start = Instant::now();
            let $listener = $bind.await?;
            let $addr = $listener.local_addr()?;
            let store = Arc::new(Store::default());
            let server = smol::spawn(async move {
                let mut size = 0;
                let mut tasks = Vec::new();
                for _ in 0..CLIENTS {
                    let (stream, _) = $accept.await?;
                    stream.set_nodelay(true)?;
                    let (stream, store) = ($wrap(stream), store.clone());
                    let task = async move { resp::serve(stream, &store).await };
                    size = size_of_val(&task);
                    tasks.push(smol::spawn(task));
                }
                for task in tasks {
                    task.await?;
                }
                io::Result::Ok(size)
            });
            let clients: Vec<_> = BATCHES_OF
                .iter()
                .map(|batches| {
                    smol::spawn(async move {
                        let stream = $connect.await?;
                        stream.set_nodelay(true)?;
                        resp::check($wrap(stream), batches).await
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
    };
}

fn smol() -> io::Result<Outcome> {
    use smol::net::{TcpListener, TcpStream};
    on_smol!(
        TcpListener::bind("127.0.0.1:0"),
        |listener| listener.accept(),
        |addr| TcpStream::connect(addr),
        FromFutures::new
    )
}

/// tokio's sockets, watched by a runtime of its own and used by tasks of smol's.
fn tokio_on_smol() -> io::Result<Outcome> {
    use tokio::net::{TcpListener, TcpStream};
    static RUNTIME: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| multi().expect("a thread can be started"));
    let handle = RUNTIME.handle();
    on_smol!(
        WithHandle::run(handle, TcpListener::bind("127.0.0.1:0")),
        |listener| WithHandle::run(handle, listener.accept()),
        |addr| WithHandle::run(handle, TcpStream::connect(addr)),
        |stream| FromTokio::new(WithHandle::new(handle, stream))
    )
}

fn smol_serve(listener: net::TcpListener) -> io::Result<()> {
    smol::block_on(async {
        let listener = smol::net::TcpListener::from(smol::Async::new(listener)?);
        let store = Arc::new(Store::default());
        loop {
            let (stream, _) = listener.accept().await?;
            let store = store.clone();
            smol::spawn(async move {
                let served = async {
                    stream.set_nodelay(true)?;
                    resp::serve(FromFutures::new(stream), &store).await
                };
                report(served.await);
            })
            .detach();
        }
    })
}

/// A blocking socket; dropping it closes the connection, and that is its shutdown.
fn blocking(stream: net::TcpStream) -> io::Result<FromStd<net::TcpStream>> {
    stream.set_nodelay(true)?;
    Ok(FromStd::new(stream))
}

fn threads() -> io::Result<Outcome> {
    LazyLock::force(&BATCHES_OF);
    let start = Instant::now();
    let listener = net::TcpListener::bind("127.0.0.1:0")?;
    let addr = listener.local_addr()?;
    let store = &Store::default();
    thread::scope(|scope| {
        let server = scope.spawn(move || {
            let mut size = 0;
            for _ in 0..CLIENTS {
                let task = resp::serve(blocking(listener.accept()?.0)?, store);
                size = size_of_val(&task);
                scope.spawn(move || report(block_on(task)));
            }
            io::Result::Ok(size)
        });
        let clients: Vec<_> = BATCHES_OF
            .iter()
            .map(|batches| {
                scope.spawn(move || block_on(resp::check(blocking(net::TcpStream::connect(addr)?)?, batches)))
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

#[expect(clippy::needless_pass_by_value, reason = "the same signature as on the other runtimes")]
fn threads_serve(listener: net::TcpListener) -> io::Result<()> {
    let store = Arc::new(Store::default());
    loop {
        let (stream, _) = listener.accept()?;
        let store = store.clone();
        thread::spawn(move || report(blocking(stream).and_then(|stream| block_on(resp::serve(stream, &store)))));
    }
}

/// Server and client in one future on one thread, with no runtime and no socket.
fn in_memory() -> io::Result<Outcome> {
    LazyLock::force(&BATCHES_OF);
    let start = Instant::now();
    let store = Store::default();
    let (mut verified, mut size) = (0, 0);
    for batches in BATCHES_OF.iter() {
        let (here, there) = poll_io::duplex(64 * 1024);
        let task = resp::serve(there, &store);
        size = size_of_val(&task);
        verified += block_on(futures_lite::future::try_zip(task, resp::check(here, batches)))?.1;
    }
    Ok(outcome(start, verified, size))
}
