//! Runs the protocol on the TCP sockets of glommio over `io_uring`, through `FromFutures`.

use poll_io_example_runtimes::on_glommio::{self, runtime};
use poll_io_examples::{resp, round, serve, worker::Worker};
use std::{io, process::ExitCode};

fn main() -> ExitCode {
    let worker = Worker {
        available: || runtime().map(drop).map_err(|e| format!("io_uring is refused: {e}")),
        rows: &[("glommio", |load| {
            runtime()?.run(poll_io_examples::round!(load, on_glommio, resp::serve, round::check))
        })],
        serve: Some(|addr| -> io::Result<()> { runtime()?.run(serve!("glommio", addr, on_glommio)) }),
    };
    worker.main()
}
