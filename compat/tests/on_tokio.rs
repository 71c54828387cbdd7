//! Runs the suite on tokio, with several threads.
#![cfg(all(feature = "futures-03", feature = "hyper-1", feature = "tokio-1"))]

mod suite;

use poll_io::Result;
use poll_io_compat::FromTokio;
use std::{net::SocketAddr, time::Duration};
use tokio::net::{TcpListener, TcpStream};

struct OnTokio;

impl suite::Runtime for OnTokio {
    type Stream = FromTokio<TcpStream>;
    type Listener = TcpListener;

    fn block_on<F: Future>(future: F) -> F::Output {
        tokio::runtime::Runtime::new().unwrap().block_on(future)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        tokio::spawn(future);
    }

    async fn sleep(time: Duration) {
        tokio::time::sleep(time).await;
    }

    async fn listen() -> Result<(TcpListener, SocketAddr)> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let addr = listener.local_addr()?;
        Ok((listener, addr))
    }

    async fn accept(listener: &TcpListener) -> Result<Self::Stream> {
        Ok(FromTokio::new(listener.accept().await?.0))
    }

    async fn connect(addr: SocketAddr) -> Result<Self::Stream> {
        Ok(FromTokio::new(TcpStream::connect(addr).await?))
    }
}

suite::on!(OnTokio);
