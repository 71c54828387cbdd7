use super::{
    driver::{Always, Checked, Driver, broken, pass, report},
    reader::Reads,
};
use crate::{AsyncRead, AsyncSeek, ErrorKind, Result, SeekFrom};
use core::{
    pin::Pin,
    task::{Context, Poll},
};
use std::vec::Vec;

const SEEK: Always = Always { pending: "S2", error: "S3", kind: "S5" };

/// Checks a stream that seeks against the clauses S1 to S6 and S8. It reads to find out the position.
///
/// `make` makes a new instance for each pass. The instance is at its start, and has exactly the bytes `content`.
///
/// # Panics
///
/// Panics if a clause is broken, and names the clause. Also panics if `content` has fewer than 8 bytes.
///
/// # Examples
///
/// ```
/// use poll_io::test_util::conformance;
///
/// let text = b"hello, world";
/// conformance::seeker(|| std::io::Cursor::new(text), text);
/// ```
#[track_caller]
pub fn seeker<S: AsyncSeek + AsyncRead + Unpin>(mut make: impl FnMut() -> S, content: &[u8]) {
    assert!(content.len() >= 8, "the check of a stream that seeks needs at least 8 bytes of content");
    let mut new = || Seeks { reads: Reads::new(make(), content), driver: Driver::new(SEEK), content };
    let base = pass("S1", || new().everywhere());
    report(base, || {
        Vec::from([
            pass("S2", || new().another_after_pending(SeekFrom::Start(1))),
            pass("S2", || new().another_after_pending(SeekFrom::Current(1))),
            pass("S3", || new().outside()),
            pass("S4", || new().read_after_pending()),
            pass("S4", || new().read_after_failure()),
            pass("S6", || new().where_it_reads()),
            pass("S8", || new().the_same_again()),
        ])
    });
}

fn poll_seek<S: AsyncSeek + Unpin>(pos: SeekFrom) -> impl FnMut(&mut S, &mut Context<'_>) -> Poll<Result<u64>> {
    move |stream, cx| Pin::new(stream).poll_seek(cx, pos)
}

/// A stream that seeks and reads.
struct Seeks<'a, S> {
    reads: Reads<'a, S>,
    driver: Driver,
    content: &'a [u8],
}

impl<S: AsyncSeek + AsyncRead + Unpin> Seeks<'_, S> {
    fn seek(&mut self, pos: SeekFrom) -> Checked<Result<u64>> {
        self.driver.call(&mut self.reads.reader, poll_seek(pos), |_| Ok(()))
    }

    /// Makes a seek that must succeed, and checks the position that it returns.
    fn seek_to(&mut self, clause: &'static str, pos: SeekFrom, expected: usize) -> Checked {
        match self.seek(pos)? {
            Ok(at) if at == expected as u64 => Ok(()),
            Ok(at) => broken!(clause, "{pos:?} returned {at} instead of {expected}"),
            Err(e) => broken!(clause, "{pos:?} failed: {e}"),
        }
    }

    /// Reads up to `n` bytes, and checks that they are the bytes at `at`.
    fn reads_at(&mut self, clause: &'static str, at: usize, n: usize) -> Checked {
        let mut got = Vec::new();
        while got.len() < n {
            match self.reads.read(n - got.len(), true)? {
                Ok(piece) if piece.is_empty() => break,
                Ok(piece) => got.extend(piece),
                Err(_) => {}
            }
        }
        let expected = self.content.get(at..).unwrap_or_default();
        let expected = &expected[..n.min(expected.len())];
        if got != expected {
            let (got, expected) = (got.escape_ascii(), expected.escape_ascii());
            broken!(clause, "at {at} it read \"{got}\" instead of \"{expected}\"");
        }
        Ok(())
    }

    fn everywhere(&mut self) -> Checked {
        let end = self.content.len();
        let places = [
            (SeekFrom::Start(3), 3),
            (SeekFrom::Start(0), 0),
            (SeekFrom::End(0), end),
            (SeekFrom::End(-2), end - 2),
            (SeekFrom::Start(5), 5),
        ];
        for (pos, at) in places {
            self.seek_to("S1", pos, at)?;
            self.reads_at("S1", at, 3)?;
        }
        self.seek_to("S1", SeekFrom::Start(2), 2)?;
        self.seek_to("S1", SeekFrom::Current(3), 5)?;
        self.seek_to("S1", SeekFrom::Current(-4), 1)?;
        self.reads_at("S1", 1, 2)
    }

    /// Starts a seek, and then makes another seek.
    fn another_after_pending(&mut self, first: SeekFrom) -> Checked {
        for at in [4, 0, 2, 6, 3, 5, 1, 4] {
            // The first seek may fail, which ends it.
            let _ = self.driver.once(&mut self.reads.reader, poll_seek(first))?;
            self.seek_to("S2", SeekFrom::Start(at as u64), at)?;
            self.reads_at("S2", at, 2)?;
        }
        Ok(())
    }

    /// Reads the byte at `at`, and starts a seek. Returns whether the seek is `Pending`.
    fn start(&mut self, clause: &'static str, at: usize, pos: SeekFrom) -> Checked<bool> {
        self.seek_to(clause, SeekFrom::Start(at as u64), at)?;
        self.reads_at(clause, at, 1)?;
        Ok(self.driver.once(&mut self.reads.reader, poll_seek(pos))?.is_none())
    }

    /// Starts a seek, and reads. The read must complete the seek.
    fn read_after_pending(&mut self) -> Checked {
        let end = self.content.len();
        let places = [
            (SeekFrom::Start(5), 5),
            (SeekFrom::Current(2), 5),
            (SeekFrom::Current(-2), 1),
            (SeekFrom::End(-2), end - 2),
            (SeekFrom::Start(0), 0),
        ];
        for (pos, to) in places.into_iter().cycle().take(4 * places.len()) {
            if !self.start("S4", 2, pos)? {
                continue;
            }
            match self.reads.read(2, true)? {
                Ok(piece) if !piece.is_empty() && self.content[to..].starts_with(&piece) => {
                    self.reads_at("S4", to + piece.len(), 2)?;
                }
                Ok(piece) => {
                    let (piece, expected) = (piece.escape_ascii(), self.content[to..to + 2].escape_ascii());
                    broken!(
                        "S4",
                        "while {pos:?} was in progress, a read returned \"{piece}\" instead of \"{expected}\""
                    );
                }
                // The seek may have failed.
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Starts a seek that must fail, and reads. The read must return the error of the seek.
    fn read_after_failure(&mut self) -> Checked {
        for by in [-9, i64::MIN, -4, -100] {
            if !self.start("S4", 2, SeekFrom::Current(by))? {
                continue;
            }
            match self.reads.read(2, true)? {
                Ok(piece) => {
                    let piece = piece.escape_ascii();
                    broken!("S4", "a seek in progress failed, and a read returned \"{piece}\" instead of the error");
                }
                Err(e) if e.kind() == ErrorKind::InvalidInput => self.reads_at("S4", 3, 2)?,
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Starts a seek, completes it with a read, and makes the same seek again.
    fn the_same_again(&mut self) -> Checked {
        for (pos, to, again) in [(SeekFrom::Start(1), 1, 1), (SeekFrom::Current(1), 3, 5)].into_iter().cycle().take(8) {
            if !self.start("S8", 1, pos)? {
                continue;
            }
            match self.reads.read(1, true)? {
                Ok(piece) if self.content[to..].starts_with(&piece) && !piece.is_empty() => {
                    self.seek_to("S8", pos, again)?;
                    self.reads_at("S8", again, 2)?;
                }
                // Another pass checks this.
                _ => {}
            }
        }
        Ok(())
    }

    fn outside(&mut self) -> Checked {
        let end = self.content.len();
        let beyond = i64::try_from(end).map_or(i64::MIN, |end| -end - 1);
        for before in [SeekFrom::Current(-3), SeekFrom::Current(i64::MIN), SeekFrom::End(beyond)] {
            self.seek_to("S3", SeekFrom::Start(2), 2)?;
            match self.seek(before)? {
                Ok(at) => broken!("S3", "{before:?} is before the start, and returned {at}"),
                Err(e) if e.kind() == ErrorKind::InvalidInput => {}
                Err(e) => broken!("S3", "{before:?} is before the start, and failed with {:?}", e.kind()),
            }
            self.reads_at("S3", 2, 2)?;
        }
        let after = SeekFrom::Start(end as u64 + 3);
        match self.seek(after)? {
            Ok(at) if at == end as u64 + 3 => self.reads_at("S3", end + 3, 2),
            Ok(at) => broken!("S3", "{after:?} returned {at}"),
            Err(e) if e.kind() == ErrorKind::InvalidInput => Ok(()),
            Err(e) => broken!("S3", "{after:?} failed with {:?}", e.kind()),
        }
    }

    fn where_it_reads(&mut self) -> Checked {
        self.reads_at("S6", 0, 3)?;
        self.seek_to("S6", SeekFrom::Current(0), 3)?;
        self.reads_at("S6", 3, 1)?;
        self.seek_to("S6", SeekFrom::Current(2), 6)?;
        self.reads_at("S6", 6, 1)?;
        self.seek_to("S6", SeekFrom::Current(-6), 1)?;
        self.reads_at("S6", 1, 3)
    }
}
