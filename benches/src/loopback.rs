//! Connections over loopback. The other end is a thread.

use crate::data;
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{LazyLock, OnceLock},
    thread::{self, JoinHandle},
};
use tokio::runtime::{Builder, Runtime};

/// The runtime that polls sockets of tokio.
pub static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_all().build().expect("a runtime"));

/// Returns a connection, and runs `peer` at its other end.
pub fn connected(peer: impl FnOnce(TcpStream) -> u64 + Send + 'static) -> (TcpStream, JoinHandle<u64>) {
    static LISTENER: OnceLock<TcpListener> = OnceLock::new();
    let listener = LISTENER.get_or_init(|| TcpListener::bind("127.0.0.1:0").expect("a port"));
    let stream = TcpStream::connect(listener.local_addr().expect("it is bound")).expect("it listens");
    let (accepted, _) = listener.accept().expect("it was connected to");
    stream.set_nodelay(true).expect("it is a socket");
    accepted.set_nodelay(true).expect("it is a socket");
    (stream, thread::spawn(move || peer(accepted)))
}

/// Turns a socket into a socket of tokio. Call this inside of [`RUNTIME`].
pub fn of_tokio(stream: TcpStream) -> tokio::net::TcpStream {
    stream.set_nonblocking(true).expect("it is a socket");
    tokio::net::TcpStream::from_std(stream).expect("a runtime is entered")
}

/// Reads everything at the other end. Returns a checksum of the length and of a byte in each page.
pub fn drain(mut stream: TcpStream) -> u64 {
    const PAGE: usize = 4096;
    let (mut sum, mut len, mut buf, mut at) = (0, 0, vec![0; 256 * 1024], 0);
    loop {
        match stream.read(&mut buf) {
            Ok(n) if n > 0 => {
                sum =
                    buf[..n].iter().skip(at).step_by(PAGE).fold(sum, |sum: u64, &b| sum.rotate_left(5) ^ u64::from(b));
                len += n as u64;
                at = (at + PAGE - n % PAGE) % PAGE;
            }
            _ => return sum ^ len,
        }
    }
}

/// Writes `len` bytes of the [large data](data::large) at the other end.
pub fn give(len: usize) -> impl FnOnce(TcpStream) -> u64 {
    move |mut stream| {
        // The write fails if the reader does not read everything, which it need not do.
        let _ = stream.write_all(&data::large()[..len]);
        0
    }
}

/// Sends the received bytes back at the other end, `size` bytes at a time.
pub fn echo(size: usize) -> impl FnOnce(TcpStream) -> u64 {
    move |mut stream| {
        let mut buf = vec![0; size];
        while stream.read_exact(&mut buf).is_ok() && stream.write_all(&buf).is_ok() {}
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drained(pieces: &[&[u8]]) -> u64 {
        let (mut stream, peer) = connected(drain);
        for piece in pieces {
            stream.write_all(piece).unwrap();
        }
        drop(stream);
        peer.join().unwrap()
    }

    #[test]
    fn what_is_drained_does_not_depend_on_the_pieces() {
        let data = data::noise();
        let (whole, first) = (drained(&[data]), data.len() / 3);
        assert_eq!(drained(&[&data[..first], &data[first..]]), whole);
        assert_ne!(drained(&[&data[first..], &data[..first]]), whole);
        assert_ne!(drained(&[&data[1..]]), whole);
    }
}
