use super::{opaque_debug, running};
use crate::{
    AsyncWrite, IoSlice, Result,
    budget::{Budget, checked_written, total},
};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncWriteExt::write_all_vectored`](crate::AsyncWriteExt::write_all_vectored) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct WriteAllVectored<'a, 'b, W: ?Sized> {
    writer: Option<&'a mut W>,
    /// The slices that are still to be written.
    bufs: &'a mut [IoSlice<'b>],
}

impl<'a, 'b, W: ?Sized> WriteAllVectored<'a, 'b, W> {
    pub(crate) fn new(writer: &'a mut W, bufs: &'a mut [IoSlice<'b>]) -> Self {
        WriteAllVectored { writer: Some(writer), bufs }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> WriteAllVectored<'_, '_, W> {
    #[inline]
    fn poll_drain(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut writer = running!(self.writer);
        let mut budget = Budget::new();
        loop {
            // Skips empty slices. A writer that is offered no bytes returns 0, which would count as `WriteZero`.
            IoSlice::advance_slices(&mut self.bufs, 0);
            if self.bufs.is_empty() {
                return Poll::Ready(Ok(()));
            }
            let n = ready!(budget.poll_call(cx, |cx| writer.as_mut().poll_write_vectored(cx, self.bufs)))?;
            let n = checked_written(n, total(self.bufs))?;
            IoSlice::advance_slices(&mut self.bufs, n);
        }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for WriteAllVectored<'_, '_, W> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let result = ready!(this.poll_drain(cx));
        this.writer = None;
        Poll::Ready(result)
    }
}

opaque_debug!(WriteAllVectored<'_, '_, W>);
