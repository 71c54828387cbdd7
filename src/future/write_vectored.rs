use super::{opaque_debug, running};
use crate::{
    AsyncWrite, IoSlice, Result,
    budget::{Budget, checked_vectored},
};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncWriteExt::write_vectored`](crate::AsyncWriteExt::write_vectored) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct WriteVectored<'a, W: ?Sized> {
    writer: Option<&'a mut W>,
    bufs: &'a [IoSlice<'a>],
}

impl<'a, W: ?Sized> WriteVectored<'a, W> {
    pub(crate) fn new(writer: &'a mut W, bufs: &'a [IoSlice<'a>]) -> Self {
        WriteVectored { writer: Some(writer), bufs }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for WriteVectored<'_, W> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let mut writer = running!(this.writer);
        let result = ready!(Budget::new().poll_call(cx, |cx| writer.as_mut().poll_write_vectored(cx, this.bufs)));
        this.writer = None;
        Poll::Ready(result.and_then(|n| checked_vectored(n, this.bufs)))
    }
}

opaque_debug!(WriteVectored<'_, W>);
