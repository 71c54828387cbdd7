use crate::{
    CALLS,
    codec::{Codec, Step},
    driver::{Driver, Input},
};
use compression_codecs::core::util::{PartialBuffer, WriteBuffer};
use pin_project_lite::pin_project;
use poll_io_core::{AsyncBufRead, AsyncRead, AsyncWrite, BorrowedCursor, Error, ErrorKind, IoSliceMut, Result};
use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The size of the output buffer, in bytes.
const BUFFER: usize = 8 * 1024;

pin_project! {
    /// A writer that passes bytes through a codec and writes the output to `W`. Reads come from `W` itself.
    ///
    /// Shut the writer down at the end. Without a shutdown, the output is not complete.
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

    /// Writes to `inner` through `codec`, with a buffer of `capacity` bytes, but at least one byte.
    pub fn with_capacity(capacity: usize, inner: W, codec: C) -> Self {
        let buf = vec![0; capacity.max(1)].into();
        CodecWriter { inner, codec, output: Output { driver: Driver::new(), buf, filled: 0, written: 0 } }
    }
}

impl<W, C> CodecWriter<W, C> {
    /// Returns a reference to the inner writer.
    pub fn get_ref(&self) -> &W {
        &self.inner
    }

    /// Returns a mutable reference to the inner writer. Writing to it corrupts the stream.
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.inner
    }

    /// Returns a pinned mutable reference to the inner writer. Writing to it corrupts the stream.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut W> {
        self.project().inner
    }

    /// Returns the inner writer. Bytes that were not flushed are lost.
    pub fn into_inner(self) -> W {
        self.inner
    }
}

/// Output that is not written yet.
struct Output {
    driver: Driver,
    buf: Box<[u8]>,
    // The ends of the output in the buffer, and of the part that is written already.
    filled: usize,
    written: usize,
}

impl Output {
    /// Writes the bytes in the buffer.
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

    /// Feeds the codec until the input or the stream ends.
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
            let step = self.driver.step(codec, input, &mut output);
            self.filled += output.written_len();
            match step {
                Ok(Step::Room) => {}
                Ok(Step::Input | Step::Ended) => return Poll::Ready(Ok(())),
                Err(error) => {
                    // The output before the error is written first.
                    self.driver.defer(error);
                    ready!(self.poll_drain(cx, writer.as_mut()))?;
                    return Poll::Ready(self.driver.deferred());
                }
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// Feeds the codec like [`poll_feed`](Self::poll_feed), and writes all output.
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
            this.output.driver.defer(error);
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
