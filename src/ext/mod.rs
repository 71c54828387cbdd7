//! Face one: the methods of std, tokio and futures, blanket over every implementor of the core traits.
//!
//! Full documentation, one-line bodies, no logic.

mod copy;
mod read;
mod write;

pub use copy::copy_buf;
#[cfg(feature = "alloc")]
pub use copy::{copy, copy_bidirectional};
pub use read::AsyncReadExt;
pub use write::AsyncWriteExt;
