use super::driver::{Always, Checked, Driver, broken, pass, report, same};
use crate::{AsyncWrite, Error, IoSlice, test_util::wakes::Wakes};
use core::{
    array,
    cell::RefCell,
    mem,
    pin::Pin,
    task::{Context, Poll},
};
use std::{sync::Arc, vec::Vec};

pub(super) const WRITE: Always = Always { pending: "W3", error: "W4", kind: "W5" };

/// The number of bytes that are written to an instance, if it accepts them.
const LEN: usize = 160;

/// Checks a writer against the clauses W1 to W10.
///
/// `make` makes a new instance for each pass. `arrived` removes the bytes that have arrived at the destination since its last
/// call, and returns them. For example, it takes the bytes of a `Vec`, or reads the other end of a pipe. It runs between the
/// calls of the writer, also while the writer waits for room. The writer may become full for good.
///
/// To check a pipe, put both ends into one instance with [`join`](fn@crate::join).
///
/// # Panics
///
/// Panics if a clause is broken, and names the clause.
///
/// # Examples
///
/// ```
/// use poll_io::{join, simplex, prelude::*, test_util::conformance};
/// use futures_lite::future::{block_on, poll_once};
///
/// conformance::writer(Vec::new, std::mem::take);
///
/// conformance::writer(
///     || { let (reader, writer) = simplex(16); join(reader, writer) },
///     |pipe| {
///         let mut arrived = vec![];
///         let read = pipe.reader_mut().read_to_end(&mut arrived);
///         block_on(poll_once(read));
///         arrived
///     },
/// );
/// ```
#[track_caller]
pub fn writer<W: AsyncWrite + Unpin>(mut make: impl FnMut() -> W, arrived: impl FnMut(&mut W) -> Vec<u8>) {
    let arrived = RefCell::new(arrived);
    let new = &mut || Writes::new(make(), &arrived);
    let mut ends = false;
    let base = pass("W6", || {
        for (size, each) in [(3, true), (1, false), (50, false), (LEN, false)] {
            let mut writes = new();
            writes.first = true;
            writes.flush("W6")?;
            while !writes.over() {
                writes.write("W1", size)?;
                if each {
                    writes.flush("W6")?;
                }
            }
            writes.flush("W6")?;
            writes.flush("W6")?;
            ends |= writes.full;
            writes.is_full_for_good()?;
        }
        Ok(())
    });
    report(base, || {
        Vec::from([
            pass("W2", || {
                let mut writes = new();
                while !writes.over() {
                    writes.write("W2", 0)?;
                    writes.write("W2", 7)?;
                }
                writes.flush("W2")
            }),
            pass("W3", || {
                let mut writes = new();
                while !writes.over() {
                    writes.write_others()?;
                }
                writes.flush("W3")
            }),
            pass("W7", || {
                let mut writes = new();
                writes.write("W7", 5)?;
                writes.shutdown()?;
                writes.shutdown()
            }),
            pass("W8", || {
                let mut writes = new();
                writes.write("W8", 5)?;
                writes.shutdown()?;
                for _ in 0..3 {
                    writes.write_after_shutdown()?;
                    writes.flush("W8")?;
                }
                Ok(())
            }),
            pass("W8", || {
                let mut writes = new();
                writes.write("W8", 5)?;
                writes.write_during_shutdown()
            }),
            pass("W9", || {
                for sizes in [&[2][..], &[0, 3, 0, 2], &[1, 1, 1, 1], &[0, 0, 64], &[3, 300]] {
                    let mut writes = new();
                    while !writes.over() {
                        writes.write_vectored(&[0, 0], ends)?;
                        writes.write_vectored(sizes, ends)?;
                    }
                    writes.flush("W9")?;
                }
                Ok(())
            }),
            pass("W10", || {
                let mut writes = new();
                while !writes.over() {
                    writes.write_once_and_flush()?;
                }
                Ok(())
            }),
        ])
    });
}

/// Checks how a writer waits for room: clause W3, and W9 for a vectored write.
///
/// `make` makes a writer, and a closure that makes room once the writer is full. The closure may use another thread, and the
/// writer must be woken within three seconds.
///
/// # Panics
///
/// Panics if a clause is broken, and names the clause. Also panics if the writer accepts 16 MiB without a wait.
///
/// # Examples
///
/// ```
/// use poll_io::{simplex, prelude::*, test_util::conformance};
///
/// conformance::writer_wakes(|| {
///     let (mut reader, writer) = simplex(8);
///     (writer, move || {
///         futures_lite::future::block_on(reader.read_u8()).unwrap();
///         std::mem::forget(reader); // A drop would close the pipe.
///     })
/// });
/// ```
#[track_caller]
pub fn writer_wakes<W: AsyncWrite + Unpin, F: FnOnce()>(mut make: impl FnMut() -> (W, F)) {
    fn check<W: AsyncWrite + Unpin>(
        clause: &'static str,
        (mut writer, room): (W, impl FnOnce()),
        mut poll: impl FnMut(&mut W, &mut Context<'_>) -> Poll<crate::Result<usize>>,
    ) -> Checked {
        let mut driver = Driver::new(WRITE);
        let woken = fill(clause, &mut driver, &mut writer, &mut poll)?;
        room();
        driver.goes_on(clause, &woken, &mut writer, poll)
    }

    let make = &mut make;
    let base = pass("W3", || check("W3", make(), poll_write));
    report(base, || {
        Vec::from([pass("W9", || {
            let bufs = [IoSlice::new(b"x"), IoSlice::new(&[b'y'; 63])];
            check("W9", make(), |writer, cx| Pin::new(writer).poll_write_vectored(cx, &bufs))
        })])
    });
}

/// Writes a few bytes.
pub(super) fn poll_write<W: AsyncWrite + Unpin>(writer: &mut W, cx: &mut Context<'_>) -> Poll<crate::Result<usize>> {
    Pin::new(writer).poll_write(cx, &[b'x'; 64])
}

/// Writes until the writer waits. Returns the counter for the waker of the last call.
pub(super) fn fill<W: AsyncWrite + Unpin>(
    clause: &'static str,
    driver: &mut Driver,
    writer: &mut W,
    poll: impl FnMut(&mut W, &mut Context<'_>) -> Poll<crate::Result<usize>>,
) -> Checked<Arc<Wakes>> {
    let mut taken = 0;
    driver.waits(writer, poll, |result| {
        taken += result.unwrap_or(0);
        if taken >= 1 << 24 {
            broken!(clause, "it accepted {taken} bytes, although it was to wait");
        }
        Ok(())
    })
}

/// A writer, the bytes that it has accepted, and the bytes that have arrived.
struct Writes<'a, W, A> {
    writer: W,
    driver: Driver,
    arrived: &'a RefCell<A>,
    /// All bytes to write, in order.
    bytes: [u8; LEN],
    taken: Vec<u8>,
    came: Vec<u8>,
    full: bool,
    /// Whether this is the first pass. A later pass reports its own clause, because the first pass has found no fault.
    first: bool,
}

/// Returns the byte at a place. Bytes that are near each other differ, so a byte at a wrong place is found.
#[expect(clippy::cast_possible_truncation, reason = "only the low byte is needed")]
fn byte(at: usize) -> u8 {
    (at * 7) as u8
}

impl<'a, W: AsyncWrite + Unpin, A: FnMut(&mut W) -> Vec<u8>> Writes<'a, W, A> {
    fn new(writer: W, arrived: &'a RefCell<A>) -> Self {
        let (bytes, driver) = (array::from_fn(byte), Driver::new(WRITE));
        Writes { writer, driver, arrived, bytes, taken: Vec::new(), came: Vec::new(), full: false, first: false }
    }

    /// Returns whether all bytes were written, or the writer is full.
    fn over(&self) -> bool {
        self.full || self.taken.len() == LEN
    }

    /// Returns the next bytes to write.
    fn offer(&self, size: usize) -> Vec<u8> {
        let left = &self.bytes[self.taken.len()..];
        left[..size.min(left.len())].to_vec()
    }

    /// Makes a call. Between its polls, checks that no bytes have arrived that were not accepted.
    fn call<T>(
        &mut self,
        clause: &'static str,
        mut poll: impl FnMut(Pin<&mut W>, &mut Context<'_>) -> Poll<crate::Result<T>>,
    ) -> Checked<Result<T, Error>> {
        let clause = self.blame(clause);
        let Writes { writer, driver, arrived, taken, came, .. } = self;
        driver.call(
            writer,
            |writer, cx| poll(Pin::new(writer), cx),
            |writer| {
                came.extend(arrived.borrow_mut()(writer));
                same(clause, came, taken)
            },
        )
    }

    /// Counts the accepted bytes of an offer, and checks the bytes that have arrived.
    fn took(&mut self, clause: &'static str, result: &Result<usize, Error>, offer: &[u8]) -> Checked {
        match result {
            &Ok(n) if n > offer.len() => broken!(clause, "it claims to have accepted {n} bytes of {}", offer.len()),
            &Ok(n) => {
                self.full = n == 0 && !offer.is_empty();
                self.taken.extend(&offer[..n]);
            }
            Err(_) => {}
        }
        self.look(clause)
    }

    fn look(&mut self, clause: &'static str) -> Checked {
        self.came.extend(self.arrived.borrow_mut()(&mut self.writer));
        same(self.blame(clause), &self.came, &self.taken)
    }

    /// Returns the clause that wrong bytes break, in a pass about `clause`.
    fn blame(&self, clause: &'static str) -> &'static str {
        if self.first { self.driver.blame("W1") } else { clause }
    }

    fn write(&mut self, clause: &'static str, size: usize) -> Checked {
        let offer = self.offer(size);
        let result = self.call("W3", |writer, cx| writer.poll_write(cx, &offer))?;
        self.took(clause, &result, &offer)
    }

    /// Offers other bytes, and another number of bytes, in each poll.
    fn write_others(&mut self) -> Checked {
        let mut offer = Vec::new();
        let (next, mut polls) = (self.offer(9), 0_u8);
        let result = self.call("W3", |writer, cx| {
            polls = polls.wrapping_add(1);
            offer = next[usize::from(polls) % next.len()..].iter().map(|byte| byte ^ polls).collect();
            writer.poll_write(cx, &offer)
        })?;
        self.took("W3", &result, &offer)
    }

    fn write_vectored(&mut self, sizes: &[usize], ends: bool) -> Checked {
        let offer = self.offer(sizes.iter().sum());
        let mut left = &offer[..];
        let bufs: Vec<IoSlice<'_>> = sizes
            .iter()
            .map(|&size| {
                let (buf, rest) = left.split_at(size.min(left.len()));
                left = rest;
                IoSlice::new(buf)
            })
            .collect();
        let result = self.call("W9", |writer, cx| writer.poll_write_vectored(cx, &bufs))?;
        if let (Ok(0), false, false) = (&result, offer.is_empty(), ends) {
            broken!("W9", "it accepted none of the {} bytes in the slices", offer.len());
        }
        self.took("W9", &result, &offer)
    }

    /// Writes once. If the write is `Pending`, gives it up, flushes, and checks that all accepted bytes have arrived.
    fn write_once_and_flush(&mut self) -> Checked {
        let offer = self.offer(7);
        let result = self.driver.once(&mut self.writer, |writer, cx| Pin::new(writer).poll_write(cx, &offer))?;
        match result {
            Some(result) => self.took("W10", &result, &offer),
            None => self.flush("W10"),
        }
    }

    /// Flushes, and checks that all accepted bytes have arrived.
    fn flush(&mut self, clause: &'static str) -> Checked {
        match self.call(clause, W::poll_flush)? {
            Ok(()) => self.all_arrived(clause, "a flush"),
            Err(e) => broken!(clause, "a flush failed: {e}"),
        }
    }

    fn shutdown(&mut self) -> Checked {
        match self.call("W7", W::poll_shutdown)? {
            Ok(()) => self.all_arrived("W7", "a shutdown"),
            Err(e) => broken!("W7", "a shutdown failed: {e}"),
        }
    }

    /// Writes between the polls of a shutdown, and checks that all accepted bytes arrive before the end.
    fn write_during_shutdown(&mut self) -> Checked {
        let (before, mut begun) = (self.taken.len(), false);
        let Writes { writer, driver, arrived, bytes, taken, came, .. } = self;
        let taken = RefCell::new(taken);
        let result = driver.call(
            writer,
            |writer, cx| {
                let mut taken = taken.borrow_mut();
                let offer = &bytes[taken.len()..];
                let offer = &offer[..offer.len().min(3)];
                // The shutdown is the latest call, so its waker must be woken.
                if mem::replace(&mut begun, true) {
                    if let Poll::Ready(Ok(n)) = Pin::new(&mut *writer).poll_write(cx, offer) {
                        taken.extend(&offer[..n.min(offer.len())]);
                    }
                }
                Pin::new(writer).poll_shutdown(cx)
            },
            |writer| {
                came.extend(arrived.borrow_mut()(writer));
                same("W8", came, &taken.borrow())
            },
        )?;
        let more = self.taken.len() - before;
        match result {
            // The pass for W7 checks a shutdown alone.
            _ if more == 0 => Ok(()),
            Ok(()) => self.all_arrived("W8", "a shutdown, with writes while it was in progress"),
            Err(e) => broken!("W8", "it accepted {more} bytes during a shutdown, which then failed: {e}"),
        }
    }

    fn all_arrived(&mut self, clause: &'static str, after: &str) -> Checked {
        self.look(clause)?;
        let (came, taken) = (self.came.len(), self.taken.len());
        if came < taken {
            broken!(clause, "after {after}, {came} of {taken} accepted bytes have arrived");
        }
        self.driver.settle();
        Ok(())
    }

    /// Writes after a shutdown. A writer in memory, which has no direction to end, accepts the bytes. Any other writer must fail.
    fn write_after_shutdown(&mut self) -> Checked {
        let offer = self.offer(5);
        let result = self.call("W8", |writer, cx| writer.poll_write(cx, &offer))?;
        self.took("W8", &result, &offer)
    }

    fn is_full_for_good(&mut self) -> Checked {
        for _ in 0..3 {
            if !self.full {
                break;
            }
            let offer = self.offer(5);
            let result = self.call("W2", |writer, cx| writer.poll_write(cx, &offer))?;
            if let Ok(n @ 1..) = result {
                broken!("W2", "it accepted no bytes, and then {n} bytes");
            }
        }
        Ok(())
    }
}
