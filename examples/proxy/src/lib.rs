//! A TCP proxy, written once for every runtime that moves tasks between threads.
//!
//! - [`relay`] copies in both directions. When one side shuts its direction down, the other side sees the end, and may go on
//!   answering (half-close).
//! - A connection over which nothing moves for [`Limits::idle`] is closed. Every byte in either direction resets that time.
//! - The counts of both directions are reported however the connection ends, after an error too.
//! - At most [`Limits::connections`] are open at a time. Further ones wait in the queue of the system.
//! - On [`Stop::stop`] the proxy accepts no more, waits for [`Limits::grace`], and closes what is still open.
//!
//! A runtime is an implementation of [`Runtime`]: four short methods. [`on_tokio`] and [`on_smol`] are two.

mod proxy;
mod relay;

pub mod on_smol;
pub mod on_tokio;

pub use proxy::{Limits, Proxy, Stop};
pub use relay::{Ended, Report, relay};

use poll_io::{AsyncReadWrite, Result};
use std::time::Duration;

/// All that the proxy needs of a runtime.
pub trait Runtime: Send + Sync + 'static {
    /// A connection, as a poll-io stream.
    type Stream: AsyncReadWrite + Unpin + Send + 'static;

    /// Accepts a connection.
    ///
    /// # Errors
    ///
    /// Returns any error of the listener.
    fn accept(&self) -> impl Future<Output = Result<Self::Stream>> + Send;

    /// Connects to the server behind the proxy.
    ///
    /// # Errors
    ///
    /// Returns any error of the system.
    fn connect(&self) -> impl Future<Output = Result<Self::Stream>> + Send;

    /// Waits.
    fn sleep(&self, time: Duration) -> impl Future<Output = ()> + Send;

    /// Starts a task.
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static);
}
