//! The waker of everything that polls here: it counts, and ends the waiting of the thread that made it.

use core::{
    sync::atomic::{AtomicUsize, Ordering},
    task::Waker,
    time::Duration,
};
use std::{
    sync::Arc,
    task::Wake,
    thread::{self, Thread},
    time::Instant,
};

/// How often a waker was woken.
#[derive(Debug)]
pub(crate) struct Wakes {
    count: AtomicUsize,
    thread: Thread,
}

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.count.fetch_add(1, Ordering::Release);
        self.thread.unpark();
    }
}

impl Wakes {
    /// Makes a count, and the waker that it counts.
    pub(crate) fn new() -> (Arc<Self>, Waker) {
        let count = Arc::new(Wakes { count: AtomicUsize::new(0), thread: thread::current() });
        (count.clone(), Waker::from(count))
    }

    /// Returns how often the waker was woken so far.
    pub(crate) fn so_far(&self) -> usize {
        self.count.load(Ordering::Acquire)
    }

    /// Waits until the waker was woken, at all; returns whether it was before the time is up. To be called by the thread
    /// that made it.
    pub(crate) fn wait(&self, time: Duration) -> bool {
        let start = Instant::now();
        while self.so_far() == 0 {
            let Some(left) = time.checked_sub(start.elapsed()) else { return false };
            thread::park_timeout(left);
        }
        true
    }
}
