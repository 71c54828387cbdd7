//! The state that the ends, the observers and the driver of one plan share: counts, errors and the ends themselves.

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

/// The counts of one run of a plan.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stats {
    /// The number of polls of futures.
    pub polls: usize,
    /// The number of checks of an invariant.
    pub checks: usize,
    /// The largest number of calls of ends in one poll of a future. Stacks that block the thread are not counted.
    pub most_calls: usize,
}

#[derive(Default)]
pub struct Shared {
    /// The number of calls that the ends have received.
    pub calls: Cell<usize>,
    /// The number of calls that futures have made of their stacks.
    pub stack_calls: Cell<usize>,
    /// How often an end has returned bytes from `fill_buf` again.
    pub relends: Cell<usize>,
    /// The number of calls that a future may make in one poll, and the number that its layers may add.
    pub budget: Cell<[usize; 2]>,
    /// The number of steps that ends have taken. A poll makes progress if it takes a step.
    pub steps: Cell<usize>,
    /// How often an end has woken its task in the middle of a call.
    pub yields: Cell<usize>,
    /// Whether an end has put bytes in a buffer that are not part of its stream.
    pub spilt: Cell<bool>,
    /// Whether an end has claimed more bytes than it was offered.
    pub claimed: Cell<bool>,
    /// Whether an end has refused bytes.
    pub refused: Cell<bool>,
    /// Whether the other task is in the middle of a call.
    pub is_held: Cell<bool>,
    /// Whether the current poll of a task has made progress.
    pub progress: Cell<bool>,
    /// How often an end has panicked.
    pub panics: Cell<usize>,
    /// Whether a layer writes into the buffer of another layer: then a poll without a call of an end can be progress.
    pub shifts: Cell<bool>,
    /// Whether a layer loses its stream if the stream panics.
    pub fragile: Cell<bool>,
    /// Whether the current future waits forever. Then its caller drops it.
    pub give_up: Cell<bool>,
    /// Whether a layer blocks the thread while it waits. Then no end may wait.
    pub blocking: Cell<bool>,
    /// The bytes that were written into the pipe, as the observer of the writer saw them.
    pub piped: RefCell<Vec<u8>>,
    /// Whether one of two tasks has ended, so that its half or its end of the pipe is gone.
    pub peer_gone: Cell<bool>,
    /// Whether one of two tasks was dropped, together with the bytes that its layers had buffered.
    pub peer_dropped: Cell<bool>,
    /// For each error by its number, whether it has reached the observer.
    errors: RefCell<BTreeMap<u32, bool>>,
    fault: RefCell<Option<Fault>>,
    ends: RefCell<Vec<End>>,
    /// A function that polls or drops the other task.
    meanwhile: RefCell<Option<Meanwhile>>,
    pub stats: Cell<Stats>,
}

pub type Meanwhile = Rc<dyn Fn(Meddling)>;

/// An operation on the other task while one task is being polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meddling {
    Poll,
    Drop,
}

pub type World = Rc<Shared>;

/// Adds one to a count.
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

    /// Drops the ends. They own the world, so this breaks the cycle.
    pub fn forget_ends(&self) {
        let ends = self.ends.take();
        drop(ends);
    }

    /// Returns whether a layer has lost its stream to a panic. Then no further method is called.
    pub fn is_dead(&self) -> bool {
        self.fragile.get() && self.panics.get() > 0
    }

    /// Releases the ends, except calls that wait forever.
    pub fn release(&self) {
        self.ends().iter().for_each(|end| end.release(false));
    }

    /// Releases all ends, and removes the steps that are left.
    pub fn calm(&self) {
        self.ends().iter().for_each(End::calm);
    }

    /// Returns whether an end waits, but not forever.
    pub fn waits(&self) -> bool {
        self.ends().iter().any(End::waits)
    }

    /// Returns whether an end waits forever.
    pub fn hangs(&self) -> bool {
        self.ends().iter().any(End::hangs)
    }

    /// Returns the number of a new error that an end returns.
    pub fn new_error(&self) -> u32 {
        let mut errors = self.errors.borrow_mut();
        let number = u32::try_from(errors.len()).unwrap_or(u32::MAX);
        errors.insert(number, false);
        number
    }

    /// Notes that an error has reached the observer. Returns whether an end returned it and it was not reported before.
    pub fn error_seen(&self, number: u32) -> bool {
        self.errors.borrow_mut().insert(number, true) == Some(false)
    }

    /// Returns whether an end has failed, claimed too much, refused or panicked.
    pub fn has_trouble(&self) -> bool {
        !self.errors.borrow().is_empty() || self.claimed.get() || self.refused.get() || self.panics.get() > 0
    }

    pub fn unseen_errors(&self) -> Vec<u32> {
        self.errors.borrow().iter().filter(|(_, seen)| !**seen).map(|(number, _)| *number).collect()
    }

    /// Notes a breach that was found in the middle of a call, and keeps the first one.
    pub fn report(&self, result: Result<(), Fault>) {
        self.checked(1);
        if let Err(fault) = result {
            self.fault.borrow_mut().get_or_insert(fault);
        }
    }

    /// Returns the breach that was noted, if there is one.
    pub fn fault(&self) -> Result<(), Fault> {
        self.fault.borrow().clone().map_or(Ok(()), Err)
    }

    /// Checks an invariant, and counts the check.
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

    /// Polls or drops the other task, if there is one.
    pub fn meanwhile(&self, what: Meddling) {
        let f = self.meanwhile.borrow().clone();
        if let Some(f) = f {
            let (calls, stack_calls) = (self.calls.get(), self.stack_calls.get());
            self.peer_dropped.set(self.peer_dropped.get() || what == Meddling::Drop);
            let held = self.is_held.replace(true);
            f(what);
            self.is_held.set(held);
            // The calls of the other task do not count for this poll.
            self.calls.set(calls);
            self.stack_calls.set(stack_calls);
        }
    }
}
