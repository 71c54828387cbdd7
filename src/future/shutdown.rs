use super::{opaque_debug, running};
use crate::{AsyncWrite, Result, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncWriteExt::shutdown`](crate::AsyncWriteExt::shutdown) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Shutdown<'a, W: ?Sized> {
    writer: Option<&'a mut W>,
}

impl<'a, W: ?Sized> Shutdown<'a, W> {
    pub(crate) fn new(writer: &'a mut W) -> Self {
        Shutdown { writer: Some(writer) }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for Shutdown<'_, W> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let mut writer = running!(this.writer);
        let result = ready!(Budget::new().poll_call(cx, |cx| writer.as_mut().poll_shutdown(cx)));
        this.writer = None;
        Poll::Ready(result)
    }
}

opaque_debug!(Shutdown<'_, W>);
