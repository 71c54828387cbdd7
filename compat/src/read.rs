//! What the readers of several ecosystems need.

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use poll_io_core::{AsyncRead, BorrowedBuf, IoSliceMut, Result};
#[cfg(any(feature = "futures-03", feature = "std-io"))]
use poll_io_core::{BorrowedCursor, Error, ErrorKind};

/// Reads into the first slice that has room, for a reader that takes one at a time.
#[cfg(any(feature = "hyper-1", feature = "tokio-1"))]
pub(crate) fn poll_read_first(
    reader: Pin<&mut impl AsyncRead>,
    cx: &mut Context<'_>,
    bufs: &mut [IoSliceMut<'_>],
) -> Poll<Result<usize>> {
    let first = bufs.iter_mut().find(|buf| !buf.is_empty()).map_or(&mut [][..], |buf| &mut **buf);
    let mut buf = BorrowedBuf::from(first);
    ready!(reader.poll_read(cx, buf.unfilled()))?;
    Poll::Ready(Ok(buf.len()))
}

/// Reads by `read` into a part of `buf` that is initialised, for a reader that knows `&mut [u8]` alone.
///
/// The part is what is initialised already, or 8 KiB at the least: zeroing all that a caller has spare for the sake of one
/// packet is what makes such a bridge slow. What is zeroed once is remembered by the buffer.
///
/// # Errors
///
/// Those of `read`, and `InvalidData` if it claims more bytes than it was offered.
#[cfg(any(feature = "futures-03", feature = "std-io"))]
pub(crate) fn poll_read_init(
    mut buf: BorrowedCursor<'_>,
    read: impl FnOnce(&mut [u8]) -> Poll<Result<usize>>,
) -> Poll<Result<()>> {
    let window = buf.init_len().max(8 * 1024);
    let room = buf.ensure_init_to(window);
    let offered = room.len();
    let n = ready!(read(room))?;
    Poll::Ready(checked(n, offered).map(|n| {
        buf.advance_checked(n);
    }))
}

/// Returns how many bytes the slices of a vectored read have room for together.
#[cfg(any(feature = "futures-03", feature = "std-io"))]
pub(crate) fn total(bufs: &[IoSliceMut<'_>]) -> usize {
    bufs.iter().fold(0_usize, |total, buf| total.saturating_add(buf.len()))
}

/// Returns the count that a foreign reader claims, if it can be true.
///
/// # Errors
///
/// `InvalidData` if it is more than was `offered`.
#[cfg(any(feature = "futures-03", feature = "std-io"))]
pub(crate) fn checked(n: usize, offered: usize) -> Result<usize> {
    if n > offered {
        let kind = ErrorKind::InvalidData;
        return Err(Error::new(kind, "a reader claims more bytes than it was offered"));
    }
    Ok(n)
}
