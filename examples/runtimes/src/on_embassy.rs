//! The functions that the protocol needs from the executor of embassy and from the sockets of async-io.

use async_io::Async;
use embassy_executor::{Executor, Spawner};
use embassy_sync::{blocking_mutex::raw::NoopRawMutex, signal::Signal};
use poll_io_compat::FromFutures;
use std::{
    cell::{Cell, RefCell},
    io,
    net::{SocketAddr, TcpListener, TcpStream},
    pin::Pin,
    rc::Rc,
};

/// The poll-io stream wraps a stream of async-io.
pub type Stream = FromFutures<Async<TcpStream>>;

/// A listener of async-io, with the method `local_addr` that the listeners of other runtimes have.
#[derive(Debug)]
pub struct Listener(Async<TcpListener>);

impl Listener {
    /// Returns the address of the listener.
    ///
    /// # Errors
    ///
    /// Returns any error of the system.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().local_addr()
    }
}

fn stream(stream: Async<TcpStream>) -> io::Result<Stream> {
    stream.get_ref().set_nodelay(true)?;
    Ok(FromFutures::new(stream))
}

/// Listens on an address.
///
/// # Errors
///
/// Returns any error of the system.
#[expect(clippy::unused_async, reason = "the functions of the other runtimes are async")]
pub async fn listen(addr: SocketAddr) -> io::Result<Listener> {
    Async::<TcpListener>::bind(addr).map(Listener)
}

/// Accepts a connection.
///
/// # Errors
///
/// Returns any error of the listener.
pub async fn accept(listener: &Listener) -> io::Result<Stream> {
    stream(listener.0.accept().await?.0)
}

/// Opens a connection.
///
/// # Errors
///
/// Returns any error of the system.
pub async fn connect(addr: SocketAddr) -> io::Result<Stream> {
    stream(Async::<TcpStream>::connect(addr).await?)
}

/// Spawns a task. The returned future waits for it.
///
/// # Errors
///
/// The future returns the error of the task.
pub fn spawn<T: 'static>(future: impl Future<Output = io::Result<T>> + 'static) -> impl Future<Output = io::Result<T>> {
    let done = Rc::new(Signal::<NoopRawMutex, _>::new());
    let signal = done.clone();
    detach(async move { signal.signal(future.await) });
    async move { done.wait().await }
}

/// Spawns a task that nobody waits for. If all places are taken, the task is dropped, which closes its connection.
///
/// # Panics
///
/// Panics outside of [`block_on`].
pub fn detach(future: impl Future<Output = ()> + 'static) {
    let spawner = SPAWNER.get().expect("`block_on` has set it");
    match boxed(Box::pin(future)) {
        Ok(task) => spawner.spawn(task),
        Err(_) => eprintln!("cannot spawn more than {TASKS} tasks"),
    }
}

/// The largest number of tasks. Their memory is static.
const TASKS: usize = 2100;

thread_local! {
    /// The executor of this thread.
    static SPAWNER: Cell<Option<Spawner>> = const { Cell::new(None) };
}

#[embassy_executor::task(pool_size = TASKS)]
async fn boxed(future: Pin<Box<dyn Future<Output = ()>>>) {
    future.await;
}

/// Runs a future to its end, and the tasks that it spawns.
///
/// # Panics
///
/// Panics if there are too many tasks.
pub fn block_on<T: 'static>(future: impl Future<Output = T> + 'static) -> T {
    // An executor must be `'static`, so it is leaked. It is small, and there is one for each round.
    let executor = Box::leak(Box::new(Executor::new()));
    let result = Rc::new(RefCell::new(None));
    let place = result.clone();
    executor.run_until(
        |spawner| {
            SPAWNER.set(Some(spawner));
            detach(async move { *place.borrow_mut() = Some(future.await) });
        },
        || result.borrow().is_some(),
    );
    result.take().expect("it is there when `run_until` returns")
}
