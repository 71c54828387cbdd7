//! Readiness in place of reading: wait until a stream is ready, and then read without blocking. tokio's `AsyncFd`, async-io
//! and portable-interoperable's `ReadyRead` have this shape.
#![allow(dead_code, reason = "a case uses a part of it")]

use poll_io::{ErrorKind, Result};
use std::{
    future::poll_fn,
    task::{Context, Poll},
};

pub trait ReadyRead {
    /// Waits until a read may give something.
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Reads without blocking; the error is `WouldBlock` where there is nothing yet.
    fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
}

/// Waits, reads, and waits again where the readiness was false. Returns the bytes and the number of the waits.
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
