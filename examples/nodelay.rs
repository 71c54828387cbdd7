//! Measures what `set_nodelay` changes for small messages over TCP. A header is flushed alone, then the body is sent,
//! and then the reply is received.

use futures_lite::future::block_on;
use poll_io::{Result, prelude::*};
use poll_io_compat::FromStd;
use std::{
    net::{TcpListener, TcpStream},
    thread,
    time::{Duration, Instant},
};

/// The number of messages, which are sent one after the other.
const MESSAGES: u32 = 40;

/// Sends the messages, and returns the time until the last reply.
fn time(nodelay: bool) -> Result<Duration> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let addr = listener.local_addr()?;
    let server = thread::spawn(move || {
        block_on(async {
            let mut stream = FromStd::new(listener.accept()?.0);
            stream.get_ref().set_nodelay(nodelay)?;
            for _ in 0..MESSAGES {
                let mut body = vec![0; stream.read_u16().await?.into()];
                stream.read_exact(&mut body).await?;
                stream.write_all(&body).await?;
            }
            Result::Ok(())
        })
    });
    let start = Instant::now();
    block_on(async {
        let mut stream = FromStd::new(TcpStream::connect(addr)?);
        stream.get_ref().set_nodelay(nodelay)?;
        for _ in 0..MESSAGES {
            stream.write_u16(5).await?;
            stream.flush().await?;
            stream.write_all(b"hello").await?;
            stream.flush().await?;
            stream.read_array::<5>().await?;
        }
        Result::Ok(())
    })?;
    let time = start.elapsed();
    server.join().expect("the server does not panic")?;
    Ok(time)
}

fn main() -> Result<()> {
    for nodelay in [false, true] {
        println!("{MESSAGES} messages, set_nodelay({nodelay}): {:.1} ms", time(nodelay)?.as_secs_f64() * 1000.0);
    }
    Ok(())
}
