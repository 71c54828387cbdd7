//! Puts a load with faults on the server, on every runtime that serves. Each server is a process of its own. This
//! program watches its memory and its open files. Everything random comes from a seed.

use crate::{
    measure,
    programs::{self, Error as Reason},
};
use futures_lite::future::{or, try_zip};
use indicatif::ProgressBar;
use poll_io::{Error, ErrorKind, join, prelude::*, split};
use poll_io_compat::FromFutures;
use poll_io_examples::{
    resp::{Batch, Store, check, serve},
    round::raise_file_limit,
};
use smol::{
    Timer,
    lock::{Barrier, Semaphore},
    net::TcpStream,
};
use std::{
    env, fs,
    io::{self, BufRead, BufReader},
    net::SocketAddr,
    ops::AddAssign,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

/// The number of simultaneous connections, and the number of connections that follow each other in one place.
const CONNECTIONS: usize = 1000;
const LIVES: usize = 3;
/// The number of passes over all connections. The first half stores most keys. After that, memory must not grow.
const PASSES: usize = 8;
/// The number of connections that are opened at the same time. It is smaller than the queue of a listener.
const OPENING: usize = 64;
/// The time limit of a pass.
const TIMEOUT: Duration = Duration::from_secs(120);
/// Memory may grow by one part in this number, for the allocator and the last keys.
const MOODS: u64 = 8;

/// Counts of the load that a server has had.
#[derive(Clone, Copy, Default)]
struct Tally {
    connections: usize,
    /// The number of requests with the expected replies.
    verified: usize,
    /// The number of bytes that were certainly sent and received.
    bytes: usize,
    /// The number of connections that were faulty on purpose.
    faults: usize,
    /// The number of connections that did not receive the expected replies.
    losses: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.connections += other.connections;
        self.verified += other.verified;
        self.bytes += other.bytes;
        self.faults += other.faults;
        self.losses += other.losses;
    }
}

/// Soaks every runtime in turn, and prints a table of figures.
pub fn soak(runtimes: impl Iterator<Item = &'static str>, seed: u64) -> Result<(), String> {
    // The server inherits the limit.
    let files = raise_file_limit();
    let connections = CONNECTIONS.min(files.saturating_sub(64));
    println!("{}", measure::place());
    println!("seed {seed}, {connections} connections at a time");
    if connections < CONNECTIONS {
        println!("fewer than {CONNECTIONS}, because this process may open only {files} files");
    }
    let head = ["runtime", "connections", "verified", "bytes", "faults", "losses", "KiB", "files", "seconds", "result"];
    let mut table = measure::table(&head, 1);
    let bar = measure::bar(PASSES);
    for name in runtimes {
        bar.reset();
        bar.set_message(name);
        let start = Instant::now();
        let server = match Server::start(name) {
            Ok(server) => server,
            Err(Reason::Unavailable(why)) => {
                measure::not_run(&mut table, [name.to_owned()], head.len() - 2, &why);
                continue;
            }
            Err(Reason::Failed(why)) => return Err(format!("{name}: {why}")),
        };
        let (tally, memory, files) = server.soak(seed, connections, &bar).map_err(|e| format!("{name}: {e}"))?;
        let Tally { connections, verified, bytes, faults, losses } = tally;
        if losses > 0 {
            return Err(format!("{name}: {losses} connections did not receive the expected replies"));
        }
        let counts = [connections, verified, bytes, faults, losses].map(|n| n.to_string());
        let rest = [memory, files.to_string(), format!("{:.1}", start.elapsed().as_secs_f64()), "good".to_owned()];
        table.add_row([name.to_owned()].into_iter().chain(counts).chain(rest));
    }
    bar.finish_and_clear();
    println!("{table}");
    println!(
        "KiB is the resident memory of the server after half of the load and after all of it. files is the number of files that\n\
         the server has open before the load and after it."
    );
    Ok(())
}

struct Server {
    process: Child,
    addr: SocketAddr,
}

impl Server {
    fn start(runtime: &str) -> Result<Server, Reason> {
        let mut command = if let Some(program) = programs::SERVERS.iter().find(|program| program.name() == runtime) {
            let mut command = program.build()?;
            command.args(["serve", "127.0.0.1:0"]);
            command
        } else {
            let mut command = Command::new(env::current_exe()?);
            command.args(["serve", "--runtime", runtime, "--addr", "127.0.0.1:0"]);
            command
        };
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let out = process.stdout.take().expect("it is piped");
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        if let Some(addr) = line.split(' ').find_map(|word| word.parse().ok()) {
            return Ok(Server { process, addr });
        }
        let output = process.wait_with_output()?;
        // A server fails before it listens only if this computer cannot run the runtime.
        Err(Reason::Unavailable(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }

    fn soak(&self, seed: u64, connections: usize, bar: &ProgressBar) -> io::Result<(Tally, String, usize)> {
        // The first connection lets the runtime open the files that it opens on first use.
        smol::block_on(async { check(connect(self.addr).await?, &batches(0, 1)).await })?;
        let files = self.settled_files(None)?;
        let (mut tally, mut memory) = (Tally::default(), Vec::new());
        for pass in 0..PASSES {
            let seed = seed.wrapping_add(pass as u64);
            tally += smol::block_on(or(soak_once(self.addr, seed, connections), async {
                Timer::after(TIMEOUT).await;
                Err(ErrorKind::TimedOut.into())
            }))?;
            self.settled_files(Some(files))?;
            memory.push(self.memory()?);
            bar.inc(1);
        }
        let (half, last) = (memory[PASSES / 2 - 1], memory[PASSES - 1]);
        if last > half + half / MOODS {
            return Err(Error::other(format!("memory grows: {memory:?} KiB")));
        }
        Ok((tally, format!("{half}-{last}"), files))
    }

    /// Returns the number of open files of the server, once it no longer changes or is `expected`.
    fn settled_files(&self, expected: Option<usize>) -> io::Result<usize> {
        let mut last = 0;
        for _ in 0..200 {
            let now = fs::read_dir(format!("/proc/{}/fd", self.process.id()))?.count();
            if expected.map_or(now == last, |expected| now == expected) {
                return Ok(now);
            }
            last = now;
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(Error::other(format!("{last} files are open, but {expected:?} were open before")))
    }

    /// Returns the memory that the server has in use, in KiB.
    fn memory(&self) -> io::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let resident =
            status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok());
        resident.ok_or_else(|| ErrorKind::InvalidData.into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

type Stream = FromFutures<TcpStream>;

async fn connect(addr: SocketAddr) -> io::Result<Stream> {
    let stream = TcpStream::connect(addr).await?;
    stream.set_nodelay(true)?;
    Ok(FromFutures::new(stream))
}

/// Opens all connections, and then uses them. Others follow each connection that has ended.
async fn soak_once(addr: SocketAddr, seed: u64, connections: usize) -> io::Result<Tally> {
    let all_open = Arc::new(Barrier::new(connections));
    let opening = Arc::new(Semaphore::new(OPENING));
    let mut random = fastrand::Rng::with_seed(seed);
    let tasks: Vec<_> = (0..connections)
        .map(|slot| {
            let (all_open, opening, mut random) = (all_open.clone(), opening.clone(), random.fork());
            smol::spawn(async move {
                let mut tally = Tally::default();
                for life in 0..LIVES {
                    let permit = opening.acquire().await;
                    let stream = connect(addr).await?;
                    drop(permit);
                    if life == 0 {
                        all_open.wait().await;
                    }
                    // Each connection has a number of its own, because an earlier one may still be open at the server.
                    let id = life * connections + slot;
                    tally += live(stream, id, &mut random).await.unwrap_or_else(|e| {
                        eprintln!("connection {id} of seed {seed}: {e}");
                        Tally { connections: 1, losses: 1, ..Tally::default() }
                    });
                }
                io::Result::Ok(tally)
            })
        })
        .collect();
    let mut tally = Tally::default();
    for task in tasks {
        tally += task.await?;
    }
    Ok(tally)
}

/// Makes the batches of a client. The first batch resets its counter.
fn batches(id: usize, count: usize) -> Vec<Batch> {
    let reset = Batch { sent: format!("SET n{id} 0\r\n").into_bytes(), expected: b"+OK\r\n".to_vec(), requests: 1 };
    std::iter::once(reset).chain((0..count).map(|round| Batch::new(id, round))).collect()
}

fn same(got: &[u8], expected: &[u8]) -> io::Result<()> {
    if got == expected {
        Ok(())
    } else {
        Err(Error::new(ErrorKind::InvalidData, "a reply differs from the expected one"))
    }
}

/// Uses a connection correctly or in a faulty way.
async fn live(mut stream: Stream, id: usize, random: &mut fastrand::Rng) -> io::Result<Tally> {
    let batches = batches(id, random.usize(1..8));
    let requests = batches.iter().map(|batch| batch.requests).sum();
    let sent = batches.iter().map(|batch| &batch.sent[..]).collect::<Vec<_>>().concat();
    let expected = batches.iter().map(|batch| &batch.expected[..]).collect::<Vec<_>>().concat();
    let cut = random.usize(0..sent.len());
    let good = Tally { connections: 1, verified: requests, bytes: sent.len() + expected.len(), ..Tally::default() };
    let bad = Tally { connections: 1, bytes: cut, faults: 1, ..Tally::default() };
    match random.u8(0..8) {
        // The client reads slowly, while it sends as fast as it can.
        0 => {
            let (mut reader, mut writer) = split(stream);
            let sending = async {
                writer.write_all(&sent).await?;
                writer.shutdown().await
            };
            let receiving = async {
                let (mut got, mut piece) = (Vec::new(), [0; 512]);
                loop {
                    Timer::after(Duration::from_millis(random.u64(0..4))).await;
                    match reader.read(&mut piece[..random.usize(1..512)]).await? {
                        0 => return Ok(got),
                        n => got.extend_from_slice(&piece[..n]),
                    }
                }
            };
            let ((), got) = try_zip(sending, receiving).await?;
            same(&got, &expected).map(|()| good)
        }
        // The client closes the connection inside a message, with or without having read anything.
        1 => {
            stream.write_all(&sent[..cut]).await?;
            if random.bool() && cut > batches[0].sent.len() {
                stream.read_u8().await?;
            }
            Ok(bad)
        }
        // The client ends its direction inside a message. The server answers every complete request.
        2 => {
            stream.write_all(&sent[..cut]).await?;
            stream.shutdown().await?;
            let mut got = Vec::new();
            stream.read_to_end(&mut got).await?;
            let mut memory = join(&sent[..cut], Vec::new());
            // The end inside a message is the expected error here.
            let _ = serve(&mut memory, &Mutex::<Store>::default()).await;
            same(&got, memory.writer())?;
            same(&expected[..got.len().min(expected.len())], &got)?;
            Ok(Tally { bytes: cut + got.len(), ..bad })
        }
        // The client never reads, and closes the connection when it can send nothing more.
        3 => {
            let echo = [&b"*2\r\n$4\r\nECHO\r\n$16384\r\n"[..], &[b'x'; 16384], b"\r\n"].concat();
            let mut bytes = 0;
            let sending = async {
                loop {
                    stream.write_all(&echo).await?;
                    bytes += echo.len();
                }
            };
            or(sending, async {
                Timer::after(Duration::from_millis(300)).await;
                io::Result::Ok(())
            })
            .await?;
            Ok(Tally { bytes, ..bad })
        }
        // The client sends invalid bytes after a valid request.
        4 => {
            let wrong = ["*x\r\n", "*1\r\n$99999999\r\n", "*9999\r\n"][random.usize(0..3)];
            stream.write_all(&[&sent, wrong.as_bytes()].concat()).await?;
            let mut got = Vec::new();
            stream.read_to_end(&mut got).await?;
            same(&got, &[&expected[..], b"-ERR Protocol error: invalid length\r\n"].concat())?;
            Ok(Tally { faults: 1, ..good })
        }
        _ => {
            let verified = check(stream, &batches).await?;
            Ok(Tally { verified, ..good })
        }
    }
}
