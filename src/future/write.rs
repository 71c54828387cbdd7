use super::{opaque_debug, running};
use crate::{
    AsyncWrite, Result,
    budget::{Budget, checked_count},
};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncWriteExt::write`](crate::AsyncWriteExt::write) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Write<'a, W: ?Sized> {
    writer: Option<&'a mut W>,
    buf: &'a [u8],
}

impl<'a, W: ?Sized> Write<'a, W> {
    pub(crate) fn new(writer: &'a mut W, buf: &'a [u8]) -> Self {
        Write { writer: Some(writer), buf }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for Write<'_, W> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let mut writer = running!(this.writer);
        let result = ready!(Budget::new().poll_call(cx, |cx| writer.as_mut().poll_write(cx, this.buf)));
        this.writer = None;
        Poll::Ready(result.and_then(|n| checked_count(n, this.buf.len())))
    }
}

opaque_debug!(Write<'_, W>);
