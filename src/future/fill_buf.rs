use super::{completed, opaque_debug, running};
use crate::{
    AsyncBufRead, Result,
    budget::{Budget, lent_again},
};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future of [`AsyncBufReadExt::fill_buf`](crate::AsyncBufReadExt::fill_buf).
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct FillBuf<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
}

impl<'a, R: ?Sized> FillBuf<'a, R> {
    pub(crate) fn new(reader: &'a mut R) -> Self {
        FillBuf { reader: Some(reader) }
    }
}

impl<'a, R: AsyncBufRead + Unpin + ?Sized> Future for FillBuf<'a, R> {
    type Output = Result<&'a [u8]>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let reader = running!(this.reader);
        let filled = ready!(Budget::new().poll_buffered(cx, reader));
        let Some(reader) = this.reader.take() else { completed() };
        Poll::Ready(match filled? {
            // Asked again at the end of the file, a reader would read again, and might find that it has to wait.
            0 => Ok(&[]),
            len => lent_again(cx, Pin::new(reader), len),
        })
    }
}

opaque_debug!(FillBuf<'_, R>);
