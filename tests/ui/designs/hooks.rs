//! The design *hooks*: an implementor may override more poll methods of the core trait. The futures of the Ext trait
//! call them.
#![allow(dead_code, reason = "a case uses a part of it")]

use poll_io::{BorrowedBuf, BorrowedCursor, ErrorKind, Result};
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

pub trait AsyncRead {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    /// Fills the cursor. Bytes that are in it when this method returns `Pending` stay there.
    fn poll_read_exact(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: BorrowedCursor<'_>,
    ) -> Poll<Result<()>> {
        while buf.capacity() > 0 {
            let before = buf.capacity();
            ready!(self.as_mut().poll_read(cx, buf.reborrow()))?;
            if buf.capacity() == before {
                return Poll::Ready(Err(ErrorKind::UnexpectedEof.into()));
            }
        }
        Poll::Ready(Ok(()))
    }
}

pub trait AsyncReadExt: AsyncRead {
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self>
    where
        Self: Unpin,
    {
        ReadExact { reader: self, buf, filled: 0 }
    }
}

impl<R: AsyncRead + ?Sized> AsyncReadExt for R {}

pub struct ReadExact<'a, R: ?Sized> {
    reader: &'a mut R,
    buf: &'a mut [u8],
    filled: usize,
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadExact<'_, R> {
    type Output = Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        let mut rest = BorrowedBuf::from(&mut this.buf[this.filled..]);
        let poll = Pin::new(&mut *this.reader).poll_read_exact(cx, rest.unfilled());
        this.filled += rest.len();
        if matches!(poll, Poll::Ready(Ok(()))) && this.filled < this.buf.len() {
            return Poll::Ready(Err(ErrorKind::UnexpectedEof.into()));
        }
        poll
    }
}

impl AsyncRead for &[u8] {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        poll_io::AsyncRead::poll_read(self, cx, buf)
    }
}

macro_rules! forward_through {
    ($pointer:ty) => {
        impl<R: AsyncRead + Unpin + ?Sized> AsyncRead for $pointer {
            fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
                Pin::new(&mut **self).poll_read(cx, buf)
            }

            fn poll_read_exact(
                mut self: Pin<&mut Self>,
                cx: &mut Context<'_>,
                buf: BorrowedCursor<'_>,
            ) -> Poll<Result<()>> {
                Pin::new(&mut **self).poll_read_exact(cx, buf)
            }
        }
    };
}
forward_through!(&mut R);
forward_through!(Box<R>);
