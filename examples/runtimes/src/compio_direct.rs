//! The functions that the protocol for compio alone needs.

use compio::net::{TcpListener, TcpStream};
use std::{io, net::SocketAddr};

/// Listens on an address.
///
/// # Errors
///
/// Returns any error of the system.
pub async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(addr).await
}

/// Accepts a connection.
///
/// # Errors
///
/// Returns any error of the listener.
pub async fn accept(listener: &TcpListener) -> io::Result<TcpStream> {
    let (stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Opens a connection.
///
/// # Errors
///
/// Returns any error of the system.
pub async fn connect(addr: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(addr).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Spawns a task. The returned future waits for it.
///
/// # Errors
///
/// The future returns the error of the task.
pub fn spawn<T: 'static>(future: impl Future<Output = io::Result<T>> + 'static) -> impl Future<Output = io::Result<T>> {
    let task = compio::runtime::spawn(future);
    async { task.await.map_err(|_| io::Error::other("a task panicked"))? }
}

/// Spawns a task that nobody waits for.
pub fn detach(future: impl Future<Output = ()> + 'static) {
    compio::runtime::spawn(future).detach();
}

/// Runs a future and the tasks that it spawns.
///
/// # Panics
///
/// Panics if the kernel refuses `io_uring`.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    compio::runtime::Runtime::new().expect("io_uring is allowed").block_on(future)
}
