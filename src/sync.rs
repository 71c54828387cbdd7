//! The lock between two halves of a stream, and between two ends of a pipe. It never blocks a thread. It lets tasks wait.
//!
//! This file needs atomics and an allocator, but not std. The models in `src/models.rs` replace both with those of loom.
#![expect(unsafe_code, reason = "a lock gives mutable access through a shared reference")]

#[cfg(not(all(loom, test)))]
pub(crate) use alloc::sync::Arc;
#[cfg(not(all(loom, test)))]
pub(crate) use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use core::{
    pin::Pin,
    task::{Context, Poll, Waker},
};
#[cfg(all(loom, test))]
use loom::cell::UnsafeCell;
#[cfg(all(loom, test))]
pub(crate) use loom::sync::{
    Arc,
    atomic::{AtomicU8, AtomicUsize, Ordering},
};

/// The cell of core, with the methods of the cell of loom.
#[cfg(not(all(loom, test)))]
struct UnsafeCell<T>(core::cell::UnsafeCell<T>);

#[cfg(not(all(loom, test)))]
impl<T> UnsafeCell<T> {
    const fn new(value: T) -> Self {
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

/// One of the two sides that share a [`Lock`]. A side is polled through `&mut`, so only one thread polls it at a time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Reader,
    Writer,
}

impl Side {
    pub(crate) fn other(self) -> Side {
        match self {
            Side::Reader => Side::Writer,
            Side::Writer => Side::Reader,
        }
    }
}

/// A slot for the waker of one side. The side puts its waker into the slot. A thread that wants to wake the side takes the waker
/// out.
///
/// No thread waits for another thread here. If the side finds that another thread is taking its waker, it wakes itself, because
/// that thread takes the old waker. If a thread that wants to wake the side finds that the side is putting a waker in, it sets
/// a mark. The side finds the mark, and wakes itself.
struct Slot {
    state: AtomicU8,
    waker: UnsafeCell<Option<Waker>>,
}

// SAFETY: a waker is `Send` and `Sync`, and `state` gives access to one thread at a time.
unsafe impl Sync for Slot {}

impl Slot {
    /// No thread uses the waker.
    const IDLE: u8 = 0;
    /// The side uses the waker.
    const PUTTING: u8 = 1;
    /// A thread wants to wake the side. Without `PUTTING`, this thread uses the waker. With `PUTTING`, this is the mark.
    const TAKING: u8 = 2;

    fn new() -> Self {
        Slot { state: AtomicU8::new(Slot::IDLE), waker: UnsafeCell::new(None) }
    }

    /// Replaces the waker in the slot with the waker of `cx`, and returns `true`. If another thread wants to wake the side at this
    /// moment, wakes the task instead, and returns `false`.
    ///
    /// Only the side of this slot may call it. The caller must not hold the lock, because wakers are cloned and dropped.
    fn put(&self, cx: &Context<'_>) -> bool {
        let new = cx.waker().clone();
        if self.state.compare_exchange(Slot::IDLE, Slot::PUTTING, Ordering::Acquire, Ordering::Acquire).is_err() {
            // Loom must be told that nothing changes here until the other thread has made progress.
            #[cfg(all(loom, test))]
            loom::thread::yield_now();
            new.wake();
            return false;
        }
        // SAFETY: the state was `IDLE` and is `PUTTING`, so no other thread uses the waker, and none starts to.
        let _old = self.waker.with_mut(|waker| unsafe { (*waker).replace(new) });
        if self.state.compare_exchange(Slot::PUTTING, Slot::IDLE, Ordering::AcqRel, Ordering::Acquire).is_ok() {
            return true;
        }
        // SAFETY: the state is `PUTTING | TAKING`, so no other thread uses the waker: the other thread has only set the mark.
        let new = self.waker.with_mut(|waker| unsafe { (*waker).take() });
        self.state.swap(Slot::IDLE, Ordering::AcqRel);
        new.into_iter().for_each(Waker::wake);
        false
    }

    /// Takes the waker out. Returns `None` if there is none. Also returns `None` if another thread uses the waker, because that
    /// thread then wakes the task.
    fn take(&self) -> Option<Waker> {
        if self.state.fetch_or(Slot::TAKING, Ordering::AcqRel) != Slot::IDLE {
            return None;
        }
        // SAFETY: the state was `IDLE` and is `TAKING`, so no other thread uses the waker, and none starts to.
        let waker = self.waker.with_mut(|waker| unsafe { (*waker).take() });
        // This is an exchange, not a store, so that the side sees the writes of the threads that have called `take` meanwhile.
        self.state.swap(Slot::IDLE, Ordering::AcqRel);
        waker
    }
}

/// The state of a [`Lock`]: whether it is held, and which sides wait for it.
struct Door {
    /// The state is `OPEN`, or `HELD` with the bits of the sides that wait.
    state: AtomicU8,
    slots: [Slot; 2],
}

impl Door {
    const OPEN: u8 = 0;
    const HELD: u8 = 1;

    /// Returns the bit of a side that waits until the lock is released.
    fn bit(side: Side) -> u8 {
        2 << side as u8
    }

    #[inline]
    fn try_enter(&self) -> Option<Held<'_>> {
        let taken = self.state.compare_exchange(Door::OPEN, Door::HELD, Ordering::Acquire, Ordering::Relaxed);
        taken.ok().map(|_| Held(self))
    }

    /// Makes the task wait until the lock is released.
    #[cold]
    fn poll_wait<U>(&self, side: Side, cx: &Context<'_>) -> Poll<U> {
        if self.slots[side as usize].put(cx) && !self.tell(side) {
            self.wake(side);
        }
        Poll::Pending
    }

    /// Tells the holder of the lock that `side` waits. Returns whether there is a holder.
    fn tell(&self, side: Side) -> bool {
        let mut state = self.state.load(Ordering::Relaxed);
        while state & Door::HELD != 0 {
            let waits = state | Door::bit(side);
            match self.state.compare_exchange(state, waits, Ordering::Release, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(now) => state = now,
            }
        }
        false
    }

    fn wake(&self, side: Side) {
        self.slots[side as usize].take().into_iter().for_each(Waker::wake);
    }

    /// Wakes the sides whose bits are in `state`.
    #[cold]
    fn wake_all(&self, state: u8) {
        for side in [Side::Reader, Side::Writer] {
            if state & Door::bit(side) != 0 {
                self.wake(side);
            }
        }
    }
}

/// Releases the lock when it is dropped, and wakes the sides that wait.
struct Held<'a>(&'a Door);

impl Drop for Held<'_> {
    #[inline]
    fn drop(&mut self) {
        // A store would be faster, but only an exchange is certain to see a side that has started to wait.
        let state = self.0.state.swap(Door::OPEN, Ordering::AcqRel);
        if state != Door::HELD {
            self.0.wake_all(state);
        }
    }
}

/// A lock for two sides. A side waits for it as a task, not as a thread.
///
/// A side that finds the lock held returns `Pending`, and is woken when the lock is released. Any number of other threads may
/// try the lock, and continue without it if it is held. So no thread blocks here, and no task spins.
///
/// While the lock is held, methods of the value run. No method of a waker runs: wakers are cloned, woken and dropped while the
/// lock is not held. The value is pinned: only [`into_inner`](Self::into_inner) moves it.
pub(crate) struct Lock<T> {
    door: Door,
    value: UnsafeCell<T>,
}

// SAFETY: a shared lock gives the value to one thread at a time. That sends the value, so `T: Send` is enough.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    pub(crate) fn new(value: T) -> Self {
        let door = Door { state: AtomicU8::new(Door::OPEN), slots: [Slot::new(), Slot::new()] };
        Lock { door, value: UnsafeCell::new(value) }
    }

    /// Calls `f` with the value, and returns its result. If the lock is held, makes the task wait until it is released.
    ///
    /// The lock is also released if `f` panics.
    #[inline]
    pub(crate) fn poll_with<U>(
        &self,
        side: Side,
        cx: &mut Context<'_>,
        f: impl FnOnce(Pin<&mut T>, &mut Context<'_>) -> Poll<U>,
    ) -> Poll<U> {
        match self.door.try_enter() {
            Some(held) => self.lend(&held, |value| f(value, cx)),
            None => self.door.poll_wait(side, cx),
        }
    }

    /// Calls `f` with the value, and returns its result. If the lock is held, returns `None`.
    #[inline]
    pub(crate) fn try_with<U>(&self, f: impl FnOnce(Pin<&mut T>) -> U) -> Option<U> {
        let held = self.door.try_enter()?;
        Some(self.lend(&held, f))
    }

    #[inline]
    fn lend<U>(&self, _held: &Held<'_>, f: impl FnOnce(Pin<&mut T>) -> U) -> U {
        self.value.with_mut(|value| {
            // SAFETY: the lock was open, and is held until `_held` is dropped, which happens later. So no other reference exists.
            // The writes of the last holder are visible, because its exchange releases and the exchange of `try_enter` acquires.
            let value = unsafe { &mut *value };
            // SAFETY: only `into_inner` moves the value, and it requires `Unpin`.
            f(unsafe { Pin::new_unchecked(value) })
        })
    }

    /// Registers this task, so that the next [`wake`](Self::wake) of `side` wakes it, and returns `true`. If a `wake` happens at
    /// this moment, wakes the task and returns `false`.
    pub(crate) fn await_news(&self, side: Side, cx: &Context<'_>) -> bool {
        self.door.slots[side as usize].put(cx)
    }

    /// Wakes the task that is registered for `side`, if there is one.
    pub(crate) fn wake(&self, side: Side) {
        self.door.wake(side);
    }

    /// Removes the task that is registered for `side`, because it no longer waits.
    pub(crate) fn forget(&self, side: Side) {
        drop(self.door.slots[side as usize].take());
    }

    pub(crate) fn into_inner(self) -> T
    where
        T: Unpin,
    {
        self.value.into_inner()
    }
}
