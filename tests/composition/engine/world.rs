//! What the ends, the observers and the driver of one plan share: counts, errors, and the ends themselves.

use super::{
    end::End,
    invariants::{Fault, Invariant},
};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

/// The payload of the panics that ends make on purpose.
pub struct Scripted;

/// What was counted while a plan ran.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stats {
    /// Polls of futures.
    pub polls: usize,
    /// How often an invariant was looked at.
    pub checks: usize,
    /// The most calls of ends in one poll of a future, over stacks that do not block the thread.
    pub most_calls: usize,
}

#[derive(Default)]
pub struct Shared {
    /// Calls of ends, and calls of the stacks by futures.
    pub calls: Cell<usize>,
    pub stack_calls: Cell<usize>,
    /// How often an end has lent again what it had lent already.
    pub relends: Cell<usize>,
    /// The calls that a future may make in one poll, and those that layers may make besides.
    pub budget: Cell<[usize; 2]>,
    /// Steps that ends have taken: what a call must bring about, or it is no progress.
    pub steps: Cell<usize>,
    /// How often an end has woken the task itself.
    pub yields: Cell<usize>,
    /// Whether an end has lied: put bytes in a buffer that it does not stand by, or claimed too many.
    pub spilt: Cell<bool>,
    pub claimed: Cell<bool>,
    pub refused: Cell<bool>,
    /// Whether the other task is in the middle of a call.
    pub is_held: Cell<bool>,
    /// Whether the poll of a task has got any further.
    pub progress: Cell<bool>,
    /// How often an end has panicked.
    pub panics: Cell<usize>,
    /// Whether a layer loses its stream when that panics.
    pub fragile: Cell<bool>,
    /// Set when nothing will happen any more: what is running is then dropped.
    pub give_up: Cell<bool>,
    /// Whether no layer may wait, since one of them blocks the thread while it does.
    pub blocking: Cell<bool>,
    /// What has been written into a pipe, through the layers over it.
    pub piped: RefCell<Vec<u8>>,
    /// Whether one of two tasks is over: its half or end is gone. And whether it was dropped, with what it had buffered.
    pub peer_gone: Cell<bool>,
    pub peer_dropped: Cell<bool>,
    /// Errors by number: whether they have reached the top.
    errors: RefCell<BTreeMap<u32, bool>>,
    fault: RefCell<Option<Fault>>,
    ends: RefCell<Vec<End>>,
    /// Polls the other task, or drops it.
    meanwhile: RefCell<Option<Meanwhile>>,
    pub stats: Cell<Stats>,
}

pub type Meanwhile = Rc<dyn Fn(Meddling)>;

/// What happens to the other task while one is being polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meddling {
    Poll,
    Drop,
}

pub type World = Rc<Shared>;

/// Adds to a count.
pub fn count(cell: &Cell<usize>) {
    cell.set(cell.get() + 1);
}

impl Shared {
    pub fn add_end(&self, end: &End) {
        self.ends.borrow_mut().push(end.clone());
    }

    pub fn ends(&self) -> Vec<End> {
        self.ends.borrow().clone()
    }

    /// Breaks the circle: ends know their world.
    pub fn forget_ends(&self) {
        let ends = self.ends.take();
        drop(ends);
    }

    /// Whether a layer has lost its stream to a panic: then nothing more is asked of it.
    pub fn is_dead(&self) -> bool {
        self.fragile.get() && self.panics.get() > 0
    }

    /// Lets what the ends wait for happen, except what never happens.
    pub fn release(&self) {
        self.ends().iter().for_each(|end| end.release(false));
    }

    /// Lets everything happen, and takes away the steps that are left.
    pub fn calm(&self) {
        self.ends().iter().for_each(End::calm);
    }

    /// Whether an end waits for what never happens.
    pub fn hangs(&self) -> bool {
        self.ends().iter().any(End::hangs)
    }

    /// Numbers an error that an end returns.
    pub fn new_error(&self) -> u32 {
        let mut errors = self.errors.borrow_mut();
        let number = u32::try_from(errors.len()).unwrap_or(u32::MAX);
        errors.insert(number, false);
        number
    }

    /// Notes that an error has reached the top; whether there was one to be reported.
    pub fn error_seen(&self, number: u32) -> bool {
        self.errors.borrow_mut().insert(number, true) == Some(false)
    }

    /// Whether an end has failed, lied, refused or panicked.
    pub fn has_trouble(&self) -> bool {
        !self.errors.borrow().is_empty() || self.claimed.get() || self.refused.get() || self.panics.get() > 0
    }

    pub fn unseen_errors(&self) -> Vec<u32> {
        self.errors.borrow().iter().filter(|(_, seen)| !**seen).map(|(number, _)| *number).collect()
    }

    /// Notes a breach that was found in the middle of a call; the first one counts.
    pub fn report(&self, result: Result<(), Fault>) {
        self.checked(1);
        if let Err(fault) = result {
            self.fault.borrow_mut().get_or_insert(fault);
        }
    }

    /// Returns the breach that was found, if there was one.
    pub fn fault(&self) -> Result<(), Fault> {
        self.fault.borrow().clone().map_or(Ok(()), Err)
    }

    /// Checks an invariant, and counts that it was.
    pub fn check(&self, invariant: Invariant, holds: bool, what: impl FnOnce() -> String) -> Result<(), Fault> {
        self.checked(1);
        invariant.holds(holds, what)
    }

    pub fn checked(&self, n: usize) {
        self.update(|stats| stats.checks += n);
    }

    pub fn update(&self, f: impl FnOnce(&mut Stats)) {
        let mut stats = self.stats.get();
        f(&mut stats);
        self.stats.set(stats);
    }

    pub fn set_meanwhile(&self, f: Option<Meanwhile>) {
        *self.meanwhile.borrow_mut() = f;
    }

    /// Does something to the other task, if there is one.
    pub fn meanwhile(&self, what: Meddling) {
        let f = self.meanwhile.borrow().clone();
        if let Some(f) = f {
            let (calls, stack_calls) = (self.calls.get(), self.stack_calls.get());
            self.peer_dropped.set(self.peer_dropped.get() || what == Meddling::Drop);
            let held = self.is_held.replace(true);
            f(what);
            self.is_held.set(held);
            // What the other task does is not of this poll.
            self.calls.set(calls);
            self.stack_calls.set(stack_calls);
        }
    }
}
