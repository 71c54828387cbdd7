//! The constructors of three streams that never wait.

use crate::{Empty, Repeat, Sink};

/// Creates a reader that is always at its end. It is also a writer that discards everything.
///
/// See [`std::io::empty`].
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

/// Creates a reader that returns `byte` forever.
///
/// The reader gives no hint of its length, because it has no end. So the
/// [`remaining_hint`](crate::AsyncRead::remaining_hint) of `repeat(0).take(8)` is 0. See [`std::io::repeat`].
///
/// A read never waits. So a loop of reads never lets the executor run other tasks. In such a loop, await a function of
/// your runtime that yields, such as `yield_now`.
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

/// Creates a writer that discards everything.
///
/// See [`std::io::sink`].
///
/// A write never waits. So a loop of writes never lets the executor run other tasks, as with [`repeat`].
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
