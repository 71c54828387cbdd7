use crate::{
    CALLS,
    codec::{Codec, Step},
    machine::{Input, Machine},
};
use compression_codecs::core::util::{PartialBuffer, WriteBuffer};
use pin_project_lite::pin_project;
use poll_io_core::{AsyncBufRead, AsyncRead, AsyncWrite, BorrowedCursor, Error, ErrorKind, IoSliceMut, Result};
use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The bytes of output that are gathered before they are written.
const BUFFER: usize = 8 * 1024;

pin_project! {
    /// What a codec makes of all that is written goes to `W`. Reads come from `W` itself.
    ///
    /// Shutting down ends what the codec has begun; without it the output is not complete.
    pub struct CodecWriter<W, C> {
        #[pin]
        inner: W,
        codec: C,
        output: Output,
    }
}

impl<W, C: Codec> CodecWriter<W, C> {
    /// Writes to `inner` through `codec`.
    pub fn new(inner: W, codec: C) -> Self {
        Self::with_capacity(BUFFER, inner, codec)
    }

    /// As [`new`](Self::new), with a buffer of `capacity` bytes, and at least one.
    pub fn with_capacity(capacity: usize, inner: W, codec: C) -> Self {
        let buf = vec![0; capacity.max(1)].into();
        CodecWriter { inner, codec, output: Output { machine: Machine::new(), buf, filled: 0, written: 0 } }
    }
}

impl<W, C> CodecWriter<W, C> {
    /// Returns what is written to, to look at.
    pub fn get_ref(&self) -> &W {
        &self.inner
    }

    /// Returns what is written to, to change.
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.inner
    }

    /// Returns what is written to, to change in place.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut W> {
        self.project().inner
    }

    /// Returns what is written to. What was not flushed is lost.
    pub fn into_inner(self) -> W {
        self.inner
    }
}

/// What is made and not written yet.
struct Output {
    machine: Machine,
    buf: Box<[u8]>,
    // What of the buffer is made, and what of that is written already.
    filled: usize,
    written: usize,
}

impl Output {
    /// Writes what is in the buffer.
    fn poll_drain(&mut self, cx: &mut Context<'_>, mut writer: Pin<&mut dyn AsyncWrite>) -> Poll<Result<()>> {
        for _ in 0..CALLS {
            let rest = &self.buf[self.written..self.filled];
            if rest.is_empty() {
                (self.filled, self.written) = (0, 0);
                return Poll::Ready(Ok(()));
            }
            match ready!(writer.as_mut().poll_write(cx, rest))? {
                0 => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                n if n > rest.len() => return Poll::Ready(Err(ErrorKind::InvalidData.into())),
                n => self.written += n,
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// Feeds the codec, up to the end of the input or of the stream.
    fn poll_feed(
        &mut self,
        cx: &mut Context<'_>,
        mut writer: Pin<&mut dyn AsyncWrite>,
        codec: &mut dyn Codec,
        input: &mut Input<'_>,
    ) -> Poll<Result<()>> {
        for _ in 0..CALLS {
            if self.filled == self.buf.len() {
                ready!(self.poll_drain(cx, writer.as_mut()))?;
            }
            let mut output = WriteBuffer::new_initialized(&mut self.buf[self.filled..]);
            let step = self.machine.step(codec, input, &mut output);
            self.filled += output.written_len();
            match step {
                Ok(Step::Room) => {}
                Ok(Step::Input | Step::Ended) => return Poll::Ready(Ok(())),
                Err(error) => {
                    // What was made before it comes first.
                    self.machine.defer(error);
                    ready!(self.poll_drain(cx, writer.as_mut()))?;
                    return Poll::Ready(self.machine.deferred());
                }
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// As [`poll_feed`](Self::poll_feed), and writes all that comes of it.
    fn poll_feed_and_drain(
        &mut self,
        cx: &mut Context<'_>,
        mut writer: Pin<&mut dyn AsyncWrite>,
        codec: &mut dyn Codec,
        mut input: Input<'_>,
    ) -> Poll<Result<()>> {
        ready!(self.poll_feed(cx, writer.as_mut(), codec, &mut input))?;
        self.poll_drain(cx, writer)
    }
}

impl<W: AsyncWrite, C: Codec> AsyncWrite for CodecWriter<W, C> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let this = self.project();
        let mut input = Input::Bytes(PartialBuffer::new(buf));
        let poll = this.output.poll_feed(cx, this.inner, this.codec, &mut input);
        let used = input.used();
        if used == 0 {
            ready!(poll)?;
            return Poll::Ready(Err(Error::other("the compressed stream has ended, so no more bytes can be written")));
        }
        if let Poll::Ready(Err(error)) = poll {
            this.output.machine.defer(error);
        }
        Poll::Ready(Ok(used))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut this = self.project();
        ready!(this.output.poll_feed_and_drain(cx, this.inner.as_mut(), this.codec, Input::Later))?;
        this.inner.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut this = self.project();
        ready!(this.output.poll_feed_and_drain(cx, this.inner.as_mut(), this.codec, Input::End))?;
        this.inner.poll_shutdown(cx)
    }
}

impl<W: AsyncRead, C> AsyncRead for CodecWriter<W, C> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.get_pin_mut().poll_read(cx, buf)
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        self.get_pin_mut().poll_read_vectored(cx, bufs)
    }

    fn remaining_hint(&self) -> usize {
        self.inner.remaining_hint()
    }
}

impl<W: AsyncBufRead, C> AsyncBufRead for CodecWriter<W, C> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.get_pin_mut().poll_fill_buf(cx)
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.get_pin_mut().consume(amt);
    }
}

impl<W: fmt::Debug, C: fmt::Debug> fmt::Debug for CodecWriter<W, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodecWriter")
            .field("inner", &self.inner)
            .field("codec", &self.codec)
            .field("buffered", &(self.output.filled - self.output.written))
            .finish_non_exhaustive()
    }
}
