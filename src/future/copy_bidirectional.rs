use super::{Direction, OnProgress, completed, opaque_debug};
use crate::{AsyncRead, AsyncWrite, Result, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`copy_bidirectional`](fn@crate::copy_bidirectional) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct CopyBidirectional<'a, A: ?Sized, B: ?Sized> {
    ends: Option<(&'a mut A, &'a mut B)>,
    a_to_b: Direction,
    b_to_a: Direction,
}

impl<'a, A: ?Sized, B: ?Sized> CopyBidirectional<'a, A, B> {
    pub(crate) fn new(a: &'a mut A, b: &'a mut B) -> Self {
        let (a_to_b, b_to_a) = (Direction::default(), Direction::default());
        CopyBidirectional { ends: Some((a, b)), a_to_b, b_to_a }
    }

    /// Fixes the size of each buffer at `n` bytes, which is the most that is read at a time.
    ///
    /// 0 is raised to 1, and a size above `u32::MAX` is lowered to that. If the allocator does not have `n` bytes, the
    /// copy fails with `OutOfMemory`.
    ///
    /// Each direction allocates its buffer in the first poll. A poll that moves nothing in an
    /// [idle](fn@crate::copy_bidirectional) direction frees the buffer, and the next poll allocates it again.
    ///
    /// Call this method before the first poll. In a copy that was polled already, the bytes in the old buffers must be
    /// written first. Until then a direction does not read, even if its writer returns `Pending`.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut a, mut b) = (std::io::Cursor::new(vec![1]), std::io::Cursor::new(vec![2, 2]));
    /// assert_eq!(poll_io::copy_bidirectional(&mut a, &mut b).buffer_size(1 << 16).await?, (1, 1));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn buffer_size(mut self, n: usize) -> Self {
        self.a_to_b.plan.fix(n);
        self.b_to_a.plan.fix(n);
        self
    }

    /// Sets whether a direction flushes its writer while its reader has nothing. It does unless this is called with `false`.
    ///
    /// Without these flushes a buffered writer may hold back what its peer waits for, and then both sides wait for ever. With
    /// them, a writer for which a flush is expensive pays often. For example, a reader may have 100 pieces, and return `Pending`
    /// after each. Then a compressor is flushed 100 times, and each flush makes its output longer. At the end a direction
    /// shuts its writer down, which flushes it in any case.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut a, mut b) = (poll_io::join(&b"hello"[..], vec![]), poll_io::join(&b""[..], vec![]));
    /// assert_eq!(poll_io::copy_bidirectional(&mut a, &mut b).flush_when_idle(false).await?, (5, 0));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn flush_when_idle(mut self, flush: bool) -> Self {
        self.a_to_b.sent.unflushed.set_when_idle(flush);
        self.b_to_a.sent.unflushed.set_when_idle(flush);
        self
    }

    /// Calls `f` after each write, with the totals of bytes written so far: from `a` to `b`, and from `b` to `a`.
    ///
    /// The future is `Send` if `f` is. [`copy_bidirectional`](fn@crate::copy_bidirectional) shows a time limit that each
    /// write resets.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut a, mut b) = (std::io::Cursor::new(vec![1]), poll_io::Empty::default());
    /// let mut totals = (0, 0);
    /// poll_io::copy_bidirectional(&mut a, &mut b).on_progress(|a_to_b, b_to_a| totals = (a_to_b, b_to_a)).await?;
    /// assert_eq!(totals, (1, 0));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn on_progress<F: FnMut(u64, u64)>(self, f: F) -> OnProgress<Self, F> {
        OnProgress::new(self, f)
    }

    /// Returns what was done so far from `a` to `b`; after the end too.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let mut near = poll_io::join(&b"out"[..], Vec::new());
    /// let mut far = poll_io::join(&b"back"[..], Vec::new());
    /// let mut copy = poll_io::copy_bidirectional(&mut near, &mut far);
    /// (&mut copy).await?;
    /// assert_eq!(copy.a_to_b().written(), 3);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn a_to_b(&self) -> &Direction {
        &self.a_to_b
    }

    /// Returns what was done so far from `b` to `a`; after the end too.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let mut near = poll_io::join(&b"out"[..], Vec::new());
    /// let mut far = poll_io::join(&b"back"[..], Vec::new());
    /// let mut copy = poll_io::copy_bidirectional(&mut near, &mut far);
    /// (&mut copy).await?;
    /// assert_eq!(copy.b_to_a().written(), 4);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn b_to_a(&self) -> &Direction {
        &self.b_to_a
    }
}

impl<A, B> CopyBidirectional<'_, A, B>
where
    A: AsyncRead + AsyncWrite + Unpin + ?Sized,
    B: AsyncRead + AsyncWrite + Unpin + ?Sized,
{
    fn poll_with(&mut self, cx: &mut Context<'_>, on_write: impl FnMut(u64, u64)) -> Poll<Result<(u64, u64)>> {
        let result = ready!(self.poll_copy(cx, on_write));
        self.ends = None;
        Poll::Ready(result.map(|()| (self.a_to_b.written(), self.b_to_a.written())))
    }

    fn poll_copy(&mut self, cx: &mut Context<'_>, mut on_write: impl FnMut(u64, u64)) -> Poll<Result<()>> {
        let Some((a, b)) = &mut self.ends else { completed() };
        let (mut a, mut b) = (Pin::new(&mut **a), Pin::new(&mut **b));
        let [there, back] = Budget::halves();
        let to_a = self.b_to_a.written();
        let first =
            self.a_to_b.poll_transfer::<true, _, _>(cx, there, a.as_mut(), b.as_mut(), |n| on_write(n, to_a))?;
        let to_b = self.a_to_b.written();
        let second = self.b_to_a.poll_transfer::<true, _, _>(cx, back, b, a, |n| on_write(to_b, n))?;
        ready!(first);
        second.map(Ok)
    }
}

impl<A, B> Future for CopyBidirectional<'_, A, B>
where
    A: AsyncRead + AsyncWrite + Unpin + ?Sized,
    B: AsyncRead + AsyncWrite + Unpin + ?Sized,
{
    type Output = Result<(u64, u64)>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().poll_with(cx, |_, _| {})
    }
}

impl<A: ?Sized, B: ?Sized, F> OnProgress<CopyBidirectional<'_, A, B>, F> {
    /// As [`CopyBidirectional::buffer_size`].
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut a, mut b) = (std::io::Cursor::new(vec![1, 2]), poll_io::empty());
    /// let mut calls = 0;
    /// poll_io::copy_bidirectional(&mut a, &mut b).on_progress(|_, _| calls += 1).buffer_size(1).await?;
    /// assert_eq!(calls, 2);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn buffer_size(self, n: usize) -> Self {
        OnProgress { copy: self.copy.buffer_size(n), ..self }
    }

    /// As [`CopyBidirectional::flush_when_idle`].
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut a, mut b) = (poll_io::join(&b"hello"[..], vec![]), poll_io::join(&b""[..], vec![]));
    /// let relay = poll_io::copy_bidirectional(&mut a, &mut b).on_progress(|_, _| {}).flush_when_idle(false);
    /// assert_eq!(relay.await?, (5, 0));
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn flush_when_idle(self, flush: bool) -> Self {
        OnProgress { copy: self.copy.flush_when_idle(flush), ..self }
    }
}

impl<A, B, F> Future for OnProgress<CopyBidirectional<'_, A, B>, F>
where
    A: AsyncRead + AsyncWrite + Unpin + ?Sized,
    B: AsyncRead + AsyncWrite + Unpin + ?Sized,
    F: FnMut(u64, u64),
{
    type Output = Result<(u64, u64)>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        this.copy.poll_with(cx, &mut this.on_progress)
    }
}

opaque_debug!(CopyBidirectional<'_, A, B>);
