//! The protocol on glommio's TCP sockets over `io_uring`, through `FromFutures`.

use glommio::{GlommioError, LocalExecutor, LocalExecutorBuilder};
use poll_io_examples::{resp, round, serve, worker::Worker};
use std::{io, process::ExitCode};

/// All that the protocol needs of glommio.
mod on_glommio {
    use glommio::net::{TcpListener, TcpStream};
    use poll_io_compat::FromFutures;
    use std::{io, net::SocketAddr};

    fn stream(stream: TcpStream) -> io::Result<FromFutures<TcpStream>> {
        stream.set_nodelay(true)?;
        Ok(FromFutures::new(stream))
    }

    #[expect(clippy::unused_async, reason = "the functions of the other runtimes are async")]
    pub async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
        Ok(TcpListener::bind(addr)?)
    }

    pub async fn accept(listener: &TcpListener) -> io::Result<FromFutures<TcpStream>> {
        stream(listener.accept().await?)
    }

    pub async fn connect(addr: SocketAddr) -> io::Result<FromFutures<TcpStream>> {
        stream(TcpStream::connect(addr).await?)
    }

    pub fn spawn<T: 'static>(
        future: impl Future<Output = io::Result<T>> + 'static,
    ) -> impl Future<Output = io::Result<T>> {
        glommio::spawn_local(future)
    }

    pub fn detach(future: impl Future<Output = ()> + 'static) {
        glommio::spawn_local(future).detach();
    }
}

fn runtime() -> Result<LocalExecutor, GlommioError<()>> {
    LocalExecutorBuilder::default().make()
}

fn main() -> ExitCode {
    let worker = Worker {
        available: || runtime().map(drop).map_err(|e| format!("io_uring is refused: {e}")),
        rows: &[("glommio", |load| {
            runtime()?.run(poll_io_examples::round!(load, on_glommio, resp::serve, round::check))
        })],
        serve: Some(|addr| -> io::Result<()> { runtime()?.run(serve!("glommio", addr, on_glommio)) }),
    };
    worker.main()
}
