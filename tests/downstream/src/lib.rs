//! A user's code. It must still compile if another crate enables more features.
//!
//! The examples below must not compile under any set of features. Each passes a type that belongs to several families,
//! so the compiler could infer the family only until another crate enables a feature. The variants that name the family
//! are in [`mod@inference`].
//!
//! ```compile_fail,E0283
//! poll_io_downstream::read(&b""[..]);
//! ```
//!
//! ```compile_fail,E0283
//! poll_io_downstream::read(&mut &b""[..]);
//! ```
//!
//! ```compile_fail,E0283
//! poll_io_downstream::write(Vec::new());
//! ```
//!
//! ```compile_fail,E0283
//! poll_io_downstream::read(Box::new(std::pin::Pin::new(&mut std::collections::VecDeque::new())));
//! ```
//!
//! ```compile_fail,E0283
//! poll_io_downstream::write(&mut [0_u8; 4][..]);
//! ```
//!
//! ```compile_fail,E0283
//! poll_io_downstream::read(poll_io_compat::Compat::new(poll_io::empty()));
//! ```
#![cfg_attr(
    feature = "std",
    doc = "
```compile_fail,E0283
poll_io_downstream::read(std::io::Cursor::new([0_u8; 4]));
```

```compile_fail,E0283
poll_io_downstream::talk(&mut std::io::Cursor::new(vec![0_u8; 4]));
```"
)]
#![no_std]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod errors;
pub mod inference;
pub mod methods;

use poll_io_compat::{IntoPollIo, IntoReader, IntoWriter};

/// A library's function that takes a reader.
pub fn read<M>(reader: impl IntoReader<M>) {
    drop(reader.into_reader());
}

/// A library's function that takes a writer.
pub fn write<M, T: IntoWriter<M>>(writer: T) {
    drop(writer.into_writer());
}

/// A library's function that takes a stream.
pub fn talk<M>(io: impl IntoPollIo<M, Io: Unpin>) {
    drop(io.into_poll_io());
}
