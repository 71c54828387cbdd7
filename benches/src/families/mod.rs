//! The families of traits, each with the same names, and each with the workloads compiled for it.
//!
//! A family has what the workloads use: the traits, the buffered types, and as functions what the peers call differently.

use std::{
    future::poll_fn,
    hint::black_box,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

/// Defines the big-endian numbers of a family: by its own methods where it has them, otherwise by `read_exact`.
macro_rules! numbers {
    (own: $($name:ident -> $ty:ty;)*) => {
        $(
            /// Reads a big-endian number, by the family's own future.
            pub fn $name<R: AsyncRead + Unpin>(reader: &mut R) -> impl Future<Output = Result<$ty>> {
                reader.$name()
            }
        )*
    };
    (read_exact: $($name:ident -> $ty:ty;)*) => {
        $(
            /// Reads a big-endian number, which this family does by `read_exact`.
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
/// For what is not measured: the optimizer sees into such a poll, and keeps in registers what a task keeps in memory.
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

/// Runs a task to its end, as an executor does: each poll is a call through a pointer that the optimizer cannot see through.
///
/// Every workload is one such task that awaits its futures, because that is where users have them: in the memory of an
/// `async` block, whose state is written there whenever it waits.
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

/// Puts each poll of a future behind a call that is never inlined, as a poll in a large function is.
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
