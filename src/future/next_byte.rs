use super::{completed, opaque_debug_sized};
use crate::{AsyncRead, Bytes, Result};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`Bytes::next_byte`](crate::Bytes::next_byte) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct NextByte<'a, R> {
    bytes: Option<&'a mut Bytes<R>>,
}

impl<'a, R> NextByte<'a, R> {
    pub(crate) fn new(bytes: &'a mut Bytes<R>) -> Self {
        NextByte { bytes: Some(bytes) }
    }
}

impl<R: AsyncRead + Unpin> Future for NextByte<'_, R> {
    type Output = Result<Option<u8>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let Some(bytes) = this.bytes.as_deref_mut() else { completed() };
        let result = ready!(Pin::new(bytes).poll_next_byte(cx));
        this.bytes = None;
        Poll::Ready(result)
    }
}

opaque_debug_sized!(NextByte<'_, R>);
