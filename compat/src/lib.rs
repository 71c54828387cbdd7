//! Bridges between the contract of poll-io and the I/O traits of other ecosystems.
#![no_std]
#![warn(unreachable_pub, clippy::std_instead_of_core, clippy::alloc_instead_of_core)]
