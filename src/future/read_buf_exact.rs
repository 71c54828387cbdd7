use super::{opaque_debug, read_exact::unexpected_eof, running};
use crate::{AsyncRead, BorrowedCursor, Result, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncReadExt::read_buf_exact`](crate::AsyncReadExt::read_buf_exact) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadBufExact<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    buf: BorrowedCursor<'a>,
}

impl<'a, R: ?Sized> ReadBufExact<'a, R> {
    pub(crate) fn new(reader: &'a mut R, buf: BorrowedCursor<'a>) -> Self {
        ReadBufExact { reader: Some(reader), buf }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> ReadBufExact<'_, R> {
    #[inline]
    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut reader = running!(self.reader);
        let mut budget = Budget::new();
        while self.buf.capacity() > 0 {
            if ready!(budget.poll_read_behind(cx, reader.as_mut(), &mut self.buf))? == 0 {
                return Poll::Ready(Err(unexpected_eof()));
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadBufExact<'_, R> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let result = ready!(this.poll_fill(cx));
        this.reader = None;
        Poll::Ready(result)
    }
}

opaque_debug!(ReadBufExact<'_, R>);
