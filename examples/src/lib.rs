//! One protocol on every runtime: what `cargo everywhere` runs.
//!
//! [`resp`] is the protocol, written once. It needs `alloc` but not `std`, so the program for bare metal in
//! `examples/bare` uses the same file.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod resp;
#[cfg(feature = "tokio")]
pub mod resp_tokio;
#[cfg(feature = "std")]
pub mod round;
#[cfg(feature = "std")]
mod shared;
#[cfg(feature = "std")]
pub mod worker;
