//! The error and the types around it: std's where std is, and otherwise look-alikes.
//!
//! The look-alikes have nothing that `core::io` will not have, as rust-lang/rust#160951 proposes to stabilize it: what that
//! takes an allocator for is here with `alloc`, and no function is `const`. So code that compiles in one tier compiles in
//! every higher one, and the look-alikes can become re-exports. `SeekFrom` is not in that proposal; it follows std's.
//!
//! What must not compile in any tier:
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
