use super::{opaque_debug, running};
use crate::{AsyncBufRead, Result, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncBufReadExt::has_data_left`](crate::AsyncBufReadExt::has_data_left) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct HasDataLeft<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
}

impl<'a, R: ?Sized> HasDataLeft<'a, R> {
    pub(crate) fn new(reader: &'a mut R) -> Self {
        HasDataLeft { reader: Some(reader) }
    }
}

impl<R: AsyncBufRead + Unpin + ?Sized> Future for HasDataLeft<'_, R> {
    type Output = Result<bool>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let reader = running!(this.reader);
        let result = ready!(Budget::new().poll_buffered(cx, reader));
        this.reader = None;
        Poll::Ready(result.map(|n| n > 0))
    }
}

opaque_debug!(HasDataLeft<'_, R>);
