//! Models of two threads that use the halves of a stream, or the ends of a pipe. Loom runs each model in every order of steps
//! that it finds. The models check that no wake-up is lost, that no task waits forever, and that a drop ends the wait of the
//! other side.
//!
//! Run them with `RUSTFLAGS='--cfg loom' cargo test --release --lib models`.

use crate::{
    AsyncRead, AsyncWrite, BorrowedBuf, BorrowedCursor, ErrorKind, Result, duplex, prelude::*, simplex, split,
};
use alloc::vec::Vec;
use core::{
    pin::Pin,
    task::{Context, Poll},
};
use loom::{future::block_on, sync::Arc, thread};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `f` in every order of steps that preempts threads at most three times. Without a bound, some models run for hours.
/// `LOOM_MAX_PREEMPTIONS` sets another bound.
fn model(f: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound.get_or_insert(3);
    builder.check(f);
}

/// This stream has no lock of its own. Loom notices if two threads use it at the same time.
struct Unlocked(Vec<u8>);

impl AsyncRead for Unlocked {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if let Some(byte) = self.0.pop() {
            buf.append(&[byte]);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Unlocked {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.0.extend_from_slice(buf);
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[test]
fn halves_take_turns_and_can_be_reunited() {
    model(|| {
        let (mut reader, mut writer) = split(Unlocked(Vec::from(*b"a")));
        let write = thread::spawn(move || {
            block_on(writer.write_all(b"b")).unwrap();
            writer
        });
        let first = block_on(reader.read_u8()).unwrap();
        let writer = write.join().unwrap();
        let rest = reader.unsplit(writer).ok().unwrap().0;
        assert!(matches!((first, &rest[..]), (b'a', b"b") | (b'b', b"a")));
    });
}

/// A half that is polled twice while it waits for the lock is woken by the waker of the second poll.
#[test]
fn a_half_that_waits_is_woken_by_its_latest_waker() {
    model(|| {
        let (mut reader, mut writer) = split(Unlocked(Vec::from(*b"a")));
        let read = thread::spawn(move || block_on(reader.read_u8()).unwrap());
        let mut stale = Context::from_waker(core::task::Waker::noop());
        if Pin::new(&mut writer).poll_flush(&mut stale).is_pending() {
            block_on(writer.flush()).unwrap();
        }
        assert_eq!(read.join().unwrap(), b'a');
    });
}

/// The half leaves its waker in the lock. The half that holds the lock removes the waker.
#[test]
fn a_half_is_dropped_while_it_waits() {
    model(|| {
        let (mut reader, mut writer) = split(Unlocked(Vec::from(*b"a")));
        let read = thread::spawn(move || block_on(reader.read_u8()).unwrap());
        let _ = Pin::new(&mut writer).poll_flush(&mut Context::from_waker(core::task::Waker::noop()));
        drop(writer);
        assert_eq!(read.join().unwrap(), b'a');
    });
}

/// A stream whose reads panic.
struct Panics(Unlocked);

impl AsyncRead for Panics {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        // `panic!` would print a message in each run.
        std::panic::resume_unwind(alloc::boxed::Box::new(()))
    }
}

impl AsyncWrite for Panics {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

#[test]
fn a_panic_wakes_the_half_that_waits() {
    model(|| {
        let (mut reader, mut writer) = split(Panics(Unlocked(Vec::new())));
        let read = thread::spawn(move || {
            assert!(catch_unwind(AssertUnwindSafe(|| block_on(reader.read_u8()))).is_err());
        });
        block_on(writer.flush()).unwrap();
        read.join().unwrap();
    });
}

/// A call of `is_write_vectored` takes the lock for a moment, on any number of threads. It releases the lock as a poll does.
#[test]
fn is_write_vectored_on_two_threads_keeps_no_half_waiting() {
    model(|| {
        let (mut reader, writer) = split(Unlocked(Vec::from(*b"a")));
        let writer = Arc::new(writer);
        let hints: Vec<_> = (0..2)
            .map(|_| {
                let writer = writer.clone();
                thread::spawn(move || writer.is_write_vectored())
            })
            .collect();
        assert_eq!(block_on(reader.read_u8()).unwrap(), b'a');
        for hint in hints {
            assert!(!hint.join().unwrap());
        }
    });
}

#[test]
fn a_pipe_loses_no_byte_and_no_wake_up() {
    model(|| {
        let (mut reader, mut writer) = simplex(1);
        let write = thread::spawn(move || block_on(writer.write_all(b"ab")).unwrap());
        let mut bytes = Vec::new();
        block_on(reader.read_to_end(&mut bytes)).unwrap();
        assert_eq!(bytes, b"ab");
        write.join().unwrap();
    });
}

#[test]
fn dropping_the_writer_ends_the_wait_of_the_reader() {
    model(|| {
        let (mut reader, writer) = simplex(1);
        let close = thread::spawn(move || drop(writer));
        assert_eq!(block_on(reader.read(&mut [0])).unwrap(), 0);
        close.join().unwrap();
    });
}

#[test]
fn dropping_the_reader_ends_the_wait_of_the_writer() {
    model(|| {
        let (reader, mut writer) = simplex(1);
        let close = thread::spawn(move || drop(reader));
        assert_eq!(block_on(writer.write_all(b"ab")).unwrap_err().kind(), ErrorKind::BrokenPipe);
        close.join().unwrap();
    });
}

#[test]
fn a_shutdown_ends_the_wait_of_the_reader_after_the_last_byte() {
    model(|| {
        let (mut reader, mut writer) = simplex(2);
        let close = thread::spawn(move || {
            block_on(writer.write_all(b"a")).unwrap();
            block_on(writer.shutdown()).unwrap();
            writer
        });
        let mut bytes = Vec::new();
        block_on(reader.read_to_end(&mut bytes)).unwrap();
        assert_eq!(bytes, b"a");
        drop(close.join().unwrap());
    });
}

#[test]
fn a_request_is_answered_through_a_duplex() {
    model(|| {
        let (mut client, mut server) = duplex(1);
        let serve = thread::spawn(move || {
            let question = block_on(server.read_u8()).unwrap();
            block_on(server.write_u8(question + 1)).unwrap();
        });
        block_on(client.write_u8(1)).unwrap();
        assert_eq!(block_on(client.read_u8()).unwrap(), 2);
        serve.join().unwrap();
        assert_eq!(block_on(client.read(&mut [0])).unwrap(), 0, "the server is gone");
    });
}

/// A task that polls twice with different wakers is woken by the second waker.
#[test]
fn the_latest_waker_is_woken() {
    model(|| {
        let (mut reader, mut writer) = simplex(1);
        let mut byte = [0];
        let mut buf = BorrowedBuf::from(&mut byte[..]);
        let mut cx = Context::from_waker(core::task::Waker::noop());
        assert!(Pin::new(&mut reader).poll_read(&mut cx, buf.unfilled()).is_pending());
        let write = thread::spawn(move || block_on(writer.write_all(b"a")).unwrap());
        assert_eq!(block_on(reader.read_u8()).unwrap(), b'a');
        write.join().unwrap();
    });
}
