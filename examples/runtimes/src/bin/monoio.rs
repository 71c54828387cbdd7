//! Runs the protocol on the TCP sockets of monoio over `io_uring`, through `monoio_compat::TcpStreamCompat` and
//! `FromTokio`.

use poll_io_example_runtimes::on_monoio::{self, runtime};
use poll_io_examples::{resp, round, serve, worker::Worker};
use std::process::ExitCode;

fn main() -> ExitCode {
    let worker = Worker {
        available: || runtime().map(drop).map_err(|e| format!("io_uring is refused: {e}")),
        rows: &[("monoio", |load| {
            runtime()?.block_on(poll_io_examples::round!(load, on_monoio, resp::serve, round::check))
        })],
        serve: Some(|addr| runtime()?.block_on(serve!("monoio", addr, on_monoio))),
    };
    worker.main()
}
