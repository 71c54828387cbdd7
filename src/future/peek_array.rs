use super::{completed, peek::too_few};
use crate::{AsyncRead, BufReader, Result};
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`BufReader::peek_array`](crate::BufReader::peek_array) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct PeekArray<'a, R, const N: usize> {
    reader: Option<&'a mut BufReader<R>>,
}

impl<'a, R, const N: usize> PeekArray<'a, R, N> {
    pub(crate) fn new(reader: &'a mut BufReader<R>) -> Self {
        PeekArray { reader: Some(reader) }
    }
}

impl<R: AsyncRead + Unpin, const N: usize> Future for PeekArray<'_, R, N> {
    type Output = Result<[u8; N]>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let Some(reader) = this.reader.as_deref_mut() else { completed() };
        let result = ready!(Pin::new(&mut *reader).poll_peek(cx, N)).and_then(|()| {
            let bytes = reader.buffer();
            bytes.first_chunk().copied().ok_or_else(|| too_few(bytes.len(), N))
        });
        this.reader = None;
        Poll::Ready(result)
    }
}

impl<R, const N: usize> fmt::Debug for PeekArray<'_, R, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PeekArray").field("of", &N).finish_non_exhaustive()
    }
}
