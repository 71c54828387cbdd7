use super::{
    append::{Append, Bytes},
    opaque_debug, running,
    with_limit::limitable,
};
use crate::{AsyncRead, Result, budget::Budget};
use alloc::vec::Vec;
use core::task::{Context, Poll, ready};

/// The future that [`AsyncReadExt::read_to_end`](crate::AsyncReadExt::read_to_end) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadToEnd<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    buf: &'a mut Vec<u8>,
    state: Append,
}

impl<'a, R: ?Sized> ReadToEnd<'a, R> {
    pub(crate) fn new(reader: &'a mut R, buf: &'a mut Vec<u8>) -> Self {
        ReadToEnd { reader: Some(reader), buf, state: Append::default() }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> ReadToEnd<'_, R> {
    #[inline]
    fn poll_within(&mut self, cx: &mut Context<'_>, max: usize) -> Poll<Result<usize>> {
        let reader = running!(self.reader);
        ready!(self.state.poll(cx, reader, self.buf, &mut Bytes, max, &mut Budget::new()))?;
        Poll::Ready(Ok(self.state.read))
    }
}

limitable!(ReadToEnd<'a, R: AsyncRead>);
opaque_debug!(ReadToEnd<'_, R>);
