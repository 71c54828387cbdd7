//! A TCP proxy, written once for every runtime that moves tasks between threads.
//!
//! - [`relay`] copies in both directions. When one side shuts its direction down, the other side sees the end, and may
//!   still answer (half-close).
//! - A connection over which no byte moves for [`Limits::idle`] is closed. Every byte in either direction restarts this
//!   time.
//! - The counts of both directions are reported however the connection ends, also after an error.
//! - At most [`Limits::connections`] connections are open at a time. Further ones wait in the queue of the system.
//! - After [`Stop::stop`], the proxy accepts no more connections, waits for [`Limits::grace`], and closes the rest.
//!
//! A runtime implements [`Runtime`], which has four short methods. The modules [`on_tokio`] and [`on_smol`] have one
//! each.

mod proxy;
mod relay;

pub mod on_smol;
pub mod on_tokio;

pub use proxy::{Limits, Proxy, Stop};
pub use relay::{Ended, Report, relay};

use poll_io::{AsyncReadWrite, Result};
use std::time::Duration;

/// The functions that the proxy needs from a runtime.
pub trait Runtime: Send + Sync + 'static {
    /// The connection is a poll-io stream.
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

    /// Waits for the time.
    fn sleep(&self, time: Duration) -> impl Future<Output = ()> + Send;

    /// Starts a task.
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static);
}
