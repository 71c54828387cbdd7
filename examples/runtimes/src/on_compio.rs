//! The functions that the protocol needs from compio. `AsyncStream` gives its sockets the traits of futures-io.

pub use crate::compio_direct::{block_on, detach, listen, spawn};

use crate::compio_direct;
use compio::{
    io::compat::AsyncStream,
    net::{TcpListener, TcpStream},
};
use poll_io_compat::FromFutures;
use std::{io, net::SocketAddr, pin::Pin};

/// The stream of compio holds futures that borrow from it, so it is pinned.
pub type Stream = FromFutures<Pin<Box<AsyncStream<TcpStream>>>>;

fn stream(stream: TcpStream) -> Stream {
    FromFutures::new(Box::pin(AsyncStream::new(stream)))
}

/// Accepts a connection.
///
/// # Errors
///
/// Returns any error of the listener.
pub async fn accept(listener: &TcpListener) -> io::Result<Stream> {
    compio_direct::accept(listener).await.map(stream)
}

/// Opens a connection.
///
/// # Errors
///
/// Returns any error of the system.
pub async fn connect(addr: SocketAddr) -> io::Result<Stream> {
    compio_direct::connect(addr).await.map(stream)
}
