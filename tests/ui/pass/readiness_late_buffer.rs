//! C66: With readiness, a waiting task holds no buffer. It obtains one when there is data to read.

#[path = "../designs/readiness.rs"]
mod readiness;
use futures_lite::future::block_on;
use poll_io::Result;
use readiness::ReadyRead;
use std::{
    future::poll_fn,
    task::{Context, Poll},
};

struct Socket(&'static [u8]);

impl ReadyRead for Socket {
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        std::io::Read::read(&mut self.0, buf)
    }
}

async fn serve(socket: &mut dyn ReadyRead) -> Result<Vec<u8>> {
    poll_fn(|cx| socket.poll_ready(cx)).await?;
    let mut buf = [0; 4096];
    let n = socket.read(&mut buf)?;
    Ok(buf[..n].to_vec())
}

pub fn main() {
    let mut socket = Socket(b"hello");
    let task = serve(&mut socket);
    assert!(size_of_val(&task) < 100, "the buffer is not in the task");
    assert_eq!(block_on(task).unwrap(), b"hello");
}
