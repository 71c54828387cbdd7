//! Runs the server and the client of the protocol in one future on a microcontroller, without an operating system and
//! std.
#![no_std]
#![no_main]

use core::{
    cell::RefCell,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};
use cortex_m_rt::entry;
use futures_lite::future::try_zip;
use poll_io_examples::resp::{Store, check, serve};

/// Polls a future until it completes. The future contains both ends of its pipe, so it needs no waker.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
    }
}

#[entry]
fn main() -> ! {
    poll_io_example_bare::run(|batches| {
        let store = RefCell::<Store>::default();
        let (mut verified, mut size) = (0, 0);
        for batches in batches {
            let (here, there) = poll_io::duplex(4096);
            let task = serve(there, &store);
            size = size_of_val(&task);
            let ((), ours) = block_on(try_zip(task, check(here, batches))).expect("memory does not fail");
            verified += ours;
        }
        (verified, size)
    })
}
