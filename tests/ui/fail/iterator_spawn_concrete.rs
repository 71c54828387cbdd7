//! C8: For a concrete type, the future is `Send` if the implementor's future is. An override can change that, and no
//! signature shows it.
//!
//! Twin: `pass/iterator_spawn_concrete.rs`, which uses the provided method.

use poll_io::iterator_style::AsyncRead;
use poll_io::{BorrowedCursor, Result};
use std::{
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

struct Socket(&'static [u8]);

impl AsyncRead for Socket {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }

    async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        let trace = Rc::new(buf.len());
        let result = self.0.read_exact(buf).await;
        drop(trace);
        result
    }
}

fn spawn<F: Future<Output = ()> + Send + 'static>(_: F) {}

fn main() {
    let mut socket = Socket(b"hello");
    spawn(async move {
        let mut buf = [0; 4];
        let _ = socket.read_exact(&mut buf).await;
    });
}
