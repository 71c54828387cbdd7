use super::{read_exact::poll_fill_array, running};
use crate::{AsyncRead, Result};
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncReadExt::read_array`](crate::AsyncReadExt::read_array) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadArray<'a, R: ?Sized, const N: usize> {
    reader: Option<&'a mut R>,
    bytes: [u8; N],
    filled: usize,
}

impl<'a, R: ?Sized, const N: usize> ReadArray<'a, R, N> {
    pub(crate) fn new(reader: &'a mut R) -> Self {
        ReadArray { reader: Some(reader), bytes: [0; N], filled: 0 }
    }
}

impl<R: AsyncRead + Unpin + ?Sized, const N: usize> Future for ReadArray<'_, R, N> {
    type Output = Result<[u8; N]>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let reader = running!(this.reader).get_mut();
        let result = ready!(poll_fill_array(cx, reader, &mut this.bytes, &mut this.filled));
        this.reader = None;
        Poll::Ready(result.map(|()| this.bytes))
    }
}

impl<R: ?Sized, const N: usize> fmt::Debug for ReadArray<'_, R, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadArray").field("filled", &self.filled).field("of", &N).finish_non_exhaustive()
    }
}
