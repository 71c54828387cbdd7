use super::{OnProgress, completed, opaque_debug, unflushed::Unflushed};
use crate::{
    AsyncBufRead, AsyncWrite, Result,
    budget::{Budget, unless_interrupted},
};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`copy_buf`](fn@crate::copy_buf) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct CopyBuf<'a, R: ?Sized, W: ?Sized> {
    ends: Option<(&'a mut R, &'a mut W)>,
    written: u64,
    /// How much is written and not consumed. It is more than 0 only after a reader has panicked when told to consume, and then it
    /// is told again.
    owed: u32,
    unflushed: Unflushed,
    /// Whether all of the source is written.
    ended: bool,
}

impl<'a, R: ?Sized, W: ?Sized> CopyBuf<'a, R, W> {
    pub(crate) fn new(reader: &'a mut R, writer: &'a mut W) -> Self {
        CopyBuf { ends: Some((reader, writer)), written: 0, owed: 0, unflushed: Unflushed::default(), ended: false }
    }

    /// Sets whether the copy flushes the writer while the reader has nothing. It does unless this is called with `false`.
    ///
    /// Without these flushes a buffered writer may hold back what its peer waits for, and then both sides wait for ever. With
    /// them, a writer for which a flush is expensive pays often. For example, a reader may have 100 pieces, and return `Pending`
    /// after each. Then a compressor is flushed 100 times, and each flush makes its output longer. At the end the copy flushes
    /// in any case.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let mut writer = poll_io::BufWriter::new(Vec::new());
    /// poll_io::copy_buf(&mut &b"hello"[..], &mut writer).flush_when_idle(false).await?;
    /// assert_eq!(writer.get_ref(), b"hello", "the end is flushed");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn flush_when_idle(mut self, flush: bool) -> Self {
        self.unflushed.set_when_idle(flush);
        self
    }

    /// Calls `f` after each write, with the total of bytes written so far.
    ///
    /// The future is `Send` if `f` is. [`copy_bidirectional`](fn@crate::copy_bidirectional) shows a time limit that each
    /// write resets.
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
        self.written
    }
}

impl<R: AsyncBufRead + Unpin + ?Sized, W: AsyncWrite + Unpin + ?Sized> CopyBuf<'_, R, W> {
    #[inline]
    fn poll_with(&mut self, cx: &mut Context<'_>, on_write: impl FnMut(u64)) -> Poll<Result<u64>> {
        let result = ready!(self.poll_copy(cx, on_write));
        self.ends = None;
        Poll::Ready(result.map(|()| self.written))
    }

    #[inline]
    fn poll_copy(&mut self, cx: &mut Context<'_>, mut on_write: impl FnMut(u64)) -> Poll<Result<()>> {
        let Some((reader, writer)) = &mut self.ends else { completed() };
        let (mut reader, mut writer) = (Pin::new(&mut **reader), Pin::new(&mut **writer));
        let mut budget = Budget::new();
        if self.owed > 0 {
            reader.as_mut().consume(self.owed as usize);
            self.owed = 0;
        }
        while !self.ended {
            ready!(budget.poll_spend(cx));
            let bytes = match reader.as_mut().poll_fill_buf(cx) {
                Poll::Ready(Ok([])) => {
                    self.ended = true;
                    break;
                }
                Poll::Ready(Ok(bytes)) => &bytes[..bytes.len().min(u32::MAX as usize)],
                Poll::Ready(Err(e)) => {
                    unless_interrupted(e)?;
                    continue;
                }
                Poll::Pending => break,
            };
            let n = ready!(budget.poll_write(cx, writer.as_mut(), bytes))?;
            self.written += n as u64;
            self.unflushed.written = true;
            self.owed = u32::try_from(n).unwrap_or(u32::MAX);
            reader.as_mut().consume(n);
            self.owed = 0;
            on_write(self.written);
        }
        if self.ended || self.unflushed.is_due() {
            ready!(budget.poll_call(cx, |cx| writer.as_mut().poll_flush(cx)))?;
            self.unflushed.written = false;
        }
        if self.ended { Poll::Ready(Ok(())) } else { Poll::Pending }
    }
}

impl<R: AsyncBufRead + Unpin + ?Sized, W: AsyncWrite + Unpin + ?Sized> Future for CopyBuf<'_, R, W> {
    type Output = Result<u64>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().poll_with(cx, |_| {})
    }
}

impl<R: ?Sized, W: ?Sized, F> OnProgress<CopyBuf<'_, R, W>, F> {
    /// As [`CopyBuf::flush_when_idle`].
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// poll_io::copy_buf(&mut &b"hello"[..], &mut writer).on_progress(|_| {}).flush_when_idle(false).await?;
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn flush_when_idle(self, flush: bool) -> Self {
        OnProgress { copy: self.copy.flush_when_idle(flush), ..self }
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
