//! The protocol on monoio's TCP sockets over `io_uring`, through `monoio_compat::TcpStreamCompat` and `FromTokio`.

use monoio::{IoUringDriver, Runtime, RuntimeBuilder};
use poll_io_examples::{resp, round, serve, worker::Worker};
use std::{io, process::ExitCode};

/// All that the protocol needs of monoio.
mod on_monoio {
    use monoio::net::{TcpListener, TcpStream};
    use monoio_compat::TcpStreamCompat;
    use poll_io_compat::FromTokio;
    use std::{io, net::SocketAddr};

    fn stream(stream: TcpStream) -> io::Result<FromTokio<TcpStreamCompat>> {
        stream.set_nodelay(true)?;
        Ok(FromTokio::new(TcpStreamCompat::new(stream)))
    }

    #[expect(clippy::unused_async, reason = "the functions of the other runtimes are async")]
    pub async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
        TcpListener::bind(addr)
    }

    pub async fn accept(listener: &TcpListener) -> io::Result<FromTokio<TcpStreamCompat>> {
        stream(listener.accept().await?.0)
    }

    pub async fn connect(addr: SocketAddr) -> io::Result<FromTokio<TcpStreamCompat>> {
        stream(TcpStream::connect(addr).await?)
    }

    pub fn spawn<T: 'static>(
        future: impl Future<Output = io::Result<T>> + 'static,
    ) -> impl Future<Output = io::Result<T>> {
        monoio::spawn(future)
    }

    pub fn detach(future: impl Future<Output = ()> + 'static) {
        monoio::spawn(future);
    }
}

fn runtime() -> io::Result<Runtime<IoUringDriver>> {
    RuntimeBuilder::<IoUringDriver>::new().build()
}

fn main() -> ExitCode {
    let worker = Worker {
        available: || runtime().map(drop).map_err(|e| format!("io_uring is refused: {e}")),
        rows: &[("monoio", |load| {
            runtime()?.block_on(poll_io_examples::round!(load, on_monoio, resp::serve, round::check))
        })],
        serve: Some(|addr| runtime()?.block_on(serve!("monoio", addr, on_monoio))),
    };
    worker.main()
}
