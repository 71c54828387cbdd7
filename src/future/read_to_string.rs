#![expect(
    unsafe_code,
    reason = "bytes are read into the memory of the string, and validated before they count as text"
)]

use super::{
    append::{Append, Keep},
    opaque_debug, running,
    with_limit::limitable,
};
use crate::{
    AsyncRead, BorrowedBuf, LimitExceeded, Result,
    budget::Budget,
    utf8::{Carry, not_text},
};
use alloc::{string::String, vec::Vec};
use core::{
    mem::MaybeUninit,
    task::{Context, Poll, ready},
};

/// The future that [`AsyncReadExt::read_to_string`](crate::AsyncReadExt::read_to_string) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ReadToString<'a, R: ?Sized> {
    reader: Option<&'a mut R>,
    buf: &'a mut String,
    state: Append,
    carry: Carry,
}

/// Appends a character when all its bytes have arrived.
impl Keep for Carry {
    #[inline]
    fn first(&self) -> &[u8] {
        self.bytes()
    }

    #[inline]
    fn keep(&mut self, bytes: &[u8]) -> usize {
        // An incomplete character would come first, and it is not ASCII.
        if bytes.is_ascii() { bytes.len() } else { self.accept(bytes) }
    }

    #[inline]
    fn is_over(&self) -> bool {
        self.is_invalid()
    }
}

/// The text that this future appends to. If the appended bytes are not valid UTF-8, they are removed when this is
/// dropped, also when the reader panics.
struct Text<'a> {
    bytes: &'a mut Vec<u8>,
    /// The length that the text had.
    old: usize,
    carry: &'a mut Carry,
}

impl Drop for Text<'_> {
    fn drop(&mut self) {
        if self.carry.is_invalid() {
            self.bytes.truncate(self.old);
        }
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
            // The old length is the current length without the bytes that this future has appended.
            let old = buf.len() - (state.read - carry.bytes().len());
            // SAFETY: `Append` adds only the number of bytes that `keep` returns: the prefix that `accept` has
            // validated.
            let text = Text { bytes: unsafe { buf.as_mut_vec() }, old, carry };
            let end = state.poll(cx, reader.as_mut(), text.bytes, text.carry, max, &mut budget);
            if matches!(end, Poll::Ready(Ok(()))) && !text.carry.is_empty() {
                // The text is invalid already, or it ends inside a character.
                text.carry.refuse();
            }
            drop(text);
            ready!(end)?;
            if !carry.is_invalid() {
                return Poll::Ready(Ok(state.read));
            }
        }
        // std reads to the end before it returns the error. So the stream is at its end here too. The limit also counts
        // these bytes.
        let mut stack = [MaybeUninit::uninit(); 1024];
        while state.read <= max {
            let window = state.window(max).min(stack.len());
            let mut waste = BorrowedBuf::from(&mut stack[..window]);
            match ready!(budget.poll_read(cx, reader.as_mut(), &mut waste))? {
                0 => return Poll::Ready(Err(not_text())),
                n => state.read = state.read.saturating_add(n),
            }
        }
        Poll::Ready(Err(LimitExceeded::new(max as u64).into()))
    }
}

limitable!(ReadToString<'a, R: AsyncRead>);
opaque_debug!(ReadToString<'_, R>);
