//! The built-in runtimes. Each runtime is a module of six short functions. Everything else is the same for all of them.

use crate::upgraded;
use futures_lite::future::block_on;
use poll_io_examples::{
    resp, resp_tokio,
    round::{self, Load, Outcome, Tally},
    serve,
};
use std::{io, net::SocketAddr, time::Instant};

/// The functions that the protocol needs from tokio.
mod on_tokio {
    use poll_io_compat::FromTokio;
    use std::{io, net::SocketAddr};
    use tokio::net::{TcpListener, TcpStream};

    pub fn multi() -> io::Result<tokio::runtime::Runtime> {
        tokio::runtime::Builder::new_multi_thread().enable_io().build()
    }

    pub fn current() -> io::Result<tokio::runtime::Runtime> {
        tokio::runtime::Builder::new_current_thread().enable_io().build()
    }

    pub async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
        TcpListener::bind(addr).await
    }

    pub async fn accept(listener: &TcpListener) -> io::Result<FromTokio<TcpStream>> {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        Ok(FromTokio::new(stream))
    }

    pub async fn connect(addr: SocketAddr) -> io::Result<FromTokio<TcpStream>> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        Ok(FromTokio::new(stream))
    }

    pub fn spawn<T: Send + 'static>(
        future: impl Future<Output = io::Result<T>> + Send + 'static,
    ) -> impl Future<Output = io::Result<T>> {
        let task = tokio::spawn(future);
        async { task.await? }
    }

    pub fn detach(future: impl Future<Output = ()> + Send + 'static) {
        tokio::spawn(future);
    }
}

/// The functions that the protocol needs from smol.
mod on_smol {
    use poll_io_compat::FromFutures;
    use smol::net::{TcpListener, TcpStream};
    use std::{io, net::SocketAddr};

    pub async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
        TcpListener::bind(addr).await
    }

    pub async fn accept(listener: &TcpListener) -> io::Result<FromFutures<TcpStream>> {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        Ok(FromFutures::new(stream))
    }

    pub async fn connect(addr: SocketAddr) -> io::Result<FromFutures<TcpStream>> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        Ok(FromFutures::new(stream))
    }

    pub fn spawn<T: Send + 'static>(
        future: impl Future<Output = io::Result<T>> + Send + 'static,
    ) -> impl Future<Output = io::Result<T>> {
        smol::spawn(future)
    }

    pub fn detach(future: impl Future<Output = ()> + Send + 'static) {
        smol::spawn(future).detach();
    }
}

/// Tasks run on smol and use sockets of tokio, which a runtime of tokio watches.
mod tokio_on_smol {
    pub use super::on_smol::spawn;
    use poll_io_compat::{FromTokio, WithHandle};
    use std::{io, net::SocketAddr, sync::LazyLock};
    use tokio::{
        net::{TcpListener, TcpStream},
        runtime::{Handle, Runtime},
    };

    type Stream = FromTokio<WithHandle<TcpStream>>;

    fn handle() -> &'static Handle {
        static RUNTIME: LazyLock<Runtime> =
            LazyLock::new(|| super::on_tokio::multi().expect("a thread can be started"));
        RUNTIME.handle()
    }

    fn stream(stream: TcpStream) -> io::Result<Stream> {
        stream.set_nodelay(true)?;
        Ok(FromTokio::new(WithHandle::new(handle(), stream)))
    }

    pub async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
        WithHandle::run(handle(), TcpListener::bind(addr)).await
    }

    pub async fn accept(listener: &TcpListener) -> io::Result<Stream> {
        stream(WithHandle::run(handle(), listener.accept()).await?.0)
    }

    pub async fn connect(addr: SocketAddr) -> io::Result<Stream> {
        stream(WithHandle::run(handle(), TcpStream::connect(addr)).await?)
    }
}

/// Each task is a thread, and uses blocking sockets.
#[expect(clippy::unused_async, reason = "the functions of the other runtimes are async")]
mod on_threads {
    use futures_lite::future::block_on;
    use poll_io_compat::FromStd;
    use std::{
        io,
        net::{SocketAddr, TcpListener, TcpStream},
        thread,
    };

    /// Wraps a socket. Dropping it closes the connection, so it needs no shutdown.
    fn stream(stream: TcpStream) -> io::Result<FromStd<TcpStream>> {
        stream.set_nodelay(true)?;
        Ok(FromStd::new(stream))
    }

    pub async fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
        TcpListener::bind(addr)
    }

    pub async fn accept(listener: &TcpListener) -> io::Result<FromStd<TcpStream>> {
        stream(listener.accept()?.0)
    }

    pub async fn connect(addr: SocketAddr) -> io::Result<FromStd<TcpStream>> {
        stream(TcpStream::connect(addr)?)
    }

    pub fn spawn<T: Send + 'static>(
        future: impl Future<Output = io::Result<T>> + Send + 'static,
    ) -> impl Future<Output = io::Result<T>> {
        let thread = thread::spawn(|| block_on(future));
        async { thread.join().map_err(|_| io::Error::other("a task panicked"))? }
    }

    pub fn detach(future: impl Future<Output = ()> + Send + 'static) {
        thread::spawn(|| block_on(future));
    }
}

macro_rules! round {
    ($load:expr, $rt:ident) => {
        poll_io_examples::round!($load, $rt, resp::serve, round::check)
    };
}

/// Runs the same load with a client over the traits of tokio.
async fn check_direct<S>(stream: S, batches: &[resp::Batch]) -> io::Result<Tally>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    let (mut client, mut tally) = (resp_tokio::Client::new(stream), Tally::default());
    for batch in batches {
        let start = Instant::now();
        let verified = client.ask(batch).await?;
        tally.record(verified, start.elapsed());
    }
    client.close().await?;
    Ok(tally)
}

macro_rules! direct {
    ($runtime:expr, $load:expr) => {
        $runtime.block_on(poll_io_examples::round!(
            $load,
            on_tokio,
            |stream: poll_io_compat::FromTokio<_>, store| resp_tokio::serve(stream.into_inner(), store),
            |stream: poll_io_compat::FromTokio<_>, batches| check_direct(stream.into_inner(), batches)
        ))
    };
}

pub fn tokio_direct(load: Load) -> io::Result<Outcome> {
    direct!(on_tokio::multi()?, load)
}

pub fn tokio_multi(load: Load) -> io::Result<Outcome> {
    on_tokio::multi()?.block_on(round!(load, on_tokio))
}

pub fn current_direct(load: Load) -> io::Result<Outcome> {
    direct!(on_tokio::current()?, load)
}

pub fn tokio_current(load: Load) -> io::Result<Outcome> {
    on_tokio::current()?.block_on(round!(load, on_tokio))
}

pub fn smol(load: Load) -> io::Result<Outcome> {
    smol::block_on(round!(load, on_smol))
}

pub fn tokio_on_smol(load: Load) -> io::Result<Outcome> {
    smol::block_on(round!(load, tokio_on_smol))
}

pub fn threads(load: Load) -> io::Result<Outcome> {
    block_on(round!(load, on_threads))
}

/// Runs the protocol over the traits of hyper, on sockets of tokio.
pub fn upgraded(load: Load) -> io::Result<Outcome> {
    on_tokio::multi()?.block_on(poll_io_examples::round!(load, on_tokio, upgraded::serve, upgraded::check))
}

/// Runs server and client in one future on one thread, without a runtime and a socket.
pub fn in_memory(load: Load) -> io::Result<Outcome> {
    block_on(round::in_memory(load, || poll_io::duplex(64 * 1024)))
}

/// The name of a runtime that serves, and a function that serves on an address until it fails.
pub type Server = (&'static str, fn(SocketAddr) -> io::Result<()>);

/// The runtimes that serve.
pub const SERVERS: [Server; 4] = [
    ("tokio", |addr| on_tokio::multi()?.block_on(serve!("tokio", addr, on_tokio))),
    ("tokio-current", |addr| on_tokio::current()?.block_on(serve!("tokio-current", addr, on_tokio))),
    ("smol", |addr| smol::block_on(serve!("smol", addr, on_smol))),
    ("threads", |addr| block_on(serve!("threads", addr, on_threads))),
];
