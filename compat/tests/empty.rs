//! A bridge does not forward a call without room or without bytes. A foreign type might wait for ever, panic, or take
//! the call for the end.
#![cfg(all(
    feature = "tokio-1",
    feature = "futures-03",
    feature = "hyper-1",
    feature = "std-io",
    feature = "embedded-io-async-07"
))]

use poll_io::{AsyncRead, AsyncWrite, BorrowedBuf, IoSlice, IoSliceMut, Result};
use poll_io_compat::{FromEmbedded, FromFutures, FromHyper, FromStd, FromTokio};
use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll, Waker},
};

/// Must not be called.
struct Never;

/// Implements the traits of a family with methods that must not be called.
macro_rules! never {
    ($read:path, $room:ty => $count:ty, $write:path, $end:ident) => {
        impl $read for Never {
            fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: $room) -> Poll<Result<$count>> {
                panic!("an empty read has arrived")
            }
        }

        impl $write for Never {
            fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<Result<usize>> {
                panic!("an empty write has arrived")
            }
            fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                Poll::Pending
            }
            fn $end(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                Poll::Pending
            }
        }
    };
}

never!(tokio::io::AsyncRead, &mut tokio::io::ReadBuf<'_> => (), tokio::io::AsyncWrite, poll_shutdown);
never!(futures_io::AsyncRead, &mut [u8] => usize, futures_io::AsyncWrite, poll_close);
never!(hyper::rt::Read, hyper::rt::ReadBufCursor<'_> => (), hyper::rt::Write, poll_shutdown);

impl std::io::Read for Never {
    fn read(&mut self, _: &mut [u8]) -> Result<usize> {
        panic!("an empty read has arrived")
    }
}

impl std::io::Write for Never {
    fn write(&mut self, _: &[u8]) -> Result<usize> {
        panic!("an empty write has arrived")
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl embedded_io_async::ErrorType for Never {
    type Error = Infallible;
}

impl embedded_io_async::Read for Never {
    async fn read(&mut self, _: &mut [u8]) -> std::result::Result<usize, Infallible> {
        panic!("an empty read has arrived")
    }
}

impl embedded_io_async::Write for Never {
    async fn write(&mut self, _: &[u8]) -> std::result::Result<usize, Infallible> {
        panic!("an empty write has arrived")
    }
    async fn flush(&mut self) -> std::result::Result<(), Infallible> {
        Ok(())
    }
}

/// Makes every call without room or without bytes.
fn makes_no_call(mut io: impl AsyncRead + AsyncWrite + Unpin) {
    let (mut io, cx) = (Pin::new(&mut io), &mut Context::from_waker(Waker::noop()));
    let read = io.as_mut().poll_read(cx, BorrowedBuf::from(&mut [0_u8; 0][..]).unfilled());
    assert!(matches!(read, Poll::Ready(Ok(()))));
    assert!(matches!(io.as_mut().poll_read_vectored(cx, &mut []), Poll::Ready(Ok(0))));
    let mut empty = [IoSliceMut::new(&mut []), IoSliceMut::new(&mut [])];
    assert!(matches!(io.as_mut().poll_read_vectored(cx, &mut empty), Poll::Ready(Ok(0))));
    assert!(matches!(io.as_mut().poll_write(cx, b""), Poll::Ready(Ok(0))));
    assert!(matches!(io.as_mut().poll_write_vectored(cx, &[]), Poll::Ready(Ok(0))));
    assert!(matches!(io.as_mut().poll_write_vectored(cx, &[IoSlice::new(b"")]), Poll::Ready(Ok(0))));
}

#[test]
fn an_empty_call_does_not_reach_a_foreign_type() {
    makes_no_call(FromTokio::new(Never));
    makes_no_call(FromFutures::new(Never));
    makes_no_call(FromHyper::new(Never));
    makes_no_call(FromStd::new(Never));
    makes_no_call(FromEmbedded::new(Never));
}

/// A socket that has nothing to read, or that is full, would wait in an empty call.
#[cfg(unix)]
#[test]
fn an_empty_call_of_a_socket_does_not_wait() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (here, _there) = tokio::net::UnixStream::pair().unwrap();
        makes_no_call(FromTokio::new(here));
        let (here, _there) = std::os::unix::net::UnixStream::pair().unwrap();
        makes_no_call(FromFutures::new(smol::Async::new(here).unwrap()));
    });
}
