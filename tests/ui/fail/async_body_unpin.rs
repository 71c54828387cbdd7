//! C61: The future of an `async fn` is not `Unpin`, so it cannot be polled through `&mut` without being pinned first.
//!
//! Twin: `pass/split_unpin_future.rs`: a named future is `Unpin`.

#[path = "../designs/async_body.rs"]
mod async_body;
use async_body::{AsyncRead, AsyncReadExt as _};
use futures_lite::future::poll_once;

/// Reads the header at once if it is available. Otherwise it awaits the same future later.
async fn look<R: AsyncRead + Unpin>(mut reader: R, buf: &mut [u8; 4]) -> poll_io::Result<()> {
    let mut header = reader.read_exact(buf);
    match poll_once(&mut header).await {
        Some(result) => result,
        None => header.await,
    }
}

fn main() {}
