//! The protocol on embassy's executor: over TCP, with the sockets of async-io through `FromFutures`, and over embassy's own
//! `Pipe` through `FromEmbedded`.

use embassy_executor::{Executor, Spawner};
use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, pipe::Pipe};
use futures_lite::future::or;
use poll_io::join;
use poll_io_compat::FromEmbedded;
use poll_io_examples::{
    resp::{self, Store},
    round::{self, Load, Outcome, Tally},
    serve,
    worker::Worker,
};
use std::{
    cell::{Cell, RefCell},
    future::pending,
    io,
    pin::Pin,
    process::ExitCode,
    rc::Rc,
    time::Instant,
};

/// All that the protocol needs of embassy's executor and of async-io's sockets.
mod on_embassy {
    use super::{SPAWNER, boxed};
    use async_io::Async;
    use embassy_sync::{blocking_mutex::raw::NoopRawMutex, signal::Signal};
    use poll_io_compat::FromFutures;
    use std::{
        io,
        net::{SocketAddr, TcpListener, TcpStream},
        rc::Rc,
    };

    type Stream = FromFutures<Async<TcpStream>>;

    /// async-io's listener, with the method that the listeners of the other runtimes have.
    pub struct Listener(Async<TcpListener>);

    impl Listener {
        pub fn local_addr(&self) -> io::Result<SocketAddr> {
            self.0.get_ref().local_addr()
        }
    }

    fn stream(stream: Async<TcpStream>) -> io::Result<Stream> {
        stream.get_ref().set_nodelay(true)?;
        Ok(FromFutures::new(stream))
    }

    #[expect(clippy::unused_async, reason = "the functions of the other runtimes are async")]
    pub async fn listen(addr: SocketAddr) -> io::Result<Listener> {
        Async::<TcpListener>::bind(addr).map(Listener)
    }

    pub async fn accept(listener: &Listener) -> io::Result<Stream> {
        stream(listener.0.accept().await?.0)
    }

    pub async fn connect(addr: SocketAddr) -> io::Result<Stream> {
        stream(Async::<TcpStream>::connect(addr).await?)
    }

    pub fn spawn<T: 'static>(
        future: impl Future<Output = io::Result<T>> + 'static,
    ) -> impl Future<Output = io::Result<T>> {
        let done = Rc::new(Signal::<NoopRawMutex, _>::new());
        let signal = done.clone();
        detach(async move { signal.signal(future.await) });
        async move { done.wait().await }
    }

    pub fn detach(future: impl Future<Output = ()> + 'static) {
        let spawner = SPAWNER.get().expect("`block_on` has set it");
        // A connection is dropped, and so closed, when there are too many.
        match boxed(Box::pin(future)) {
            Ok(task) => spawner.spawn(task),
            Err(_) => eprintln!("more than {} tasks", super::TASKS),
        }
    }
}

/// The tasks at a time. Their places are static.
const TASKS: usize = 2100;

thread_local! {
    /// The executor of this thread.
    static SPAWNER: Cell<Option<Spawner>> = const { Cell::new(None) };
}

#[embassy_executor::task(pool_size = TASKS)]
async fn boxed(future: Pin<Box<dyn Future<Output = ()>>>) {
    future.await;
}

/// Runs a future to its end, and the tasks that it spawns beside it.
fn block_on<T: 'static>(future: impl Future<Output = T> + 'static) -> T {
    // An executor lives for ever. This one is small, and there is one for each round.
    let executor = Box::leak(Box::new(Executor::new()));
    let result = Rc::new(RefCell::new(None));
    let place = result.clone();
    executor.run_until(
        |spawner| {
            SPAWNER.set(Some(spawner));
            on_embassy::detach(async move { *place.borrow_mut() = Some(future.await) });
        },
        || result.borrow().is_some(),
    );
    result.take().expect("it is there when `run_until` returns")
}

/// One direction of a connection in memory.
type Direction = Pipe<CriticalSectionRawMutex, { 64 * 1024 }>;

static REQUESTS: Direction = Pipe::new();
static REPLIES: Direction = Pipe::new();

/// Server and client in one task, over two pipes. A pipe has no end, so the server is dropped when the client is done.
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
