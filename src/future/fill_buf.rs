use super::{completed, opaque_debug};
use crate::{
    AsyncBufRead, Result,
    budget::{is_interrupted, yield_now},
    lend::lend_from,
};
use core::{
    future::Future,
    ops::ControlFlow,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncBufReadExt::fill_buf`](crate::AsyncBufReadExt::fill_buf) returns.
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
        let lent = lend_from(&mut this.reader, |reader| match Pin::new(reader).poll_fill_buf(cx) {
            Poll::Ready(Ok(bytes)) => ControlFlow::Break(bytes),
            Poll::Ready(Err(e)) if is_interrupted(&e) => ControlFlow::Continue(yield_now(cx)),
            Poll::Ready(Err(e)) => ControlFlow::Continue(Poll::Ready(e)),
            Poll::Pending => ControlFlow::Continue(Poll::Pending),
        });
        match lent {
            None => completed(),
            Some(ControlFlow::Break(bytes)) => Poll::Ready(Ok(bytes)),
            Some(ControlFlow::Continue(answer)) => {
                let e = ready!(answer);
                this.reader = None;
                Poll::Ready(Err(e))
            }
        }
    }
}

opaque_debug!(FillBuf<'_, R>);
