//! C66: With poll methods, a waiting task holds no buffer either. Each poll borrows a buffer only while it runs.

use futures_lite::future::block_on;
use poll_io::{BorrowedBuf, Result, prelude::*};
use std::{future::poll_fn, pin::Pin, task::ready};

async fn serve(socket: &mut (dyn AsyncRead + Unpin)) -> Result<Vec<u8>> {
    poll_fn(|cx| {
        let mut buf = [0; 4096];
        let mut buf = BorrowedBuf::from(&mut buf[..]);
        ready!(Pin::new(&mut *socket).poll_read(cx, buf.unfilled()))?;
        Ok(buf.filled().to_vec()).into()
    })
    .await
}

pub fn main() {
    let mut socket = &b"hello"[..];
    let task = serve(&mut socket);
    assert!(size_of_val(&task) < 100, "the buffer is not in the task");
    assert_eq!(block_on(task).unwrap(), b"hello");
}
