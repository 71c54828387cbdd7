use super::{
    OnProgress, completed, opaque_debug,
    transfer::{Sent, Source},
};
use crate::{AsyncBufRead, AsyncWrite, Result, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future of [`copy_buf`](fn@crate::copy_buf).
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct CopyBuf<'a, R: ?Sized, W: ?Sized> {
    ends: Option<(&'a mut R, &'a mut W)>,
    sent: Sent,
}

impl<'a, R: ?Sized, W: ?Sized> CopyBuf<'a, R, W> {
    pub(crate) fn new(reader: &'a mut R, writer: &'a mut W) -> Self {
        CopyBuf { ends: Some((reader, writer)), sent: Sent::default() }
    }

    /// Calls `f` after each write, with the number of bytes written so far.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut writer, mut total) = (Vec::new(), 0);
    /// poll_io::copy_buf(&mut &b"hello"[..], &mut writer).on_progress(|n| total = n).await?;
    /// assert_eq!(total, 5);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn on_progress<F: FnMut(u64)>(self, f: F) -> OnProgress<Self, F> {
        OnProgress::new(self, f)
    }

    /// Returns how many bytes the writer has taken so far, which are those that were consumed; after the end too.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut reader, mut room) = (&b"hello"[..], [0; 3]);
    /// let mut writer = &mut room[..];
    /// let mut copy = poll_io::copy_buf(&mut reader, &mut writer);
    /// assert!((&mut copy).await.is_err(), "the writer is full");
    /// assert_eq!(copy.written(), 3);
    /// # });
    /// ```
    pub fn written(&self) -> u64 {
        self.sent.written
    }
}

impl<R: AsyncBufRead + Unpin + ?Sized, W: AsyncWrite + Unpin + ?Sized> CopyBuf<'_, R, W> {
    #[inline]
    fn poll_with(&mut self, cx: &mut Context<'_>, on_write: impl FnMut(u64)) -> Poll<Result<u64>> {
        let result = ready!(self.poll_copy(cx, on_write));
        self.ends = None;
        Poll::Ready(result.map(|()| self.written()))
    }

    #[inline]
    fn poll_copy(&mut self, cx: &mut Context<'_>, on_write: impl FnMut(u64)) -> Poll<Result<()>> {
        let Some((reader, writer)) = &mut self.ends else { completed() };
        let (mut source, mut writer) = (Buffered(Pin::new(&mut **reader)), Pin::new(&mut **writer));
        let mut budget = Budget::new();
        if !self.sent.ended {
            ready!(self.sent.poll_from(cx, &mut budget, &mut source, writer.as_mut(), on_write))?;
            self.sent.ended = true;
        }
        budget.poll_call(cx, |cx| writer.as_mut().poll_flush(cx))
    }
}

impl<R: AsyncBufRead + Unpin + ?Sized, W: AsyncWrite + Unpin + ?Sized> Future for CopyBuf<'_, R, W> {
    type Output = Result<u64>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().poll_with(cx, |_| {})
    }
}

impl<R, W, F> Future for OnProgress<CopyBuf<'_, R, W>, F>
where
    R: AsyncBufRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
    F: FnMut(u64),
{
    type Output = Result<u64>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        this.copy.poll_with(cx, &mut this.on_progress)
    }
}

opaque_debug!(CopyBuf<'_, R, W>);

/// A reader that has a buffer: what the writer does not take stays there.
struct Buffered<'a, R: ?Sized>(Pin<&'a mut R>);

impl<R: AsyncBufRead + ?Sized> Source for Buffered<'_, R> {
    #[inline]
    fn poll_bytes(&mut self, cx: &mut Context<'_>, budget: &mut Budget) -> Poll<Result<&[u8]>> {
        ready!(budget.poll_spend(cx));
        self.0.as_mut().poll_fill_buf(cx)
    }

    #[inline]
    fn consume(&mut self, n: usize) {
        self.0.as_mut().consume(n);
    }
}
