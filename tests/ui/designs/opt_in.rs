//! A design whose Ext trait has no blanket impl: an implementor opts in with one line, and may override any method.
#![allow(dead_code, reason = "a case uses a part of it")]

use poll_io::{BorrowedBuf, ErrorKind, Result};
use std::{
    future::{Future, poll_fn},
    pin::Pin,
};

pub use poll_io::AsyncRead;

pub trait AsyncReadExt: AsyncRead {
    fn read_exact(&mut self, mut buf: &mut [u8]) -> impl Future<Output = Result<()>>
    where
        Self: Unpin,
    {
        async move {
            while !buf.is_empty() {
                let filled = poll_fn(|cx| {
                    let mut cursor = BorrowedBuf::from(&mut *buf);
                    Pin::new(&mut *self).poll_read(cx, cursor.unfilled()).map_ok(|()| cursor.len())
                });
                match filled.await? {
                    0 => return Err(ErrorKind::UnexpectedEof.into()),
                    filled => buf = &mut buf[filled..],
                }
            }
            Ok(())
        }
    }
}

impl AsyncReadExt for &[u8] {}

/// The methods have no `where Self: Sized`, so the trait is not dyn compatible. In return, every `R` here has the
/// methods, and an override is forwarded.
impl<R: AsyncReadExt + Unpin + ?Sized> AsyncReadExt for &mut R {
    fn read_exact(&mut self, buf: &mut [u8]) -> impl Future<Output = Result<()>> {
        (**self).read_exact(buf)
    }
}

impl<R: AsyncReadExt + Unpin + ?Sized> AsyncReadExt for Box<R> {
    fn read_exact(&mut self, buf: &mut [u8]) -> impl Future<Output = Result<()>> {
        (**self).read_exact(buf)
    }
}

/// Trait objects have the default methods. Each set of auto traits needs its own impl.
impl AsyncReadExt for dyn AsyncRead + Unpin + '_ {}
