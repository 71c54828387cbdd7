//! Runs the protocol on the TCP sockets of compio over `io_uring`, through `AsyncStream` and `FromFutures`. Also runs
//! the same protocol written for compio alone.

use compio::{driver::DriverType, net::TcpStream, runtime::Runtime};
use poll_io_example_runtimes::{compio_direct, on_compio, resp_compio};
use poll_io_examples::{
    resp::{self, Batch, Shared},
    round::{self, Load, Outcome, Tally},
    serve,
    worker::Worker,
};
use std::{io, process::ExitCode, time::Instant};

async fn serve_direct(stream: TcpStream, store: &impl Shared) -> io::Result<()> {
    resp_compio::serve(stream, store).await
}

async fn check_direct(stream: TcpStream, batches: &[Batch]) -> io::Result<Tally> {
    let (mut client, mut tally) = (resp_compio::Client::new(stream), Tally::default());
    for batch in batches {
        let start = Instant::now();
        let verified = client.ask(batch).await?;
        tally.record(verified, start.elapsed());
    }
    client.close().await?;
    Ok(tally)
}

fn run_direct(load: Load) -> io::Result<Outcome> {
    Runtime::new()?.block_on(poll_io_examples::round!(load, compio_direct, serve_direct, check_direct))
}

fn available() -> Result<(), String> {
    match Runtime::new().map(|runtime| runtime.driver_type()) {
        Ok(DriverType::IoUring) => Ok(()),
        Ok(other) => Err(format!("io_uring is refused, and compio uses {other:?} instead")),
        Err(e) => Err(format!("io_uring is refused: {e}")),
    }
}

fn main() -> ExitCode {
    let worker = Worker {
        available,
        rows: &[
            ("compio-direct", run_direct),
            ("compio-again", run_direct),
            ("compio", |load| {
                Runtime::new()?.block_on(poll_io_examples::round!(load, on_compio, resp::serve, round::check))
            }),
        ],
        serve: Some(|addr| Runtime::new()?.block_on(serve!("compio", addr, on_compio))),
    };
    worker.main()
}
