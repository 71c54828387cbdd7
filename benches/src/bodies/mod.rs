//! The workloads. [`families`](crate::families) includes these files once for each family, so they import
//! everything from `super`. A workload takes the number of its passes, and returns a checksum.

use super as io;

pub mod copy;
pub mod few;
pub mod lines;
pub mod read_exact;
pub mod read_to_end;
pub mod split;
pub mod stack;
pub mod write;

/// Mixes a number into a checksum.
#[inline]
fn mix(sum: u64, n: usize) -> u64 {
    sum.wrapping_mul(31).wrapping_add(n as u64)
}
