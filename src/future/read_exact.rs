use super::{opaque_debug, running};
use crate::{AsyncRead, BorrowedBuf, Error, ErrorKind, Result, budget::Budget};
use core::{
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future of [`AsyncReadExt::read_exact`](crate::AsyncReadExt::read_exact).
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadExact<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    /// What is left to fill.
    buf: &'a mut [u8],
}

impl<'a, R: ?Sized> ReadExact<'a, R> {
    pub(crate) fn new(reader: &'a mut R, buf: &'a mut [u8]) -> Self {
        ReadExact { reader: Some(reader), buf }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> ReadExact<'_, R> {
    #[inline]
    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut reader = running!(self.reader);
        let mut budget = Budget::new();
        while !self.buf.is_empty() {
            let n = ready!(budget.poll_read(cx, reader.as_mut(), &mut BorrowedBuf::from(&mut *self.buf)))?;
            if n == 0 {
                return Poll::Ready(Err(unexpected_eof()));
            }
            self.buf = &mut mem::take(&mut self.buf)[n..];
        }
        Poll::Ready(Ok(()))
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadExact<'_, R> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let result = ready!(this.poll_fill(cx));
        this.reader = None;
        Poll::Ready(result)
    }
}

opaque_debug!(ReadExact<'_, R>);

/// The error of a stream that ends inside what was to be read. std's text.
#[cold]
pub(super) fn unexpected_eof() -> Error {
    Error::new(ErrorKind::UnexpectedEof, "failed to fill whole buffer")
}
