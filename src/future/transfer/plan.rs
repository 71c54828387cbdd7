//! The decision what a copy does when all that it has read is written: it reads more, gets other memory first, or ends.

use crate::{Error, ErrorKind, Result};
use core::mem;

/// The first size of the heap memory in bytes, unless the caller fixes one.
const FIRST: u32 = 8 * 1024;
/// The size at which it stops to grow.
const LAST: u32 = 64 * 1024;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Then {
    /// Read.
    #[default]
    Read,
    /// Get memory of the planned size, and then read.
    Exchange,
    /// End, with the error if there is one.
    End,
    /// Nothing: the end is done.
    Finished,
}

/// The next step of a copy, and the size of its memory.
///
/// The memory doubles while reads fill it. When the reader has nothing, large memory is given back, and the next poll gets
/// memory of the size that the last poll needed. After some polls that have moved nothing it gets none.
///
/// Large memory saves calls of a kernel. If neither end waits for a whole poll, both ends are probably in memory. Then the
/// first size is faster, because that fits into the nearest cache.
#[derive(Debug, Default)]
pub(in super::super) struct Plan {
    then: Then,
    /// The size of the memory to get, in bytes.
    size: u32,
    /// Whether the caller has fixed `size`.
    fixed: bool,
    /// Whether the memory does not grow, because neither end waits.
    small: bool,
    /// The error of the reader, which is returned once what was read before is written.
    error: Option<Error>,
}

impl Plan {
    /// Fixes the size of the memory at `n` bytes, within what four bytes can count.
    pub(in super::super) fn fix(&mut self, n: usize) {
        self.size = u32::try_from(n.max(1)).unwrap_or(u32::MAX);
        self.fixed = true;
        if self.then == Then::Read {
            self.then = Then::Exchange;
        }
    }

    /// Returns whether the next step is to read to the memory that is there.
    #[inline]
    pub(super) fn reads(&self) -> bool {
        self.then == Then::Read
    }

    /// Notes that the reader has ended.
    #[inline]
    pub(super) fn end(&mut self) {
        self.then = Then::End;
    }

    /// Notes that the reader has failed.
    pub(super) fn fail(&mut self, e: Error) {
        self.then = Then::End;
        // There is none yet, so that no code has to drop it.
        mem::forget(self.error.replace(e));
    }

    /// Returns whether the reader has ended.
    ///
    /// # Errors
    ///
    /// Returns the error of the reader, once.
    pub(super) fn has_ended(&mut self) -> Result<bool> {
        match self.error.take() {
            Some(e) => Err(e),
            None => Ok(self.then == Then::End),
        }
    }

    /// Notes that the writer was flushed or shut down at the end.
    pub(super) fn finish(&mut self) {
        self.then = Then::Finished;
    }

    /// Returns whether the writer was flushed or shut down at the end.
    #[inline]
    pub(in super::super) fn is_finished(&self) -> bool {
        self.then == Then::Finished
    }

    /// Plans for the next read. Returns the size of the memory to get for it, unless the present memory will do. `size` is that
    /// of the present heap memory, or 0, and `full` tells that the last read has filled the memory.
    pub(super) fn exchange(&mut self, size: usize, full: bool) -> Option<u32> {
        if self.then == Then::Read && (self.fixed || self.small || !full) {
            return None;
        }
        if self.then == Then::Read {
            self.size = grown(size);
        }
        self.then = Then::Read;
        Some(self.size)
    }

    /// Notes that the allocator did not have the memory that [`exchange`](Self::exchange) asked for. The present memory has
    /// to do.
    ///
    /// # Errors
    ///
    /// Returns `OutOfMemory` if the size is fixed.
    pub(super) fn refuse(&self) -> Result<()> {
        if self.fixed { Err(ErrorKind::OutOfMemory.into()) } else { Ok(()) }
    }

    /// Notes that neither end has waited in a poll that has made all of its calls, with `size` bytes of heap memory.
    pub(super) fn race(&mut self, size: usize) {
        if size == LAST as usize && !self.fixed {
            (self.then, self.size, self.small) = (Then::Exchange, FIRST, true);
        }
    }

    /// Notes that an end waits.
    pub(super) fn hold(&mut self) {
        self.small = false;
    }

    /// Notes that the reader has nothing, at the end of a poll that has moved `moved` bytes. Returns whether to give back the
    /// heap memory, which is `size` bytes: after a poll that has moved nothing, or if it is larger than `most`.
    pub(super) fn wait(&mut self, size: usize, moved: u64, most: usize) -> bool {
        self.hold();
        let gives_back = moved == 0 || (size > most && !self.fixed);
        if !self.fixed {
            self.size = if size == 0 && moved > 0 { FIRST } else { shrunk(size, moved) };
        }
        if self.size > 0 && (gives_back || size == 0) {
            self.then = Then::Exchange;
        }
        gives_back
    }
}

/// Returns the size of memory that comes after memory of `size` bytes, which a read has filled.
fn grown(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(LAST).saturating_mul(2).clamp(FIRST, LAST)
}

/// Returns the size of the memory for the next poll, after a poll that has moved `moved` bytes with `size` bytes of memory.
/// That is the half if the half would have been enough. If nothing was moved, the size ends at 0.
fn shrunk(size: usize, moved: u64) -> u32 {
    let size = u32::try_from(size).unwrap_or(LAST);
    let size = if moved > u64::from(size / 2) { size } else { size / 2 };
    if size >= FIRST {
        size
    } else if moved > 0 {
        FIRST
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    const KIB: u32 = 1024;
    const HELD: usize = 8 * 1024;
    const NONE: Option<u32> = None;

    #[test]
    fn memory_that_reads_fill_doubles_up_to_a_size() {
        let mut plan = Plan::default();
        assert!(plan.reads());
        assert_eq!(plan.exchange(0, false), NONE);
        let mut sizes = vec![0_u32];
        for _ in 0..5 {
            let size = sizes[sizes.len() - 1] * KIB;
            sizes.push(plan.exchange(size as usize, true).unwrap() / KIB);
        }
        assert_eq!(sizes, [0, 8, 16, 32, 64, 64]);
    }

    #[test]
    fn a_fixed_size_is_got_at_once_and_does_not_grow() {
        for (asked, size) in [(0, 1), (1, 1), (5000, 5000), (usize::MAX, u32::try_from(usize::MAX).unwrap_or(u32::MAX))]
        {
            let mut plan = Plan::default();
            plan.fix(asked);
            assert!(!plan.reads());
            assert_eq!(plan.exchange(0, false), Some(size));
            assert!(plan.reads());
            assert_eq!(plan.exchange(size as usize, true), NONE);
            assert_eq!(plan.refuse().unwrap_err().kind(), ErrorKind::OutOfMemory);
        }
        assert!(Plan::default().refuse().is_ok(), "other memory has to do");
    }

    #[test]
    fn a_reader_that_has_nothing_costs_memory_as_it_was_needed() {
        // The size of the memory in KiB, what was moved by it in KiB, whether it is given back, and the size to get then.
        for (size, moved, gives_back, next) in [
            (64, 100, true, Some(64)),
            (64, 33, true, Some(64)),
            (64, 32, true, Some(32)),
            (64, 1, true, Some(32)),
            (64, 0, true, Some(32)),
            (32, 0, true, Some(16)),
            (16, 0, true, Some(8)),
            (16, 1, true, Some(8)),
            (16, 9, true, Some(16)),
            (8, 0, true, NONE),
            (8, 1, false, NONE),
            (8, 100, false, NONE),
        ] {
            let mut plan = Plan::default();
            assert_eq!(plan.wait((size * KIB) as usize, u64::from(moved * KIB), HELD), gives_back, "{size}, {moved}");
            let left = if gives_back { 0 } else { size * KIB };
            assert_eq!(plan.exchange(left as usize, false), next.map(|n| n * KIB), "{size}, {moved}");
        }
        let mut plan = Plan::default();
        assert!(!plan.wait(2 * HELD, 9999, 2 * HELD), "one direction may hold more");
    }

    #[test]
    fn a_reader_that_has_initialized_the_stack_gets_heap_memory_if_it_moves_something() {
        let mut plan = Plan::default();
        assert!(plan.wait(0, 0, HELD) && plan.reads());
        assert!(!plan.wait(0, 1, HELD) && !plan.reads());
        assert_eq!(plan.exchange(0, false), Some(FIRST));
    }

    #[test]
    fn a_fixed_size_is_given_back_after_a_poll_that_has_moved_nothing() {
        let mut plan = Plan::default();
        plan.fix(100_000);
        assert_eq!(plan.exchange(0, false), Some(100_000));
        assert!(!plan.wait(100_000, 1, HELD) && plan.reads());
        assert!(plan.wait(100_000, 0, HELD));
        assert_eq!(plan.exchange(0, false), Some(100_000));
    }

    #[test]
    fn memory_that_neither_end_waits_for_is_small_until_one_does() {
        let reader = |plan: &mut Plan| assert!(!plan.wait(FIRST as usize, 1, HELD));
        for waits in [reader, Plan::hold] {
            let mut plan = Plan::default();
            plan.race((LAST / 2) as usize);
            assert_eq!(plan.exchange((LAST / 2) as usize, true), Some(LAST));
            plan.race(LAST as usize);
            assert!(!plan.reads());
            assert_eq!(plan.exchange(LAST as usize, true), Some(FIRST));
            assert_eq!(plan.exchange(FIRST as usize, true), NONE);
            waits(&mut plan);
            assert_eq!(plan.exchange(FIRST as usize, true), Some(2 * FIRST));
        }
        let mut plan = Plan::default();
        plan.fix(LAST as usize);
        assert_eq!(plan.exchange(0, false), Some(LAST));
        plan.race(LAST as usize);
        assert!(plan.reads(), "the caller has fixed the size");
    }

    #[test]
    fn an_error_is_returned_once_and_nothing_is_read_after_it() {
        let mut plan = Plan::default();
        assert!(matches!(plan.has_ended(), Ok(false)));
        plan.fail(ErrorKind::NotFound.into());
        plan.fix(9);
        assert!(!plan.reads());
        assert_eq!(plan.has_ended().unwrap_err().kind(), ErrorKind::NotFound);
        assert!(matches!(plan.has_ended(), Ok(true)) && !plan.is_finished());
        plan.finish();
        assert!(plan.is_finished() && !plan.reads());
    }
}
