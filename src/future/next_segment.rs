use super::{completed, next_line::poll_next_ref, opaque_debug_sized};
use crate::{AsyncBufRead, Result, Split};
use alloc::vec::Vec;
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`Split::next_segment`](crate::Split::next_segment) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct NextSegment<'a, R> {
    items: Option<&'a mut Split<R>>,
}

impl<'a, R> NextSegment<'a, R> {
    pub(crate) fn new(items: &'a mut Split<R>) -> Self {
        NextSegment { items: Some(items) }
    }
}

impl<R: AsyncBufRead + Unpin> Future for NextSegment<'_, R> {
    type Output = Result<Option<Vec<u8>>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let Some(items) = this.items.as_deref_mut() else { completed() };
        let result = ready!(Pin::new(items).poll_next_segment(cx));
        this.items = None;
        Poll::Ready(result)
    }
}

opaque_debug_sized!(NextSegment<'_, R>);

/// The future that [`Split::next_segment_ref`](crate::Split::next_segment_ref) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct NextSegmentRef<'a, R> {
    items: Option<&'a mut Split<R>>,
}

impl<'a, R> NextSegmentRef<'a, R> {
    pub(crate) fn new(items: &'a mut Split<R>) -> Self {
        NextSegmentRef { items: Some(items) }
    }
}

impl<'a, R: AsyncBufRead + Unpin> Future for NextSegmentRef<'a, R> {
    type Output = Result<Option<&'a [u8]>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        poll_next_ref(&mut self.get_mut().items, |items| items.poll_lend(cx))
    }
}

opaque_debug_sized!(NextSegmentRef<'_, R>);
