//! A library that names no family accepts the streams of each.

use poll_io::prelude::*;
use poll_io_compat::IntoPollIo;

/// A library contains this code.
async fn connect<M>(io: impl IntoPollIo<M>) -> poll_io::Result<String> {
    let mut io = std::pin::pin!(io.into_poll_io());
    io.write_all(b"ping").await?;
    io.shutdown().await?;
    let mut answer = String::new();
    io.read_to_string(&mut answer).await?;
    Ok(answer)
}

/// Accepts one connection, and sends back the bytes that it receives.
fn echo() -> std::net::SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = listener.accept().unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        stream.write_all(&all).unwrap();
    });
    addr
}

pub fn main() {
    let addr = echo();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let answer = runtime.block_on(async { connect(tokio::net::TcpStream::connect(addr).await?).await });
    assert_eq!(answer.unwrap(), "ping");

    let addr = echo();
    let answer = smol::block_on(async { connect(smol::net::TcpStream::connect(addr).await?).await });
    assert_eq!(answer.unwrap(), "ping");

    // A blocking socket blocks this thread.
    let addr = echo();
    let answer = futures_lite::future::block_on(async { connect(std::net::TcpStream::connect(addr)?).await });
    assert_eq!(answer.unwrap(), "ping");

    let (here, there) = poll_io::duplex(16);
    let answer = futures_lite::future::block_on(async {
        let (mut reader, mut writer) = poll_io::split(there);
        let echoed = async {
            poll_io::copy(&mut reader, &mut writer).await?;
            writer.shutdown().await
        };
        futures_lite::future::try_zip(connect(here), echoed).await
    });
    assert_eq!(answer.unwrap().0, "ping");
}
