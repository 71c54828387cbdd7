//! Code of a user, which must go on to compile when another crate switches further features on.
//!
//! What must not compile, whatever is on, since it would stop to compile later: a family that is inferred for a type of
//! several. The twins with a marker are in [`mod@inference`].
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

/// What a library has that reads.
pub fn read<M>(reader: impl IntoReader<M>) {
    drop(reader.into_reader());
}

/// What a library has that writes.
pub fn write<M, T: IntoWriter<M>>(writer: T) {
    drop(writer.into_writer());
}

/// What a library has that does both.
pub fn talk<M>(io: impl IntoPollIo<M, Io: Unpin>) {
    drop(io.into_poll_io());
}
