//! Lending on what a reader has lent, which the borrow checker does not see to be right.
#![expect(unsafe_code, reason = "a borrow that was given up in one branch counts as held in the others")]
#![allow(dead_code, reason = "whether it is needed depends on the features")]

use core::{
    pin::Pin,
    task::{Context, Poll},
};
use poll_io_core::{AsyncBufRead, Result};

/// Polls for what `reader` lends, takes the reader out and lends that on; or leaves the reader where it is, for the next poll.
///
/// To the borrow checker what one branch returns is borrowed in every branch. So a reader would have to be asked twice, and
/// one that is `Pending` for fairness may have nothing the second time. This is the third problem case of RFC 2094.
///
/// # Panics
///
/// If it has lent something before.
pub(crate) fn poll_fill_buf<'a, R: AsyncBufRead + Unpin + ?Sized>(
    reader: &mut Option<&'a mut R>,
    cx: &mut Context<'_>,
) -> Poll<Result<&'a [u8]>> {
    let borrowed: *mut R = reader.take().expect("the reader was lent on");
    // SAFETY: the pointer is that of a borrow which lasts for `'a` and was taken out, so that it is used nowhere else.
    match Pin::new(unsafe { &mut *borrowed }).poll_fill_buf(cx) {
        Poll::Ready(Ok(bytes)) => Poll::Ready(Ok(bytes)),
        Poll::Ready(Err(e)) => {
            // SAFETY: as above; an error borrows nothing, so that the borrow of the call is over.
            *reader = Some(unsafe { &mut *borrowed });
            Poll::Ready(Err(e))
        }
        Poll::Pending => {
            // SAFETY: as above; nothing is returned that could borrow.
            *reader = Some(unsafe { &mut *borrowed });
            Poll::Pending
        }
    }
}
