//! The split design with other method bodies: a blanket Ext trait whose methods are plain `async fn`, not hand-written
//! futures.
#![allow(dead_code, async_fn_in_trait, reason = "a case uses a part of it; the shape is the point")]

use poll_io::{BorrowedBuf, ErrorKind, Result};
use std::{future::poll_fn, pin::Pin};

pub use poll_io::AsyncRead;

pub trait AsyncReadExt: AsyncRead {
    async fn read_exact(&mut self, mut buf: &mut [u8]) -> Result<()>
    where
        Self: Unpin,
    {
        while !buf.is_empty() {
            let filled = poll_fn(|cx| {
                let mut cursor = BorrowedBuf::from(&mut *buf);
                Pin::new(&mut *self).poll_read(cx, cursor.unfilled()).map_ok(|()| cursor.len())
            });
            match filled.await? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                filled => buf = &mut buf[filled..],
            }
        }
        Ok(())
    }
}

impl<R: AsyncRead + ?Sized> AsyncReadExt for R {}
