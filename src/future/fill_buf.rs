use super::{completed, opaque_debug};
use crate::{
    AsyncBufRead, Result,
    budget::{is_interrupted, yield_now},
    lend::lend,
};
use core::{
    future::Future,
    ops::ControlFlow,
    pin::Pin,
    task::{Context, Poll},
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
        let Some(reader) = this.reader.take() else { completed() };
        let lent = lend(reader, |reader| match Pin::new(reader).poll_fill_buf(cx) {
            Poll::Ready(Ok(bytes)) => ControlFlow::Break(bytes),
            Poll::Ready(Err(e)) if is_interrupted(&e) => ControlFlow::Continue(yield_now(cx)),
            Poll::Ready(Err(e)) => ControlFlow::Continue(Poll::Ready(e)),
            Poll::Pending => ControlFlow::Continue(Poll::Pending),
        });
        match lent {
            Ok(bytes) => Poll::Ready(Ok(bytes)),
            Err((_, Poll::Ready(e))) => Poll::Ready(Err(e)),
            Err((reader, Poll::Pending)) => {
                this.reader = Some(reader);
                Poll::Pending
            }
        }
    }
}

opaque_debug!(FillBuf<'_, R>);
