//! The loop of a copy that has a buffer of its own.
//!
//! Nearly always a read brings something, and one write takes all of that. [`Direction::poll_transfer`] has a short loop for
//! this, which is compiled for each pair of a reader and a writer. Everything else is left to [`Direction::poll_rest`], which
//! is compiled once. [`Plan`] decides what comes next, and [`Buffer`] knows where the bytes are.

mod buffer;
mod plan;

pub(super) use self::{buffer::Buffer, plan::Plan};
use super::{Direction, direction::Sent};
use crate::{
    AsyncRead, AsyncWrite, BorrowedCursor, Error, Result,
    budget::{Budget, checked_written, unless_interrupted, yield_now},
};
use buffer::{Lent, Stack};
use core::{
    mem,
    pin::Pin,
    sync::atomic::{Ordering, compiler_fence},
    task::{Context, Poll, ready},
};

/// The most memory that a future holds while its readers have nothing, in bytes. A future that copies both ways has two.
const HELD: usize = 16 * 1024;

/// Why the loop of [`Direction::poll_transfer`] was left.
enum Exit {
    /// The next step is another one, or the calls of the poll are used up.
    Other,
    /// A read has filled the memory, and all of that is written.
    Full,
    /// The reader has failed.
    Read(Error),
    /// The writer has answered this, and did not take everything.
    Wrote(Poll<Result<usize>>),
}

/// The reader, the writer and the closure that is told of progress, behind one vtable.
trait Ends {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>>;

    fn poll_write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;

    fn on_write(&mut self, total: u64);
}

struct Pair<'a, R: ?Sized, W: ?Sized, F> {
    reader: Pin<&'a mut R>,
    writer: Pin<&'a mut W>,
    on_write: F,
}

impl<R: AsyncRead + ?Sized, W: AsyncWrite + ?Sized, F: FnMut(u64)> Ends for Pair<'_, R, W, F> {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.reader.as_mut().poll_read(cx, buf)
    }

    fn poll_write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.writer.as_mut().poll_write(cx, buf)
    }

    fn on_write(&mut self, total: u64) {
        (self.on_write)(total);
    }
}

impl Direction {
    /// Moves bytes from `reader` to `writer` until the reader has ended, and then flushes the writer, or shuts it down if
    /// `SHUTDOWN`. Calls `on_write` with the total after each write.
    ///
    /// Whenever one of them is called, the state is in `self` and in a [`Lent`], so that a panic finds it whole.
    #[inline]
    pub(super) fn poll_transfer<const SHUTDOWN: bool, R: AsyncRead + ?Sized, W: AsyncWrite + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        mut budget: Budget,
        mut reader: Pin<&mut R>,
        mut writer: Pin<&mut W>,
        mut on_write: impl FnMut(u64),
    ) -> Poll<Result<()>> {
        if SHUTDOWN && self.plan.is_finished() {
            return Poll::Ready(Ok(()));
        }
        let before = self.sent.written;
        let mut stack = Stack::new();
        let ended = 'reading: loop {
            let mut exit = Exit::Other;
            if self.plan.reads() && !self.buffer.has_unwritten() {
                let mut lent = Lent::new(self, &mut stack);
                let (mut room, sent) = lent.room();
                exit = loop {
                    // Costs no instruction. If the reader is inlined, its fields are loaded for each read: kept in registers
                    // they would push out what this loop needs there, to the stack.
                    compiler_fence(Ordering::SeqCst);
                    budget.spend_two();
                    let bytes = match room.read(|buf| reader.as_mut().poll_read(cx, buf)) {
                        Poll::Ready(Ok([])) => {
                            budget.restore_one();
                            mem::forget(lent);
                            break 'reading true;
                        }
                        Poll::Ready(Ok(bytes)) => bytes,
                        Poll::Pending => {
                            budget.restore_one();
                            mem::forget(lent);
                            break 'reading false;
                        }
                        Poll::Ready(Err(e)) => {
                            budget.restore_one();
                            break Exit::Read(e);
                        }
                    };
                    let len = bytes.len();
                    match writer.as_mut().poll_write(cx, bytes) {
                        Poll::Ready(Ok(n)) if n == len => {}
                        answer => break Exit::Wrote(answer),
                    }
                    let full = room.written(len);
                    sent.add(len);
                    on_write(sent.written);
                    if full {
                        break Exit::Full;
                    }
                    if !budget.has_two() {
                        break Exit::Other;
                    }
                };
            }
            let mut ends = Pair { reader: reader.as_mut(), writer: writer.as_mut(), on_write: &mut on_write };
            // A copy, so that the address of `budget` is not taken and the loop above keeps it in a register: 2 % fewer
            // instructions for a copy in short pieces.
            let mut rest = budget;
            if ready!(self.poll_rest(cx, &mut rest, &mut ends, exit))? {
                budget = rest;
                break true;
            }
            budget = rest;
        };
        if ended {
            self.plan.end();
            // The other direction may go on for a long time, and so may the shutdown.
            if self.buffer.size() > 0 {
                self.buffer.give_back();
            }
        } else {
            if !self.buffer.is_on_stack() {
                self.wait(before, if SHUTDOWN { HELD / 2 } else { HELD });
            }
            if !self.sent.unflushed.is_due() {
                return Poll::Pending;
            }
        }
        ready!(budget.poll_call(cx, |cx| {
            if ended && SHUTDOWN { writer.as_mut().poll_shutdown(cx) } else { writer.as_mut().poll_flush(cx) }
        }))?;
        self.sent.unflushed.written = false;
        if !ended {
            return Poll::Pending;
        }
        if SHUTDOWN {
            self.plan.finish();
        }
        Poll::Ready(Ok(()))
    }

    /// Gives memory back, as the reader has nothing for now and everything is written. `before` was written before this poll.
    #[cold]
    #[inline(never)]
    fn wait(&mut self, before: u64, most: usize) {
        if self.plan.wait(self.buffer.size(), self.sent.written - before, most) {
            self.buffer.give_back();
        }
    }

    /// Does what the loop of [`poll_transfer`](Self::poll_transfer) does not. Returns whether the reader has ended and everything
    /// is written; otherwise the loop goes on.
    #[cold]
    #[inline(never)]
    fn poll_rest(
        &mut self,
        cx: &mut Context<'_>,
        budget: &mut Budget,
        ends: &mut dyn Ends,
        exit: Exit,
    ) -> Poll<Result<bool>> {
        let mut full = false;
        let mut writer_waits = false;
        match exit {
            Exit::Other => {}
            Exit::Full => full = true,
            Exit::Read(e) => self.fail(e),
            Exit::Wrote(answer) => writer_waits = self.wrote(answer, ends)?,
        }
        while self.buffer.has_unwritten() {
            if !writer_waits {
                ready!(budget.poll_spend(cx));
                let answer = ends.poll_write(cx, self.buffer.unwritten());
                writer_waits = self.wrote(answer, ends)?;
            } else if self.plan.reads() && !self.buffer.is_full() {
                ready!(budget.poll_spend(cx));
                match ready!(self.buffer.read_behind(|buf| ends.poll_read(cx, buf))) {
                    Ok(0) => self.plan.end(),
                    Ok(_) => {}
                    Err(e) => self.fail(e),
                }
            } else {
                return Poll::Pending;
            }
            full = self.buffer.is_full();
        }
        if self.plan.has_ended()? {
            return Poll::Ready(Ok(true));
        }
        if let Some(size) = self.plan.exchange(self.buffer.size(), full) {
            if !self.buffer.exchange(size) {
                self.plan.refuse()?;
            }
        }
        if budget.has_two() {
            return Poll::Ready(Ok(false));
        }
        self.plan.race(self.buffer.size());
        yield_now(cx)
    }

    /// Notes the answer of the writer. Returns whether it takes nothing for now.
    fn wrote(&mut self, answer: Poll<Result<usize>>, ends: &mut dyn Ends) -> Result<bool> {
        match answer {
            Poll::Pending => {
                self.plan.hold();
                return Ok(true);
            }
            Poll::Ready(Err(e)) => unless_interrupted(e)?,
            Poll::Ready(Ok(n)) => {
                let n = checked_written(n, self.buffer.unwritten().len())?;
                self.buffer.consume(n);
                self.sent.add(n);
                ends.on_write(self.sent.written);
            }
        }
        Ok(false)
    }

    /// Notes an error of the reader. If the reader was interrupted, it is called again.
    fn fail(&mut self, e: Error) {
        if let Err(e) = unless_interrupted(e) {
            self.plan.fail(e);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use core::task::Waker;

    const FIRST: usize = 8 * 1024;
    const STACK: usize = 1024;

    fn copied(mut reader: impl AsyncRead + Unpin, writer: &mut (impl AsyncWrite + Unpin)) -> Direction {
        let mut direction = Direction::default();
        let mut cx = Context::from_waker(Waker::noop());
        let (reader, writer) = (Pin::new(&mut reader), Pin::new(writer));
        let _ = direction.poll_transfer::<false, _, _>(&mut cx, Budget::new(), reader, writer, |_| {});
        direction
    }

    #[test]
    fn a_direction_that_has_ended_holds_no_memory() {
        for len in [0, 1, STACK - 1, STACK, 2 * FIRST] {
            let mut writer = Vec::new();
            let direction = copied(&[7; 2 * FIRST][..len], &mut writer);
            assert_eq!((writer.len(), direction.buffer.size()), (len, 0));
        }
    }

    #[test]
    fn a_short_body_that_is_not_taken_at_once_is_kept() {
        let mut room = [0; 3];
        let direction = copied(&b"hello"[..], &mut &mut room[..]);
        assert_eq!((direction.unwritten(), direction.buffer.size()), (&b"lo"[..], FIRST));
    }

    /// Has a byte at a time, always.
    struct Short;

    impl AsyncRead for Short {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
            buf.append(b".");
            Poll::Ready(Ok(()))
        }
    }

    #[test]
    fn short_pieces_need_no_heap_memory_and_yield() {
        let (mut direction, mut writer) = (Direction::default(), Vec::new());
        let mut cx = Context::from_waker(Waker::noop());
        for polls in 1..5 {
            let (mut reader, writer) = (Short, Pin::new(&mut writer));
            let reader = Pin::new(&mut reader);
            let poll = direction.poll_transfer::<false, _, _>(&mut cx, Budget::new(), reader, writer, |_| {});
            assert!(poll.is_pending());
            assert_eq!((direction.written(), direction.buffer.size()), (polls * 64, 0));
        }
    }

    #[test]
    fn a_direction_is_as_small_as_promised() {
        if cfg!(all(target_pointer_width = "64", feature = "std")) {
            assert_eq!(size_of::<Direction>(), 64);
        }
    }
}
