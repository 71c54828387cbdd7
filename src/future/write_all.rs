use super::{opaque_debug, read_exact::Count, running};
use crate::{
    AsyncWrite, Result,
    budget::{Budget, checked_written, unless_interrupted},
};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncWriteExt::write_all`](crate::AsyncWriteExt::write_all) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct WriteAll<'a, W: ?Sized> {
    writer: Option<&'a mut W>,
    /// The part that is still to be written.
    buf: &'a [u8],
}

impl<'a, W: ?Sized> WriteAll<'a, W> {
    pub(crate) fn new(writer: &'a mut W, buf: &'a [u8]) -> Self {
        WriteAll { writer: Some(writer), buf }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for WriteAll<'_, W> {
    type Output = Result<()>;

    /// The first write usually accepts all bytes. So only that case is inlined, and all other cases are in a separate
    /// function.
    #[expect(
        clippy::inline_always,
        reason = "the optimizer inlines this only if a program uses it once, and a call is a quarter of a short write"
    )]
    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let writer = running!(this.writer);
        if !this.buf.is_empty() {
            // Read before the call, so that the compiler knows it after the call if it knew it before.
            let len = this.buf.len();
            match writer.poll_write(cx, this.buf) {
                Poll::Ready(Ok(n)) if n == len => {}
                Poll::Ready(first) => return this.poll_on(cx, Some(first)),
                Poll::Pending => return Poll::Pending,
            }
        }
        this.writer = None;
        Poll::Ready(Ok(()))
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> WriteAll<'_, W> {
    /// Continues after the result of a first write, or without one.
    #[cold]
    #[inline(never)]
    fn poll_on(&mut self, cx: &mut Context<'_>, first: Option<Result<usize>>) -> Poll<Result<()>> {
        let result = ready!(self.poll_drain(cx, first));
        self.writer = None;
        Poll::Ready(result)
    }

    #[inline]
    fn poll_drain(&mut self, cx: &mut Context<'_>, mut last: Option<Result<usize>>) -> Poll<Result<()>> {
        let mut writer = running!(self.writer);
        let mut budget = Budget::after_one();
        loop {
            match last {
                None => {}
                Some(Ok(n)) => self.buf = self.buf.get(checked_written(n, self.buf.len())?..).unwrap_or_default(),
                Some(Err(e)) => unless_interrupted(e)?,
            }
            if self.buf.is_empty() {
                return Poll::Ready(Ok(()));
            }
            ready!(budget.poll_spend(cx));
            last = Some(ready!(writer.as_mut().poll_write(cx, self.buf)));
        }
    }
}

opaque_debug!(WriteAll<'_, W>);

/// Writes `bytes`, of which the first `written` bytes are already written.
///
/// The compiler knows the length of the array. So the usual case, in which one write accepts it, is a copy without a
/// loop.
#[inline]
pub(super) fn poll_drain_array<W: AsyncWrite + Unpin + ?Sized, const N: usize>(
    cx: &mut Context<'_>,
    writer: &mut W,
    bytes: &[u8; N],
    written: &mut impl Count,
) -> Poll<Result<()>> {
    let mut first = None;
    if written.get() == 0 {
        let result = ready!(Pin::new(&mut *writer).poll_write(cx, bytes));
        if matches!(result, Ok(n) if n == N) {
            return Poll::Ready(Ok(()));
        }
        first = Some(result);
    }
    poll_drain_on(cx, writer, bytes, written, first)
}

/// Continues to write `bytes` after the result of a first write, or without one.
#[cold]
#[inline(never)]
pub(super) fn poll_drain_on<W: AsyncWrite + Unpin + ?Sized, C: Count>(
    cx: &mut Context<'_>,
    writer: &mut W,
    bytes: &[u8],
    written: &mut C,
    first: Option<Result<usize>>,
) -> Poll<Result<()>> {
    /// Stores the number of written bytes when it is dropped, also when the writer panics.
    struct Rest<'a, W: ?Sized, C: Count> {
        future: WriteAll<'a, W>,
        all: usize,
        written: &'a mut C,
    }

    impl<W: ?Sized, C: Count> Drop for Rest<'_, W, C> {
        fn drop(&mut self) {
            self.written.set(self.all - self.future.buf.len());
        }
    }

    let left = bytes.get(written.get()..).unwrap_or_default();
    let mut rest = Rest { future: WriteAll::new(writer, left), all: bytes.len(), written };
    rest.future.poll_on(cx, first)
}
