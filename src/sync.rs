//! What halves and pipes share between threads: std's types, or loom's where a model is checked. And the lock of
//! [`split`](crate::split), which stands on them.
#![expect(unsafe_code, reason = "a lock lends from behind a shared reference what it guards")]

use core::pin::Pin;
#[cfg(not(all(loom, test)))]
use core::sync::atomic::{AtomicBool, Ordering};
#[cfg(all(loom, test))]
use loom::{
    cell::UnsafeCell,
    sync::atomic::{AtomicBool, Ordering},
};
use std::sync::PoisonError;

#[cfg(all(loom, test))]
pub(crate) use loom::sync::{Arc, Mutex, MutexGuard};
#[cfg(not(all(loom, test)))]
pub(crate) use std::sync::{Arc, Mutex, MutexGuard};

/// Locks `mutex`, whoever panicked before: what these guard is whole at every moment.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// core's cell in the shape of loom's.
#[cfg(not(all(loom, test)))]
struct UnsafeCell<T>(core::cell::UnsafeCell<T>);

#[cfg(not(all(loom, test)))]
impl<T> UnsafeCell<T> {
    fn new(value: T) -> Self {
        UnsafeCell(core::cell::UnsafeCell::new(value))
    }

    #[inline]
    fn with_mut<U>(&self, f: impl FnOnce(*mut T) -> U) -> U {
        f(self.0.get())
    }

    fn into_inner(self) -> T {
        self.0.into_inner()
    }
}

/// A lock that is tried and never waited for.
///
/// Who may not wait has no use for a queue, so taking it is one exchange and giving it back one plain store, which is half of
/// what a mutex does. The exchange writes nothing when it fails: were it a swap, the memory model would let any number of
/// failed ones come before the store that gives back. A task that finds it taken wakes itself and returns `Pending`: no
/// wake-up can be lost that was never handed over. The other thread is inside one poll meanwhile.
///
/// What it guards is pinned: it is moved only by [`into_inner`](Self::into_inner).
pub(crate) struct TryLock<T> {
    held: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: sharing the lock lends the value to one thread at a time, which is sending it, so `T: Send` is enough.
unsafe impl<T: Send> Sync for TryLock<T> {}

impl<T> TryLock<T> {
    pub(crate) fn new(value: T) -> Self {
        TryLock { held: AtomicBool::new(false), value: UnsafeCell::new(value) }
    }

    /// Lends the value to `f`, and returns what `f` returns; `None` if it is lent already. A panic of `f` gives it back.
    #[inline]
    pub(crate) fn try_with<U>(&self, f: impl FnOnce(Pin<&mut T>) -> U) -> Option<U> {
        struct Release<'a>(&'a AtomicBool);
        impl Drop for Release<'_> {
            #[inline]
            fn drop(&mut self) {
                self.0.store(false, Ordering::Release);
            }
        }

        if self.held.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_err() {
            return None;
        }
        let _release = Release(&self.held);
        Some(self.value.with_mut(|value| {
            // SAFETY: `held` was false and is ours until `_release` is dropped, after this; so nobody else has a
            // reference, and what the last holder wrote is visible by its `Release` and our `Acquire`.
            let value = unsafe { &mut *value };
            // SAFETY: the value is moved by `into_inner` alone, which asks for `Unpin`.
            f(unsafe { Pin::new_unchecked(value) })
        }))
    }

    pub(crate) fn into_inner(self) -> T
    where
        T: Unpin,
    {
        self.value.into_inner()
    }
}
