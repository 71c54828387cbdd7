use super::{opaque_debug, running};
use crate::{AsyncRead, BorrowedBuf, Result, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncReadExt::read`](crate::AsyncReadExt::read) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Read<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    buf: &'a mut [u8],
}

impl<'a, R: ?Sized> Read<'a, R> {
    pub(crate) fn new(reader: &'a mut R, buf: &'a mut [u8]) -> Self {
        Read { reader: Some(reader), buf }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for Read<'_, R> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let reader = running!(this.reader);
        let mut buf = BorrowedBuf::from(&mut *this.buf);
        let result = ready!(Budget::new().poll_read(cx, reader, &mut buf));
        this.reader = None;
        Poll::Ready(result)
    }
}

opaque_debug!(Read<'_, R>);
