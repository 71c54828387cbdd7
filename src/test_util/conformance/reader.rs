use super::driver::{Always, Checked, DOES_NOT_WAIT, Driver, broken, pass, report, same};
use crate::{AsyncRead, BorrowedBuf, Error, IoSliceMut, budget::total};
use core::{
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll},
};
use std::vec::{self, Vec};

pub(super) const READ: Always = Always { pending: "R4", error: "R5", kind: "R6" };

/// The bytes in a buffer before the place where the cursor starts.
const BEFORE: &[u8] = b"><";

/// Checks a reader against the clauses R1 to R10.
///
/// `make` makes a new instance for each pass. Each instance must return exactly the bytes `expected`, and then the end of the
/// file. Use at least a dozen bytes. To check a reader without an end, use [`take`](crate::AsyncReadExt::take).
///
/// # Panics
///
/// Panics if a clause is broken, and names the clause.
///
/// # Examples
///
/// ```
/// use poll_io::test_util::conformance;
///
/// conformance::reader(|| &b"hello, world"[..], b"hello, world");
/// ```
///
/// This reader ends too early:
///
/// ```should_panic
/// # use poll_io::{prelude::*, test_util::conformance};
/// // R2: it ended after 5 of 12 bytes
/// conformance::reader(|| (&b"hello, world"[..]).take(5), b"hello, world");
/// ```
#[track_caller]
pub fn reader<R: AsyncRead + Unpin>(mut make: impl FnMut() -> R, expected: &[u8]) {
    let make = &mut make;
    let base = pass("R2", || {
        for room in [1, 2, 3, 7, 64, expected.len() + 1] {
            for init in [false, true] {
                Reads::new(make(), expected).until_end("R1", "R2", |reads| reads.read(room, init))?;
            }
        }
        Ok(())
    });
    report(base, || {
        Vec::from([
            pass("R3", || {
                Reads::new(make(), expected).until_end("R3", "R3", |reads| {
                    reads.read_nothing("R3")?;
                    reads.read(3, true)
                })
            }),
            pass("R7", || vectored(&mut *make, expected)),
            pass("R8", || {
                let mut reads = Reads::new(make(), expected);
                reads.check_hint()?;
                reads.until_end("R8", "R8", |reads| {
                    let piece = reads.read(3, true);
                    reads.check_hint()?;
                    piece
                })
            }),
            pass("R9", || Reads::new(make(), expected).until_end("R9", "R9", Reads::read_into_others)),
        ])
    });
}

/// Checks how a reader waits: clauses R3 and R4, and R7 for a vectored read.
///
/// `make` makes a reader that must wait, and a closure that ends the wait. The closure gives the reader bytes, or the end of the
/// file. It may use another thread, and the reader must be woken within three seconds.
///
/// # Panics
///
/// Panics if a clause is broken, and names the clause. Also panics if the reader does not wait.
///
/// # Examples
///
/// ```
/// use poll_io::{simplex, test_util::conformance};
///
/// // When the writer is dropped, the reader is at the end of the file.
/// conformance::reader_wakes(|| {
///     let (reader, writer) = simplex(8);
///     (reader, || drop(writer))
/// });
/// ```
#[track_caller]
pub fn reader_wakes<R: AsyncRead + Unpin, F: FnOnce()>(mut make: impl FnMut() -> (R, F)) {
    let make = &mut make;
    let base = pass("R4", || {
        let ((mut reader, feed), mut driver) = (make(), Driver::new(READ));
        let woken = driver.waits(&mut reader, poll_read, |_| broken!("R4", "{DOES_NOT_WAIT}"))?;
        feed();
        driver.goes_on("R4", &woken, &mut reader, poll_read)
    });
    report(base, || {
        Vec::from([
            pass("R3", || {
                let (reader, _feed) = make();
                Reads::new(reader, &[]).read_nothing("R3")
            }),
            pass("R7", || {
                let (reader, _feed) = make();
                Reads::new(reader, &[]).read_no_slices()
            }),
            pass("R7", || {
                let ((mut reader, feed), mut driver) = (make(), Driver::new(READ));
                let read = |reader: &mut R, cx: &mut Context<'_>| {
                    Pin::new(reader).poll_read_vectored(cx, &mut [IoSliceMut::new(&mut [0; 8])])
                };
                let woken = driver.waits(&mut reader, read, |_| broken!("R7", "{DOES_NOT_WAIT}"))?;
                feed();
                driver.goes_on("R7", &woken, &mut reader, read)
            }),
        ])
    });
}

/// Reads a few bytes, and discards them.
pub(super) fn poll_read<R: AsyncRead + Unpin>(reader: &mut R, cx: &mut Context<'_>) -> Poll<crate::Result<()>> {
    Pin::new(reader).poll_read(cx, BorrowedBuf::from(&mut [0; 8][..]).unfilled())
}

/// A reader, and the bytes that were read from it.
pub(super) struct Reads<'a, R> {
    pub(super) reader: R,
    pub(super) driver: Driver,
    expected: &'a [u8],
    got: Vec<u8>,
    calls: usize,
}

impl<'a, R: AsyncRead + Unpin> Reads<'a, R> {
    pub(super) fn new(reader: R, expected: &'a [u8]) -> Self {
        Reads { reader, driver: Driver::new(READ), expected, got: Vec::new(), calls: 0 }
    }

    /// Reads to the end of the file, and a few times more. Checks that the bytes are those of `expected`.
    fn until_end(
        &mut self,
        bytes: &'static str,
        end: &'static str,
        mut read: impl FnMut(&mut Self) -> Checked<Result<Vec<u8>, Error>>,
    ) -> Checked {
        // A later pass reports its own clause, because the first pass has found no fault.
        let first = bytes != end;
        let mut ends = 0;
        while ends < 4 {
            self.calls += 1;
            match read(self)? {
                Ok(piece) if piece.is_empty() => {
                    let (got, all) = (self.got.len(), self.expected.len());
                    if got < all {
                        let end = if first { self.driver.blame(end) } else { end };
                        broken!(end, "it ended after {got} of {all} bytes");
                    }
                    ends += 1;
                }
                Ok(piece) => {
                    if ends > 0 {
                        broken!(end, "after the end it returned \"{}\"", piece.escape_ascii());
                    }
                    self.got.extend(piece);
                    same(if first { self.driver.blame(bytes) } else { bytes }, &self.got, self.expected)?;
                    self.driver.settle();
                }
                Err(e) if ends > 0 => broken!(end, "after the end it failed: {e}"),
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Reads once, into a buffer with room for `room` bytes. After `Pending`, it uses the same buffer again.
    pub(super) fn read(&mut self, room: usize, init: bool) -> Checked<Result<Vec<u8>, Error>> {
        let mut memory = vec::from_elem(MaybeUninit::new(0xa5), BEFORE.len() + room);
        let mut buf = BorrowedBuf::from(&mut memory[..]);
        buf.unfilled().append(BEFORE);
        if init {
            buf.unfilled().ensure_init().fill(0xa5);
        }
        let result = self.driver.call(
            &mut (&mut self.reader, &mut buf),
            |(reader, buf), cx| Pin::new(&mut **reader).poll_read(cx, buf.unfilled()),
            |(_, buf)| unmoved(buf, "R4", "Pending"),
        )?;
        match result {
            Ok(()) if buf.filled().starts_with(BEFORE) => Ok(Ok(buf.filled()[BEFORE.len()..].to_vec())),
            Ok(()) => broken!("R10", "it wrote before the place where the cursor started"),
            Err(e) => unmoved(&buf, "R5", "an error").map(|()| Err(e)),
        }
    }

    /// Reads once, with a buffer of another size for each poll.
    fn read_into_others(&mut self) -> Checked<Result<Vec<u8>, Error>> {
        let (mut piece, mut polls) = (Vec::new(), self.calls);
        let result = self.driver.call(
            &mut self.reader,
            |reader, cx| {
                polls += 1;
                let mut memory = vec::from_elem(MaybeUninit::uninit(), [5, 1, 3, 2][polls % 4]);
                let mut buf = BorrowedBuf::from(&mut memory[..]);
                let poll = Pin::new(reader).poll_read(cx, buf.unfilled());
                if let Poll::Ready(Ok(())) = poll {
                    piece = buf.filled().to_vec();
                }
                poll
            },
            |_| Ok(()),
        )?;
        Ok(result.map(|()| piece))
    }

    /// Reads with a cursor that has no room, which must not wait.
    fn read_nothing(&mut self, clause: &'static str) -> Checked {
        let mut none = [0_u8; 0];
        let read = |reader: &mut R, cx: &mut Context<'_>| {
            Pin::new(reader).poll_read(cx, BorrowedBuf::from(&mut none[..]).unfilled())
        };
        ready_at_once(clause, self.driver.once(&mut self.reader, read)?)
    }

    /// Reads into empty slices, which must not wait.
    fn read_no_slices(&mut self) -> Checked {
        let none = &mut [IoSliceMut::new(&mut []), IoSliceMut::new(&mut [])];
        let poll = self.driver.once(&mut self.reader, |reader, cx| Pin::new(reader).poll_read_vectored(cx, none))?;
        ready_at_once("R7", poll.map(|result| result.map(drop)))
    }

    /// Reads once into slices of these sizes.
    pub(super) fn read_vectored(&mut self, sizes: &[usize]) -> Checked<Result<Vec<u8>, Error>> {
        let mut memory: Vec<Vec<u8>> = sizes.iter().map(|&size| vec::from_elem(0xa5, size)).collect();
        let room: usize = sizes.iter().sum();
        let result = self.driver.call(
            &mut (&mut self.reader, &mut memory),
            |(reader, memory), cx| {
                let mut bufs: Vec<IoSliceMut<'_>> = memory.iter_mut().map(|buf| IoSliceMut::new(buf)).collect();
                debug_assert_eq!(total(&bufs), room);
                Pin::new(&mut **reader).poll_read_vectored(cx, &mut bufs)
            },
            |_| Ok(()),
        )?;
        match result {
            Ok(n) if n > room => broken!("R7", "a vectored read claims {n} bytes of {room}"),
            Ok(n) => Ok(Ok(memory.concat()[..n].to_vec())),
            Err(e) => Ok(Err(e)),
        }
    }

    fn check_hint(&self) -> Checked {
        let (hint, left) = (self.reader.remaining_hint(), self.expected.len() - self.got.len());
        if hint > left {
            broken!("R8", "its hint is {hint} bytes, and {left} bytes are left");
        }
        Ok(())
    }
}

fn vectored<R: AsyncRead + Unpin>(make: &mut impl FnMut() -> R, expected: &[u8]) -> Checked {
    for sizes in [&[1][..], &[0, 1, 0, 2], &[1, 1, 1, 1], &[0, 0, 64], &[3, 300]] {
        Reads::new(make(), expected).until_end("R7", "R7", |reads| {
            let none = &mut [IoSliceMut::new(&mut []), IoSliceMut::new(&mut [])];
            let poll =
                reads.driver.once(&mut reads.reader, |reader, cx| Pin::new(reader).poll_read_vectored(cx, none))?;
            ready_at_once("R7", poll.map(|result| result.map(drop)))?;
            // A plain read must find the bytes that the vectored reads have left.
            if reads.calls % 3 == 0 { reads.read(2, true) } else { reads.read_vectored(sizes) }
        })?;
    }
    Ok(())
}

fn unmoved(buf: &BorrowedBuf<'_>, clause: &'static str, outcome: &str) -> Checked {
    let moved = buf.len() - BEFORE.len();
    if moved > 0 {
        broken!(clause, "it advanced the cursor by {moved}, and returned {outcome}");
    }
    Ok(())
}

fn ready_at_once(clause: &'static str, poll: Option<crate::Result<()>>) -> Checked {
    match poll {
        Some(Ok(())) => Ok(()),
        Some(Err(e)) => broken!(clause, "without room, it failed: {e}"),
        None => broken!(clause, "without room, it waits"),
    }
}
