//! Bridges between the contract of poll-io and the I/O traits of other ecosystems.
#![no_std]
