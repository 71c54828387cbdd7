use super::{Direction, OnProgress, completed, opaque_debug};
use crate::{AsyncRead, AsyncWrite, Result, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future of [`copy_bidirectional`](fn@crate::copy_bidirectional).
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct CopyBidirectional<'a, A: ?Sized, B: ?Sized> {
    ends: Option<(&'a mut A, &'a mut B)>,
    a_to_b: Direction,
    b_to_a: Direction,
    /// Which writers were shut down: that of `a_to_b`, and that of `b_to_a`.
    closed: [bool; 2],
}

impl<'a, A: ?Sized, B: ?Sized> CopyBidirectional<'a, A, B> {
    pub(crate) fn new(a: &'a mut A, b: &'a mut B) -> Self {
        let (a_to_b, b_to_a) = (Direction::default(), Direction::default());
        CopyBidirectional { ends: Some((a, b)), a_to_b, b_to_a, closed: [false; 2] }
    }

    /// Fixes both buffers at `n` bytes, which is the most that is read at a time. 0 is raised to 1, and more than
    /// `u32::MAX` lowered to that.
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
        self.a_to_b.set_size(n);
        self.b_to_a.set_size(n);
        self
    }

    /// Calls `f` after each write, with the numbers of bytes written so far: from `a` to `b`, and from `b` to `a`.
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
        let first = poll_direction(cx, there, &mut self.a_to_b, a.as_mut(), b.as_mut(), &mut self.closed[0], |n| {
            on_write(n, to_a);
        })?;
        let to_b = self.a_to_b.written();
        let second = poll_direction(cx, back, &mut self.b_to_a, b, a, &mut self.closed[1], |n| on_write(to_b, n))?;
        ready!(first);
        second.map(Ok)
    }
}

/// Moves all that `reader` has to `writer`, and then shuts that down, which flushes it.
fn poll_direction<R: AsyncRead + ?Sized, W: AsyncWrite + ?Sized>(
    cx: &mut Context<'_>,
    mut budget: Budget,
    direction: &mut Direction,
    reader: Pin<&mut R>,
    mut writer: Pin<&mut W>,
    closed: &mut bool,
    on_write: impl FnMut(u64),
) -> Poll<Result<()>> {
    if !*closed {
        ready!(direction.poll_run(cx, &mut budget, reader, writer.as_mut(), on_write))?;
        ready!(budget.poll_call(cx, |cx| writer.as_mut().poll_shutdown(cx)))?;
        *closed = true;
    }
    Poll::Ready(Ok(()))
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
