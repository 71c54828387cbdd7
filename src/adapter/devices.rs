//! The three devices that are always ready.

use crate::{Empty, Repeat, Sink};

/// Makes a reader that is at its end; as a writer, it discards everything.
///
/// See [`std::io::empty`], which this function follows.
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
pub const fn empty() -> Empty {
    Empty::new()
}

/// Makes a reader that returns `byte` forever.
///
/// See [`std::io::repeat`], which this function follows.
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

/// Makes a writer that discards everything.
///
/// See [`std::io::sink`], which this function follows.
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
pub const fn sink() -> Sink {
    Sink::new()
}
