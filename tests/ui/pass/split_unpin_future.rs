//! C61: A named future is `Unpin` if its parts are, so it can be polled through `&mut` and awaited later.

use futures_lite::future::{block_on, poll_once};
use poll_io::prelude::*;

/// Reads the header at once if it is available. Otherwise it awaits the same future later.
async fn look<R: AsyncRead + Unpin>(mut reader: R, buf: &mut [u8; 4]) -> poll_io::Result<()> {
    let mut header = reader.read_exact(buf);
    match poll_once(&mut header).await {
        Some(result) => result,
        None => header.await,
    }
}

pub fn main() {
    let mut buf = [0; 4];
    block_on(look(&b"hello"[..], &mut buf)).unwrap();
    assert_eq!(&buf, b"hell");
}
