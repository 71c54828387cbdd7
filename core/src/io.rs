//! The error type and the types around it. With the feature `std` they are those of std, and otherwise look-alikes.
//!
//! The look-alikes have only what `core::io` is to have, according to the proposal to stabilize it (rust-lang/rust#160951).
//! A function that needs an allocator there is here with the feature `alloc`, and no function is `const`. So code that compiles
//! without a feature also compiles with it, and the look-alikes can become re-exports. `SeekFrom` is not in the proposal. It
//! follows that of std.
//!
//! This code must not compile with any set of features:
//!
//! ```compile_fail,E0015
//! const FULL: poll_io_core::Error = poll_io_core::Error::new(poll_io_core::ErrorKind::WriteZero, "full");
//! ```
//!
//! ```compile_fail,E0015
//! const fn kind(e: &poll_io_core::Error) -> poll_io_core::ErrorKind {
//!     e.kind()
//! }
//! ```
//!
//! ```compile_fail,E0493
//! const fn forget(_: poll_io_core::Error) {}
//! ```
//!
//! ```compile_fail,E0277
//! fn unwind_safe<T: std::panic::UnwindSafe>() {}
//! unwind_safe::<poll_io_core::Error>();
//! ```
//!
//! ```compile_fail,E0277
//! fn ref_unwind_safe<T: std::panic::RefUnwindSafe>() {}
//! ref_unwind_safe::<poll_io_core::Error>();
//! ```

#[cfg(feature = "std")]
pub use std::io::{Error, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom};

#[cfg(not(feature = "std"))]
mod error;
#[cfg(not(feature = "std"))]
mod seek_from;
#[cfg(not(feature = "std"))]
mod slices;

#[cfg(not(feature = "std"))]
pub use error::{Error, ErrorKind, Result};
#[cfg(not(feature = "std"))]
pub use seek_from::SeekFrom;
#[cfg(not(feature = "std"))]
pub use slices::{IoSlice, IoSliceMut};
