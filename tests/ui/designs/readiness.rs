//! A design that waits until a stream is ready and then reads without blocking. tokio's `AsyncFd`, async-io and
//! portable-interoperable's `ReadyRead` are examples.
#![allow(dead_code, reason = "a case uses a part of it")]

use poll_io::{ErrorKind, Result};
use std::{
    future::poll_fn,
    task::{Context, Poll},
};

pub trait ReadyRead {
    /// Waits until a read may return data.
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Reads without blocking. Returns `WouldBlock` if no data is available yet.
    fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
}

/// Waits and reads, and repeats both if the readiness was false. Returns the number of bytes and the number of waits.
pub async fn read<R: ReadyRead + ?Sized>(reader: &mut R, buf: &mut [u8]) -> Result<(usize, u32)> {
    let mut waits = 0;
    loop {
        poll_fn(|cx| reader.poll_ready(cx)).await?;
        waits += 1;
        match reader.read(buf) {
            Err(e) if e.kind() == ErrorKind::WouldBlock => {}
            result => return result.map(|n| (n, waits)),
        }
    }
}
