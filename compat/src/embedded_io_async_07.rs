//! The bridges of embedded-io-async 0.7, which need no std.
//!
//! Outward, [`Compat`] has all traits of embedded-io-async except `ReadReady` and `WriteReady`. Inward,
//! [`FromEmbedded`] has limits.
#![deny(clippy::missing_trait_methods, reason = "a bridge that omits a provided method compiles, but is slower")]

mod error;
mod inward;

pub use error::EmbeddedError;
pub use inward::FromEmbedded;

use crate::{
    Compat,
    calls::{checked, uninterrupted},
    lend,
};
use core::{
    future::{Future, poll_fn},
    pin::Pin,
    task::{Context, Poll},
};
use embedded_io_async as embedded;
use poll_io_core::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedBuf, Error, ErrorKind, Result, SeekFrom};

impl<T> embedded::ErrorType for Compat<T> {
    type Error = EmbeddedError;
}

#[expect(clippy::missing_trait_methods, reason = "the provided method is a loop over this one")]
impl<T: AsyncRead + Unpin> embedded::Read for Compat<T> {
    async fn read(&mut self, buf: &mut [u8]) -> core::result::Result<usize, EmbeddedError> {
        let mut buf = BorrowedBuf::from(buf);
        poll_retried(|cx| Pin::new(&mut self.inner).poll_read(cx, buf.clear().unfilled())).await?;
        Ok(buf.len())
    }
}

impl<T: AsyncBufRead + Unpin> embedded::BufRead for Compat<T> {
    async fn fill_buf(&mut self) -> core::result::Result<&[u8], EmbeddedError> {
        let mut reader = Some(&mut self.inner);
        Ok(poll_retried(move |cx| lend::poll_fill_buf(&mut reader, cx)).await?)
    }

    fn consume(&mut self, amt: usize) {
        Pin::new(&mut self.inner).consume(amt);
    }
}

#[expect(clippy::missing_trait_methods, reason = "the provided method is a loop over these")]
impl<T: AsyncWrite + Unpin> embedded::Write for Compat<T> {
    /// Returns the error `WriteZero` instead of 0 if `buf` is not empty, because embedded-io-async forbids 0 there.
    async fn write(&mut self, buf: &[u8]) -> core::result::Result<usize, EmbeddedError> {
        let n = poll_retried(|cx| Pin::new(&mut self.inner).poll_write(cx, buf)).await?;
        if n == 0 && !buf.is_empty() {
            return Err(Error::from(ErrorKind::WriteZero).into());
        }
        Ok(checked(n, buf.len())?)
    }

    async fn flush(&mut self) -> core::result::Result<(), EmbeddedError> {
        Ok(poll_retried(|cx| Pin::new(&mut self.inner).poll_flush(cx)).await?)
    }
}

#[expect(clippy::missing_trait_methods, reason = "the provided methods call this one")]
impl<T: AsyncSeek + Unpin> embedded::Seek for Compat<T> {
    async fn seek(&mut self, pos: embedded::SeekFrom) -> core::result::Result<u64, EmbeddedError> {
        let pos = match pos {
            embedded::SeekFrom::Start(n) => SeekFrom::Start(n),
            embedded::SeekFrom::End(n) => SeekFrom::End(n),
            embedded::SeekFrom::Current(n) => SeekFrom::Current(n),
        };
        Ok(poll_retried(|cx| Pin::new(&mut self.inner).poll_seek(cx, pos)).await?)
    }
}

/// Makes one call in each poll. If it is interrupted, the next poll makes it again.
fn poll_retried<T>(mut call: impl FnMut(&mut Context<'_>) -> Poll<Result<T>>) -> impl Future<Output = Result<T>> {
    poll_fn(move |cx| {
        let poll = call(cx);
        uninterrupted(cx, poll)
    })
}
