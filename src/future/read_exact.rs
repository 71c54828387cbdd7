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

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadExact<'_, R> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let mut filled = 0;
        let poll = poll_fill(cx, running!(this.reader), this.buf, &mut filled);
        if poll.is_pending() {
            this.buf = &mut mem::take(&mut this.buf)[filled..];
        } else {
            this.reader = None;
        }
        poll
    }
}

/// Fills `bytes` from `filled` on, which is kept up to date.
#[inline]
pub(super) fn poll_fill<R: AsyncRead + ?Sized>(
    cx: &mut Context<'_>,
    mut reader: Pin<&mut R>,
    bytes: &mut [u8],
    filled: &mut usize,
) -> Poll<Result<()>> {
    let mut budget = Budget::new();
    while *filled < bytes.len() {
        let n = ready!(budget.poll_read(cx, reader.as_mut(), &mut BorrowedBuf::from(&mut bytes[*filled..])))?;
        if n == 0 {
            return Poll::Ready(Err(unexpected_eof()));
        }
        *filled += n;
    }
    Poll::Ready(Ok(()))
}

opaque_debug!(ReadExact<'_, R>);

/// The error of a stream that ends inside what was to be read. std's text.
#[cold]
pub(crate) fn unexpected_eof() -> Error {
    Error::new(ErrorKind::UnexpectedEof, "failed to fill whole buffer")
}
