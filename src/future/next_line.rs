use super::{completed, opaque_debug_sized};
use crate::{AsyncBufRead, Lines, Result, lend::lend_from};
use alloc::string::String;
use core::{
    future::Future,
    ops::ControlFlow,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`Lines::next_line`](crate::Lines::next_line) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct NextLine<'a, R> {
    items: Option<&'a mut Lines<R>>,
}

impl<'a, R> NextLine<'a, R> {
    pub(crate) fn new(items: &'a mut Lines<R>) -> Self {
        NextLine { items: Some(items) }
    }
}

impl<R: AsyncBufRead + Unpin> Future for NextLine<'_, R> {
    type Output = Result<Option<String>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let Some(items) = this.items.as_deref_mut() else { completed() };
        let result = ready!(Pin::new(items).poll_next_line(cx));
        this.items = None;
        Poll::Ready(result)
    }
}

opaque_debug_sized!(NextLine<'_, R>);

/// The future that [`Lines::next_line_ref`](crate::Lines::next_line_ref) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct NextLineRef<'a, R> {
    items: Option<&'a mut Lines<R>>,
}

impl<'a, R> NextLineRef<'a, R> {
    pub(crate) fn new(items: &'a mut Lines<R>) -> Self {
        NextLineRef { items: Some(items) }
    }
}

impl<'a, R: AsyncBufRead + Unpin> Future for NextLineRef<'a, R> {
    type Output = Result<Option<&'a str>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        poll_next_ref(&mut self.get_mut().items, |items| items.poll_lend(cx))
    }
}

opaque_debug_sized!(NextLineRef<'_, R>);

/// Polls for the next item, which `look` borrows from the adapter in `slot`. `look` returns `Ok` at the end of the file. The
/// slot is empty once the future that has it is complete.
#[inline]
pub(super) fn poll_next_ref<'a, I, T: ?Sized>(
    slot: &mut Option<&'a mut I>,
    look: impl for<'x> FnOnce(&'x mut I) -> ControlFlow<&'x T, Poll<Result<()>>>,
) -> Poll<Result<Option<&'a T>>> {
    match lend_from(slot, look) {
        None => completed(),
        Some(ControlFlow::Break(item)) => Poll::Ready(Ok(Some(item))),
        Some(ControlFlow::Continue(answer)) => {
            let result = ready!(answer);
            *slot = None;
            Poll::Ready(result.map(|()| None))
        }
    }
}
