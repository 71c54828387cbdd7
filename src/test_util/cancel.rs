//! Finds out what a future loses when it is dropped, by dropping it after each poll.

use super::wakes::Wakes;
use core::{
    pin::pin,
    task::{Context, Poll},
};
use std::vec::Vec;

/// The result of one future that was dropped after a number of polls.
///
/// # Examples
///
/// ```
/// use poll_io::test_util::cancel;
///
/// let attempts = cancel::at_every_poll(|| 1, async |n| *n + 1);
/// assert_eq!(attempts[0].output, None, "dropped before it was polled");
/// assert_eq!((attempts[1].polls, attempts[1].output, attempts[1].state), (1, Some(2), 1));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt<S, T> {
    /// The number of polls before the future was dropped.
    pub polls: usize,
    /// The output of the future, if the last of these polls returned it.
    pub output: Option<T>,
    /// The values that the future borrowed: the peers, and the buffers of the caller.
    pub state: S,
}

/// Runs a future again and again, drops it after one more poll each time, and returns the state after each drop.
///
/// `make` makes the values that the future borrows: the peers and the buffers. It is called for each attempt. The peers should
/// return `Pending` now and then. [`Fragmented`](super::Fragmented) does so at random, and [`Mock`](super::Mock) where its
/// script says so. `run` is an async closure that gets these values.
///
/// The first attempt is dropped before its first poll, the second after one poll, and so on. The last attempt completes. Only
/// this attempt has an [`output`](Attempt::output).
///
/// You can check the state after each drop, or run another future over it. If the dropped future lost nothing, the other future
/// has the same outcome as a future that was never dropped.
///
/// # Panics
///
/// Panics if the future returns `Pending` and nothing has woken its task, because it would hang. Also panics if `make` or `run`
/// panics.
///
/// # Examples
///
/// If `read_exact` is dropped, the bytes that it has read are at the start of the caller's buffer:
///
/// ```
/// use poll_io::{prelude::*, test_util::{Fragmented, cancel}};
///
/// let attempts = cancel::at_every_poll(
///     || (Fragmented::new(&b"hello"[..], 1), [0; 5]),
///     async |(reader, buf)| reader.read_exact(buf).await,
/// );
/// for attempt in &attempts {
///     let (reader, buf) = &attempt.state;
///     let read = 5 - reader.get_ref().len();
///     assert_eq!(buf[..read], b"hello"[..read]);
///     assert_eq!(attempt.output.is_some(), read == 5);
/// }
/// assert!(attempts.len() > 2);
/// ```
pub fn at_every_poll<S, T>(mut make: impl FnMut() -> S, mut run: impl AsyncFnMut(&mut S) -> T) -> Vec<Attempt<S, T>> {
    let mut attempts = Vec::new();
    loop {
        let (mut state, polls) = (make(), attempts.len());
        let output = poll_times(polls, run(&mut state));
        let done = output.is_some();
        attempts.push(Attempt { polls, output, state });
        if done {
            return attempts;
        }
    }
}

/// Polls a future up to `polls` times, and drops it. Returns its output, if it completes.
///
/// # Panics
///
/// Panics if the future returns `Pending` and nothing has woken its task.
fn poll_times<T>(polls: usize, future: impl Future<Output = T>) -> Option<T> {
    let (woken, waker) = Wakes::new();
    let mut future = pin!(future);
    for poll in 1..=polls {
        let before = woken.so_far();
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return Some(output),
            Poll::Pending => {
                assert!(
                    woken.so_far() > before,
                    "poll {poll} returned Pending, and nothing has woken the task: it would hang"
                );
            }
        }
    }
    None
}
