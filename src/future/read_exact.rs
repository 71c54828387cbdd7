use super::{opaque_debug, running};
use crate::{
    AsyncRead, BorrowedBuf, Error, ErrorKind, Result,
    budget::{Budget, unless_interrupted},
    error::error,
};
use core::{
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncReadExt::read_exact`](crate::AsyncReadExt::read_exact) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadExact<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    /// The part that is still to be filled.
    buf: &'a mut [u8],
}

impl<'a, R: ?Sized> ReadExact<'a, R> {
    pub(crate) fn new(reader: &'a mut R, buf: &'a mut [u8]) -> Self {
        ReadExact { reader: Some(reader), buf }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadExact<'_, R> {
    type Output = Result<()>;

    /// The first read is usually enough. So only that case is inlined, and all other cases are in a separate function.
    #[expect(
        clippy::inline_always,
        reason = "the optimizer inlines this only if a program uses it once, and a call is a quarter of a short read"
    )]
    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let reader = running!(this.reader);
        if !this.buf.is_empty() {
            // Not `poll_once`, which costs three more instructions through `&mut dyn AsyncRead`.
            let mut buf = BorrowedBuf::from(&mut *this.buf);
            match reader.poll_read(cx, buf.unfilled()) {
                Poll::Ready(Ok(())) if buf.len() == buf.capacity() => {}
                Poll::Ready(first) => {
                    let n = buf.len();
                    return this.poll_on(cx, Some(first.map(|()| n)));
                }
                Poll::Pending => return Poll::Pending,
            }
        }
        this.reader = None;
        Poll::Ready(Ok(()))
    }
}

impl<R: AsyncRead + Unpin + ?Sized> ReadExact<'_, R> {
    /// Continues after the result of a first read, or without one.
    #[cold]
    #[inline(never)]
    fn poll_on(&mut self, cx: &mut Context<'_>, first: Option<Result<usize>>) -> Poll<Result<()>> {
        let result = ready!(self.poll_fill(cx, first));
        self.reader = None;
        Poll::Ready(result)
    }

    #[inline]
    fn poll_fill(&mut self, cx: &mut Context<'_>, mut last: Option<Result<usize>>) -> Poll<Result<()>> {
        let mut reader = running!(self.reader);
        let mut budget = Budget::after_one();
        loop {
            match last {
                None => {}
                Some(Ok(0)) => return Poll::Ready(Err(unexpected_eof())),
                Some(Ok(n)) => self.buf = mem::take(&mut self.buf).get_mut(n..).unwrap_or_default(),
                Some(Err(e)) => unless_interrupted(e)?,
            }
            if self.buf.is_empty() {
                return Poll::Ready(Ok(()));
            }
            ready!(budget.poll_spend(cx));
            last = Some(ready!(poll_once(cx, reader.as_mut(), self.buf)));
        }
    }
}

opaque_debug!(ReadExact<'_, R>);

/// Reads once into `bytes`.
#[inline]
fn poll_once<R: AsyncRead + ?Sized>(
    cx: &mut Context<'_>,
    reader: Pin<&mut R>,
    bytes: &mut [u8],
) -> Poll<Result<usize>> {
    let mut buf = BorrowedBuf::from(bytes);
    ready!(reader.poll_read(cx, buf.unfilled()))?;
    Poll::Ready(Ok(buf.len()))
}

/// Fills `bytes`, of which the first `filled` bytes are already filled.
///
/// The compiler knows the length of the array. So the usual case, in which one read fills it, is a copy without a loop.
#[inline]
pub(super) fn poll_fill_array<R: AsyncRead + Unpin + ?Sized, const N: usize>(
    cx: &mut Context<'_>,
    reader: &mut R,
    bytes: &mut [u8; N],
    filled: &mut impl Count,
) -> Poll<Result<()>> {
    let mut first = None;
    if filled.get() == 0 && N > 0 {
        let result = ready!(poll_once(cx, Pin::new(&mut *reader), bytes));
        if matches!(result, Ok(n) if n == N) {
            return Poll::Ready(Ok(()));
        }
        first = Some(result);
    }
    poll_fill_on(cx, reader, bytes, filled, first)
}

/// Continues to fill `bytes` after the result of a first read, or without one.
#[cold]
#[inline(never)]
fn poll_fill_on<R: AsyncRead + Unpin + ?Sized, C: Count>(
    cx: &mut Context<'_>,
    reader: &mut R,
    bytes: &mut [u8],
    filled: &mut C,
    first: Option<Result<usize>>,
) -> Poll<Result<()>> {
    /// Stores the number of filled bytes when it is dropped, also when the reader panics.
    struct Rest<'a, R: ?Sized, C: Count> {
        future: ReadExact<'a, R>,
        all: usize,
        filled: &'a mut C,
    }

    impl<R: ?Sized, C: Count> Drop for Rest<'_, R, C> {
        fn drop(&mut self) {
            self.filled.set(self.all - self.future.buf.len());
        }
    }

    let all = bytes.len();
    let left = bytes.get_mut(filled.get()..).unwrap_or_default();
    let mut rest = Rest { future: ReadExact::new(reader, left), all, filled };
    rest.future.poll_on(cx, first)
}

/// A counter of the bytes that a future has transferred. The futures of numbers are small, so one byte is enough for
/// them.
pub(super) trait Count {
    fn get(&self) -> usize;
    fn set(&mut self, n: usize);
}

impl Count for usize {
    #[inline]
    fn get(&self) -> usize {
        *self
    }

    #[inline]
    fn set(&mut self, n: usize) {
        *self = n;
    }
}

impl Count for u8 {
    #[inline]
    fn get(&self) -> usize {
        (*self).into()
    }

    #[inline]
    fn set(&mut self, n: usize) {
        // The largest number has 16 bytes.
        *self = u8::try_from(n).unwrap_or(u8::MAX);
    }
}

/// Returns the error for a stream that ends too early, with the message of std.
#[cold]
pub(crate) fn unexpected_eof() -> Error {
    error(ErrorKind::UnexpectedEof, "failed to fill whole buffer")
}
