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

/// How many bytes are written to an instance, where it takes them.
const LEN: usize = 160;

/// Checks a writer against W1 to W10.
///
/// `make` makes a new instance for each pass. `arrived` takes, and returns, what has arrived at its destination since it was
/// called the last time: the bytes in a `Vec`, what the other end of a pipe reads. It is called between calls, also where the
/// writer waits for room. A writer that is full at some point for good is well.
///
/// For a pipe, [`join`](fn@crate::join) puts both ends in one instance.
///
/// # Panics
///
/// With the clauses that are broken.
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

/// Checks how a writer waits for room: W3, and W9 for a vectored write.
///
/// `make` makes a writer, and what makes room once it is full. That may act on another thread, and has three seconds to
/// arrive.
///
/// # Panics
///
/// With the clauses that are broken. And if the writer takes 16 MiB without waiting.
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
///         std::mem::forget(reader); // which would close the pipe
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

/// Writes until there is no room, and returns whether the waker of the last call gets woken.
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
            broken!(clause, "it was to wait, and took {taken} bytes");
        }
        Ok(())
    })
}

/// A writer, what it has taken and what has arrived of that.
struct Writes<'a, W, A> {
    writer: W,
    driver: Driver,
    arrived: &'a RefCell<A>,
    /// What there is to write, in this order.
    bytes: [u8; LEN],
    taken: Vec<u8>,
    came: Vec<u8>,
    full: bool,
    /// This is the first pass. Those after it each know what they do that it has not.
    first: bool,
}

/// No byte stands where its neighbour could, nor its opposite.
#[expect(clippy::cast_possible_truncation, reason = "it is the low byte that is wanted")]
fn byte(at: usize) -> u8 {
    (at * 7) as u8
}

impl<'a, W: AsyncWrite + Unpin, A: FnMut(&mut W) -> Vec<u8>> Writes<'a, W, A> {
    fn new(writer: W, arrived: &'a RefCell<A>) -> Self {
        let (bytes, driver) = (array::from_fn(byte), Driver::new(WRITE));
        Writes { writer, driver, arrived, bytes, taken: Vec::new(), came: Vec::new(), full: false, first: false }
    }

    /// Returns whether there is nothing more to write, or no way to.
    fn over(&self) -> bool {
        self.full || self.taken.len() == LEN
    }

    /// Returns the next bytes to write.
    fn offer(&self, size: usize) -> Vec<u8> {
        let left = &self.bytes[self.taken.len()..];
        left[..size.min(left.len())].to_vec()
    }

    /// Makes a call, and between its polls looks at what has arrived: never more than was taken.
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

    /// Counts what was taken of an offer, and looks at what has arrived.
    fn took(&mut self, clause: &'static str, result: &Result<usize, Error>, offer: &[u8]) -> Checked {
        match result {
            &Ok(n) if n > offer.len() => broken!(clause, "it claims to have taken {n} bytes of {}", offer.len()),
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

    /// Returns the clause that bytes in disorder break, in a pass that is about another.
    fn blame(&self, clause: &'static str) -> &'static str {
        if self.first { self.driver.blame("W1") } else { clause }
    }

    fn write(&mut self, clause: &'static str, size: usize) -> Checked {
        let offer = self.offer(size);
        let result = self.call("W3", |writer, cx| writer.poll_write(cx, &offer))?;
        self.took(clause, &result, &offer)
    }

    /// Offers other bytes, and another number of them, at each poll.
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
            broken!("W9", "it takes nothing of slices that hold {} bytes", offer.len());
        }
        self.took("W9", &result, &offer)
    }

    /// Writes, and if that is `Pending` leaves it at that; flushes, and expects to find what was taken.
    fn write_once_and_flush(&mut self) -> Checked {
        let offer = self.offer(7);
        let result = self.driver.once(&mut self.writer, |writer, cx| Pin::new(writer).poll_write(cx, &offer))?;
        match result {
            Some(result) => self.took("W10", &result, &offer),
            None => self.flush("W10"),
        }
    }

    /// Flushes, and expects that all that was taken has arrived.
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

    /// Writes between the polls of a shutdown. What is accepted arrives before the end.
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
                // The waker that counts is that of the shutdown, which is called last.
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
            // The shutdown alone is checked by W7.
            _ if more == 0 => Ok(()),
            Ok(()) => self.all_arrived("W8", "a shutdown, with writes while it was in progress"),
            Err(e) => broken!("W8", "it took {more} bytes during a shutdown, which then failed: {e}"),
        }
    }

    fn all_arrived(&mut self, clause: &'static str, after: &str) -> Checked {
        self.look(clause)?;
        let (came, taken) = (self.came.len(), self.taken.len());
        if came < taken {
            broken!(clause, "after {after}, {came} bytes have arrived of {taken} that were taken");
        }
        self.driver.settle();
        Ok(())
    }

    /// A writer without a direction to end goes on; any other refuses.
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
                broken!("W2", "it took nothing, and then {n} bytes");
            }
        }
        Ok(())
    }
}
