//! C9: Without `+ Send` in the trait, a reader that is not `Send` has the consumers in the Iterator style too.

use futures_lite::future::block_on;
use poll_io::iterator_style::AsyncRead;
use poll_io::{BorrowedCursor, Result};
use std::{
    cell::Cell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

struct Local(Rc<Cell<u8>>);

impl AsyncRead for Local {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(&[self.0.get()]);
        Poll::Ready(Ok(()))
    }
}

pub fn main() {
    let mut reader = Local(Rc::new(Cell::new(7)));
    let mut buf = [0; 3];
    block_on(reader.read_exact(&mut buf)).unwrap();
    assert_eq!(buf, [7; 3]);
}
