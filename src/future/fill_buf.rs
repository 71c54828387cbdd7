use super::{completed, opaque_debug, running};
use crate::{AsyncBufRead, Error, ErrorKind, Result, budget::Budget};
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
        let filled = ready!(Budget::new().poll_fill_buf(cx, reader, |_| ((), 0)));
        let Some(reader) = this.reader.take() else { completed() };
        filled?;
        // Asked again with the longer borrow, which the borrow checker cannot see to be free in the other cases.
        match Pin::new(reader).poll_fill_buf(cx) {
            Poll::Ready(result) => Poll::Ready(result),
            Poll::Pending => Poll::Ready(Err(gone())),
        }
    }
}

#[cold]
fn gone() -> Error {
    Error::new(ErrorKind::InvalidData, "a reader has lost the bytes that it had buffered")
}

opaque_debug!(FillBuf<'_, R>);
