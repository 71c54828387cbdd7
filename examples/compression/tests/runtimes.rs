//! Sends compressed text over TCP on two runtimes. The package `examples/runtimes` does the same on other runtimes.

mod exchange;

use exchange::exchange;
use futures_lite::future::try_zip;
use poll_io_compat::{FromFutures, FromTokio};

#[test]
fn on_tokio() {
    use tokio::net::{TcpListener, TcpStream};
    tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let connecting = TcpStream::connect(listener.local_addr().unwrap());
        let (here, (there, _)) = try_zip(connecting, listener.accept()).await.unwrap();
        exchange(FromTokio::new(here), FromTokio::new(there)).await;
    });
}

#[test]
fn on_smol() {
    use smol::net::{TcpListener, TcpStream};
    smol::block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let connecting = TcpStream::connect(listener.local_addr().unwrap());
        let (here, (there, _)) = try_zip(connecting, listener.accept()).await.unwrap();
        exchange(FromFutures::new(here), FromFutures::new(there)).await;
    });
}
