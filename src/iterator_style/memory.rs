//! The impls for types in memory. They forward to the split design, and override methods where one copy does the work.

use super::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite,
    forward::{buf_reads_as, reads_as, seeks_as, writes_as},
};
use crate::{
    Empty, Repeat, Result, Sink,
    future::{completed, unexpected_eof},
};
#[cfg(feature = "alloc")]
use crate::{Error, ErrorKind};
#[cfg(feature = "std")]
use alloc::boxed::Box;
#[cfg(feature = "alloc")]
use alloc::{collections::VecDeque, vec::Vec};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};
#[cfg(feature = "std")]
use std::io::Cursor;

/// Returns all bytes that a reader in memory has left. It never waits.
#[inline]
fn all<R: crate::AsyncBufRead + Unpin>(reader: &mut R) -> &[u8] {
    match Pin::new(reader).poll_fill_buf(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(bytes)) => bytes,
        _ => &[],
    }
}

#[inline]
fn consume<R: crate::AsyncBufRead + Unpin>(reader: &mut R, amt: usize) {
    Pin::new(reader).consume(amt);
}

/// A future that does all of its work in the first poll. It is smaller than the future of an `async fn`, and it is `Unpin`, as the
/// other futures of this crate are.
struct AtOnce<F>(Option<F>);

impl<F> Unpin for AtOnce<F> {}

impl<T, F: FnOnce() -> T> Future for AtOnce<F> {
    type Output = T;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        match self.0.take() {
            Some(work) => Poll::Ready(work()),
            None => completed(),
        }
    }
}

/// Generates the overrides for a reader that has all bytes in one slice. Each override makes one copy.
macro_rules! in_one_piece {
    () => {
        #[inline]
        fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> impl Future<Output = Result<()>> {
            AtOnce(Some(move || {
                let (bytes, n) = (all(self), buf.len());
                if let Some(bytes) = bytes.get(..n) {
                    // The length is often a constant of the caller. Then this copy needs no function call.
                    buf.copy_from_slice(bytes);
                    consume(self, n);
                    return Ok(());
                }
                let n = bytes.len();
                buf[..n].copy_from_slice(bytes);
                consume(self, n);
                Err(unexpected_eof())
            }))
        }

        #[cfg(feature = "alloc")]
        #[inline]
        fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> impl Future<Output = Result<usize>> {
            AtOnce(Some(move || {
                let bytes = all(self);
                let n = bytes.len();
                buf.try_reserve(n).map_err(|_| Error::from(ErrorKind::OutOfMemory))?;
                buf.extend_from_slice(bytes);
                consume(self, n);
                Ok(n)
            }))
        }
    };
}

impl AsyncRead for &[u8] {
    reads_as!(crate, |this| this, |this| this);
    in_one_piece!();
}

impl AsyncBufRead for &[u8] {
    buf_reads_as!(crate, |this| this);
}

impl AsyncWrite for &mut [u8] {
    writes_as!(crate, |this| this, |this| this);
}

#[cfg(feature = "alloc")]
impl AsyncWrite for Vec<u8> {
    writes_as!(crate, |this| this, |this| this);

    #[inline]
    fn write_all<'a>(&'a mut self, buf: &'a [u8]) -> impl Future<Output = Result<()>> {
        AtOnce(Some(|| {
            self.extend_from_slice(buf);
            Ok(())
        }))
    }
}

#[cfg(feature = "alloc")]
impl AsyncRead for VecDeque<u8> {
    reads_as!(crate, |this| this, |this| this);
}

#[cfg(feature = "alloc")]
impl AsyncBufRead for VecDeque<u8> {
    buf_reads_as!(crate, |this| this);
}

#[cfg(feature = "alloc")]
impl AsyncWrite for VecDeque<u8> {
    writes_as!(crate, |this| this, |this| this);
}

#[cfg(feature = "std")]
impl<T: AsRef<[u8]> + Unpin> AsyncRead for Cursor<T> {
    reads_as!(crate, |this| this, |this| this);
    in_one_piece!();
}

#[cfg(feature = "std")]
impl<T: AsRef<[u8]> + Unpin> AsyncBufRead for Cursor<T> {
    buf_reads_as!(crate, |this| this);
}

#[cfg(feature = "std")]
impl<T: AsRef<[u8]> + Unpin> AsyncSeek for Cursor<T> {
    seeks_as!(crate, |this| this);
}

#[cfg(feature = "std")]
impl AsyncWrite for Cursor<&mut [u8]> {
    writes_as!(crate, |this| this, |this| this);
}

#[cfg(feature = "std")]
impl AsyncWrite for Cursor<Vec<u8>> {
    writes_as!(crate, |this| this, |this| this);
}

#[cfg(feature = "std")]
impl AsyncWrite for Cursor<&mut Vec<u8>> {
    writes_as!(crate, |this| this, |this| this);
}

#[cfg(feature = "std")]
impl AsyncWrite for Cursor<Box<[u8]>> {
    writes_as!(crate, |this| this, |this| this);
}

#[cfg(feature = "std")]
impl<const N: usize> AsyncWrite for Cursor<[u8; N]> {
    writes_as!(crate, |this| this, |this| this);
}

impl AsyncRead for Empty {
    reads_as!(crate, |this| this, |this| this);
}

impl AsyncBufRead for Empty {
    buf_reads_as!(crate, |this| this);
}

impl AsyncSeek for Empty {
    seeks_as!(crate, |this| this);
}

impl AsyncWrite for Empty {
    writes_as!(crate, |this| this, |this| this);
}

impl AsyncRead for Repeat {
    reads_as!(crate, |this| this, |this| this);
}

impl AsyncWrite for Sink {
    writes_as!(crate, |this| this, |this| this);
}
