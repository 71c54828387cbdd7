//! C70: With async drop, a half of a stream could shut down its direction when it goes out of scope in an `async`
//! block. See rust-lang/rust#126482.
#![cfg_attr(unstable, feature(async_drop), allow(incomplete_features))]

use std::{
    future::AsyncDrop,
    pin::{Pin, pin},
    sync::atomic::{AtomicBool, Ordering},
    task::{Context, Waker},
};

static CLOSED: AtomicBool = AtomicBool::new(false);

struct WriteHalf;

impl Drop for WriteHalf {
    fn drop(&mut self) {}
}

impl AsyncDrop for WriteHalf {
    async fn drop(self: Pin<&mut Self>) {
        CLOSED.store(true, Ordering::Relaxed);
    }
}

fn main() {
    let mut task = pin!(async {
        let _half = WriteHalf;
    });
    assert!(task.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
    assert!(CLOSED.load(Ordering::Relaxed));
}
