//! A design with the methods on the trait, whose futures hold `&mut dyn AsyncRead` instead of `&mut Self`.
#![allow(dead_code, reason = "a case uses a part of it")]

use poll_io::{BorrowedBuf, BorrowedCursor, ErrorKind, Result};
use std::{
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

pub trait AsyncRead {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    /// Every implementor writes this method: a default body cannot make a trait object of an unsized `Self`.
    fn as_dyn<'a>(&'a mut self) -> &'a mut (dyn AsyncRead + Unpin + 'a);

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a> {
        ReadExact { reader: self.as_dyn(), buf }
    }
}

pub struct ReadExact<'a> {
    reader: &'a mut (dyn AsyncRead + Unpin + 'a),
    buf: &'a mut [u8],
}

impl Future for ReadExact<'_> {
    type Output = Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        while !this.buf.is_empty() {
            let mut buf = BorrowedBuf::from(&mut *this.buf);
            ready!(Pin::new(&mut *this.reader).poll_read(cx, buf.unfilled()))?;
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
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        poll_io::AsyncRead::poll_read(self, cx, buf)
    }

    fn as_dyn<'a>(&'a mut self) -> &'a mut (dyn AsyncRead + Unpin + 'a) {
        self
    }
}
