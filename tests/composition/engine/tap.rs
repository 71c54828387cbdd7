//! The observer sits on top of a stack. It forwards every call of a future to the stack, and compares the result with the
//! model.
//!
//! `futures` compares the caller's buffers with the bytes that have passed the observer. So the observer finds the
//! faults of a stack, and `futures` finds the faults of a future.

use super::{
    end::laid_out,
    invariants::{Fault, Invariant},
    layers::{Has, Shown, Stack},
    oracle::{Oracle, Seeking},
    stream::{Object, Stream},
    told::{Told, told},
    world::{World, count},
};
use poll_io::{BorrowedBuf, BorrowedCursor, Error, IoSlice, IoSliceMut, Result, SeekFrom, prelude::*};
use std::{
    cell::RefCell,
    fmt,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready},
};

/// The bytes that have passed the observer. They can be read while a future borrows the stack.
pub type Passed = Rc<RefCell<Vec<u8>>>;

pub struct Tap {
    io: Object,
    pub has: Has,
    pub shown: Vec<Shown>,
    world: World,
    pub oracle: Oracle,
    /// The bytes that were read or consumed since the act began.
    gone: Passed,
    /// The bytes that were accepted since the act began.
    taken: Passed,
    /// Whether `poll_seek` was called.
    pub has_sought: bool,
    /// How many seeks have succeeded, without those that only ask for the position.
    pub sought: usize,
    /// The number of bytes that may be read in this act.
    most: usize,
    /// The bytes that the last `poll_fill_buf` returned and that are not consumed.
    lent: Vec<u8>,
    /// The largest number of slices in one vectored read, and the same for vectored writes.
    pub offered: [usize; 2],
    memory: Vec<u8>,
}

impl fmt::Debug for Tap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.io.fmt(f)
    }
}

/// One of two tasks is over: its half or end is gone with its stack.
impl Drop for Tap {
    fn drop(&mut self) {
        self.world.peer_gone.set(true);
    }
}

impl Tap {
    pub fn new(world: &World, stack: Stack) -> Self {
        let Stack { io, has, oracle, shown } = stack;
        Tap {
            io,
            has,
            shown,
            world: world.clone(),
            oracle,
            gone: Passed::default(),
            taken: Passed::default(),
            has_sought: false,
            sought: 0,
            most: usize::MAX,
            lent: Vec::new(),
            offered: [0; 2],
            memory: Vec::new(),
        }
    }

    /// Begins an act: forgets the bytes that have passed, and removes the limit.
    pub fn begin(&mut self) {
        self.gone.borrow_mut().clear();
        self.taken.borrow_mut().clear();
        self.most = usize::MAX;
    }

    /// Limits the bytes that this act may read to `max`, and `proof` more. If `max` is 0, it may read all bytes.
    pub fn allow(&mut self, max: usize, proof: usize) {
        self.most = if max == 0 { usize::MAX } else { max + proof };
    }

    pub fn gone(&self) -> Vec<u8> {
        self.gone.borrow().clone()
    }

    pub fn taken(&self) -> Vec<u8> {
        self.taken.borrow().clone()
    }

    pub fn watch_gone(&self) -> Passed {
        self.gone.clone()
    }

    pub fn watch_taken(&self) -> Passed {
        self.taken.clone()
    }

    fn check(&self, invariant: Invariant, holds: bool, what: impl FnOnce() -> String) {
        self.world.report(invariant.holds(holds, what));
    }

    /// Notes progress if a call was ready.
    fn moved<T>(&self, poll: &Poll<T>) {
        self.world.progress.set(self.world.progress.get() || poll.is_ready());
    }

    /// Counts a call other than a seek. A later `poll_seek` cannot resume the seek in progress after it.
    fn enter(&mut self) {
        count(&self.world.stack_calls);
        if let Some(seeking) = &mut self.oracle.seeking {
            seeking.resumable = false;
        }
    }

    /// Updates the model of a reader with the bytes that were written into its pipe, even in the middle of a call.
    fn follow(&mut self) {
        if self.oracle.piped {
            self.oracle.source.follow(&self.world.piped.borrow());
        }
    }

    /// Checks the error of an operation other than a seek.
    fn failed(&mut self, e: &Error) {
        let told = told(e);
        let impossible = |seeking: &Seeking| seeking.targets.contains(&None) || seeking.behind.contains(&None);
        let ours = match told {
            Told::Interrupted => return,
            Told::Scripted(number, _) => self.world.error_seen(number),
            Told::LimitExceeded => self.oracle.exceeded || self.oracle.unsure,
            Told::TooMuch => self.world.claimed.get(),
            Told::Full => self.world.refused.get(),
            Told::Closed => self.oracle.is_closing || self.world.peer_gone.get(),
            Told::OutOfPlace => self.oracle.seeking.as_ref().is_some_and(impossible),
            Told::Other => false,
        };
        self.check(Invariant::Errors, ours, || format!("an operation failed with {e:?}, which no end has returned"));
        match told {
            // The operation waited for an earlier seek, which has failed. So the position is unchanged.
            Told::Scripted(_, true) | Told::OutOfPlace => self.oracle.seeking = None,
            // The earlier seek was completed, unless it never began because a buffer could not be written out.
            _ => {
                self.oracle.unsure |= self.oracle.is_written && self.oracle.seeking.is_some();
                self.oracle.settle();
            }
        }
    }

    /// Checks the error of a seek.
    fn seek_failed(&mut self, e: &Error, before: Option<Seeking>, seeking: &Seeking) {
        let told = told(e);
        let ours = match told {
            Told::Interrupted => true,
            Told::Scripted(number, _) => self.world.error_seen(number),
            Told::OutOfPlace => seeking.targets.contains(&None) || seeking.behind.contains(&None),
            Told::TooMuch => self.world.claimed.get(),
            Told::Full => self.world.refused.get(),
            Told::Closed => self.oracle.is_closing || self.world.peer_gone.get(),
            Told::LimitExceeded | Told::Other => false,
        };
        let ours = ours || self.is_unsure();
        self.check(Invariant::Errors, ours, || format!("a seek failed with {e:?}, which no end has returned"));
        // If the seek waited for an earlier one, the earlier one either has failed or was completed.
        let behind = seeking.behind.iter().flatten().copied();
        self.oracle.places.extend(behind);
        // If a buffer could not be written out, where the end stands is not known.
        self.oracle.unsure |= self.oracle.is_written && !matches!(told, Told::Interrupted | Told::OutOfPlace);
        self.oracle.seeking = None;
        // A seek to an impossible target may fail without waiting for the earlier one.
        if told == Told::OutOfPlace && !seeking.behind.is_empty() {
            self.oracle.seeking = before.map(|before| Seeking { resumable: false, ..before });
        }
    }

    /// Checks bytes that were read.
    fn read(&mut self, bytes: &[u8], room: usize) {
        if room == 0 || (bytes.is_empty() && self.oracle.piped && self.world.peer_dropped.get()) {
            return;
        }
        self.follow();
        let (ahead, there) = (self.oracle.ahead(), self.oracle.read(bytes));
        self.check_bytes(there, "read", bytes, &ahead);
        self.pass(bytes);
    }

    /// Returns whether the position is not known, because a layer may have lost bytes that it accepted.
    pub fn is_unsure(&self) -> bool {
        self.oracle.unsure || (self.oracle.writes_behind && self.world.has_trouble())
    }

    /// Notes that bytes have passed, and checks the limit.
    fn pass(&self, bytes: &[u8]) {
        self.gone.borrow_mut().extend(bytes);
        let (gone, most) = (self.gone.borrow().len(), self.most);
        self.check(Invariant::Limit, gone <= most, || format!("{gone} bytes were read, and the limit is {most}"));
    }

    fn check_bytes(&self, there: bool, how: &str, bytes: &[u8], ahead: &[u64]) {
        let (oracle, bytes) = (&self.oracle, String::from_utf8_lossy(bytes));
        self.check(Invariant::Bytes, there || self.is_unsure(), || {
            let expected = oracle.source.slice(ahead.first().copied().unwrap_or(0), bytes.len().max(8));
            let expected = String::from_utf8_lossy(&expected).into_owned();
            format!("{bytes:?} was {how} at {ahead:?} instead of {expected:?}")
        });
    }

    /// Checks that a call without room or bytes was ready. Skips the check while the other half of a stream is in a call.
    fn at_once<T>(&self, poll: &Poll<Result<T>>, room: usize) {
        let waits = room == 0 && poll.is_pending() && self.oracle.seeking.is_none();
        let waits = waits && !self.world.is_held.get() && !self.oracle.forgetful;
        self.check(Invariant::NoRoom, !waits, || "a call without room or bytes returned Pending".into());
    }

    fn wrote(&mut self, bytes: &[u8]) {
        let (file, shut) = (self.oracle.is_file, self.oracle.is_shut_down && self.oracle.ends);
        self.check(Invariant::Closing, !shut || bytes.is_empty(), || "bytes were accepted after a shutdown".into());
        self.oracle.write(bytes);
        self.taken.borrow_mut().extend(bytes);
        if file {
            self.lent.clear();
        }
    }

    /// Makes a call that writes. The other task may read the bytes from a pipe before the call is over.
    fn piping(
        &mut self,
        bytes: &[u8],
        call: impl FnOnce(Pin<&mut dyn Stream>) -> Poll<Result<usize>>,
    ) -> Poll<Result<usize>> {
        if !self.oracle.piped {
            return call(self.io.as_mut());
        }
        let before = self.world.piped.borrow().len();
        self.world.piped.borrow_mut().extend(bytes);
        let poll = call(self.io.as_mut());
        let n = if let Poll::Ready(Ok(n)) = &poll { *n } else { 0 };
        self.world.piped.borrow_mut().truncate(before + n);
        poll
    }

    /// Checks the result of a write, and notes the bytes that it accepted.
    fn written(&mut self, poll: Poll<Result<usize>>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.moved(&poll);
        self.at_once(&poll, bytes.len());
        match &poll {
            Poll::Ready(Err(e)) => self.failed(e),
            Poll::Ready(Ok(n)) if *n > bytes.len() => {
                let lied = self.world.claimed.get();
                self.check(Invariant::Arrival, lied, || format!("{n} bytes were accepted of {}", bytes.len()));
            }
            Poll::Ready(Ok(0)) if !bytes.is_empty() => {
                let full = self.world.refused.get();
                self.check(Invariant::Arrival, full, || "no byte was accepted".into());
                self.oracle.settle();
            }
            Poll::Pending | Poll::Ready(Ok(0)) => {}
            Poll::Ready(Ok(n)) => self.wrote(&bytes[..*n]),
        }
        poll
    }

    /// Compares the bytes that reached the end with the bytes that the stack accepted. The end must not be a file.
    pub fn check_arrival(&self, received: &[u8], flushed: bool) -> std::result::Result<(), Fault> {
        let taken = &self.oracle.taken;
        let shown = || {
            let (received, taken) = (String::from_utf8_lossy(received), String::from_utf8_lossy(taken));
            format!("{received:?} arrived of {taken:?}")
        };
        self.world.check(Invariant::Arrival, taken.starts_with(received), shown)?;
        self.world.check(Invariant::Arrival, !flushed || taken.len() == received.len(), || {
            format!("after a flush: {}", shown())
        })
    }
}

impl AsyncRead for Tap {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        this.enter();
        let room = buf.capacity();
        let mut memory = std::mem::take(&mut this.memory);
        memory.clear();
        memory.reserve(room);
        let mut own = BorrowedBuf::from(&mut memory.spare_capacity_mut()[..room]);
        let poll = this.io.as_mut().poll_read(cx, own.unfilled());
        let bytes = own.filled();
        this.moved(&poll);
        this.at_once(&poll, room);
        match &poll {
            Poll::Pending => {}
            Poll::Ready(Err(e)) => this.failed(e),
            Poll::Ready(Ok(())) => {
                this.lent.clear();
                this.read(bytes, room);
            }
        }
        // The caller's buffer receives the bytes of a failed read as well.
        buf.append(bytes);
        this.memory = memory;
        poll
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let this = self.get_mut();
        this.enter();
        let room = bufs.iter().map(|buf| buf.len()).sum();
        let real = bufs.iter().filter(|buf| !buf.is_empty()).count();
        this.offered[0] = this.offered[0].max(real);
        let poll = this.io.as_mut().poll_read_vectored(cx, bufs);
        this.moved(&poll);
        this.at_once(&poll, room);
        match &poll {
            Poll::Pending => {}
            Poll::Ready(Err(e)) => this.failed(e),
            Poll::Ready(Ok(n)) if *n > room => {
                let lied = this.world.claimed.get();
                this.check(Invariant::Bytes, lied, || format!("{n} bytes were read into room for {room}"));
            }
            Poll::Ready(Ok(n)) => {
                this.lent.clear();
                let bytes: Vec<u8> = bufs.iter().flat_map(|buf| buf.iter()).take(*n).copied().collect();
                this.read(&bytes, room);
            }
        }
        poll
    }

    fn remaining_hint(&self) -> usize {
        let hint = self.io.remaining_hint();
        // After a limit no byte comes, so a hint that counts the bytes after it is not checked.
        if self.oracle.hints && self.oracle.seeking.is_none() && !self.oracle.exceeded {
            let left = self.oracle.places.iter().map(|at| self.oracle.source.left(*at)).max().unwrap_or(0);
            self.check(Invariant::Hint, hint <= left || self.is_unsure(), || {
                format!("the hint was {hint}, and {left} bytes are left")
            });
        }
        hint
    }
}

impl AsyncBufRead for Tap {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        this.enter();
        // The bytes are copied, because the borrowed slice would keep the stack borrowed.
        let poll = this.io.as_mut().poll_fill_buf(cx).map_ok(<[u8]>::to_vec);
        let bytes = match poll {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Err(e)) => {
                this.failed(&e);
                return Poll::Ready(Err(e));
            }
            Poll::Ready(Ok(bytes)) => bytes,
        };
        this.follow();
        let (ahead, mut there) = (this.oracle.ahead(), this.oracle.lend(&bytes));
        there |= bytes.is_empty() && this.oracle.piped && this.world.peer_dropped.get();
        this.check_bytes(there, "borrowed", &bytes, &ahead);
        let again = this.lent.is_empty() || bytes.starts_with(&this.lent);
        this.check(Invariant::Bytes, again, || format!("`fill_buf` returned other bytes at {ahead:?} than before"));
        this.lent = bytes;
        Poll::Ready(Ok(&this.lent))
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        let this = self.get_mut();
        this.check(Invariant::Bytes, amt <= this.lent.len(), || {
            "more bytes were consumed than `fill_buf` returned".into()
        });
        let consumed: Vec<u8> = this.lent.drain(..amt.min(this.lent.len())).collect();
        this.oracle.advance(consumed.len());
        this.pass(&consumed);
        this.io.as_mut().consume(amt);
    }
}

impl AsyncWrite for Tap {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        this.enter();
        let poll = this.piping(buf, |io| io.poll_write(cx, buf));
        this.written(poll, buf)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        this.enter();
        let real = bufs.iter().filter(|buf| !buf.is_empty()).count();
        this.offered[1] = this.offered[1].max(real);
        let all = laid_out(bufs);
        let poll = this.piping(&all, |io| io.poll_write_vectored(cx, bufs));
        this.written(poll, &all)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        this.enter();
        match ready!(this.io.as_mut().poll_flush(cx)) {
            Ok(()) => {
                this.oracle.settle();
                Poll::Ready(Ok(()))
            }
            Err(e) => {
                this.failed(&e);
                Poll::Ready(Err(e))
            }
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        this.enter();
        // From the first call of a shutdown on, the stack may refuse every byte.
        this.oracle.is_closing = true;
        let poll = this.io.as_mut().poll_shutdown(cx);
        match &poll {
            Poll::Pending => {}
            Poll::Ready(Ok(())) => this.oracle.settle(),
            Poll::Ready(Err(e)) => this.failed(e),
        }
        this.oracle.is_shut_down |= matches!(poll, Poll::Ready(Ok(())));
        poll
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }
}

impl AsyncSeek for Tap {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        let this = self.get_mut();
        count(&this.world.stack_calls);
        this.lent.clear();
        this.has_sought = true;
        let before = this.oracle.seeking.take();
        let seeking = match &before {
            Some(same) if same.pos == pos && same.resumable => same.clone(),
            // This seek waits for the seek in progress, and starts from the position where that one ends.
            other => {
                this.oracle.seeking.clone_from(other);
                let targets = this.oracle.ahead().iter().map(|from| this.oracle.target(*from, pos)).collect();
                let behind = other.as_ref().map_or(Vec::new(), |other| [&other.targets[..], &other.behind].concat());
                Seeking { pos, targets, behind, resumable: true }
            }
        };
        // If the stack panics, it is not known whether the seek has started.
        let places = this.oracle.places.iter().copied().map(Some);
        let mut unknown = seeking.clone();
        unknown.behind.extend(places.filter(|_| before.is_none()));
        this.oracle.seeking = Some(unknown);
        let poll = this.io.as_mut().poll_seek(cx, pos);
        this.moved(&poll);
        this.sought += usize::from(pos != SeekFrom::Current(0) && matches!(poll, Poll::Ready(Ok(_))));
        this.oracle.seeking.clone_from(&before);
        match &poll {
            Poll::Pending => this.oracle.seeking = Some(seeking),
            Poll::Ready(Ok(at)) => {
                let there = seeking.targets.contains(&Some(*at));
                this.check(Invariant::Position, there || this.is_unsure(), || {
                    format!("{pos:?} came to {at} instead of {:?}", seeking.targets)
                });
                this.oracle.places = vec![*at];
                this.oracle.is_written = false;
                this.oracle.seeking = None;
            }
            Poll::Ready(Err(e)) => this.seek_failed(e, before, &seeking),
        }
        poll
    }
}
