use super::{opaque_debug, read_until::poll_until, running, with_limit::limitable};
use crate::{AsyncBufRead, Result};
use core::task::{Context, Poll, ready};

/// The future that [`AsyncBufReadExt::skip_until`](crate::AsyncBufReadExt::skip_until) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct SkipUntil<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    read: usize,
    delimiter: u8,
}

impl<'a, R: ?Sized> SkipUntil<'a, R> {
    pub(crate) fn new(reader: &'a mut R, delimiter: u8) -> Self {
        SkipUntil { reader: Some(reader), read: 0, delimiter }
    }
}

impl<R: AsyncBufRead + Unpin + ?Sized> SkipUntil<'_, R> {
    #[inline]
    fn poll_within(&mut self, cx: &mut Context<'_>, max: usize) -> Poll<Result<usize>> {
        ready!(poll_until(cx, running!(self.reader), self.delimiter, max, &mut self.read, |_| {}))?;
        Poll::Ready(Ok(self.read))
    }
}

limitable!(SkipUntil<'a, R: AsyncBufRead>);
opaque_debug!(SkipUntil<'_, R>);
