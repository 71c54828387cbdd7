//! The wakers of the driver. They count wakes, and may do mischief.
//!
//! A waker is foreign code. Its `clone`, `wake` and `drop` may poll or drop a task that shares a lock or a pipe with
//! the caller.
#![expect(unsafe_code, reason = "a waker that std makes from an `Arc` runs no code of ours when it is cloned")]

use super::{
    plan::Mischief,
    world::{Meddling, World},
};
use std::{
    cell::Cell,
    mem::ManuallyDrop,
    rc::Rc,
    task::{RawWaker, RawWakerVTable, Waker},
};

/// The state that all clones of one waker share.
pub struct Token {
    woken: Cell<usize>,
    mischief: Mischief,
    world: World,
}

impl Token {
    /// Returns a token and its waker. The waker must stay on this thread.
    pub fn new(world: &World, mischief: Mischief) -> (Rc<Self>, Waker) {
        let token = Rc::new(Token { woken: Cell::new(0), mischief, world: world.clone() });
        let data = Rc::into_raw(token.clone());
        // SAFETY: the functions of the table keep the contract of `RawWakerVTable`, except that they are not thread-safe.
        // A plan uses its wakers on one thread only.
        let waker = unsafe { Waker::new(data.cast(), &TABLE) };
        (token, waker)
    }

    pub fn is_woken(&self) -> bool {
        self.woken.get() > 0
    }

    fn meddle(&self, polls: Mischief, drops: Mischief) {
        if self.mischief == polls {
            self.world.meanwhile(Meddling::Poll);
        } else if self.mischief == drops {
            self.world.meanwhile(Meddling::Drop);
        }
    }

    fn wake(&self) {
        self.woken.set(self.woken.get() + 1);
        self.meddle(Mischief::WakePolls, Mischief::WakeDrops);
    }
}

static TABLE: RawWakerVTable = RawWakerVTable::new(
    |data| {
        let token = borrowed(data);
        token.meddle(Mischief::ClonePolls, Mischief::CloneDrops);
        RawWaker::new(Rc::into_raw(Rc::clone(&token)).cast(), &TABLE)
    },
    |data| ManuallyDrop::into_inner(borrowed(data)).wake(),
    |data| borrowed(data).wake(),
    |data| {
        let token = ManuallyDrop::into_inner(borrowed(data));
        // The poll of the other task may drop wakers in turn. The count bounds that.
        if token.mischief == Mischief::DropPolls && token.woken.get() < 100 {
            token.world.meanwhile(Meddling::Poll);
        }
    },
);

/// Returns the token of a waker without changing its reference count.
fn borrowed(data: *const ()) -> ManuallyDrop<Rc<Token>> {
    // SAFETY: the pointer comes from `Rc::into_raw` in `new` or `clone`, and the waker that owns it is alive.
    ManuallyDrop::new(unsafe { Rc::from_raw(data.cast()) })
}
