//! Tests the messages of the conformance checks for the rarer violations. Also tests that temporary errors are not
//! reported.
#![cfg(feature = "test-util")]

use poll_io::{
    BorrowedCursor, Either, Error, ErrorKind, IoSliceMut, Result, SeekFrom,
    prelude::*,
    test_util::{
        Builder,
        conformance::{buf_reader, reader, reader_wakes, seeker, violations, writer},
    },
};
use std::{
    io::Cursor,
    mem,
    pin::Pin,
    task::{Context, Poll},
};

const TEXT: &[u8] = b"What a reader returns.";

fn told(check: impl FnOnce()) -> Vec<String> {
    violations(check).iter().map(ToString::to_string).collect()
}

#[test]
fn a_temporary_error_is_not_a_violation() {
    let late = || Error::new(ErrorKind::TimedOut, "late");
    let mock = || {
        let mut script = Builder::new();
        script.read_error(late()).pending().read(&TEXT[..7]).read_error(late()).pending().read(&TEXT[7..9]);
        script.pending().read_error(late()).read(&TEXT[9..]).unfinished().build()
    };
    assert_eq!(told(|| reader(mock, TEXT)), [""; 0]);
    assert_eq!(told(|| buf_reader(mock, TEXT)), [""; 0]);
    // After the last byte, the reader must be at its end and must not fail.
    let mock = || Builder::new().read(TEXT).read_error(late()).unfinished().build();
    assert_eq!(told(|| buf_reader(mock, TEXT)), ["B2: at its end it failed: late"]);
}

#[test]
fn a_panic_is_a_violation_with_the_message_of_the_panic() {
    struct Panics(u8);
    impl AsyncRead for Panics {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
            match self.0 {
                0 => panic!("a text"),
                1 => panic!("text {}", self.0),
                _ => std::panic::panic_any(self.0),
            }
        }
    }
    for (kind, message) in [(0, "a text"), (1, "text 1"), (2, "without a message")] {
        let told = told(|| reader(|| Panics(kind), TEXT));
        assert!(told.iter().all(|line| line.ends_with(&format!("it panicked: {message}"))), "{told:?}");
        assert!(!told.is_empty());
    }
}

/// A stream whose every call returns `WouldBlock`.
struct Blocks;

fn blocked<T>() -> Poll<Result<T>> {
    Poll::Ready(Err(ErrorKind::WouldBlock.into()))
}

impl AsyncRead for Blocks {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        blocked()
    }
}

impl AsyncBufRead for Blocks {
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        blocked()
    }
    fn consume(self: Pin<&mut Self>, _: usize) {}
}

impl AsyncSeek for Blocks {
    fn poll_seek(self: Pin<&mut Self>, _: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
        blocked()
    }
}

impl AsyncWrite for Blocks {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<Result<usize>> {
        blocked()
    }
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        blocked()
    }
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        blocked()
    }
}

/// Runs a check once for each stream that it creates. In the n-th run, the n-th stream blocks. Returns the number of
/// streams.
fn one_that_blocks<T>(
    sound: impl Fn() -> T,
    check: impl Fn(&mut dyn FnMut() -> Either<T, Blocks>),
    clauses: &[&str],
) -> usize {
    for wrong in 1.. {
        let mut made = 0;
        let found = violations(|| {
            check(&mut || {
                made += 1;
                if made == wrong { Either::Right(Blocks) } else { Either::Left(sound()) }
            });
        });
        if made < wrong {
            return made;
        }
        assert!(!found.is_empty(), "instance {wrong} blocks, but the check found nothing");
        assert!(found.iter().all(|violation| clauses.contains(&violation.clause())), "{found:?}");
    }
    unreachable!("each check ends")
}

#[test]
fn every_pass_reports_would_block() {
    assert!(one_that_blocks(|| TEXT, |make| reader(make, TEXT), &["R6"]) > 5);
    // A read through `AsyncRead` breaks the clause of that trait.
    assert!(one_that_blocks(|| TEXT, |make| buf_reader(make, TEXT), &["B3", "R6"]) > 3);
    assert!(one_that_blocks(|| Cursor::new(TEXT), |make| seeker(make, TEXT), &["S5", "R6"]) > 3);
    let taken = |io: &mut Either<Vec<u8>, Blocks>| match io {
        Either::Left(written) => mem::take(written),
        Either::Right(_) => Vec::new(),
    };
    assert!(one_that_blocks(Vec::new, |make| writer(make, taken), &["W5"]) > 5);
}

/// This reader returns text. The test decides the result of a read into an empty buffer, and of a vectored read into non-empty
/// slices.
struct Odd {
    rest: &'static [u8],
    without_room: fn() -> Result<()>,
    vectored: fn() -> Option<ErrorKind>,
}

impl AsyncRead for Odd {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            return Poll::Ready((self.without_room)());
        }
        Pin::new(&mut self.rest).poll_read(cx, buf)
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        match (self.vectored)() {
            Some(kind) if bufs.iter().any(|buf| !buf.is_empty()) => Poll::Ready(Err(kind.into())),
            _ => Pin::new(&mut self.rest).poll_read_vectored(cx, bufs),
        }
    }
}

#[test]
fn faults_with_empty_buffers_and_slices_are_reported() {
    let odd = Odd { rest: TEXT, without_room: || Ok(()), vectored: || None };
    assert_eq!(told(|| reader(|| Odd { ..odd }, TEXT)), [""; 0]);
    let found = told(|| reader(|| Odd { without_room: || Err(Error::other("no room")), ..odd }, TEXT));
    assert_eq!(found, ["R3: without room, it failed: no room"]);
    let found = told(|| reader(|| Odd { vectored: || Some(ErrorKind::WouldBlock), ..odd }, TEXT));
    assert!(found.contains(&"R6: it returned WouldBlock".into()), "{found:?}");
}

#[test]
fn a_reader_that_is_never_ready_is_reported() {
    /// A reader that is always pending. It wakes its task if the field is `true`.
    struct Never(bool);
    impl AsyncRead for Never {
        fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
            if self.0 {
                cx.waker().wake_by_ref();
            }
            Poll::Pending
        }
    }
    let found = told(|| reader(|| Never(true), TEXT));
    assert_eq!(found, ["R4: it was Pending 10000 times in a row"]);
    let found = told(|| reader_wakes(|| (Never(false), || {})));
    assert_eq!(found, ["R4: it returned Pending, and did not wake the waker of the latest call"]);
}

/// A file that seeks correctly but returns another result. Its first read fails.
struct Seeks(Cursor<&'static [u8]>, fn(Result<u64>) -> Result<u64>, bool);

impl AsyncRead for Seeks {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if !mem::replace(&mut self.2, true) {
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncSeek for Seeks {
    fn poll_seek(mut self: Pin<&mut Self>, _: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        let done = std::io::Seek::seek(&mut self.0, pos);
        Poll::Ready((self.1)(done))
    }
}

const END: u64 = TEXT.len() as u64;

/// Returns an error for a position beyond the end.
fn within(at: u64, kind: ErrorKind) -> Result<u64> {
    if at > END { Err(kind.into()) } else { Ok(at) }
}

#[test]
fn wrong_results_of_seeks_are_reported() {
    let found =
        |answer: fn(Result<u64>) -> Result<u64>| told(|| seeker(|| Seeks(Cursor::new(TEXT), answer, false), TEXT));
    assert_eq!(found(|done| done), [""; 0]);
    assert_eq!(found(|_| Err(Error::other("no"))), ["S1: Start(3) failed: no"]);
    assert_eq!(
        found(|done| done.map_err(|_| ErrorKind::TimedOut.into())),
        ["S3: Current(-3) is before the start, and failed with TimedOut"]
    );
    // A seek beyond the end must succeed or return `InvalidInput`.
    assert_eq!(found(|done| done.and_then(|at| within(at, ErrorKind::InvalidInput))), [""; 0]);
    assert_eq!(
        found(|done| done.and_then(|at| within(at, ErrorKind::TimedOut))),
        ["S3: Start(25) failed with TimedOut"]
    );
    assert_eq!(found(|done| done.map(|at| at.min(END))), ["S3: Start(25) returned 22"]);
}
