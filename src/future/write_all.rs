use super::{opaque_debug, running};
use crate::{AsyncWrite, Result, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future of [`AsyncWriteExt::write_all`](crate::AsyncWriteExt::write_all).
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct WriteAll<'a, W: ?Sized> {
    writer: Option<&'a mut W>,
    /// What is left to write.
    buf: &'a [u8],
}

impl<'a, W: ?Sized> WriteAll<'a, W> {
    pub(crate) fn new(writer: &'a mut W, buf: &'a [u8]) -> Self {
        WriteAll { writer: Some(writer), buf }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for WriteAll<'_, W> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let poll = poll_drain(cx, running!(this.writer), &mut this.buf);
        if poll.is_ready() {
            this.writer = None;
        }
        poll
    }
}

/// Writes `left` until nothing is left of it.
#[inline]
pub(super) fn poll_drain<W: AsyncWrite + ?Sized>(
    cx: &mut Context<'_>,
    mut writer: Pin<&mut W>,
    left: &mut &[u8],
) -> Poll<Result<()>> {
    let mut budget = Budget::new();
    while !left.is_empty() {
        let n = ready!(budget.poll_write(cx, writer.as_mut(), left))?;
        *left = &left[n..];
    }
    Poll::Ready(Ok(()))
}

opaque_debug!(WriteAll<'_, W>);
