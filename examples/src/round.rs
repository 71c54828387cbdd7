//! Runs one round of the protocol under a load, on any runtime. `cargo everywhere` measures such rounds.
//!
//! The code that differs between runtimes is a module of six short functions, which are named `run`, `listen`,
//! `accept`, `connect`, `spawn` and `detach`. The macros [`round!`](crate::round!) and [`serve!`](crate::serve!) use
//! these functions. They are macros because some runtimes require futures that are `Send`, and no bound can require
//! that of the future of an `async fn`.

use crate::resp::{self, Batch, Client, Store};
use core::{cell::RefCell, fmt, str::FromStr};
use futures_lite::future::try_zip;
use hdrhistogram::Histogram;
use poll_io::prelude::*;
use std::{
    collections::BTreeMap,
    io,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The number of connections in a round of full load.
const CLIENTS: usize = 8;
/// The number of batches of each connection. A round takes about a tenth of a second, so its start has little weight.
const BATCHES: usize = 320;
/// The number of single requests in a round that measures latency. One connection makes at most a tenth of them.
const SINGLES: usize = 40_000;

/// The requests that the clients of a round send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Load {
    /// Eight connections send many batches of fifty pipelined requests each.
    Full,
    /// This number of connections send one request at a time each.
    Single(usize),
}

impl Load {
    /// Returns the batches of each connection. They are made once and reused.
    pub fn batches(self) -> &'static [Vec<Batch>] {
        static ALL: Mutex<BTreeMap<Load, &'static [Vec<Batch>]>> = Mutex::new(BTreeMap::new());
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(self).or_insert_with(|| {
            let batches: Vec<Vec<Batch>> = match self {
                Load::Full => {
                    (0..CLIENTS).map(|id| (0..BATCHES).map(|round| Batch::new(id, round)).collect()).collect()
                }
                Load::Single(clients) => {
                    let each = (SINGLES / clients).min(SINGLES / 10);
                    (0..clients).map(|id| (0..each).map(|round| Batch::single(id, round)).collect()).collect()
                }
            };
            batches.leak()
        })
    }
}

/// The text is `full`, or a number of connections.
impl FromStr for Load {
    type Err = core::num::ParseIntError;

    fn from_str(text: &str) -> Result<Load, Self::Err> {
        if text == "full" { Ok(Load::Full) } else { text.parse().map(Load::Single) }
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Load::Full => f.write_str("full"),
            Load::Single(clients) => clients.fmt(f),
        }
    }
}

/// The counts of one client, or of all clients together.
#[derive(Debug, Default)]
pub struct Tally {
    /// The number of requests with the expected replies.
    pub verified: usize,
    /// The time of each batch, from its sending to its last reply, in nanoseconds.
    pub times: Vec<u64>,
}

impl Tally {
    /// Counts a batch that took `time`.
    pub fn record(&mut self, verified: usize, time: Duration) {
        self.verified += verified;
        self.times.push(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
    }

    /// Adds the counts of another client.
    pub fn add(&mut self, other: &Tally) {
        self.verified += other.verified;
        self.times.extend_from_slice(&other.times);
    }
}

/// Sends the batches one after the other over a poll-io stream, and times each.
///
/// # Errors
///
/// Returns any error of the stream, and `InvalidData` if a reply differs from the expected one.
pub async fn check<S: AsyncRead + AsyncWrite + Unpin>(stream: S, batches: &[Batch]) -> io::Result<Tally> {
    let (mut client, mut tally) = (Client::new(stream), Tally::default());
    for batch in batches {
        let start = Instant::now();
        let verified = client.ask(batch).await?;
        tally.record(verified, start.elapsed());
    }
    client.close().await?;
    Ok(tally)
}

/// Shows how one round has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The number of requests that were sent.
    pub requests: usize,
    /// The number of requests with the expected replies.
    pub verified: usize,
    /// The number of bytes that the clients sent and received.
    pub bytes: usize,
    /// The size of the future that serves one connection, in bytes.
    pub task: usize,
    /// The time from the first request to the last reply, in nanoseconds.
    pub nanos: u64,
    /// The median of the times of a batch, in nanoseconds.
    pub p50: u64,
    /// The time that 99 of 100 batches do not exceed, in nanoseconds.
    pub p99: u64,
}

impl Outcome {
    /// Sums up a round that began at `start`.
    ///
    /// # Panics
    ///
    /// Panics if a time is longer than the histogram can hold. No round takes that long.
    pub fn new(load: Load, start: Instant, tally: &Tally, task: usize) -> Outcome {
        let nanos = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        let all = load.batches().iter().flatten();
        let (requests, bytes) = all.fold((0, 0), |(requests, bytes), batch| {
            (requests + batch.requests, bytes + batch.sent.len() + batch.expected.len())
        });
        let mut times = Histogram::<u64>::new(3).expect("three digits are allowed");
        for time in &tally.times {
            times.record(*time).expect("the histogram grows");
        }
        let [p50, p99] = [0.5, 0.99].map(|part| times.value_at_quantile(part));
        Outcome { requests, verified: tally.verified, bytes, task, nanos, p50, p99 }
    }
}

/// The text has the numbers with spaces between them. A process of a row reports its outcome in this form.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Outcome { requests, verified, bytes, task, nanos, p50, p99 } = self;
        write!(f, "{requests} {verified} {bytes} {task} {nanos} {p50} {p99}")
    }
}

impl FromStr for Outcome {
    type Err = String;

    fn from_str(text: &str) -> Result<Outcome, String> {
        let numbers: Result<Vec<u64>, _> = text.split(' ').map(str::parse).collect();
        match numbers.as_deref() {
            Ok(&[requests, verified, bytes, task, nanos, p50, p99]) => {
                let [requests, verified, bytes, task] = [requests, verified, bytes, task]
                    .map(|n| usize::try_from(n).expect("this machine has counted it, or one with smaller words"));
                Ok(Outcome { requests, verified, bytes, task, nanos, p50, p99 })
            }
            _ => Err(format!("expected the numbers of a round, but got: {text}")),
        }
    }
}

/// Runs server and client of each connection in one future, over the two ends that `pair` makes.
///
/// # Errors
///
/// Returns any error of the streams, and `InvalidData` if a reply differs from the expected one.
pub async fn in_memory<A, B>(load: Load, mut pair: impl FnMut() -> (A, B)) -> io::Result<Outcome>
where
    A: AsyncRead + AsyncWrite + Unpin,
    B: AsyncRead + AsyncWrite + Unpin,
{
    let (batches, start) = (load.batches(), Instant::now());
    let store = RefCell::<Store>::default();
    let (mut tally, mut size) = (Tally::default(), 0);
    for batches in batches {
        let (here, there) = pair();
        let task = resp::serve(there, &store);
        size = size_of_val(&task);
        tally.add(&try_zip(task, check(here, batches)).await?.1);
    }
    Ok(Outcome::new(load, start, &tally, size))
}

/// Raises the number of files that this process may open to its maximum, and returns that number.
pub fn raise_file_limit() -> usize {
    // If this fails, opening a connection fails later with an error.
    #[cfg(unix)]
    let limit = rlimit::increase_nofile_limit(8192).ok().and_then(|limit| usize::try_from(limit).ok());
    #[cfg(not(unix))]
    let limit = None;
    limit.unwrap_or(usize::MAX)
}

/// Prints why a connection ended, unless the peer closed it.
pub fn report(result: io::Result<()>) {
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

/// Runs the server and the clients of one round on the runtime of the module `$rt`. `$serve` and `$check` take a stream
/// as the module makes it. The value is a future of `io::Result<Outcome>`.
#[macro_export]
macro_rules! round {
    ($load:expr, $rt:ident, $serve:expr, $check:expr) => {
        async move {
            let (load, batches) = ($load, $load.batches());
            let addr = ::std::net::SocketAddr::from(([127, 0, 0, 1], 0));
            let listener = $rt::listen(addr).await?;
            let addr = listener.local_addr()?;
            let store = ::std::sync::Arc::new(::std::sync::Mutex::<$crate::resp::Store>::default());
            let server = $rt::spawn(async move {
                let (mut size, mut tasks) = (0, Vec::new());
                for _ in batches {
                    let (stream, store) = ($rt::accept(&listener).await?, store.clone());
                    let task = async move { $serve(stream, &*store).await };
                    size = size_of_val(&task);
                    tasks.push($rt::spawn(task));
                }
                for task in tasks {
                    task.await?;
                }
                ::std::io::Result::Ok(size)
            });
            // The connections are opened one after the other, because the queue of a listener is short.
            let mut streams = Vec::new();
            for _ in batches {
                streams.push($rt::connect(addr).await?);
            }
            let start = ::std::time::Instant::now();
            let clients: Vec<_> = streams
                .into_iter()
                .zip(batches)
                .map(|(stream, batches)| $rt::spawn(async move { $check(stream, batches).await }))
                .collect();
            let mut tally = $crate::round::Tally::default();
            for client in clients {
                tally.add(&client.await?);
            }
            let size = server.await?;
            ::std::io::Result::Ok($crate::round::Outcome::new(load, start, &tally, size))
        }
    };
}

/// Serves on an address until it fails, on the runtime of the module `$rt`. Prints the address once it listens. The
/// value is a future of `io::Result<()>`.
#[macro_export]
macro_rules! serve {
    ($name:expr, $addr:expr, $rt:ident) => {
        async move {
            let listener = $rt::listen($addr).await?;
            println!("serving on {} with {}; interrupt to end", listener.local_addr()?, $name);
            let store = ::std::sync::Arc::new(::std::sync::Mutex::<$crate::resp::Store>::default());
            loop {
                let (stream, store) = ($rt::accept(&listener).await?, store.clone());
                $rt::detach(async move { $crate::round::report($crate::resp::serve(stream, &*store).await) });
            }
        }
    };
}
