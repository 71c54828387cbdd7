//! The workloads, written once. Each does so many passes, and returns what came of it.

use super as io;

pub mod copy;
pub mod few;
pub mod lines;
pub mod read_exact;
pub mod read_to_end;
pub mod split;
pub mod stack;
pub mod write;

/// Mixes one more number into what came of a workload.
#[inline]
fn mix(sum: u64, n: usize) -> u64 {
    sum.wrapping_mul(31).wrapping_add(n as u64)
}
