//! The split design with `&mut self` instead of `Pin<&mut Self>`, as in futures-io until 0.3.0-alpha.13.
#![allow(dead_code, reason = "a case uses a part of it")]

use poll_io::{BorrowedBuf, BorrowedCursor, ErrorKind, Result};
use std::{
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

pub trait AsyncRead {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;
}

pub trait AsyncReadExt: AsyncRead {
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self> {
        ReadExact { reader: self, buf }
    }
}

impl<R: AsyncRead + ?Sized> AsyncReadExt for R {}

pub struct ReadExact<'a, R: ?Sized> {
    reader: &'a mut R,
    buf: &'a mut [u8],
}

impl<R: AsyncRead + ?Sized> Future for ReadExact<'_, R> {
    type Output = Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        while !this.buf.is_empty() {
            let mut buf = BorrowedBuf::from(&mut *this.buf);
            ready!(this.reader.poll_read(cx, buf.unfilled()))?;
            let filled = buf.len();
            if filled == 0 {
                return Poll::Ready(Err(ErrorKind::UnexpectedEof.into()));
            }
            this.buf = &mut mem::take(&mut this.buf)[filled..];
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for &[u8] {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        poll_io::AsyncRead::poll_read(Pin::new(self), cx, buf)
    }
}

impl<R: AsyncRead + ?Sized> AsyncRead for Box<R> {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        (**self).poll_read(cx, buf)
    }
}
