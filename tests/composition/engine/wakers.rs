//! The wakers of the driver: they count, and may do mischief.
//!
//! A waker is foreign code: its `clone`, `wake` and `drop` may poll or drop what shares a lock or a pipe with their caller.
#![expect(unsafe_code, reason = "the clone of a waker that std makes of an `Arc` runs no code of ours")]

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

/// What all clones of one waker share.
pub struct Token {
    woken: Cell<usize>,
    mischief: Mischief,
    world: World,
}

impl Token {
    /// A token, and its waker, which must stay on this thread.
    pub fn new(world: &World, mischief: Mischief) -> (Rc<Self>, Waker) {
        let token = Rc::new(Token { woken: Cell::new(0), mischief, world: world.clone() });
        let data = Rc::into_raw(token.clone());
        // SAFETY: the functions of the table keep the contract of a waker, but that they are for one thread alone; all
        // that a plan runs is on one thread.
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
        // What the other task does may come to drop wakers in turn.
        if token.mischief == Mischief::DropPolls && token.woken.get() < 100 {
            token.world.meanwhile(Meddling::Poll);
        }
    },
);

/// The token of a waker, which keeps its count.
fn borrowed(data: *const ()) -> ManuallyDrop<Rc<Token>> {
    // SAFETY: the pointer is that of `Rc::into_raw` in `new` and `clone`, and the waker that owns it is alive.
    ManuallyDrop::new(unsafe { Rc::from_raw(data.cast()) })
}
