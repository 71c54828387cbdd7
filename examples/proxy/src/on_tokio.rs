//! Runs the proxy on tokio.

use crate::Runtime;
use poll_io::Result;
use poll_io_compat::FromTokio;
use std::{net::SocketAddr, time::Duration};
use tokio::net::{TcpListener, TcpStream};

/// A listener, and the address behind the proxy.
#[derive(Debug)]
pub struct OnTokio {
    listener: TcpListener,
    server: SocketAddr,
}

impl OnTokio {
    /// Listens on `addr`. Call this function on a runtime of tokio.
    ///
    /// # Errors
    ///
    /// Returns any error of the system.
    pub async fn listen(addr: SocketAddr, server: SocketAddr) -> Result<Self> {
        Ok(OnTokio { listener: TcpListener::bind(addr).await?, server })
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

fn stream(stream: TcpStream) -> Result<FromTokio<TcpStream>> {
    stream.set_nodelay(true)?;
    Ok(FromTokio::new(stream))
}

impl Runtime for OnTokio {
    type Stream = FromTokio<TcpStream>;

    async fn accept(&self) -> Result<Self::Stream> {
        stream(self.listener.accept().await?.0)
    }

    async fn connect(&self) -> Result<Self::Stream> {
        stream(TcpStream::connect(self.server).await?)
    }

    async fn sleep(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        tokio::spawn(task);
    }
}
