use super::{opaque_debug, running};
use crate::{
    AsyncWrite, Result,
    budget::{Budget, checked_written, is_interrupted},
};
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
        let mut written = 0;
        let Poll::Ready(result) = poll_drain(cx, running!(this.writer), this.buf, &mut written) else {
            this.buf = &this.buf[written..];
            return Poll::Pending;
        };
        this.writer = None;
        Poll::Ready(result)
    }
}

/// Writes `bytes` from `written` on, which is kept up to date.
///
/// Mostly the first write takes it all, so that is what is inlined, and whatever else comes of it is looked at elsewhere.
#[inline]
pub(super) fn poll_drain<W: AsyncWrite + ?Sized>(
    cx: &mut Context<'_>,
    mut writer: Pin<&mut W>,
    bytes: &[u8],
    written: &mut usize,
) -> Poll<Result<()>> {
    let left = &bytes[*written..];
    if left.is_empty() {
        return Poll::Ready(Ok(()));
    }
    match ready!(writer.as_mut().poll_write(cx, left)) {
        Ok(n) if n == left.len() => {
            *written += n;
            Poll::Ready(Ok(()))
        }
        first => poll_drain_on(cx, writer, bytes, written, first),
    }
}

/// Goes on after the first write.
#[cold]
#[inline(never)]
fn poll_drain_on<W: AsyncWrite + ?Sized>(
    cx: &mut Context<'_>,
    mut writer: Pin<&mut W>,
    bytes: &[u8],
    written: &mut usize,
    mut last: Result<usize>,
) -> Poll<Result<()>> {
    let mut budget = Budget::after_one();
    loop {
        match last.and_then(|n| checked_written(n, bytes.len() - *written)) {
            Ok(n) => *written += n,
            Err(e) if is_interrupted(&e) => {}
            Err(e) => return Poll::Ready(Err(e)),
        }
        if *written == bytes.len() {
            return Poll::Ready(Ok(()));
        }
        ready!(budget.poll_spend(cx));
        last = ready!(writer.as_mut().poll_write(cx, &bytes[*written..]));
    }
}

opaque_debug!(WriteAll<'_, W>);
