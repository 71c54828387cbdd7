//! Runs the proxy on smol.

use crate::Runtime;
use poll_io::Result;
use poll_io_compat::FromFutures;
use smol::{
    Timer,
    net::{TcpListener, TcpStream},
};
use std::{net::SocketAddr, time::Duration};

/// A listener, and the address behind the proxy.
#[derive(Debug)]
pub struct OnSmol {
    listener: TcpListener,
    server: SocketAddr,
}

impl OnSmol {
    /// Listens on `addr`.
    ///
    /// # Errors
    ///
    /// Returns any error of the system.
    pub async fn listen(addr: SocketAddr, server: SocketAddr) -> Result<Self> {
        Ok(OnSmol { listener: TcpListener::bind(addr).await?, server })
    }

    /// Returns the address of the listener.
    ///
    /// # Errors
    ///
    /// Returns any error of the system.
    pub fn local_addr(&self) -> Result<SocketAddr> {
        self.listener.local_addr()
    }
}

fn stream(stream: TcpStream) -> Result<FromFutures<TcpStream>> {
    stream.set_nodelay(true)?;
    Ok(FromFutures::new(stream))
}

impl Runtime for OnSmol {
    type Stream = FromFutures<TcpStream>;

    async fn accept(&self) -> Result<Self::Stream> {
        stream(self.listener.accept().await?.0)
    }

    async fn connect(&self) -> Result<Self::Stream> {
        stream(TcpStream::connect(self.server).await?)
    }

    async fn sleep(&self, time: Duration) {
        Timer::after(time).await;
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        smol::spawn(task).detach();
    }
}
