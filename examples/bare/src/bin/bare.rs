//! Server and client of the protocol on a microcontroller: no operating system, no std, one future.
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

/// Polls a future until it is done. Whatever it waits for is in it, so it need not be woken.
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
