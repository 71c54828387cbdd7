//! Runs the suite on smol.
#![cfg(all(feature = "futures-03", feature = "hyper-1", feature = "tokio-1"))]

mod suite;

use poll_io::Result;
use poll_io_compat::FromFutures;
use smol::net::{TcpListener, TcpStream};
use std::{net::SocketAddr, time::Duration};

struct OnSmol;

impl suite::Runtime for OnSmol {
    type Stream = FromFutures<TcpStream>;
    type Listener = TcpListener;

    fn block_on<F: Future>(future: F) -> F::Output {
        smol::block_on(future)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        smol::spawn(future).detach();
    }

    async fn sleep(time: Duration) {
        smol::Timer::after(time).await;
    }

    async fn listen() -> Result<(TcpListener, SocketAddr)> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let addr = listener.local_addr()?;
        Ok((listener, addr))
    }

    async fn accept(listener: &TcpListener) -> Result<Self::Stream> {
        Ok(FromFutures::new(listener.accept().await?.0))
    }

    async fn connect(addr: SocketAddr) -> Result<Self::Stream> {
        Ok(FromFutures::new(TcpStream::connect(addr).await?))
    }
}

suite::on!(OnSmol);
