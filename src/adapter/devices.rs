//! The three devices that are always ready.

use crate::{Empty, Repeat, Sink};

/// Makes a reader at its end, which as a writer swallows everything. As [`std::io::empty`].
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
///
/// # futures_lite::future::block_on(async {
/// assert_eq!(poll_io::empty().read(&mut [0; 8]).await?, 0);
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub fn empty() -> Empty {
    Empty::default()
}

/// Makes a reader that returns `byte` for ever. As [`std::io::repeat`].
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
///
/// # futures_lite::future::block_on(async {
/// assert_eq!(poll_io::repeat(7).read_array().await?, [7; 3]);
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub const fn repeat(byte: u8) -> Repeat {
    Repeat::new(byte)
}

/// Makes a writer that swallows everything. As [`std::io::sink`].
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
///
/// # futures_lite::future::block_on(async {
/// poll_io::sink().write_all(b"gone").await?;
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
pub fn sink() -> Sink {
    Sink::default()
}
