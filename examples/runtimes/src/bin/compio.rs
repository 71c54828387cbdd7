//! The protocol on compio's TCP sockets over `io_uring`: through `AsyncStream` and `FromFutures`, and written for compio alone.

use compio::{driver::DriverType, net::TcpStream, runtime::Runtime};
use poll_io_example_runtimes::resp_compio;
use poll_io_examples::{
    resp::{self, Batch, Shared},
    round::{self, Load, Outcome, Tally},
    serve,
    worker::Worker,
};
use std::{io, process::ExitCode, time::Instant};

/// All that the protocol needs of compio.
mod on_compio {
    use super::direct;
    pub use super::direct::{detach, listen, spawn};
    use compio::{
        io::compat::AsyncStream,
        net::{TcpListener, TcpStream},
    };
    use poll_io_compat::FromFutures;
    use std::{io, net::SocketAddr, pin::Pin};

    /// The stream of compio holds futures that borrow from it, so it is pinned.
    type Stream = FromFutures<Pin<Box<AsyncStream<TcpStream>>>>;

    fn stream(stream: TcpStream) -> Stream {
        FromFutures::new(Box::pin(AsyncStream::new(stream)))
    }

    pub async fn accept(listener: &TcpListener) -> io::Result<Stream> {
        direct::accept(listener).await.map(stream)
    }

    pub async fn connect(addr: SocketAddr) -> io::Result<Stream> {
        direct::connect(addr).await.map(stream)
    }
}

/// compio's own sockets.
mod direct {
    use compio::net::{TcpListener, TcpStream};
    use std::{io, net::SocketAddr};

    pub async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
        TcpListener::bind(addr).await
    }

    pub async fn accept(listener: &TcpListener) -> io::Result<TcpStream> {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    pub async fn connect(addr: SocketAddr) -> io::Result<TcpStream> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    pub fn spawn<T: 'static>(
        future: impl Future<Output = io::Result<T>> + 'static,
    ) -> impl Future<Output = io::Result<T>> {
        let task = compio::runtime::spawn(future);
        async { task.await.map_err(|_| io::Error::other("a task panicked"))? }
    }

    pub fn detach(future: impl Future<Output = ()> + 'static) {
        compio::runtime::spawn(future).detach();
    }
}

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
    Runtime::new()?.block_on(poll_io_examples::round!(load, direct, serve_direct, check_direct))
}

fn available() -> Result<(), String> {
    match Runtime::new().map(|runtime| runtime.driver_type()) {
        Ok(DriverType::IoUring) => Ok(()),
        Ok(other) => Err(format!("io_uring is refused, and compio has taken {other:?}")),
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
