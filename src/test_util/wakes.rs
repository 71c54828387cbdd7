//! The waker that all tools of this module use. It counts, and unparks the thread that made it.

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

/// Counts how often a waker was woken.
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
    /// Makes a counter, and the waker whose wakes it counts.
    pub(crate) fn new() -> (Arc<Self>, Waker) {
        let count = Arc::new(Wakes { count: AtomicUsize::new(0), thread: thread::current() });
        (count.clone(), Waker::from(count))
    }

    /// Returns how often the waker has been woken.
    pub(crate) fn so_far(&self) -> usize {
        self.count.load(Ordering::Acquire)
    }

    /// Waits until the waker has been woken at least once, or until the time is up. Returns whether it has been woken. Only the
    /// thread that made the counter may call this.
    pub(crate) fn wait(&self, time: Duration) -> bool {
        let start = Instant::now();
        while self.so_far() == 0 {
            let Some(left) = time.checked_sub(start.elapsed()) else { return false };
            thread::park_timeout(left);
        }
        true
    }
}
