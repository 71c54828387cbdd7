//! C66: The future of an `async fn` borrows its buffer until it completes, so a waiting task holds the buffer.

#[path = "../designs/async_fn.rs"]
mod async_fn;
use async_fn::AsyncRead;
use futures_lite::future::block_on;
use poll_io::Result;

async fn serve(mut socket: impl AsyncRead) -> Result<Vec<u8>> {
    let mut buf = [0; 4096];
    let n = socket.read(&mut buf).await?;
    Ok(buf[..n].to_vec())
}

pub fn main() {
    let task = serve(&b"hello"[..]);
    assert!(size_of_val(&task) > 4096, "the buffer is in the task");
    assert_eq!(block_on(task).unwrap(), b"hello");
}
