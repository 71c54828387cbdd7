#[cfg(feature = "alloc")]
use super::{opaque_debug, running, with_limit::limitable};
#[cfg(feature = "alloc")]
use crate::spare::push;
use crate::{
    AsyncBufRead, LimitExceeded, Result,
    budget::{Budget, unless_interrupted},
    search::Piece,
};
#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncBufReadExt::read_until`](crate::AsyncBufReadExt::read_until) returns.
#[cfg(feature = "alloc")]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadUntil<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    buf: &'a mut Vec<u8>,
    read: usize,
    delimiter: u8,
}

#[cfg(feature = "alloc")]
impl<'a, R: ?Sized> ReadUntil<'a, R> {
    pub(crate) fn new(reader: &'a mut R, delimiter: u8, buf: &'a mut Vec<u8>) -> Self {
        ReadUntil { reader: Some(reader), buf, read: 0, delimiter }
    }
}

#[cfg(feature = "alloc")]
impl<R: AsyncBufRead + Unpin + ?Sized> ReadUntil<'_, R> {
    #[inline]
    fn poll_within(&mut self, cx: &mut Context<'_>, max: usize) -> Poll<Result<usize>> {
        let Self { buf, read, delimiter, .. } = self;
        let append = |piece: Piece<'_>| push(buf, piece.bytes());
        ready!(poll_until(cx, running!(self.reader), *delimiter, max, read, append))?;
        Poll::Ready(Ok(*read))
    }
}

#[cfg(feature = "alloc")]
limitable!(ReadUntil<'a, R: AsyncBufRead>);
#[cfg(feature = "alloc")]
opaque_debug!(ReadUntil<'_, R>);

/// Passes all bytes up to and including the delimiter, or up to the end, to `each`, and counts them in `read`.
///
/// Exactly the bytes that `each` has received are consumed. So an error or a drop loses nothing.
///
/// # Errors
///
/// Returns any error of the reader, except `Interrupted`, which is retried. Returns [`LimitExceeded`] if more than
/// `max` bytes come before the delimiter. The excess is not consumed.
#[inline]
pub(super) fn poll_until<R: AsyncBufRead + ?Sized>(
    cx: &mut Context<'_>,
    mut reader: Pin<&mut R>,
    delimiter: u8,
    max: usize,
    read: &mut usize,
    mut each: impl FnMut(Piece<'_>),
) -> Poll<Result<()>> {
    let mut budget = Budget::new();
    loop {
        ready!(budget.poll_spend(cx));
        let bytes = match ready!(reader.as_mut().poll_fill_buf(cx)) {
            Ok(bytes) => bytes,
            Err(e) => {
                unless_interrupted(e)?;
                continue;
            }
        };
        if bytes.is_empty() {
            return Poll::Ready(Ok(()));
        }
        // Without a limit, which the compiler knows, nothing has to be counted. A limit that was set after a poll may be less
        // than what is read.
        let bytes = match (max, max.saturating_sub(*read)) {
            (usize::MAX, _) => bytes,
            (_, 0) => return Poll::Ready(Err(LimitExceeded::new(max as u64).into())),
            (_, left) => &bytes[..bytes.len().min(left)],
        };
        let piece = Piece::until(delimiter, bytes);
        each(piece);
        let (n, ended) = (piece.bytes().len(), piece.ended());
        // Only `skip_until` can count that far, on a target with 32 bits: the other methods keep the bytes in memory.
        *read = read.saturating_add(n);
        reader.as_mut().consume(n);
        if ended {
            return Poll::Ready(Ok(()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::task::Waker;

    #[test]
    fn b58_a_count_that_does_not_fit_saturates() {
        let (mut read, mut reader) = (usize::MAX - 2, &b"four\nmore"[..]);
        let mut cx = Context::from_waker(Waker::noop());
        let poll = poll_until(&mut cx, Pin::new(&mut reader), b'\n', usize::MAX, &mut read, |_| {});
        assert!(matches!(poll, Poll::Ready(Ok(()))));
        assert_eq!((read, reader), (usize::MAX, &b"more"[..]));
    }
}
