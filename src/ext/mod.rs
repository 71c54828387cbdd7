//! Face one: the methods of std, tokio and futures, blanket over every implementor of the core traits.
//!
//! Full documentation, one-line bodies, no logic.

mod read;
mod write;

pub use read::AsyncReadExt;
pub use write::AsyncWriteExt;
