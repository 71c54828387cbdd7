//! The invariants of every stack, and the report of a breach.

use std::fmt;

/// An invariant of every stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// A stack returns the bytes of its ends, each once and in order, up to the end and not beyond it.
    Bytes,
    /// Every byte that a stack accepts arrives at its end, once and in order. No other byte arrives.
    Arrival,
    /// A future leaves the caller's buffer, the reader and the writer in the state that its documentation promises.
    Kept,
    /// The counts and buffers that a copy reports are true, and an `Inspect` shows the bytes that pass it.
    Counts,
    /// No read goes beyond a limit or a window.
    Limit,
    /// A seek goes to its target. The next operation completes a seek whose future was dropped.
    Position,
    /// A future makes at most 128 calls of its stack in one poll.
    Budget,
    /// The ends receive at most 128 calls in one poll, plus a bounded number for each layer.
    Calls,
    /// After `Pending`, the latest waker is woken when an end makes progress.
    Wake,
    /// No task wakes itself and returns `Pending` without progress.
    Storm,
    /// A future ends when its ends allow it.
    Ends,
    /// Every error of an end is reported once, and no other error is reported.
    Errors,
    /// Nothing panics except an end whose script says so.
    Panics,
    /// A hint is at most the number of bytes that are left.
    Hint,
    /// The layers forward `is_write_vectored` and vectored calls.
    Vectored,
    /// A read into an empty buffer is ready at once, and so is a write of no bytes.
    NoRoom,
    /// Flushes and shutdowns reach the end.
    Closing,
}

impl Invariant {
    /// Reports a breach.
    pub fn breach<T>(self, what: impl fmt::Display) -> Result<T, Fault> {
        Err(Fault { invariant: self, what: what.to_string() })
    }

    /// Reports a breach if `holds` is false.
    pub fn holds(self, holds: bool, what: impl FnOnce() -> String) -> Result<(), Fault> {
        if holds { Ok(()) } else { self.breach(what()) }
    }
}

/// A breach of an invariant, with a description.
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
