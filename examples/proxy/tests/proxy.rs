//! Tests the proxy on both runtimes, between clients and servers of std.

use futures_lite::future::{block_on, pending};
use poll_io::{ErrorKind, test_util::Builder};
use poll_io_example_proxy::{Ended, Limits, Proxy, Report, Runtime, Stop, on_smol::OnSmol, on_tokio::OnTokio, relay};
use std::{
    io::{self, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::mpsc::{self, Receiver},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

const LIMITS: Limits = Limits { idle: Duration::from_secs(20), connections: 8, grace: Duration::from_secs(20) };

const fn millis(n: u64) -> Duration {
    Duration::from_millis(n)
}

/// A proxy that runs in a thread of its own, and the server behind it.
struct Running {
    addr: SocketAddr,
    server: TcpListener,
    stop: Stop,
    reports: Receiver<Report>,
    thread: JoinHandle<io::Result<()>>,
}

impl Running {
    /// Connects through the proxy, and returns both ends.
    fn connect(&self) -> (TcpStream, TcpStream) {
        let client = TcpStream::connect(self.addr).unwrap();
        (client, self.server.accept().unwrap().0)
    }

    fn report(&self) -> Report {
        self.reports.recv_timeout(Duration::from_secs(20)).expect("a connection ends")
    }

    fn end(self) {
        self.stop.stop();
        self.thread.join().unwrap().unwrap();
    }
}

/// Starts a proxy. `$block_on` runs a future on the runtime of `$runtime`.
macro_rules! start {
    ($runtime:ident, $block_on:expr, $limits:expr) => {{
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let behind = server.local_addr().unwrap();
        let (started, start) = mpsc::channel();
        let (reported, reports) = mpsc::channel();
        let thread = thread::spawn(move || {
            $block_on(async {
                let runtime = $runtime::listen(SocketAddr::from(([127, 0, 0, 1], 0)), behind).await?;
                let addr = runtime.local_addr()?;
                let (proxy, stop) = Proxy::new(runtime, $limits);
                started.send((addr, stop)).unwrap();
                run(proxy, reported).await
            })
        });
        let (addr, stop) = start.recv().unwrap();
        Running { addr, server, stop, reports, thread }
    }};
}

async fn run(proxy: Proxy<impl Runtime>, reported: mpsc::Sender<Report>) -> io::Result<()> {
    proxy.run(move |report| drop(reported.send(report))).await
}

fn on_tokio(limits: Limits) -> Running {
    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap().block_on(future)
    }
    start!(OnTokio, block_on, limits)
}

fn on_smol(limits: Limits) -> Running {
    start!(OnSmol, smol::block_on, limits)
}

/// Runs each test on both runtimes.
const RUNTIMES: [fn(Limits) -> Running; 2] = [on_tokio, on_smol];

#[test]
fn half_close_leaves_the_other_direction_open() {
    for start in RUNTIMES {
        let proxy = start(LIMITS);
        let (mut client, mut server) = proxy.connect();
        client.write_all(b"question").unwrap();
        client.shutdown(Shutdown::Write).unwrap();
        let mut got = String::new();
        server.read_to_string(&mut got).unwrap();
        assert_eq!(got, "question");
        server.write_all(b"a long answer").unwrap();
        drop(server);
        got.clear();
        client.read_to_string(&mut got).unwrap();
        assert_eq!(got, "a long answer");
        let report = proxy.report();
        assert!(matches!(report, Report { to_server: 8, to_client: 13, lost: 0, ended: Ended::Done }), "{report}");
        proxy.end();
    }
}

#[test]
fn idle_connections_are_closed_and_every_byte_resets_the_time() {
    for start in RUNTIMES {
        let proxy = start(Limits { idle: millis(400), ..LIMITS });
        let (mut client, mut server) = proxy.connect();
        let begin = Instant::now();
        // The pauses together are longer than the idle timeout. First one direction moves bytes, then the other.
        for _ in 0..8 {
            client.write_all(b"x").unwrap();
            thread::sleep(millis(50));
        }
        for _ in 0..8 {
            server.write_all(b"x").unwrap();
            thread::sleep(millis(50));
        }
        let mut got = Vec::new();
        client.read_to_end(&mut got).unwrap();
        assert_eq!(got.len(), 8);
        assert!(begin.elapsed() >= millis(1100), "closed after {:?}", begin.elapsed());
        let report = proxy.report();
        assert!(matches!(report, Report { to_server: 8, to_client: 8, ended: Ended::Idle, .. }), "{report}");
        proxy.end();
    }
}

#[test]
fn counts_stay_after_an_error() {
    let mut client = Builder::new().read(b"abcdef").build();
    let mut server = Builder::new().write(b"abc").write_error(ErrorKind::ConnectionReset.into()).build();
    let ended = block_on(relay(&mut client, &mut server, Duration::MAX, |_| pending(), pending()));
    assert!(
        matches!(&ended, Report { to_server: 3, to_client: 0, lost: 3, ended: Ended::Failed(e) } if e.kind() == ErrorKind::ConnectionReset),
        "{ended}"
    );
    assert!(ended.to_string().starts_with("3 bytes to the server, 0 to the client: "), "{ended}");
    assert!(ended.to_string().ends_with(", 3 bytes were lost"), "{ended}");
}

#[test]
fn connections_over_the_limit_wait() {
    for start in RUNTIMES {
        let proxy = start(Limits { connections: 1, ..LIMITS });
        let first = proxy.connect();
        let mut second = TcpStream::connect(proxy.addr).unwrap();
        second.write_all(b"hello").unwrap();
        proxy.server.set_nonblocking(true).unwrap();
        thread::sleep(millis(200));
        assert_eq!(proxy.server.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
        proxy.server.set_nonblocking(false).unwrap();
        drop(first);
        let (mut server, _) = proxy.server.accept().unwrap();
        server.set_nonblocking(false).unwrap();
        let mut got = [0; 5];
        server.read_exact(&mut got).unwrap();
        assert_eq!(&got, b"hello");
        drop((second, server));
        proxy.end();
    }
}

#[test]
fn a_stopped_proxy_lets_connections_finish_and_closes_the_rest() {
    for start in RUNTIMES {
        let proxy = start(Limits { grace: millis(600), ..LIMITS });
        let (mut quick, mut quick_server) = proxy.connect();
        let (mut slow, _slow_server) = proxy.connect();
        let begin = Instant::now();
        proxy.stop.stop();
        thread::sleep(millis(100));
        // Open connections still work.
        quick.write_all(b"bye").unwrap();
        quick.shutdown(Shutdown::Write).unwrap();
        quick_server.read_to_end(&mut Vec::new()).unwrap();
        drop(quick_server);
        quick.read_to_end(&mut Vec::new()).unwrap();
        let report = proxy.report();
        assert!(matches!(report, Report { to_server: 3, ended: Ended::Done, .. }), "{report}");
        assert!(begin.elapsed() < millis(600));
        // After the grace time, the remaining connections are closed.
        slow.read_to_end(&mut Vec::new()).unwrap();
        let report = proxy.report();
        assert!(matches!(report.ended, Ended::Stopped), "{report}");
        assert!(begin.elapsed() >= millis(600));
        proxy.thread.join().unwrap().unwrap();
        // The listener is closed.
        assert!(TcpStream::connect(proxy.addr).is_err());
    }
}
