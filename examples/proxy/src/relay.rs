use futures_lite::future::or;
use poll_io::{AsyncReadWrite, Error, copy_bidirectional, future::Direction};
use std::{
    fmt,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Says how a connection ended.
#[derive(Debug)]
pub enum Ended {
    /// Both sides shut their directions down, and every byte arrived.
    Done,
    /// No byte was transferred for the allowed time.
    Idle,
    /// The proxy was stopped.
    Stopped,
    /// A side failed.
    Failed(Error),
}

/// The counts of a connection, and how it ended.
#[derive(Debug)]
pub struct Report {
    /// The number of bytes that went from the client to the server.
    pub to_server: u64,
    /// The number of bytes that went from the server to the client.
    pub to_client: u64,
    /// The number of bytes that were read from one side and not written to the other.
    pub lost: usize,
    /// How the connection ended.
    pub ended: Ended,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes to the server, {} to the client: ", self.to_server, self.to_client)?;
        match &self.ended {
            Ended::Done => write!(f, "done"),
            Ended::Idle => write!(f, "closed as idle"),
            Ended::Stopped => write!(f, "the proxy was stopped"),
            Ended::Failed(e) => write!(f, "{e}"),
        }?;
        match self.lost {
            0 => Ok(()),
            n => write!(f, ", {n} bytes were lost"),
        }
    }
}

/// Copies between `client` and `server` until both directions have ended, a side fails, no byte is transferred for the
/// time of `idle`, or `stopped` is ready. `sleep` waits for a time.
pub async fn relay<T: Future<Output = ()>>(
    client: &mut (impl AsyncReadWrite + Unpin),
    server: &mut (impl AsyncReadWrite + Unpin),
    idle: Duration,
    sleep: impl Fn(Duration) -> T,
    stopped: impl Future<Output = ()>,
) -> Report {
    let moved = Mutex::new(Instant::now());
    let moved_at = || moved.lock().unwrap_or_else(PoisonError::into_inner);
    // The future holds the counts. It is polled by reference, so the counts can be read after it has ended.
    let mut copying = copy_bidirectional(client, server).on_progress(|_, _| *moved_at() = Instant::now());
    let copied = async {
        match (&mut copying).await {
            Ok(_) => Ended::Done,
            Err(e) => Ended::Failed(e),
        }
    };
    let idled = async {
        loop {
            let unmoved = moved_at().elapsed();
            let Some(rest) = idle.checked_sub(unmoved).filter(|rest| !rest.is_zero()) else { return Ended::Idle };
            sleep(rest).await;
        }
    };
    let stopped = async {
        stopped.await;
        Ended::Stopped
    };
    let ended = or(copied, or(idled, stopped)).await;
    let copied = copying.get_ref();
    let lost = |direction: &Direction| direction.unwritten().len();
    Report {
        to_server: copied.a_to_b().written(),
        to_client: copied.b_to_a().written(),
        lost: lost(copied.a_to_b()) + lost(copied.b_to_a()),
        ended,
    }
}
