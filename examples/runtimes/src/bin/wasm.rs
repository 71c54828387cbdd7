//! Runs server and client of the protocol in WebAssembly, in one future over `duplex`.

use futures_lite::future::block_on;
use poll_io_examples::{round::in_memory, worker::Worker};
use std::process::ExitCode;

fn main() -> ExitCode {
    let worker = Worker {
        available: || Ok(()),
        rows: &[("wasm", |load| block_on(in_memory(load, || poll_io::duplex(64 * 1024))))],
        serve: None,
    };
    worker.main()
}
