//! What a future loses when it is dropped, found by dropping it.

use super::wakes::Wakes;
use core::{
    pin::pin,
    task::{Context, Poll},
};
use std::vec::Vec;

/// One future that was dropped, and what it left.
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
    /// How often the future was polled: it was dropped after that.
    pub polls: usize,
    /// What it returned, if that was at the last of these polls.
    pub output: Option<T>,
    /// What it had borrowed: the peers, and the caller's buffers.
    pub state: S,
}

/// Drops a future after each of its polls in turn, and returns what is left each time.
///
/// `make` makes what the future borrows, anew for each attempt: the peers, which should be `Pending` now and then
/// ([`Fragmented`](super::Fragmented) is, at random; [`Mock`](super::Mock), where it is told to), and the buffers. `run`
/// is an async closure over that. The first attempt is dropped before it is polled at all, the next after one poll, and so
/// on; the last is the one that completes, and so the only one with an [`output`](Attempt::output).
///
/// What is left can be looked at, and gone on with: a future that loses nothing can be dropped anywhere, and another one
/// over the same state comes to the same end.
///
/// # Panics
///
/// If the future returns `Pending` and nothing has woken it: it would hang. And as `make` and `run` do.
///
/// # Examples
///
/// What `read_exact` has read when it is dropped is in the caller's buffer, from its start:
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

/// Polls a future `polls` times, and drops it; returns what it returned, if it did.
///
/// # Panics
///
/// If it returns `Pending` and nothing has woken it.
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
