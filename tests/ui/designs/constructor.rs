//! The design *constructor*: named futures on the trait, each with a public constructor that takes a poll function.
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

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> ReadExact<'a, Self>
    where
        Self: Sized + Unpin,
    {
        ReadExact::with(self, buf, Self::poll_read)
    }
}

/// Reads some bytes into a cursor, as `poll_read` does.
pub type PollRead<R> = fn(Pin<&mut R>, &mut Context<'_>, BorrowedCursor<'_>) -> Poll<Result<()>>;

pub struct ReadExact<'a, R: ?Sized> {
    reader: &'a mut R,
    /// The part that is still to be filled.
    buf: &'a mut [u8],
    poll_read: PollRead<R>,
}

impl<'a, R: ?Sized> ReadExact<'a, R> {
    /// Fills `buf` by calling `poll_read` until it is full. An implementor passes a function that is faster than its own
    /// `poll_read`.
    pub fn with(reader: &'a mut R, buf: &'a mut [u8], poll_read: PollRead<R>) -> Self {
        ReadExact { reader, buf, poll_read }
    }
}

impl<R: Unpin + ?Sized> Future for ReadExact<'_, R> {
    type Output = Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        while !this.buf.is_empty() {
            let mut buf = BorrowedBuf::from(&mut *this.buf);
            ready!((this.poll_read)(Pin::new(&mut *this.reader), cx, buf.unfilled()))?;
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
}

impl<R: AsyncRead + Unpin + ?Sized> AsyncRead for &mut R {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_read(cx, buf)
    }
}

impl<R: AsyncRead + Unpin + ?Sized> AsyncRead for Box<R> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut **self).poll_read(cx, buf)
    }
}
