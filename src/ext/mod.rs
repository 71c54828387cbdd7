//! Face one: the methods of std, tokio and futures, blanket over every implementor of the core traits.
//!
//! Full documentation, one-line bodies, no logic.

mod buf_read;
mod copy;
mod read;
mod seek;
mod write;

pub use buf_read::AsyncBufReadExt;
pub use copy::copy_buf;
#[cfg(feature = "alloc")]
pub use copy::{copy, copy_bidirectional};
pub use read::AsyncReadExt;
pub use seek::AsyncSeekExt;
pub use write::AsyncWriteExt;
