//! The script of an end takes the next step for each call, and updates the bytes and the position of the end.
//!
//! This file never calls foreign code. It collects the wakers that must be woken or dropped, and the handle (`end.rs`)
//! wakes and drops them after the call.

use super::{
    oracle::Source,
    plan::{Family, Manner, Move, Side, Step},
    world::{Scripted, World, count},
};
use poll_io::{Error, ErrorKind, Result, SeekFrom};
use std::{
    collections::VecDeque,
    mem,
    panic::resume_unwind,
    task::{Poll, Waker, ready},
};

/// The byte that a reader puts in a buffer although it is not part of the stream. No content has this byte.
pub const SPILT: u8 = b'?';

/// The directions of an end. Each direction has a waker of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Read,
    Write,
    Seek,
}

/// The outcome of the step that a call takes.
enum Turn {
    /// Transfers at most that many bytes.
    Give(usize),
    Wait,
    Fail(Error),
    Claim,
    Refuse,
}

/// A seek that was started and has not ended.
#[derive(Clone, Copy)]
pub struct Seeking {
    pos: SeekFrom,
    target: u64,
    /// Whether no other method was called since.
    resumable: bool,
}

/// The behavior of an end at a step that waits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Waits,
    /// Yields instead. A layer above the end blocks the thread, so the driver could never release the end.
    Yields,
    /// Takes the next step instead. An end with the traits of std never returns `Pending`.
    Never,
}

pub struct Wait {
    pub waker: Waker,
    pub for_ever: bool,
}

/// The script of an end, and the state of the end.
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Script {
    pub world: World,
    steps: VecDeque<Step>,
    /// How often the first of the steps was taken already.
    times: i16,
    pub manner: Manner,
    /// Whether writes change the bytes that reads return.
    is_file: bool,
    pub source: Source,
    pub at: u64,
    pub seeking: Option<Seeking>,
    lent: usize,
    was_shy: bool,
    /// The bytes that were written, unless the end is a file.
    pub received: Vec<u8>,
    /// Whether bytes were written since the last flush.
    pub unflushed: bool,
    closing: bool,
    pub closed: bool,
    pub waits: [Option<Wait>; 3],
    /// Whether a call is in progress while the other task is polled.
    pub is_held: bool,
    /// The waker of the current call, until the end stores it.
    pub waker: Option<Waker>,
    /// Wakers to drop after the call, because dropping one runs foreign code.
    pub dropped: Vec<Waker>,
    /// Wakers to wake after the call, because waking one runs foreign code.
    pub woken: Vec<Waker>,
    /// The largest number of slices in one vectored read, and the same for vectored writes.
    pub slices: [usize; 2],
    waiting: Waiting,
}

fn scripted(world: &World, way: Way) -> Error {
    let of = if way == Way::Seek { "seek" } else { "transfer" };
    Error::new(ErrorKind::TimedOut, format!("scripted error {} of a {of}", world.new_error()))
}

impl Script {
    pub fn new(world: &World, side: &Side, source: Source, is_file: bool) -> Self {
        Script {
            world: world.clone(),
            steps: side.steps.iter().copied().collect(),
            times: 0,
            manner: side.manner,
            is_file,
            source,
            at: 0,
            seeking: None,
            lent: 0,
            was_shy: false,
            received: Vec::new(),
            unflushed: false,
            closing: false,
            closed: false,
            waits: [None, None, None],
            is_held: false,
            waker: None,
            dropped: Vec::new(),
            woken: Vec::new(),
            slices: [0; 2],
            waiting: match side.family {
                Family::Std => Waiting::Never,
                _ if world.blocking.get() => Waiting::Yields,
                _ => Waiting::Waits,
            },
        }
    }

    /// Returns whether the other task is polled during the next call.
    pub fn holds(&self) -> bool {
        let waits = self.waits.iter().any(Option::is_some);
        !waits && self.steps.front().is_some_and(|step| step.kind == Move::Hold)
    }

    /// Removes the steps that are left. From now on the end transfers as many bytes as it can.
    pub fn calm(&mut self) {
        self.steps.clear();
        if self.manner == Manner::Shy {
            self.manner = Manner::Honest;
        }
    }

    /// Consumes at most as many bytes as `lend` has returned.
    pub fn consume(&mut self, amt: usize) {
        let amt = amt.min(self.lent);
        self.lent -= amt;
        self.at += amt as u64;
    }

    /// Takes the next step, or a step that transfers everything if none is left.
    fn step(&mut self) -> Step {
        count(&self.world.steps);
        let Some(&step) = self.steps.front() else { return Step::new(Move::Give, 0) };
        self.times += 1;
        let repeated = matches!(step.kind, Move::Sip | Move::Interrupt);
        if !repeated || self.times >= step.n {
            self.steps.pop_front();
            self.times = 0;
        }
        step
    }

    /// Takes a step for a call. Returns its outcome, and whether it puts bytes in the buffer that are not part of the
    /// stream.
    fn enter(&mut self, way: Way) -> (Turn, bool) {
        // An operation first waits for the end of a seek whose future was dropped.
        let way = if self.seeking.is_some() { Way::Seek } else { way };
        if let Some(wait) = &mut self.waits[way as usize] {
            self.dropped.extend(self.waker.take().map(|waker| mem::replace(&mut wait.waker, waker)));
            return (Turn::Wait, false);
        }
        loop {
            let step = self.step();
            let interrupted = || Turn::Fail(ErrorKind::Interrupted.into());
            let spills = matches!(step.kind, Move::SpillYield | Move::SpillFail | Move::SpillInterrupt);
            let turn = match step.kind {
                Move::Wait | Move::Hang | Move::Yield | Move::SpillYield if self.waiting == Waiting::Never => continue,
                Move::Wait | Move::Hang if self.waiting == Waiting::Yields => return (self.wake(), false),
                Move::Give if step.n > 0 => Turn::Give(step.size()),
                // The handle does the rest of `Hold`: it polls the other task.
                Move::Give | Move::Hold => Turn::Give(usize::MAX),
                Move::Sip => Turn::Give(1),
                Move::Wait | Move::Hang => {
                    let for_ever = step.kind == Move::Hang;
                    self.waits[way as usize] = self.waker.take().map(|waker| Wait { waker, for_ever });
                    return (Turn::Wait, false);
                }
                Move::Yield | Move::SpillYield => return (self.wake(), spills),
                Move::Fail | Move::SpillFail => Turn::Fail(scripted(&self.world, way)),
                Move::Interrupt | Move::SpillInterrupt => interrupted(),
                Move::Panic => {
                    count(&self.world.panics);
                    resume_unwind(Box::new(Scripted));
                }
                Move::Claim => {
                    self.world.claimed.set(true);
                    Turn::Claim
                }
                Move::Refuse => Turn::Refuse,
            };
            return (turn, spills);
        }
    }

    /// Drops the waker of a seek that the end forgets.
    fn forget_wait(&mut self) {
        self.dropped.extend(self.waits[Way::Seek as usize].take().map(|wait| wait.waker));
    }

    /// Wakes the task of the current call. The waker runs when the call is over.
    fn wake(&mut self) -> Turn {
        count(&self.world.yields);
        self.woken.extend(self.waker.take());
        Turn::Wait
    }

    /// Takes a step for a call other than a seek. If a seek is in progress, the step completes that seek too.
    fn enter_transfer(&mut self, way: Way) -> (Turn, bool) {
        if self.manner == Manner::Forgetful {
            self.seeking = None;
            self.forget_wait();
        }
        if let Some(seeking) = &mut self.seeking {
            seeking.resumable = false;
        }
        let (turn, spills) = self.enter(way);
        if let Some(Seeking { target, .. }) = self.seeking {
            match turn {
                Turn::Wait => {}
                Turn::Fail(ref e) if e.kind() == ErrorKind::Interrupted => {}
                Turn::Fail(_) => self.seeking = None,
                _ => {
                    self.seeking = None;
                    self.at = target;
                }
            }
        }
        (turn, spills)
    }

    /// Reads. Returns the outcome, and the bytes that the caller must put in the buffer.
    pub fn read(&mut self, room: usize, may_claim: bool) -> (Poll<Result<usize>>, Vec<u8>) {
        count(&self.world.calls);
        let (turn, spills) = self.enter_transfer(Way::Read);
        let spilt = if spills { vec![SPILT; room.min(2)] } else { Vec::new() };
        if !spilt.is_empty() {
            self.world.spilt.set(true);
        }
        match turn {
            Turn::Wait => (Poll::Pending, spilt),
            Turn::Fail(e) => (Poll::Ready(Err(e)), spilt),
            Turn::Claim if may_claim => (Poll::Ready(Ok(room + 1)), spilt),
            Turn::Give(_) | Turn::Claim | Turn::Refuse => {
                // A read of no bytes would mean the end of the file, so these steps transfer bytes as well.
                let n = if let Turn::Give(n) = turn { n } else { usize::MAX };
                let bytes = self.source.slice(self.at, n.min(room));
                self.at += bytes.len() as u64;
                self.lent = self.lent.saturating_sub(bytes.len());
                (Poll::Ready(Ok(bytes.len())), bytes)
            }
        }
    }

    pub fn write(&mut self, bytes: &[u8]) -> Poll<Result<usize>> {
        count(&self.world.calls);
        if self.closing {
            return Poll::Ready(Err(Error::new(ErrorKind::BrokenPipe, "the end is shut down")));
        }
        if bytes.is_empty() {
            return Poll::Ready(Ok(0));
        }
        match self.enter_transfer(Way::Write).0 {
            Turn::Wait => Poll::Pending,
            Turn::Fail(e) => Poll::Ready(Err(e)),
            Turn::Claim => Poll::Ready(Ok(bytes.len() + 1)),
            Turn::Refuse => {
                self.world.refused.set(true);
                Poll::Ready(Ok(0))
            }
            Turn::Give(n) => {
                let bytes = &bytes[..n.min(bytes.len())];
                self.unflushed = true;
                if self.is_file {
                    self.source.overwrite(self.at, bytes);
                    self.at += bytes.len() as u64;
                } else {
                    self.received.extend(bytes);
                }
                Poll::Ready(Ok(bytes.len()))
            }
        }
    }

    pub fn close(&mut self, shut_down: bool) -> Poll<Result<()>> {
        count(&self.world.calls);
        if self.closed {
            return Poll::Ready(Ok(()));
        }
        self.closing |= shut_down;
        match self.enter_transfer(Way::Write).0 {
            Turn::Wait => return Poll::Pending,
            Turn::Fail(e) => return Poll::Ready(Err(e)),
            Turn::Give(_) | Turn::Claim | Turn::Refuse => {}
        }
        self.unflushed = false;
        self.closed |= shut_down;
        Poll::Ready(Ok(()))
    }

    /// Starts a seek. Returns an error if its target is before the start.
    pub fn start_seek(&mut self, pos: SeekFrom) -> Result<()> {
        let target = match pos {
            SeekFrom::Start(n) => Some(n),
            SeekFrom::Current(n) => self.at.checked_add_signed(n),
            SeekFrom::End(n) => (self.source.head().len() as u64).checked_add_signed(n),
        };
        let target = target.ok_or_else(|| Error::new(ErrorKind::InvalidInput, "a seek before the start"))?;
        self.lent = 0;
        self.seeking = Some(Seeking { pos, target, resumable: true });
        Ok(())
    }

    /// Waits for the seek that was started.
    pub fn complete_seek(&mut self) -> Poll<Result<u64>> {
        let Some(Seeking { target, .. }) = self.seeking else { return Poll::Ready(Ok(self.at)) };
        match self.enter(Way::Seek).0 {
            Turn::Wait => Poll::Pending,
            Turn::Fail(e) => {
                self.seeking = None;
                Poll::Ready(Err(e))
            }
            _ => {
                self.seeking = None;
                self.at = target;
                Poll::Ready(Ok(target))
            }
        }
    }

    /// Returns the bytes in the buffer of the end. If there are none, reads some.
    pub fn lend(&mut self) -> Poll<Result<Vec<u8>>> {
        if self.lent > 0 {
            // The bytes are in the buffer, so this call reads nothing.
            count(&self.world.relends);
            if self.manner == Manner::Shy && !self.was_shy && self.waiting != Waiting::Never {
                self.was_shy = true;
                count(&self.world.steps);
                self.wake();
                return Poll::Pending;
            }
        } else {
            let (poll, bytes) = self.read(1 << 10, false);
            ready!(poll)?;
            self.at -= bytes.len() as u64;
            (self.lent, self.was_shy) = (bytes.len(), false);
        }
        Poll::Ready(Ok(self.source.slice(self.at, self.lent)))
    }

    pub fn seek(&mut self, pos: SeekFrom) -> Poll<Result<u64>> {
        count(&self.world.calls);
        match self.seeking {
            Some(Seeking { pos: other, resumable, .. }) if other != pos || !resumable => {
                if self.manner == Manner::Forgetful {
                    self.forget_wait();
                } else {
                    ready!(self.complete_seek())?;
                }
                self.start_seek(pos)?;
            }
            Some(_) => {}
            None => self.start_seek(pos)?,
        }
        self.complete_seek()
    }
}
