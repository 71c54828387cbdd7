use super::{
    driver::{Always, Checked, DOES_NOT_WAIT, Driver, broken, pass, report, same},
    reader::Reads,
};
use crate::{AsyncBufRead, Error};
use core::{
    panic::AssertUnwindSafe,
    pin::Pin,
    task::{Context, Poll},
};
use std::{panic, vec::Vec};

const BUF_READ: Always = Always { pending: "B3", error: "B3", kind: "B3" };

/// Checks a reader that has a buffer against B1 to B6. As a reader it is checked by [`reader`](super::reader()).
///
/// `make` and `expected` are as there.
///
/// # Panics
///
/// With the clauses that are broken.
///
/// # Examples
///
/// ```
/// use poll_io::{BufReader, test_util::conformance};
///
/// let text = b"hello, world";
/// conformance::buf_reader(|| BufReader::with_capacity(3, &text[..]), text);
/// ```
#[track_caller]
pub fn buf_reader<R: AsyncBufRead + Unpin>(mut make: impl FnMut() -> R, expected: &[u8]) {
    let make = &mut make;
    let base = pass("B2", || {
        for most in [1, 2, 5, usize::MAX] {
            Fills::new(make(), expected).consume_all(most)?;
        }
        Ok(())
    });
    report(base, || {
        Vec::from([
            pass("B4", || excess(make(), expected)),
            pass("B5", || Fills::new(make(), expected).one_stream()),
            pass("B6", || Fills::new(make(), expected).read_after_pending()),
        ])
    });
}

/// Checks how a reader that has a buffer waits for something to buffer: B3.
///
/// `make` is as for [`reader_wakes`](super::reader_wakes).
///
/// # Panics
///
/// With the clauses that are broken. And if the reader does not wait.
///
/// # Examples
///
/// ```
/// use poll_io::{BufReader, simplex, test_util::conformance};
///
/// conformance::buf_reader_wakes(|| {
///     let (reader, writer) = simplex(8);
///     (BufReader::new(reader), || drop(writer))
/// });
/// ```
#[track_caller]
pub fn buf_reader_wakes<R: AsyncBufRead + Unpin, F: FnOnce()>(mut make: impl FnMut() -> (R, F)) {
    let base = pass("B3", || {
        let ((mut reader, feed), mut driver) = (make(), Driver::new(BUF_READ));
        let woken = driver.waits(&mut reader, poll_fill, |_| broken!("B3", "{DOES_NOT_WAIT}"))?;
        feed();
        driver.goes_on("B3", &woken, &mut reader, poll_fill)
    });
    report(base, Vec::new);
}

/// Fills, and hands out a copy of what is lent.
fn poll_fill<R: AsyncBufRead + Unpin>(reader: &mut R, cx: &mut Context<'_>) -> Poll<crate::Result<Vec<u8>>> {
    Pin::new(reader).poll_fill_buf(cx).map_ok(<[u8]>::to_vec)
}

/// A reader that has a buffer, and how much was consumed of what it must return.
struct Fills<'a, R> {
    reads: Reads<'a, R>,
    driver: Driver,
    expected: &'a [u8],
    at: usize,
}

impl<'a, R: AsyncBufRead + Unpin> Fills<'a, R> {
    fn new(reader: R, expected: &'a [u8]) -> Self {
        Fills { reads: Reads::new(reader, expected), driver: Driver::new(BUF_READ), expected, at: 0 }
    }

    fn fill(&mut self) -> Checked<Result<Vec<u8>, Error>> {
        self.driver.call(&mut self.reads.reader, poll_fill, |_| Ok(()))
    }

    fn fill_once(&mut self) -> Checked<Option<Result<Vec<u8>, Error>>> {
        self.driver.once(&mut self.reads.reader, poll_fill)
    }

    fn consume(&mut self, n: usize) {
        Pin::new(&mut self.reads.reader).consume(n);
        self.at += n;
    }

    /// Compares what has come with what is next, or sees to it that nothing is left.
    fn next(&self, clause: &'static str, end: &'static str, got: &[u8]) -> Checked {
        let left = &self.expected[self.at..];
        if got.is_empty() && !left.is_empty() {
            broken!(end, "it ended after {} of {} bytes", self.at, self.expected.len());
        }
        same(clause, got, left)
    }

    fn consume_all(&mut self, most: usize) -> Checked {
        let mut ends = 0;
        while ends < 4 {
            let bytes = match self.fill()? {
                Ok(bytes) => bytes,
                Err(e) if self.at == self.expected.len() => broken!("B2", "at its end it failed: {e}"),
                Err(_) => continue,
            };
            // What is wrong with the first bytes is not the fault of `consume`.
            let clause = if self.at == 0 { "B5" } else { "B4" };
            self.next(self.driver.blame(clause), self.driver.blame("B2"), &bytes)?;
            self.driver.settle();
            ends += usize::from(bytes.is_empty());
            match self.fill_once()? {
                Some(Ok(again)) if again.starts_with(&bytes) => {}
                Some(Ok(again)) => broken!(
                    "B1",
                    "it lent \"{}\" in the place of \"{}\", which was not consumed",
                    again.escape_ascii(),
                    bytes.escape_ascii()
                ),
                Some(Err(e)) if bytes.is_empty() => broken!("B2", "at its end it failed: {e}"),
                Some(Err(e)) => broken!("B1", "it failed, and has bytes: {e}"),
                None if bytes.is_empty() => {}
                None => broken!("B1", "it was Pending, and has bytes"),
            }
            self.consume(0);
            self.consume(bytes.len().min(most));
        }
        Ok(())
    }

    /// Takes bytes in every way in turn.
    fn one_stream(&mut self) -> Checked {
        for step in 0.. {
            let piece = match step % 4 {
                0 | 2 => self.fill()?,
                1 => self.reads.read(2, true)?,
                _ => self.reads.read_vectored(&[1, 0, 2])?,
            };
            let Ok(piece) = piece else { continue };
            self.next("B5", "B5", &piece)?;
            match step % 4 {
                0 => self.consume(piece.len().min(1)),
                // Lent, not consumed: what is read next is this.
                2 => {}
                _ => self.at += piece.len(),
            }
            if piece.is_empty() {
                break;
            }
        }
        Ok(())
    }

    /// Gives up on a fill that is `Pending`, and reads in its place.
    fn read_after_pending(&mut self) -> Checked {
        loop {
            let piece = match self.fill_once()? {
                Some(Ok(bytes)) => {
                    self.next("B6", "B6", &bytes)?;
                    self.consume(bytes.len().min(3));
                    bytes
                }
                Some(Err(_)) => continue,
                None => match self.reads.read(2, true)? {
                    Ok(piece) => {
                        self.next("B6", "B6", &piece)?;
                        self.at += piece.len();
                        piece
                    }
                    Err(_) => continue,
                },
            };
            if piece.is_empty() {
                return Ok(());
            }
        }
    }
}

/// Consumes more than was lent: a panic is well, and so is no more than what was lent.
fn excess<R: AsyncBufRead + Unpin>(reader: R, expected: &[u8]) -> Checked {
    let mut fills = Fills::new(reader, expected);
    let Ok(bytes) = fills.fill()? else { return Ok(()) };
    let amt = bytes.len() + 1;
    let reader = &mut fills.reads.reader;
    if panic::catch_unwind(AssertUnwindSafe(|| Pin::new(reader).consume(amt))).is_err() {
        return Ok(());
    }
    // That it ends early by what was consumed in excess is the caller's doing.
    fills.at = bytes.len();
    while let Ok(bytes) = fills.fill()? {
        if bytes.is_empty() {
            break;
        }
        same("B4", &bytes, &expected[fills.at..])?;
        fills.consume(bytes.len());
    }
    Ok(())
}
