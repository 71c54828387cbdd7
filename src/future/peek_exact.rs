use super::{
    opaque_debug_sized,
    peek::{Peek, too_few},
};
use crate::{AsyncRead, BufReader, Result};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`BufReader::peek_exact`](crate::BufReader::peek_exact) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct PeekExact<'a, R> {
    peek: Peek<'a, R>,
}

impl<'a, R> PeekExact<'a, R> {
    pub(crate) fn new(reader: &'a mut BufReader<R>, n: usize) -> Self {
        PeekExact { peek: Peek::new(reader, n) }
    }
}

impl<'a, R: AsyncRead + Unpin> Future for PeekExact<'a, R> {
    type Output = Result<&'a [u8]>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let bytes = ready!(Pin::new(&mut this.peek).poll(cx))?;
        Poll::Ready(if bytes.len() < this.peek.n() { Err(too_few(bytes.len(), this.peek.n())) } else { Ok(bytes) })
    }
}

opaque_debug_sized!(PeekExact<'_, R>);
