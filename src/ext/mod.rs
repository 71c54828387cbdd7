//! The extension traits: the methods of std and tokio, through blanket impls, for every implementor of the core traits.
//!
//! Each method has its documentation here, and one line of code. The logic is in `src/future` and `src/adapter`, which this
//! module may import.

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
