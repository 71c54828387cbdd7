//! C9: In the split, the futures of a reader that is not `Send` exist and are not `Send` either. That needs no bound.

use futures_lite::future::block_on;
use poll_io::{AsyncReadExt as _, future::ReadExact};
use poll_io::{BorrowedCursor, Result};
use std::{
    cell::Cell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

struct Local(Rc<Cell<u8>>);

impl poll_io::AsyncRead for Local {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(&[self.0.get()]);
        Poll::Ready(Ok(()))
    }
}

static_assertions::assert_not_impl_any!(ReadExact<'static, Local>: Send);
static_assertions::assert_impl_all!(ReadExact<'static, &'static [u8]>: Send);

pub fn main() {
    let mut reader = Local(Rc::new(Cell::new(7)));
    let mut buf = [0; 3];
    block_on(reader.read_exact(&mut buf)).unwrap();
    assert_eq!(buf, [7; 3]);
}
