//! C11: The future of an `async fn` in a blanket Ext trait has no name either, so it cannot have methods.
//!
//! Twin: `pass/split_limit.rs`.

#[path = "../designs/async_body.rs"]
mod async_body;
use async_body::{AsyncRead, AsyncReadExt as _};

async fn header(mut reader: impl AsyncRead + Unpin, buf: &mut [u8]) -> poll_io::Result<()> {
    reader.read_exact(buf).limit(1 << 20).await
}

fn main() {}
