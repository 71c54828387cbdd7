use super::{opaque_debug, running};
use crate::{
    AsyncRead, IoSliceMut, Result,
    budget::{Budget, checked_vectored},
};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncReadExt::read_vectored`](crate::AsyncReadExt::read_vectored) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadVectored<'a, 'b, R: ?Sized> {
    reader: Option<&'a mut R>,
    bufs: &'a mut [IoSliceMut<'b>],
}

impl<'a, 'b, R: ?Sized> ReadVectored<'a, 'b, R> {
    pub(crate) fn new(reader: &'a mut R, bufs: &'a mut [IoSliceMut<'b>]) -> Self {
        ReadVectored { reader: Some(reader), bufs }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadVectored<'_, '_, R> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let mut reader = running!(this.reader);
        let result = ready!(Budget::new().poll_call(cx, |cx| reader.as_mut().poll_read_vectored(cx, this.bufs)));
        this.reader = None;
        Poll::Ready(result.and_then(|n| checked_vectored(n, this.bufs)))
    }
}

opaque_debug!(ReadVectored<'_, '_, R>);
