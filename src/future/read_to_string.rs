#![expect(unsafe_code, reason = "text is read in place, and validated before it counts")]

use super::{
    append::{Append, Keep},
    opaque_debug, running,
    with_limit::limitable,
};
use crate::{
    AsyncRead, BorrowedBuf, Result,
    budget::Budget,
    utf8::{Carry, not_text},
};
use alloc::string::String;
use core::{
    mem::MaybeUninit,
    task::{Context, Poll, ready},
};

/// The future of [`AsyncReadExt::read_to_string`](crate::AsyncReadExt::read_to_string).
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadToString<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    buf: &'a mut String,
    state: Append,
    carry: Carry,
}

/// Characters are appended once they are complete.
impl Keep for Carry {
    #[inline]
    fn first(&self) -> &[u8] {
        self.bytes()
    }

    #[inline]
    fn keep(&mut self, bytes: &[u8]) -> usize {
        // An incomplete character, which would come first, is not ASCII.
        if bytes.is_ascii() { bytes.len() } else { self.accept(bytes) }
    }

    #[inline]
    fn is_over(&self) -> bool {
        self.is_invalid()
    }
}

impl<'a, R: ?Sized> ReadToString<'a, R> {
    pub(crate) fn new(reader: &'a mut R, buf: &'a mut String) -> Self {
        ReadToString { reader: Some(reader), buf, state: Append::default(), carry: Carry::default() }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> ReadToString<'_, R> {
    fn poll_within(&mut self, cx: &mut Context<'_>, max: usize) -> Poll<Result<usize>> {
        let Self { buf, state, carry, .. } = self;
        let mut reader = running!(self.reader);
        let mut budget = Budget::new();
        if !carry.is_invalid() {
            let old = buf.len();
            let kept_before = state.read - carry.bytes().len();
            // SAFETY: `Append` adds what `keep` returns and nothing else: the prefix that `accept` has validated.
            let bytes = unsafe { buf.as_mut_vec() };
            let end = state.poll(cx, reader.as_mut(), bytes, carry, max, &mut budget);
            // What was there before is what there is, less what this future has appended in all.
            let unchanged = old - kept_before;
            if carry.is_invalid() {
                buf.truncate(unchanged);
            }
            ready!(end)?;
            if !carry.is_invalid() && carry.bytes().is_empty() {
                return Poll::Ready(Ok(state.read));
            }
            buf.truncate(unchanged);
            carry.refuse();
        }
        // std reads to the end first, and so leaves the stream where a caller that goes on expects it.
        let mut stack = [MaybeUninit::uninit(); 1024];
        let mut waste = BorrowedBuf::from(&mut stack[..]);
        while ready!(budget.poll_read(cx, reader.as_mut(), waste.clear()))? > 0 {}
        Poll::Ready(Err(not_text()))
    }
}

limitable!(ReadToString<'a, R: AsyncRead>);
opaque_debug!(ReadToString<'_, R>);
