//! The families of traits, each with the same names, and each with the workloads compiled for it.
//!
//! A family has what the workloads use: the traits, the buffered types, and as functions what the peers call differently.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

pub mod blocking;
pub mod futures;
#[cfg(feature = "iterator-style")]
pub mod iterator_style;
pub mod lite;
pub mod poll;
pub mod tokio;

/// Polls a future until it is done. Who is pending is asked again at once.
#[inline]
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
    }
}

/// As [`now`], with each poll behind a call that is never inlined, as one in a larger function is.
pub fn outlined<F: Future>(future: F) -> F::Output {
    #[inline(never)]
    fn poll<F: Future>(future: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<F::Output> {
        future.poll(cx)
    }
    let mut future = pin!(future);
    now(poll_fn(|cx| poll(future.as_mut(), cx)))
}
