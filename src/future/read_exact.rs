use super::{opaque_debug, running};
use crate::{
    AsyncRead, BorrowedBuf, Error, ErrorKind, Result,
    budget::{Budget, is_interrupted},
    error::error,
};
use core::{
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future of [`AsyncReadExt::read_exact`](crate::AsyncReadExt::read_exact).
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadExact<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    /// What is left to fill.
    buf: &'a mut [u8],
}

impl<'a, R: ?Sized> ReadExact<'a, R> {
    pub(crate) fn new(reader: &'a mut R, buf: &'a mut [u8]) -> Self {
        ReadExact { reader: Some(reader), buf }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadExact<'_, R> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let mut reader = running!(this.reader);
        let result = match ready!(poll_once(cx, reader.as_mut(), this.buf)) {
            Ok(n) if n == this.buf.len() => Ok(()),
            first => {
                let mut filled = 0;
                let poll = poll_fill_on(cx, reader, this.buf, &mut filled, first);
                if poll.is_pending() {
                    this.buf = &mut mem::take(&mut this.buf)[filled..];
                }
                ready!(poll)
            }
        };
        this.reader = None;
        Poll::Ready(result)
    }
}

/// Fills `bytes` from `filled` on, which is kept up to date.
///
/// Mostly the first read is enough, so that is what is inlined, and whatever else comes of it is looked at elsewhere.
#[inline]
pub(super) fn poll_fill<R: AsyncRead + ?Sized>(
    cx: &mut Context<'_>,
    mut reader: Pin<&mut R>,
    bytes: &mut [u8],
    filled: &mut usize,
) -> Poll<Result<()>> {
    match ready!(poll_once(cx, reader.as_mut(), &mut bytes[*filled..])) {
        Ok(n) if n == bytes.len() - *filled => {
            *filled += n;
            Poll::Ready(Ok(()))
        }
        first => poll_fill_on(cx, reader, bytes, filled, first),
    }
}

/// Reads once into `bytes`, unless that is empty.
#[inline]
fn poll_once<R: AsyncRead + ?Sized>(
    cx: &mut Context<'_>,
    reader: Pin<&mut R>,
    bytes: &mut [u8],
) -> Poll<Result<usize>> {
    let mut buf = BorrowedBuf::from(bytes);
    if buf.capacity() > 0 {
        ready!(reader.poll_read(cx, buf.unfilled()))?;
    }
    Poll::Ready(Ok(buf.len()))
}

/// Goes on after the first read.
#[cold]
#[inline(never)]
fn poll_fill_on<R: AsyncRead + ?Sized>(
    cx: &mut Context<'_>,
    mut reader: Pin<&mut R>,
    bytes: &mut [u8],
    filled: &mut usize,
    mut last: Result<usize>,
) -> Poll<Result<()>> {
    let mut budget = Budget::after_one();
    loop {
        match last {
            Ok(0) => return Poll::Ready(Err(unexpected_eof())),
            Ok(n) => *filled += n,
            Err(e) if is_interrupted(&e) => {}
            Err(e) => return Poll::Ready(Err(e)),
        }
        if *filled == bytes.len() {
            return Poll::Ready(Ok(()));
        }
        ready!(budget.poll_spend(cx));
        last = ready!(poll_once(cx, reader.as_mut(), &mut bytes[*filled..]));
    }
}

opaque_debug!(ReadExact<'_, R>);

/// The error of a stream that ends inside what was to be read. std's text.
#[cold]
pub(crate) fn unexpected_eof() -> Error {
    error(ErrorKind::UnexpectedEof, "failed to fill whole buffer")
}
