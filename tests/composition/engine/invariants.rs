//! What must hold for every stack, and how a breach is reported.

use std::fmt;

/// What must hold for every stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// The bytes that come out of a stack are those of its ends, each once and in order, up to the end and not beyond it.
    Bytes,
    /// What a writing stack has taken arrives at its end, each byte once and in order, and nothing else arrives.
    Arrival,
    /// What a future leaves behind is what its documentation says: in the caller's buffer, in the reader, in the writer.
    Kept,
    /// The counts and buffers that can be asked for are true: of a copy, of what an `Inspect` has shown.
    Counts,
    /// No limit and no window is passed.
    Limit,
    /// A seek goes where it was sent. One that was given up is completed by what comes next.
    Position,
    /// A future makes at most 128 calls of its stack in one poll.
    Budget,
    /// A stack passes on a bounded number of them: for each layer, at most so many calls besides.
    Calls,
    /// After `Pending` the latest waker is woken, once an end makes progress.
    Wake,
    /// Nothing wakes itself and returns `Pending` without having got any further.
    Storm,
    /// A future ends, once its ends let it.
    Ends,
    /// Every error of an end is reported, once, and no other errors are made up.
    Errors,
    /// Nothing panics by itself.
    Panics,
    /// A hint is a lower bound.
    Hint,
    /// `is_write_vectored` and vectored calls are passed on.
    Vectored,
    /// A call without room, or without bytes, is ready at once.
    NoRoom,
    /// A flush and a shutdown reach the end.
    Closing,
}

impl Invariant {
    /// Reports a breach.
    pub fn breach<T>(self, what: impl fmt::Display) -> Result<T, Fault> {
        Err(Fault { invariant: self, what: what.to_string() })
    }

    /// Reports a breach unless it holds.
    pub fn holds(self, holds: bool, what: impl FnOnce() -> String) -> Result<(), Fault> {
        if holds { Ok(()) } else { self.breach(what()) }
    }
}

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub invariant: Invariant,
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.invariant, self.what)
    }
}
