//! Sends compressed text over TCP on two runtimes and on plain threads. The package `examples/runtimes` does the same on
//! other runtimes.

mod exchange;

use exchange::{exchange, first, second};
use futures_lite::future::{block_on, try_zip};
use poll_io_compat::{FromFutures, FromTokio, IntoPollIo};
use std::thread;

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

/// Each end has a thread of its own. Its socket is one of std, which blocks the thread.
#[test]
fn on_threads() {
    use std::net::{TcpListener, TcpStream};
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let here = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (there, _) = listener.accept().unwrap();
    let sending = thread::spawn(|| block_on(first(&mut there.into_poll_io())));
    block_on(second(&mut here.into_poll_io())).unwrap();
    sending.join().unwrap().unwrap();
}
