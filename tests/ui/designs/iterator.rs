//! The Iterator style: the consumers stand on the trait, and return whatever future the implementor makes.
#![allow(dead_code, reason = "a case uses a part of it")]

use poll_io::{BorrowedBuf, BorrowedCursor, ErrorKind, Result};
use std::{
    future::{Future, poll_fn},
    pin::Pin,
    task::{Context, Poll},
};

pub trait AsyncRead {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> impl Future<Output = Result<usize>>
    where
        Self: Sized + Unpin,
    {
        poll_fn(move |cx| {
            let mut cursor = BorrowedBuf::from(&mut *buf);
            Pin::new(&mut *self).poll_read(cx, cursor.unfilled()).map_ok(|()| cursor.len())
        })
    }

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> impl Future<Output = Result<()>>
    where
        Self: Sized + Unpin,
    {
        async move {
            let mut rest = buf;
            while !rest.is_empty() {
                match self.read(rest).await? {
                    0 => return Err(ErrorKind::UnexpectedEof.into()),
                    n => rest = &mut rest[n..],
                }
            }
            Ok(())
        }
    }

    fn take(self, limit: u64) -> poll_io::Take<IntoSplit<Self>>
    where
        Self: Sized + Unpin,
    {
        poll_io::AsyncReadExt::take(IntoSplit(self), limit)
    }
}

pub struct IntoSplit<R>(R);

impl<R: AsyncRead + Unpin> poll_io::AsyncRead for IntoSplit<R> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
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
        }
    };
}
forward_through!(&mut R);
forward_through!(Box<R>);
