use super::{completed, opaque_debug_sized};
use crate::{AsyncRead, BufReader, Error, ErrorKind, Result, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future of [`BufReader::peek`](crate::BufReader::peek).
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Peek<'a, R> {
    reader: Option<&'a mut BufReader<R>>,
    n: usize,
}

impl<'a, R> Peek<'a, R> {
    pub(crate) fn new(reader: &'a mut BufReader<R>, n: usize) -> Self {
        Peek { reader: Some(reader), n }
    }
}

impl<'a, R: AsyncRead + Unpin> Future for Peek<'a, R> {
    type Output = Result<&'a [u8]>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let Some(reader) = this.reader.as_deref_mut() else { completed() };
        let result = if this.n > reader.capacity() {
            Err(Error::new(ErrorKind::InvalidInput, "cannot peek at more than the buffer can hold"))
        } else {
            let (mut inner, buf) = Pin::new(reader).split_pin_mut();
            let mut budget = Budget::new();
            loop {
                if buf.len() >= this.n {
                    break Ok(());
                }
                buf.compact();
                match ready!(buf.poll_fill(|room| budget.poll_read(cx, inner.as_mut(), room))) {
                    Ok(0) => break Ok(()),
                    Ok(_) => {}
                    Err(e) => break Err(e),
                }
            }
        };
        let Some(reader) = this.reader.take() else { completed() };
        let n = this.n;
        Poll::Ready(result.map(|()| reader.buffer().get(..n).unwrap_or(reader.buffer())))
    }
}

opaque_debug_sized!(Peek<'_, R>);
