//! The design *named*: the consumers are on the trait and return named futures.
#![allow(dead_code, reason = "a case uses a part of it")]

use poll_io::{BorrowedBuf, BorrowedCursor, ErrorKind, Result};
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

pub trait AsyncRead {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self>
    where
        Self: Sized + Unpin,
    {
        ReadExact { reader: self, buf, filled: 0 }
    }
}

pub struct ReadExact<'a, R: ?Sized> {
    reader: &'a mut R,
    buf: &'a mut [u8],
    filled: usize,
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadExact<'_, R> {
    type Output = Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        while this.filled < this.buf.len() {
            let mut rest = BorrowedBuf::from(&mut this.buf[this.filled..]);
            ready!(Pin::new(&mut *this.reader).poll_read(cx, rest.unfilled()))?;
            if rest.len() == 0 {
                return Poll::Ready(Err(ErrorKind::UnexpectedEof.into()));
            }
            this.filled += rest.len();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for &[u8] {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        poll_io::AsyncRead::poll_read(self, cx, buf)
    }
}

impl<R: AsyncRead + Unpin + ?Sized> AsyncRead for Box<R> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_read(cx, buf)
    }
}
