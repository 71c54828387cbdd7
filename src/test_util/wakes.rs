//! The waker of everything that polls here: it counts.

use core::{
    sync::atomic::{AtomicUsize, Ordering},
    task::Waker,
};
use std::{sync::Arc, task::Wake};

/// How often a waker was woken.
#[derive(Debug, Default)]
pub(crate) struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Wakes {
    /// Makes a count, and the waker that it counts.
    pub(crate) fn new() -> (Arc<Self>, Waker) {
        let count = Arc::new(Wakes::default());
        (count.clone(), Waker::from(count))
    }

    /// Returns how often the waker was woken so far.
    pub(crate) fn so_far(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}
