use super::{Direction, OnProgress, completed, opaque_debug};
use crate::{AsyncRead, AsyncWrite, Result, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`copy`](fn@crate::copy) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Copy<'a, R: ?Sized, W: ?Sized> {
    ends: Option<(&'a mut R, &'a mut W)>,
    direction: Direction,
}

impl<'a, R: ?Sized, W: ?Sized> Copy<'a, R, W> {
    pub(crate) fn new(reader: &'a mut R, writer: &'a mut W) -> Self {
        Copy { ends: Some((reader, writer)), direction: Direction::default() }
    }

    /// Fixes the size of the buffer at `n` bytes, which is the most that is read at a time.
    ///
    /// 0 is raised to 1, and a size above `u32::MAX` is lowered to that. If the allocator does not have `n` bytes, the
    /// copy fails with `OutOfMemory`.
    ///
    /// The copy allocates the buffer in its first poll. A poll that moves nothing frees it, if the copy is
    /// [idle](fn@crate::copy#memory), and the next poll allocates it again.
    ///
    /// Call this method before the first poll. In a copy that was polled already, the bytes in the old buffer must be
    /// written first. Until then the copy does not read, even if the writer returns `Pending`.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// poll_io::copy(&mut &b"hello"[..], &mut writer).buffer_size(2).await?;
    /// assert_eq!(writer, b"hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn buffer_size(mut self, n: usize) -> Self {
        self.direction.plan.fix(n);
        self
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
    /// poll_io::copy(&mut &b"hello"[..], &mut writer).flush_when_idle(false).await?;
    /// assert_eq!(writer.get_ref(), b"hello", "the end is flushed");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn flush_when_idle(mut self, flush: bool) -> Self {
        self.direction.sent.unflushed.set_when_idle(flush);
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
    /// let (mut writer, mut totals) = (Vec::new(), Vec::new());
    /// poll_io::copy(&mut &b"hello"[..], &mut writer).buffer_size(2).on_progress(|n| totals.push(n)).await?;
    /// assert_eq!(totals, [2, 4, 5]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn on_progress<F: FnMut(u64)>(self, f: F) -> OnProgress<Self, F> {
        OnProgress::new(self, f)
    }

    /// Returns how many bytes were read so far; after the end too.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut reader, mut room) = (&b"hello"[..], [0; 3]);
    /// let mut writer = &mut room[..];
    /// let mut copy = poll_io::copy(&mut reader, &mut writer);
    /// assert!((&mut copy).await.is_err(), "the writer is full");
    /// assert_eq!(copy.read(), 5);
    /// # });
    /// ```
    pub fn read(&self) -> u64 {
        self.direction.read()
    }

    /// Returns how many bytes the writer has taken so far; after the end too.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut reader, mut room) = (&b"hello"[..], [0; 3]);
    /// let mut writer = &mut room[..];
    /// let mut copy = poll_io::copy(&mut reader, &mut writer);
    /// assert!((&mut copy).await.is_err(), "the writer is full");
    /// assert_eq!(copy.written(), 3);
    /// # });
    /// ```
    pub fn written(&self) -> u64 {
        self.direction.written()
    }

    /// Returns the bytes that were read and that the writer has not taken: after an error, what is left to be rescued.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut reader, mut room) = (&b"hello"[..], [0; 3]);
    /// let mut writer = &mut room[..];
    /// let mut copy = poll_io::copy(&mut reader, &mut writer);
    /// assert!((&mut copy).await.is_err(), "the writer is full");
    /// assert_eq!(copy.unwritten(), b"lo");
    /// # });
    /// ```
    pub fn unwritten(&self) -> &[u8] {
        self.direction.unwritten()
    }
}

impl<R: AsyncRead + Unpin + ?Sized, W: AsyncWrite + Unpin + ?Sized> Copy<'_, R, W> {
    #[inline]
    fn poll_with(&mut self, cx: &mut Context<'_>, on_write: impl FnMut(u64)) -> Poll<Result<u64>> {
        let Some((reader, writer)) = &mut self.ends else { completed() };
        let (reader, writer) = (Pin::new(&mut **reader), Pin::new(&mut **writer));
        let result = ready!(self.direction.poll_transfer::<false, _, _>(cx, Budget::new(), reader, writer, on_write));
        self.ends = None;
        Poll::Ready(result.map(|()| self.written()))
    }
}

impl<R: AsyncRead + Unpin + ?Sized, W: AsyncWrite + Unpin + ?Sized> Future for Copy<'_, R, W> {
    type Output = Result<u64>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().poll_with(cx, |_| {})
    }
}

impl<R, W, F> OnProgress<Copy<'_, R, W>, F>
where
    R: ?Sized,
    W: ?Sized,
{
    /// As [`Copy::buffer_size`].
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut writer, mut totals) = (Vec::new(), Vec::new());
    /// poll_io::copy(&mut &b"hello"[..], &mut writer).on_progress(|n| totals.push(n)).buffer_size(4).await?;
    /// assert_eq!(totals, [4, 5]);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn buffer_size(self, n: usize) -> Self {
        OnProgress { copy: self.copy.buffer_size(n), ..self }
    }

    /// As [`Copy::flush_when_idle`].
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let mut writer = Vec::new();
    /// poll_io::copy(&mut &b"hello"[..], &mut writer).on_progress(|_| {}).flush_when_idle(false).await?;
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn flush_when_idle(self, flush: bool) -> Self {
        OnProgress { copy: self.copy.flush_when_idle(flush), ..self }
    }
}

impl<R, W, F> Future for OnProgress<Copy<'_, R, W>, F>
where
    R: AsyncRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
    F: FnMut(u64),
{
    type Output = Result<u64>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        this.copy.poll_with(cx, &mut this.on_progress)
    }
}

opaque_debug!(Copy<'_, R, W>);
