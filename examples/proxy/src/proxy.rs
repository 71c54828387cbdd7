use crate::{Ended, Report, Runtime, relay};
use async_channel::{Receiver, Sender};
use async_lock::Semaphore;
use futures_lite::future::or;
use poll_io::Result;
use std::{sync::Arc, time::Duration};

/// The number of failures in a row that are retried, and the pause after each.
const FAILURES: u32 = 9;
const PAUSE: Duration = Duration::from_millis(100);

/// The limits of a proxy.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A connection is closed if no byte moves for this time.
    pub idle: Duration,
    /// The largest number of open connections. 0 counts as 1.
    pub connections: usize,
    /// The time that open connections have to finish after the proxy is stopped.
    pub grace: Duration,
}

/// A proxy that runs on a runtime.
#[derive(Debug)]
pub struct Proxy<R> {
    runtime: Arc<R>,
    limits: Limits,
    stopped: Receiver<()>,
}

/// Stops a proxy.
#[derive(Clone, Debug)]
pub struct Stop(Sender<()>);

impl Stop {
    /// Stops the proxy gracefully. It accepts no more connections, and closes the remaining ones after
    /// [`Limits::grace`].
    pub fn stop(&self) {
        self.0.close();
    }
}

impl<R: Runtime> Proxy<R> {
    /// Makes a proxy, and a handle that stops it. The proxy also stops when every [`Stop`] is dropped.
    pub fn new(runtime: R, limits: Limits) -> (Self, Stop) {
        // Nothing is sent over the channel. Closing the channel is the signal.
        let (stop, stopped) = async_channel::bounded(1);
        (Proxy { runtime: Arc::new(runtime), limits, stopped }, Stop(stop))
    }

    /// Accepts and relays connections until the proxy is stopped, and calls `report` at the end of each.
    ///
    /// # Errors
    ///
    /// Returns the error of the listener if accepting fails ten times in a row, with a pause after each failure. Some
    /// errors pass: for example, a lack of file descriptors ends when connections end.
    pub async fn run(self, report: impl Fn(Report) + Clone + Send + 'static) -> Result<()> {
        let Limits { idle, connections, grace } = self.limits;
        let places = Arc::new(Semaphore::new(connections.max(1)));
        let (close, closed) = async_channel::bounded(1);
        let mut failures = 0;
        loop {
            let next = async {
                let place = places.acquire_arc().await;
                Some((self.runtime.accept().await, place))
            };
            let Some((accepted, place)) = or(end(&self.stopped, None), next).await else { break };
            let mut client = match accepted {
                Ok(client) => client,
                Err(e) if failures == FAILURES => return Err(e),
                Err(_) => {
                    failures += 1;
                    self.runtime.sleep(PAUSE).await;
                    continue;
                }
            };
            failures = 0;
            let (runtime, closed, report) = (self.runtime.clone(), closed.clone(), report.clone());
            self.runtime.spawn(async move {
                let unrelayed = |ended| Report { to_server: 0, to_client: 0, lost: 0, ended };
                let connected = or(async { Some(runtime.connect().await) }, end(&closed, None)).await;
                let ended = match connected {
                    Some(Ok(mut server)) => {
                        relay(&mut client, &mut server, idle, |time| runtime.sleep(time), end(&closed, ())).await
                    }
                    Some(Err(e)) => unrelayed(Ended::Failed(e)),
                    None => unrelayed(Ended::Stopped),
                };
                report(ended);
                drop(place);
            });
        }
        let all = || async {
            let mut all = Vec::new();
            for _ in 0..connections.max(1) {
                all.push(places.acquire().await);
            }
        };
        or(all(), self.runtime.sleep(grace)).await;
        drop::<Sender<()>>(close);
        all().await;
        Ok(())
    }
}

/// Waits until every sender of a channel is gone, and returns `value`.
async fn end<T>(channel: &Receiver<()>, value: T) -> T {
    let _ = channel.recv().await;
    value
}
