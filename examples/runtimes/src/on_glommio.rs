//! The functions that the protocol needs from glommio.

use glommio::{
    LocalExecutor, LocalExecutorBuilder,
    net::{TcpListener, TcpStream},
};
use poll_io_compat::FromFutures;
use std::{io, net::SocketAddr, panic, sync::LazyLock};

/// The poll-io stream wraps a stream of glommio.
pub type Stream = FromFutures<TcpStream>;

fn stream(stream: TcpStream) -> io::Result<Stream> {
    stream.set_nodelay(true)?;
    Ok(FromFutures::new(stream))
}

/// Listens on an address.
///
/// # Errors
///
/// Returns any error of the system.
#[expect(clippy::unused_async, reason = "the functions of the other runtimes are async")]
pub async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
    Ok(TcpListener::bind(addr)?)
}

/// Accepts a connection.
///
/// # Errors
///
/// Returns any error of the listener.
pub async fn accept(listener: &TcpListener) -> io::Result<Stream> {
    stream(listener.accept().await?)
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
    glommio::spawn_local(future)
}

/// Spawns a task that nobody waits for.
pub fn detach(future: impl Future<Output = ()> + 'static) {
    glommio::spawn_local(future).detach();
}

/// Runs a future and the tasks that it spawns.
///
/// # Panics
///
/// Panics if the kernel refuses `io_uring`.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    runtime().expect("io_uring is allowed").run(future)
}

/// Makes a runtime.
///
/// # Errors
///
/// Returns any error of the system, which may refuse `io_uring`.
pub fn runtime() -> io::Result<LocalExecutor> {
    // glommio panics if io_uring is refused. The first attempt suppresses the message of this panic.
    static ALLOWED: LazyLock<bool> = LazyLock::new(|| {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| {}));
        let made = panic::catch_unwind(|| LocalExecutorBuilder::default().make().is_ok());
        panic::set_hook(hook);
        made.unwrap_or(false)
    });
    if !*ALLOWED {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    Ok(LocalExecutorBuilder::default().make()?)
}
