//! Runs the protocol on the executor of embassy: over TCP with the sockets of async-io through `FromFutures`, and over
//! embassy's `Pipe` through `FromEmbedded`.

use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, pipe::Pipe};
use futures_lite::future::or;
use poll_io::join;
use poll_io_compat::FromEmbedded;
use poll_io_example_runtimes::on_embassy::{self, block_on};
use poll_io_examples::{
    resp::{self, Store},
    round::{self, Load, Outcome, Tally},
    serve,
    worker::Worker,
};
use std::{cell::RefCell, future::pending, io, process::ExitCode, time::Instant};

/// A pipe in memory that is one direction of a connection.
type Direction = Pipe<CriticalSectionRawMutex, { 64 * 1024 }>;

static REQUESTS: Direction = Pipe::new();
static REPLIES: Direction = Pipe::new();

/// Runs server and client in one task over two pipes. A pipe has no end, so the server is dropped when the client is
/// done.
async fn over_pipes(load: Load) -> io::Result<Outcome> {
    let (batches, start) = (load.batches(), Instant::now());
    let store = RefCell::<Store>::default();
    let (mut tally, mut size) = (Tally::default(), 0);
    for batches in batches {
        let here = join(FromEmbedded::new(&REPLIES), FromEmbedded::new(&REQUESTS));
        let there = join(FromEmbedded::new(&REQUESTS), FromEmbedded::new(&REPLIES));
        let task = resp::serve(there, &store);
        size = size_of_val(&task);
        let serving = async {
            task.await?;
            pending().await
        };
        tally.add(&or(serving, round::check(here, batches)).await?);
    }
    Ok(Outcome::new(load, start, &tally, size))
}

fn main() -> ExitCode {
    let worker = Worker {
        available: || Ok(()),
        rows: &[
            ("embassy", |load| block_on(poll_io_examples::round!(load, on_embassy, resp::serve, round::check))),
            ("embassy-pipe", |load| block_on(over_pipes(load))),
        ],
        serve: Some(|addr| block_on(serve!("embassy", addr, on_embassy))),
    };
    worker.main()
}
