use crate::{
    CALLS,
    codec::{Codec, Step},
    driver::{Driver, Input},
};
use compression_codecs::core::util::{PartialBuffer, WriteBuffer};
use pin_project_lite::pin_project;
use poll_io_core::{AsyncBufRead, AsyncRead, AsyncWrite, BorrowedCursor, IoSlice, Result};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

pin_project! {
    /// A reader that passes the bytes of `R` through a codec. Writes go to `R` itself.
    ///
    /// A compressing reader flushes the codec when its source is `Pending`, so that a peer receives all bytes so far.
    ///
    /// An error is returned after the bytes that were produced before it. After an error of `R`, the caller may read
    /// on. After an error of the codec, every read fails.
    #[derive(Debug)]
    pub struct CodecReader<R, C> {
        #[pin]
        inner: R,
        codec: C,
        driver: Driver,
    }
}

impl<R, C: Codec> CodecReader<R, C> {
    /// Reads from `inner` through `codec`.
    pub fn new(inner: R, codec: C) -> Self {
        CodecReader { inner, codec, driver: Driver::new() }
    }
}

impl<R, C> CodecReader<R, C> {
    /// Returns a reference to the inner reader.
    pub fn get_ref(&self) -> &R {
        &self.inner
    }

    /// Returns a mutable reference to the inner reader. Reading from it loses bytes of the stream.
    pub fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Returns a pinned mutable reference to the inner reader. Reading from it loses bytes of the stream.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut R> {
        self.project().inner
    }

    /// Returns the inner reader. Output that the codec holds back is lost. Bytes after the end of a member are not
    /// lost.
    pub fn into_inner(self) -> R {
        self.inner
    }
}

/// Reads and feeds the codec until the output is full, the codec has ended, or the reader is `Pending`.
fn poll_fill(
    mut reader: Pin<&mut dyn AsyncBufRead>,
    codec: &mut dyn Codec,
    driver: &mut Driver,
    cx: &mut Context<'_>,
    output: &mut WriteBuffer<'_>,
) -> Poll<Result<()>> {
    for _ in 0..CALLS {
        let mut input = Input::Later;
        if driver.wants_input() {
            input = match reader.as_mut().poll_fill_buf(cx) {
                Poll::Ready(bytes) => match bytes? {
                    [] => Input::End,
                    bytes => Input::Bytes(PartialBuffer::new(bytes)),
                },
                Poll::Pending if driver.is_dirty() => Input::Later,
                Poll::Pending => return Poll::Pending,
            };
        }
        let step = driver.step(codec, &mut input, output);
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
        let poll = poll_fill(this.inner, this.codec, this.driver, cx, &mut output);
        let n = output.written_len();
        if n == 0 {
            return poll;
        }
        buf.advance_checked(n);
        if let Poll::Ready(Err(error)) = poll {
            this.driver.defer(error);
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
