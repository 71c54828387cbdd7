use crate::{
    CALLS,
    codec::{Codec, Step},
    machine::{Input, Machine},
};
use compression_codecs::core::util::{PartialBuffer, WriteBuffer};
use pin_project_lite::pin_project;
use poll_io_core::{AsyncBufRead, AsyncRead, AsyncWrite, BorrowedCursor, IoSlice, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

pin_project! {
    /// What a codec makes of all that is read from `R`. Writes go to `R` itself.
    ///
    /// A compressing reader flushes the codec when its source has nothing to give for now, so that a peer gets what there is.
    ///
    /// An error never overtakes bytes: what was made before it is read first. One of `R` can be recovered from by reading on;
    /// one of the codec cannot.
    #[derive(Debug)]
    pub struct CodecReader<R, C> {
        #[pin]
        inner: R,
        codec: C,
        machine: Machine,
    }
}

impl<R, C: Codec> CodecReader<R, C> {
    /// Reads from `inner` through `codec`.
    pub fn new(inner: R, codec: C) -> Self {
        CodecReader { inner, codec, machine: Machine::new() }
    }
}

impl<R, C> CodecReader<R, C> {
    /// Returns what is read from, to look at.
    pub fn get_ref(&self) -> &R {
        &self.inner
    }

    /// Returns what is read from, to change.
    pub fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Returns what is read from, to change in place.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut R> {
        self.project().inner
    }

    /// Returns what is read from. What the codec holds back is lost; what is behind the end of a member is not.
    pub fn into_inner(self) -> R {
        self.inner
    }
}

/// Reads and feeds the codec until the output is full, the codec has ended, or there is no more for now.
fn poll_fill(
    mut reader: Pin<&mut dyn AsyncBufRead>,
    codec: &mut dyn Codec,
    machine: &mut Machine,
    cx: &mut Context<'_>,
    output: &mut WriteBuffer<'_>,
) -> Poll<Result<()>> {
    for _ in 0..CALLS {
        let mut input = Input::Later;
        if machine.wants_input() {
            input = match reader.as_mut().poll_fill_buf(cx) {
                Poll::Ready(bytes) => match bytes? {
                    [] => Input::End,
                    bytes => Input::Bytes(PartialBuffer::new(bytes)),
                },
                Poll::Pending if machine.is_dirty() => Input::Later,
                Poll::Pending => return Poll::Pending,
            };
        }
        let step = machine.step(codec, &mut input, output);
        let used = input.used();
        reader.as_mut().consume(used);
        if step? == Step::Ended || output.has_no_spare_space() {
            return Poll::Ready(Ok(()));
        }
    }
    cx.waker().wake_by_ref();
    Poll::Pending
}

impl<R: AsyncBufRead, C: Codec> AsyncRead for CodecReader<R, C> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            return Poll::Ready(Ok(()));
        }
        let this = self.project();
        let mut output = WriteBuffer::new_initialized(buf.ensure_init());
        let poll = poll_fill(this.inner, this.codec, this.machine, cx, &mut output);
        let n = output.written_len();
        if n == 0 {
            return poll;
        }
        buf.advance_checked(n);
        if let Poll::Ready(Err(error)) = poll {
            this.machine.defer(error);
        }
        Poll::Ready(Ok(()))
    }
}

impl<R: AsyncWrite, C> AsyncWrite for CodecReader<R, C> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.get_pin_mut().poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.get_pin_mut().poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.get_pin_mut().poll_shutdown(cx)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.get_pin_mut().poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}
