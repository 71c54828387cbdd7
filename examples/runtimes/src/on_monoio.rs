//! The functions that the protocol needs from monoio.

use monoio::{
    IoUringDriver, Runtime, RuntimeBuilder,
    net::{TcpListener, TcpStream},
};
use monoio_compat::TcpStreamCompat;
use poll_io_compat::FromTokio;
use std::{io, net::SocketAddr};

/// The poll-io stream wraps a stream of monoio.
pub type Stream = FromTokio<TcpStreamCompat>;

fn stream(stream: TcpStream) -> io::Result<Stream> {
    stream.set_nodelay(true)?;
    Ok(FromTokio::new(TcpStreamCompat::new(stream)))
}

/// Listens on an address.
///
/// # Errors
///
/// Returns any error of the system.
#[expect(clippy::unused_async, reason = "the functions of the other runtimes are async")]
pub async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(addr)
}

/// Accepts a connection.
///
/// # Errors
///
/// Returns any error of the listener.
pub async fn accept(listener: &TcpListener) -> io::Result<Stream> {
    stream(listener.accept().await?.0)
}

/// Opens a connection.
///
/// # Errors
///
/// Returns any error of the system.
pub async fn connect(addr: SocketAddr) -> io::Result<Stream> {
    stream(TcpStream::connect(addr).await?)
}

/// Spawns a task. The returned future waits for it.
///
/// # Errors
///
/// The future returns the error of the task.
pub fn spawn<T: 'static>(future: impl Future<Output = io::Result<T>> + 'static) -> impl Future<Output = io::Result<T>> {
    monoio::spawn(future)
}

/// Spawns a task that nobody waits for.
pub fn detach(future: impl Future<Output = ()> + 'static) {
    monoio::spawn(future);
}

/// Runs a future and the tasks that it spawns.
///
/// # Panics
///
/// Panics if the kernel refuses `io_uring`.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    runtime().expect("io_uring is allowed").block_on(future)
}

/// Makes a runtime.
///
/// # Errors
///
/// Returns any error of the system, which may refuse `io_uring`.
pub fn runtime() -> io::Result<Runtime<IoUringDriver>> {
    RuntimeBuilder::<IoUringDriver>::new().build()
}
