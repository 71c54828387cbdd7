use super::{opaque_debug, running};
use crate::{AsyncRead, BorrowedCursor, Result, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncReadExt::read_buf`](crate::AsyncReadExt::read_buf) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadBuf<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    buf: BorrowedCursor<'a>,
}

impl<'a, R: ?Sized> ReadBuf<'a, R> {
    pub(crate) fn new(reader: &'a mut R, buf: BorrowedCursor<'a>) -> Self {
        ReadBuf { reader: Some(reader), buf }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadBuf<'_, R> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let mut reader = running!(this.reader);
        let result = ready!(Budget::new().poll_read_behind(cx, reader.as_mut(), &mut this.buf));
        this.reader = None;
        Poll::Ready(result.map(drop))
    }
}

opaque_debug!(ReadBuf<'_, R>);
