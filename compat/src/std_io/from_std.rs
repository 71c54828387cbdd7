//! [`FromStd`] makes a poll-io stream of a blocking type.
#![deny(clippy::missing_trait_methods, reason = "a bridge that omits a provided method compiles, but is slower")]

use crate::{
    calls::{checked, no_bytes, total, uninterrupted},
    seeking::{self, InProgress, Seeking},
    window::Window,
};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use pin_project_lite::pin_project;
use poll_io_core::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result, SeekFrom,
};
use std::io;

pin_project! {
    /// A type with the blocking traits of std, as a poll-io stream that blocks the thread.
    ///
    /// A poll blocks inside the call of the wrapped type. Use the wrapper on a thread of its own, or for a type that
    /// never waits. `WouldBlock` stays an error and does not become `Pending`, because nothing would wake the task.
    /// `Interrupted` is retried.
    ///
    /// Some libraries poll a read first, and write only after the read has returned `Pending`. Over a blocking stream,
    /// such a read waits for an answer to bytes that are not sent. tokio-rustls does that in its handshake.
    ///
    /// `std::io::Write` has no shutdown. So a shutdown of the wrapper only flushes, unless you make the wrapper by
    /// [`with_shutdown`](Self::with_shutdown). [`IntoPollIo`](crate::IntoPollIo) does so for a socket.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use poll_io_compat::FromStd;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut reader = FromStd::new(&b"hello"[..]);
    /// assert_eq!(reader.read_array().await?, *b"hell");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    #[derive(Clone, Copy, Debug, Default)]
    #[must_use = "wrappers do nothing unless they are read from or written to"]
    pub struct FromStd<T> {
        inner: T,
        window: Window,
        seek: Option<InProgress<FromStd<T>>>,
        // Ends the write direction. `None` once it has succeeded.
        shutdown: Option<fn(&mut T) -> Result<()>>,
    }
}

impl<T> FromStd<T> {
    /// Wraps a blocking type.
    ///
    /// # Examples
    ///
    /// ```
    /// let reader = poll_io_compat::FromStd::new(std::io::empty());
    /// # let _ = reader;
    /// ```
    pub const fn new(inner: T) -> Self {
        FromStd { inner, window: Window::NEW, seek: None, shutdown: None }
    }

    /// Wraps a blocking type, and a function that ends the write direction.
    ///
    /// A shutdown of the wrapper flushes, and then calls `shutdown`. After `shutdown` has succeeded, it is not called
    /// again.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use poll_io_compat::FromStd;
    /// use std::net::{Shutdown, TcpListener, TcpStream};
    ///
    /// # futures_lite::future::block_on(async {
    /// let listener = TcpListener::bind("127.0.0.1:0")?;
    /// let here = TcpStream::connect(listener.local_addr()?)?;
    /// let mut here = FromStd::with_shutdown(here, |stream| stream.shutdown(Shutdown::Write));
    /// let mut there = FromStd::new(listener.accept()?.0);
    ///
    /// here.write_all(b"hello").await?;
    /// here.shutdown().await?;
    /// let mut text = String::new();
    /// there.read_to_string(&mut text).await?;
    /// assert_eq!(text, "hello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub const fn with_shutdown(inner: T, shutdown: fn(&mut T) -> Result<()>) -> Self {
        FromStd { inner, window: Window::NEW, seek: None, shutdown: Some(shutdown) }
    }
}

accessors!(FromStd);
unpinned!(FromStd);

impl<T: io::Read> AsyncRead for FromStd<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() == 0 {
            return Poll::Ready(Ok(()));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let this = self.project();
        this.window.poll_read(buf, |room| poll_retried(cx, || this.inner.read(room)))
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        if no_bytes(bufs) {
            return Poll::Ready(Ok(0));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let (reader, offered) = (self.project().inner, total(bufs));
        poll_retried(cx, || reader.read_vectored(bufs)).map(|n| checked(n?, offered))
    }

    fn remaining_hint(&self) -> usize {
        0
    }
}

impl<T: io::Write> AsyncWrite for FromStd<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let writer = self.project().inner;
        poll_retried(cx, || writer.write(buf))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let writer = self.project().inner;
        poll_retried(cx, || writer.flush())
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.as_mut().poll_flush(cx))?;
        let this = self.project();
        if let Some(shutdown) = *this.shutdown {
            ready!(poll_retried(cx, || shutdown(this.inner)))?;
            *this.shutdown = None;
        }
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if no_bytes(bufs) {
            return Poll::Ready(Ok(0));
        }
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let writer = self.project().inner;
        poll_retried(cx, || writer.write_vectored(bufs))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl<T: io::BufRead> AsyncBufRead for FromStd<T> {
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        ready!(seeking::poll_complete(self.as_mut(), cx))?;
        let reader = self.project().inner;
        let poll = Poll::Ready(reader.fill_buf());
        uninterrupted(cx, poll)
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.project().inner.consume(amt);
    }
}

impl<T: io::Seek> AsyncSeek for FromStd<T> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        seeking::poll_seek(self, cx, pos, |this, cx, pos| {
            let stream = this.project().inner;
            poll_retried(cx, || stream.seek(pos))
        })
    }
}

impl<T> Seeking for FromStd<T> {
    fn in_progress(self: Pin<&mut Self>) -> &mut Option<InProgress<Self>> {
        self.project().seek
    }
}

/// Makes a blocking call. If it is interrupted, the next poll makes it again.
fn poll_retried<T>(cx: &Context<'_>, call: impl FnOnce() -> Result<T>) -> Poll<Result<T>> {
    uninterrupted(cx, Poll::Ready(call()))
}
