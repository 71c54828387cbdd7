use super::{completed, opaque_debug_sized};
use crate::{AsyncRead, BufReader, Error, ErrorKind, Result};
use alloc::format;
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`BufReader::peek`](crate::BufReader::peek) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Peek<'a, R> {
    reader: Option<&'a mut BufReader<R>>,
    n: usize,
}

impl<'a, R> Peek<'a, R> {
    pub(crate) fn new(reader: &'a mut BufReader<R>, n: usize) -> Self {
        Peek { reader: Some(reader), n }
    }

    /// Returns the number of bytes that the caller wants.
    pub(super) fn n(&self) -> usize {
        self.n
    }
}

impl<'a, R: AsyncRead + Unpin> Future for Peek<'a, R> {
    type Output = Result<&'a [u8]>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let Some(reader) = this.reader.as_deref_mut() else { completed() };
        let result = ready!(Pin::new(reader).poll_peek(cx, this.n));
        let Some(reader) = this.reader.take() else { completed() };
        let n = this.n;
        Poll::Ready(result.map(|()| reader.buffer().get(..n).unwrap_or(reader.buffer())))
    }
}

opaque_debug_sized!(Peek<'_, R>);

/// Returns the error for a stream that ends after `there` of `n` bytes. The bytes stay in the buffer.
#[cold]
pub(super) fn too_few(there: usize, n: usize) -> Error {
    Error::new(ErrorKind::UnexpectedEof, format!("the stream ends after {there} of {n} bytes"))
}
