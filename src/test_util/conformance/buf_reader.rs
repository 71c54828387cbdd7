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

/// Checks a buffered reader against the clauses B1 to B6. Also check it with [`reader`](super::reader()), against R1 to R10.
///
/// `make` makes a new instance for each pass. Each instance must return exactly the bytes `expected`, and then the end of the
/// file. Use at least a dozen bytes.
///
/// # Panics
///
/// Panics if a clause is broken, and names the clause.
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

/// Checks how a buffered reader waits: clause B3.
///
/// `make` makes a reader that must wait, and a closure that ends the wait, as for [`reader_wakes`](super::reader_wakes).
///
/// # Panics
///
/// Panics if a clause is broken, and names the clause. Also panics if the reader does not wait.
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

/// Fills the buffer, and returns a copy of the lent bytes.
fn poll_fill<R: AsyncBufRead + Unpin>(reader: &mut R, cx: &mut Context<'_>) -> Poll<crate::Result<Vec<u8>>> {
    Pin::new(reader).poll_fill_buf(cx).map_ok(<[u8]>::to_vec)
}

/// A buffered reader, and the number of expected bytes that were consumed.
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

    /// Checks that the bytes are the next ones. If there are none, checks that the stream has ended.
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
            // If the first bytes are wrong, `consume` is not the cause.
            let clause = if self.at == 0 { "B5" } else { "B4" };
            self.next(self.driver.blame(clause), self.driver.blame("B2"), &bytes)?;
            self.driver.settle();
            ends += usize::from(bytes.is_empty());
            match self.fill_once()? {
                Some(Ok(again)) if again.starts_with(&bytes) => {}
                Some(Ok(again)) => broken!(
                    "B1",
                    "it lent \"{}\" instead of \"{}\", which was not consumed",
                    again.escape_ascii(),
                    bytes.escape_ascii()
                ),
                Some(Err(e)) if bytes.is_empty() => broken!("B2", "at its end it failed: {e}"),
                Some(Err(e)) => broken!("B1", "it failed while bytes were buffered: {e}"),
                None if bytes.is_empty() => {}
                None => broken!("B1", "it was Pending while bytes were buffered"),
            }
            self.consume(0);
            self.consume(bytes.len().min(most));
        }
        Ok(())
    }

    /// Reads with each of the methods in turn.
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
                // The bytes were lent and not consumed, so the next read must return them.
                2 => {}
                _ => self.at += piece.len(),
            }
            if piece.is_empty() {
                break;
            }
        }
        Ok(())
    }

    /// If a fill is `Pending`, gives it up and reads.
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

/// Consumes more bytes than were lent. The reader may panic, or remove only the lent bytes.
fn excess<R: AsyncBufRead + Unpin>(reader: R, expected: &[u8]) -> Checked {
    let mut fills = Fills::new(reader, expected);
    let Ok(bytes) = fills.fill()? else { return Ok(()) };
    let amt = bytes.len() + 1;
    let reader = &mut fills.reads.reader;
    if panic::catch_unwind(AssertUnwindSafe(|| Pin::new(reader).consume(amt))).is_err() {
        return Ok(());
    }
    // The stream may end early, because the caller has consumed too much.
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
