//! A stack as a trait object, so that layers can be put on it in any order.
//!
//! A trait object has all four traits. If a layer lacks a trait, a wrapper adds it, and its methods panic. The field
//! `has` of a stack names the traits that the stack really has, and a plan that uses another trait is not run.

use super::world::{World, count};
use poll_io::{BorrowedCursor, IoSlice, IoSliceMut, Result, SeekFrom, prelude::*};
use std::{
    fmt::{self, Debug},
    pin::Pin,
    task::{Context, Poll},
};

/// The traits of every stack.
pub trait Stream: AsyncBufRead + AsyncWrite + AsyncSeek + Debug {}

impl<T: AsyncBufRead + AsyncWrite + AsyncSeek + Debug> Stream for T {}

pub type Object = Pin<Box<dyn Stream>>;

/// Wraps a type that only reads.
#[derive(Debug)]
pub struct Reads<T>(pub T);

/// Wraps a type that only reads and has a buffer.
#[derive(Debug)]
pub struct Buffers<T>(pub T);

/// Wraps a type that only writes.
#[derive(Debug)]
pub struct Writes<T>(pub T);

/// Wraps a type that reads and writes.
#[derive(Debug)]
pub struct ReadsAndWrites<T>(pub T);

/// Wraps a type that reads, writes and has a buffer.
#[derive(Debug)]
pub struct BuffersAndWrites<T>(pub T);

/// Counts the calls of a pipe, and the calls that were ready, as an end does.
#[derive(Debug)]
pub struct Metered<T> {
    io: T,
    meter: Meter,
}

struct Meter(World);

impl Debug for Meter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Meter")
    }
}

impl<T> Metered<T> {
    pub fn new(world: &World, io: T) -> Self {
        Metered { io, meter: Meter(world.clone()) }
    }

    fn counted<U>(&self, poll: Poll<U>) -> Poll<U> {
        count(&self.meter.0.calls);
        if poll.is_ready() {
            count(&self.meter.0.steps);
        }
        poll
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Metered<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let poll = Pin::new(&mut self.io).poll_read(cx, buf);
        self.counted(poll)
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let poll = Pin::new(&mut self.io).poll_read_vectored(cx, bufs);
        self.counted(poll)
    }

    fn remaining_hint(&self) -> usize {
        self.io.remaining_hint()
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Metered<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let poll = Pin::new(&mut self.io).poll_write(cx, buf);
        self.counted(poll)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let poll = Pin::new(&mut self.io).poll_flush(cx);
        self.counted(poll)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let poll = Pin::new(&mut self.io).poll_shutdown(cx);
        self.counted(poll)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let poll = Pin::new(&mut self.io).poll_write_vectored(cx, bufs);
        self.counted(poll)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }
}

#[cold]
fn lacking() -> ! {
    unreachable!("a plan uses a trait that its stack does not have")
}

macro_rules! has_read {
    ($($name:ident)*) => {$(
        impl<T: AsyncRead + Unpin> AsyncRead for $name<T> {
            fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
                Pin::new(&mut self.0).poll_read(cx, buf)
            }

            fn poll_read_vectored(
                mut self: Pin<&mut Self>,
                cx: &mut Context<'_>,
                bufs: &mut [IoSliceMut<'_>],
            ) -> Poll<Result<usize>> {
                Pin::new(&mut self.0).poll_read_vectored(cx, bufs)
            }

            fn remaining_hint(&self) -> usize {
                self.0.remaining_hint()
            }
        }
    )*};
}

macro_rules! has_buf_read {
    ($($name:ident)*) => {$(
        impl<T: AsyncBufRead + Unpin> AsyncBufRead for $name<T> {
            fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
                Pin::new(&mut self.get_mut().0).poll_fill_buf(cx)
            }

            fn consume(mut self: Pin<&mut Self>, amt: usize) {
                Pin::new(&mut self.0).consume(amt);
            }
        }
    )*};
}

macro_rules! has_write {
    ($($name:ident)*) => {$(
        impl<T: AsyncWrite + Unpin> AsyncWrite for $name<T> {
            fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
                Pin::new(&mut self.0).poll_write(cx, buf)
            }

            fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
                Pin::new(&mut self.0).poll_flush(cx)
            }

            fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
                Pin::new(&mut self.0).poll_shutdown(cx)
            }

            fn poll_write_vectored(
                mut self: Pin<&mut Self>,
                cx: &mut Context<'_>,
                bufs: &[IoSlice<'_>],
            ) -> Poll<Result<usize>> {
                Pin::new(&mut self.0).poll_write_vectored(cx, bufs)
            }

            fn is_write_vectored(&self) -> bool {
                self.0.is_write_vectored()
            }
        }
    )*};
}

macro_rules! lacks_read {
    ($($name:ident)*) => {$(
        impl<T: Unpin> AsyncRead for $name<T> {
            fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
                lacking()
            }
        }
    )*};
}

macro_rules! lacks_buf_read {
    ($($name:ident: $bound:path;)*) => {$(
        impl<T: $bound + Unpin> AsyncBufRead for $name<T> {
            fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
                lacking()
            }

            fn consume(self: Pin<&mut Self>, _: usize) {
                lacking()
            }
        }
    )*};
}

macro_rules! lacks_write {
    ($($name:ident)*) => {$(
        impl<T: Unpin> AsyncWrite for $name<T> {
            fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<Result<usize>> {
                lacking()
            }

            fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                lacking()
            }

            fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                lacking()
            }
        }
    )*};
}

macro_rules! lacks_seek {
    ($($name:ident)*) => {$(
        impl<T: Unpin> AsyncSeek for $name<T> {
            fn poll_seek(self: Pin<&mut Self>, _: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
                lacking()
            }
        }
    )*};
}

has_read!(Reads Buffers ReadsAndWrites BuffersAndWrites);
has_buf_read!(Buffers BuffersAndWrites);
has_write!(Writes ReadsAndWrites BuffersAndWrites);
lacks_read!(Writes);
lacks_buf_read!(Reads: AsyncRead; ReadsAndWrites: AsyncRead; Writes: Sized;);
lacks_write!(Reads Buffers);
lacks_seek!(Reads Buffers Writes ReadsAndWrites BuffersAndWrites);
