//! The lock between two halves of a stream, and between two ends of a pipe. It never blocks a thread: it wakes tasks.
//!
//! This file needs atomics and an allocator, and no std. The models in src/models.rs replace both by loom's.
#![expect(unsafe_code, reason = "a lock lends what it guards from behind a shared reference")]

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

/// core's cell, with the methods of loom's.
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

/// One of the two sides that share a [`Lock`]. A side polls through `&mut`, so it polls on one thread at a time.
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

/// A place for the waker of one side. The side puts its waker in, and a thread that has news for the side takes it out.
///
/// No thread waits for another thread here. If the side finds that its waker is being taken, it wakes itself, because the news
/// may be older than its new waker. If a thread with news finds that the side is putting a waker in, it leaves a mark. The side
/// finds the mark, and wakes itself.
struct Slot {
    state: AtomicU8,
    waker: UnsafeCell<Option<Waker>>,
}

// SAFETY: the waker is `Send` and `Sync`, and `state` lets one thread at a time reach it.
unsafe impl Sync for Slot {}

impl Slot {
    /// Nobody is at the waker.
    const IDLE: u8 = 0;
    /// The side is at the waker.
    const PUTTING: u8 = 1;
    /// There is news. Without `PUTTING`, the thread with the news is at the waker. With `PUTTING`, this is the mark.
    const TAKING: u8 = 2;

    fn new() -> Self {
        Slot { state: AtomicU8::new(Slot::IDLE), waker: UnsafeCell::new(None) }
    }

    /// Replaces the waker of the last call by the waker of `cx`, and returns `true`. If there is news, wakes the task instead,
    /// and returns `false`.
    ///
    /// Only the side of this slot calls it. The caller must not hold the lock, because wakers are cloned and dropped.
    fn put(&self, cx: &Context<'_>) -> bool {
        let new = cx.waker().clone();
        if self.state.compare_exchange(Slot::IDLE, Slot::PUTTING, Ordering::Acquire, Ordering::Acquire).is_err() {
            // A model must be told that nothing changes here until the other thread has gone on.
            #[cfg(all(loom, test))]
            loom::thread::yield_now();
            new.wake();
            return false;
        }
        // SAFETY: the state was `IDLE` and is `PUTTING`, so no other thread is at the waker, and none goes to it.
        let _old = self.waker.with_mut(|waker| unsafe { (*waker).replace(new) });
        if self.state.compare_exchange(Slot::PUTTING, Slot::IDLE, Ordering::AcqRel, Ordering::Acquire).is_ok() {
            return true;
        }
        // SAFETY: the state is `PUTTING | TAKING`, so no other thread is at the waker: the one with the news has left a mark.
        let new = self.waker.with_mut(|waker| unsafe { (*waker).take() });
        self.state.swap(Slot::IDLE, Ordering::AcqRel);
        new.into_iter().for_each(Waker::wake);
        false
    }

    /// Takes the waker out. Returns `None` if there is none, and if another thread is at the waker, which then has the news.
    fn take(&self) -> Option<Waker> {
        if self.state.fetch_or(Slot::TAKING, Ordering::AcqRel) != Slot::IDLE {
            return None;
        }
        // SAFETY: the state was `IDLE` and is `TAKING`, so no other thread is at the waker, and none goes to it.
        let waker = self.waker.with_mut(|waker| unsafe { (*waker).take() });
        // An exchange and not a store: it makes the news of the threads that came meanwhile visible to the side.
        self.state.swap(Slot::IDLE, Ordering::AcqRel);
        waker
    }
}

/// The state of a [`Lock`]: whether it is held, and which sides wait for it.
struct Door {
    /// `OPEN`, or `HELD` and the bits of the sides that wait.
    state: AtomicU8,
    slots: [Slot; 2],
}

impl Door {
    const OPEN: u8 = 0;
    const HELD: u8 = 1;

    /// The bit of a side that waits for the lock to be given back.
    fn bit(side: Side) -> u8 {
        2 << side as u8
    }

    #[inline]
    fn try_enter(&self) -> Option<Held<'_>> {
        let taken = self.state.compare_exchange(Door::OPEN, Door::HELD, Ordering::Acquire, Ordering::Relaxed);
        taken.ok().map(|_| Held(self))
    }

    /// Has the task woken when the lock is given back.
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

/// Gives the lock back when it is dropped, and wakes the side that waits.
struct Held<'a>(&'a Door);

impl Drop for Held<'_> {
    #[inline]
    fn drop(&mut self) {
        // An exchange, although a store would be faster: only an exchange is certain to see a side that has come to wait.
        let state = self.0.state.swap(Door::OPEN, Ordering::AcqRel);
        if state != Door::HELD {
            self.0.wake_all(state);
        }
    }
}

/// A lock for two sides, which wait for it as tasks and not as threads.
///
/// A side that finds the lock taken returns `Pending`, and is woken when the lock is given back. Any number of other threads
/// may try the lock, and go on without it if it is taken. So no thread blocks here, and no task spins.
///
/// The holder of the lock runs the code of the value. It runs no code of a waker: wakers are cloned, woken and dropped while
/// nothing is held. The value is pinned: only [`into_inner`](Self::into_inner) moves it.
pub(crate) struct Lock<T> {
    door: Door,
    value: UnsafeCell<T>,
}

// SAFETY: a shared lock lends the value to one thread at a time. That is sending the value, so `T: Send` is enough.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    pub(crate) fn new(value: T) -> Self {
        let door = Door { state: AtomicU8::new(Door::OPEN), slots: [Slot::new(), Slot::new()] };
        Lock { door, value: UnsafeCell::new(value) }
    }

    /// Lends the value to `f`, and returns what `f` returns. If the lock is taken, has the task woken when it is given back.
    ///
    /// A panic of `f` gives the lock back.
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

    /// Lends the value to `f`, unless the lock is taken.
    #[inline]
    pub(crate) fn try_with<U>(&self, f: impl FnOnce(Pin<&mut T>) -> U) -> Option<U> {
        let held = self.door.try_enter()?;
        Some(self.lend(&held, f))
    }

    #[inline]
    fn lend<U>(&self, _held: &Held<'_>, f: impl FnOnce(Pin<&mut T>) -> U) -> U {
        self.value.with_mut(|value| {
            // SAFETY: the lock was open, and is held until `_held` is dropped, which happens after this. So no other reference
            // exists. The last holder's writes are visible, because its exchange releases and that of `try_enter` acquires.
            let value = unsafe { &mut *value };
            // SAFETY: the value is moved by `into_inner` alone, which asks for `Unpin`.
            f(unsafe { Pin::new_unchecked(value) })
        })
    }

    /// Has the next [`wake`](Self::wake) of `side` wake this task, and returns `true`. If there is news already, wakes the task
    /// and returns `false`.
    pub(crate) fn await_news(&self, side: Side, cx: &Context<'_>) -> bool {
        self.door.slots[side as usize].put(cx)
    }

    /// Wakes the task of a side, if it waits.
    pub(crate) fn wake(&self, side: Side) {
        self.door.wake(side);
    }

    /// Forgets the task of a side that no longer waits.
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
