//! What an end does in a call: the next of its steps, and what becomes of its bytes and places by it.
//!
//! Nothing here calls foreign code: wakers that are to be woken or dropped are laid aside for the handle (`end.rs`).

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

/// What a reader puts in a buffer that it does not stand by. No content has this byte.
pub const SPILT: u8 = b'?';

/// Directions that wait for themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Read,
    Write,
    Seek,
}

/// What comes of a call that was let in.
enum Turn {
    /// At most so many bytes.
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
    /// Whether nothing else was called since.
    resumable: bool,
}

/// What an end does that is told to wait.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Waits,
    /// Yields: above it is a layer that blocks the thread, and nobody could let anything happen.
    Yields,
    /// Takes the next step: it is of std, and blocks.
    Never,
}

pub struct Wait {
    pub waker: Waker,
    pub for_ever: bool,
}

/// The script of an end, and where it stands.
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Script {
    pub world: World,
    steps: VecDeque<Step>,
    /// How often the first step was taken already.
    times: i16,
    pub manner: Manner,
    /// Whether what is written changes what is read.
    is_file: bool,
    pub source: Source,
    pub at: u64,
    pub seeking: Option<Seeking>,
    lent: usize,
    was_shy: bool,
    /// What was written, to an end that is no file.
    pub received: Vec<u8>,
    /// Whether something was written since the last flush.
    pub unflushed: bool,
    closing: bool,
    pub closed: bool,
    pub waits: [Option<Wait>; 3],
    /// Whether a call takes its time, while others run.
    pub is_held: bool,
    /// The waker of the call, until it is kept.
    pub waker: Option<Waker>,
    /// Wakers that are no longer needed, and those that are to be woken. Both are foreign code, and run after the call.
    pub dropped: Vec<Waker>,
    pub woken: Vec<Waker>,
    /// The most slices that came in one call that reads, and in one that writes.
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

    /// Whether the next call takes its time, while the other task is polled.
    pub fn holds(&self) -> bool {
        let waits = self.waits.iter().any(Option::is_some);
        !waits && self.steps.front().is_some_and(|step| step.kind == Move::Hold)
    }

    /// From now on it transfers all it can.
    pub fn calm(&mut self) {
        self.steps.clear();
        if self.manner == Manner::Shy {
            self.manner = Manner::Honest;
        }
    }

    /// Consumes what was lent.
    pub fn consume(&mut self, amt: usize) {
        let amt = amt.min(self.lent);
        self.lent -= amt;
        self.at += amt as u64;
    }

    /// Takes the next step.
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

    /// Lets a call in: returns what comes of it, and whether it spills.
    fn enter(&mut self, way: Way) -> (Turn, bool) {
        // An operation completes a seek that was given up, and waits for it.
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
                // What `Hold` does besides is in the handle.
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

    /// A seek that was given up is forgotten, and nobody waits for it.
    fn forget_wait(&mut self) {
        self.dropped.extend(self.waits[Way::Seek as usize].take().map(|wait| wait.waker));
    }

    /// Wakes at once, which is: when the call is over.
    fn wake(&mut self) -> Turn {
        count(&self.world.yields);
        self.woken.extend(self.waker.take());
        Turn::Wait
    }

    /// Lets a call in that is no seek. One that comes while a seek is in progress completes the seek.
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

    /// Reads, and returns what is to be put in the buffer.
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
                // To read nothing would be the end of the file, which it is not.
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

    /// Starts a seek, unless it would go before the start.
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

    /// Returns the bytes that are lent, read by this call if there were none.
    pub fn lend(&mut self) -> Poll<Result<Vec<u8>>> {
        if self.lent > 0 {
            // These are in its buffer: nothing is read.
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
