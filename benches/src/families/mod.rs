//! The families of traits. Each submodule has the same names, and includes the workloads of `bodies`, which it
//! compiles for its traits.
//!
//! A family exports the names that the workloads use: the traits, the buffered types, and functions for methods
//! with different names. Workloads may import only these names.

use std::{
    future::poll_fn,
    hint::black_box,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

/// Defines the functions that read big-endian numbers: with the methods of the family, or with `read_exact` if it
/// has none.
macro_rules! numbers {
    (own: $($name:ident -> $ty:ty;)*) => {
        $(
            /// Reads a big-endian number with the future of the family.
            pub fn $name<R: AsyncRead + Unpin>(reader: &mut R) -> impl Future<Output = Result<$ty>> {
                reader.$name()
            }
        )*
    };
    (read_exact: $($name:ident -> $ty:ty;)*) => {
        $(
            /// Reads a big-endian number with `read_exact`.
            pub async fn $name<R: AsyncRead + Unpin>(reader: &mut R) -> Result<$ty> {
                let mut bytes = [0; size_of::<$ty>()];
                reader.read_exact(&mut bytes).await?;
                Ok(<$ty>::from_be_bytes(bytes))
            }
        )*
    };
}

pub mod blocking;
pub mod futures;
#[cfg(feature = "iterator-style")]
pub mod iterator_style;
pub mod lite;
pub mod poll;
pub mod tokio;

/// Polls a future until it is done. A future that is pending is polled again at once.
///
/// Use this only for code that is not measured. The optimizer sees into such a poll, and keeps values in registers
/// that a task keeps in memory.
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

/// Runs a task to its end, as an executor does. Each poll is a call through a pointer, which the optimizer cannot
/// see through.
///
/// Every workload is one such task that awaits its futures, as in the code of a user. The futures are in the memory
/// of an `async` block, and their state is written to that memory when they wait.
pub fn task<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut future: Pin<&mut dyn Future<Output = T>> = future.as_mut();
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = black_box(&mut future).as_mut().poll(black_box(&mut cx)) {
            return output;
        }
    }
}

/// Makes each poll of a future a call that is never inlined, as in a large function.
pub fn outlined<F: Future>(future: F) -> impl Future<Output = F::Output> {
    #[inline(never)]
    fn poll<F: Future>(future: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<F::Output> {
        future.poll(cx)
    }
    async {
        let mut future = pin!(future);
        poll_fn(|cx| poll(future.as_mut(), cx)).await
    }
}
