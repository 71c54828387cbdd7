//! Runs the mail client and the compression of the other examples in memory, with both ends in one future. These tests
//! need no socket and no thread, so they also run in WebAssembly.

#[path = "../../compression/tests/exchange/mod.rs"]
mod exchange;
#[path = "../../smtp/tests/journey/mod.rs"]
mod journey;

use exchange::exchange;
use futures_lite::future::block_on;
use journey::{NAME, check, journey, large};
use poll_io::duplex;
use poll_io_example_smtp::Client;

#[test]
fn mail_and_tls() {
    let (here, there) = duplex(64 * 1024);
    check(&block_on(journey(Client::connect(here, NAME), there, &large())), &large());
}

#[test]
fn compressed_text() {
    let (here, there) = duplex(64 * 1024);
    block_on(exchange(here, there));
}
