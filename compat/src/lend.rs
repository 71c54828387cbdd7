//! Returning a buffer that an inner reader returned. The borrow checker rejects the safe code for it, although it is
//! sound.
#![expect(unsafe_code, reason = "the borrow checker keeps a returned borrow alive in the branches that return none")]
#![allow(dead_code, reason = "the features decide which items are used")]

use core::{
    pin::Pin,
    task::{Context, Poll},
};
use poll_io_core::{AsyncBufRead, Result};

/// Polls `reader` for its buffer. If the reader returns one, this function takes the reader out of the option and
/// returns the buffer. Otherwise the reader stays in the option for the next poll.
///
/// To the borrow checker, a borrow that one branch returns is alive in every branch (problem case #3 of RFC 2094). Safe
/// code would have to poll the reader twice, and a reader that yields for fairness may return `Pending` the second
/// time.
///
/// # Panics
///
/// Panics if an earlier call returned a buffer.
pub(crate) fn poll_fill_buf<'a, R: AsyncBufRead + Unpin + ?Sized>(
    reader: &mut Option<&'a mut R>,
    cx: &mut Context<'_>,
) -> Poll<Result<&'a [u8]>> {
    let borrowed: *mut R = reader.take().expect("no earlier call returned a buffer");
    // SAFETY: the pointer comes from a borrow for `'a`. That borrow was taken out of the option, so nothing else uses
    // it.
    match Pin::new(unsafe { &mut *borrowed }).poll_fill_buf(cx) {
        Poll::Ready(Ok(bytes)) => Poll::Ready(Ok(bytes)),
        Poll::Ready(Err(e)) => {
            // SAFETY: the pointer is unique as above, and an error borrows nothing, so the borrow of the call has
            // ended.
            *reader = Some(unsafe { &mut *borrowed });
            Poll::Ready(Err(e))
        }
        Poll::Pending => {
            // SAFETY: the pointer is unique as above, and `Pending` borrows nothing, so the borrow of the call has
            // ended.
            *reader = Some(unsafe { &mut *borrowed });
            Poll::Pending
        }
    }
}
