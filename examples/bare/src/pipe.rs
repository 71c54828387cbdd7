//! A pipe in memory for one thread, in the place of `poll_io::duplex`.

use alloc::{collections::VecDeque, rc::Rc};
use core::{
    cell::RefCell,
    pin::Pin,
    task::{Context, Poll},
};
use poll_io::{AsyncRead, AsyncWrite, BorrowedCursor, Result};

/// One direction: its bytes, its room, and whether it has ended.
type Direction = Rc<RefCell<(VecDeque<u8>, usize, bool)>>;

/// One end.
pub struct End(Direction, Direction);

/// Makes the two ends.
pub fn duplex(capacity: usize) -> (End, End) {
    let direction = || Rc::new(RefCell::new((VecDeque::with_capacity(capacity), capacity, false)));
    let (a, b) = (direction(), direction());
    (End(a.clone(), b.clone()), End(b, a))
}

impl AsyncRead for End {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let (bytes, _, ended) = &mut *self.0.borrow_mut();
        let n = {
            let (piece, _) = bytes.as_slices();
            let n = piece.len().min(buf.capacity());
            buf.append(&piece[..n]);
            n
        };
        bytes.drain(..n);
        if n == 0 && !*ended { Poll::Pending } else { Poll::Ready(Ok(())) }
    }
}

impl AsyncWrite for End {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let (bytes, room, _) = &mut *self.1.borrow_mut();
        let n = buf.len().min(*room - bytes.len());
        bytes.extend(&buf[..n]);
        if n == 0 { Poll::Pending } else { Poll::Ready(Ok(n)) }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.1.borrow_mut().2 = true;
        Poll::Ready(Ok(()))
    }
}
