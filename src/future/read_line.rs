use super::{opaque_debug, read_until::poll_until, running, with_limit::limitable};
use crate::{
    AsyncBufRead, Result,
    utf8::{Carry, not_text, push_str},
};
use alloc::string::String;
use core::task::{Context, Poll, ready};

/// The future that [`AsyncBufReadExt::read_line`](crate::AsyncBufReadExt::read_line) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadLine<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    buf: &'a mut String,
    /// The length that `buf` had. If the line is not valid UTF-8, `buf` is truncated to this length.
    old: usize,
    read: usize,
    carry: Carry,
}

impl<'a, R: ?Sized> ReadLine<'a, R> {
    pub(crate) fn new(reader: &'a mut R, buf: &'a mut String) -> Self {
        ReadLine { reader: Some(reader), old: buf.len(), buf, read: 0, carry: Carry::default() }
    }
}

impl<R: AsyncBufRead + Unpin + ?Sized> ReadLine<'_, R> {
    #[inline]
    fn poll_within(&mut self, cx: &mut Context<'_>, max: usize) -> Poll<Result<usize>> {
        let Self { buf, old, read, carry, .. } = self;
        ready!(poll_until(cx, running!(self.reader), b'\n', max, read, |piece| match piece.ascii() {
            Some(text) if carry.is_empty() => push_str(buf, text),
            _ => {
                carry.push(buf, piece.bytes());
                if carry.is_invalid() {
                    buf.truncate(*old);
                }
            }
        }))?;
        if !carry.is_empty() {
            buf.truncate(*old);
            return Poll::Ready(Err(not_text()));
        }
        Poll::Ready(Ok(*read))
    }
}

limitable!(ReadLine<'a, R: AsyncBufRead>);
opaque_debug!(ReadLine<'_, R>);
