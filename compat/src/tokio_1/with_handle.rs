//! Types of tokio's own runtime, used from elsewhere.

use core::{
    borrow::Borrow,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};
use pin_project_lite::pin_project;
use poll_io_core::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result, SeekFrom,
};
use tokio::{io::ReadBuf, runtime::Handle};

pin_project! {
    /// What needs a tokio runtime around it, with the one that it is to have: the handle is entered on every poll and when
    /// it is dropped.
    ///
    /// tokio's files, and whatever makes a timer, a socket or a task while it is polled or dropped, look for the runtime of
    /// the thread they are on, and panic where there is none. This gives it to them under smol, under a bare `block_on` and
    /// on any thread. It is of the family of what it wraps: around a tokio stream it is a tokio stream, around a poll-io
    /// stream a poll-io stream, around a future a future.
    ///
    /// # What stays
    ///
    /// - Entering a runtime does not drive it. Sockets and timers of a current-thread runtime go on only while some thread is
    ///   inside of its `block_on`; otherwise they are `Pending` and nobody is woken. One with worker threads drives itself.
    /// - A handle does not keep its runtime alive. Once that is shut down, files and sockets return errors, and tokio's timers
    ///   panic.
    /// - The runtime needs what is asked of it switched on: `enable_io`, `enable_time`.
    /// - [`into_inner`](Self::into_inner) and [`get_mut`](Self::get_mut) hand out what needs the runtime all the same.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::prelude::*;
    /// use poll_io_compat::{FromTokio, tokio_1::WithHandle};
    ///
    /// let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    /// let handle = runtime.handle();
    /// # let path = std::env::temp_dir().join(format!("poll-io-with-handle-{}", std::process::id()));
    ///
    /// // smol knows nothing of tokio.
    /// smol::block_on(async {
    ///     let file = WithHandle::run(handle, tokio::fs::File::create_new(&path)).await?;
    ///     let mut file = FromTokio::new(WithHandle::new(handle, file));
    ///     file.write_all(b"hello").await?;
    ///     file.shutdown().await
    /// })?;
    /// assert_eq!(std::fs::read(&path)?, b"hello");
    /// # std::fs::remove_file(&path)?;
    /// # std::io::Result::Ok(())
    /// ```
    #[derive(Clone, Debug)]
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct WithHandle<T> {
        // There until it is dropped.
        #[pin]
        inner: Option<T>,
        handle: Handle,
    }

    impl<T> PinnedDrop for WithHandle<T> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            let _entered = this.handle.enter();
            this.inner.set(None);
        }
    }
}

impl<T> WithHandle<T> {
    /// Gives `inner` the runtime of `handle`, which is a handle or a reference to one.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::tokio_1::WithHandle;
    ///
    /// let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// let stream = WithHandle::new(runtime.handle(), tokio::io::empty());
    /// # let _ = stream;
    /// ```
    pub fn new(handle: impl Borrow<Handle>, inner: T) -> Self {
        WithHandle { inner: Some(inner), handle: handle.borrow().clone() }
    }

    /// Returns the handle.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::tokio_1::WithHandle;
    ///
    /// let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// let stream = WithHandle::new(runtime.handle(), tokio::io::empty());
    /// assert_eq!(stream.handle().id(), runtime.handle().id());
    /// ```
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Returns what is wrapped, to look at.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::tokio_1::WithHandle;
    ///
    /// let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// let stream = WithHandle::new(runtime.handle(), vec![7]);
    /// assert_eq!(stream.get_ref(), &[7]);
    /// ```
    pub fn get_ref(&self) -> &T {
        self.inner.as_ref().unwrap_or_else(|| gone())
    }

    /// Returns what is wrapped, to change.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::tokio_1::WithHandle;
    ///
    /// let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// let mut stream = WithHandle::new(runtime.handle(), vec![7]);
    /// stream.get_mut().push(8);
    /// assert_eq!(stream.get_ref(), &[7, 8]);
    /// ```
    pub fn get_mut(&mut self) -> &mut T {
        self.inner.as_mut().unwrap_or_else(|| gone())
    }

    /// Returns what is wrapped, to change in place.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::tokio_1::WithHandle;
    ///
    /// let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// let mut stream = Box::pin(WithHandle::new(runtime.handle(), vec![7]));
    /// stream.as_mut().get_pin_mut().push(8);
    /// assert_eq!(stream.get_ref(), &[7, 8]);
    /// ```
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut T> {
        self.project().inner.as_pin_mut().unwrap_or_else(|| gone())
    }

    /// Returns what is wrapped.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::tokio_1::WithHandle;
    ///
    /// let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// assert_eq!(WithHandle::new(runtime.handle(), vec![7]).into_inner(), [7]);
    /// ```
    pub fn into_inner(mut self) -> T {
        self.inner.take().unwrap_or_else(|| gone())
    }

    /// Calls `f` with what is wrapped, inside of the runtime.
    #[inline]
    fn enter<'a, U>(self: Pin<&'a mut Self>, f: impl FnOnce(Pin<&'a mut T>) -> U) -> U {
        let this = self.project();
        let _entered = this.handle.enter();
        f(this.inner.as_pin_mut().unwrap_or_else(|| gone()))
    }
}

impl<F: Future> WithHandle<F> {
    /// Runs `future` inside of the runtime of `handle`, wherever the future that this returns is awaited: for connecting and
    /// opening.
    ///
    /// Returns what `future` returns; wrap that by [`new`](Self::new), to use it.
    ///
    /// # Cancel safety
    ///
    /// As `future`, which is dropped inside of the runtime too.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::tokio_1::WithHandle;
    /// use std::time::Duration;
    ///
    /// let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    /// let sleep = async { tokio::time::sleep(Duration::from_millis(1)).await };
    /// futures_lite::future::block_on(WithHandle::run(runtime.handle(), sleep));
    /// # std::io::Result::Ok(())
    /// ```
    pub fn run(handle: impl Borrow<Handle>, future: F) -> Self {
        WithHandle::new(handle, future)
    }
}

handles!(WithHandle);

/// Only [`WithHandle::into_inner`] and dropping take it, and both end the wrapper.
#[cold]
fn gone() -> ! {
    unreachable!("a `WithHandle` is empty while it is dropped, and not before")
}

impl<F: Future> Future for WithHandle<F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.enter(|future| future.poll(cx))
    }
}

impl<T: tokio::io::AsyncRead> tokio::io::AsyncRead for WithHandle<T> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        self.enter(|reader| reader.poll_read(cx, buf))
    }
}

impl<T: tokio::io::AsyncWrite> tokio::io::AsyncWrite for WithHandle<T> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.enter(|writer| writer.poll_write(cx, buf))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.enter(|writer| writer.poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.enter(|writer| writer.poll_shutdown(cx))
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.enter(|writer| writer.poll_write_vectored(cx, bufs))
    }

    fn is_write_vectored(&self) -> bool {
        self.get_ref().is_write_vectored()
    }
}

impl<T: tokio::io::AsyncBufRead> tokio::io::AsyncBufRead for WithHandle<T> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.enter(|reader| reader.poll_fill_buf(cx))
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.enter(|reader| reader.consume(amt));
    }
}

impl<T: tokio::io::AsyncSeek> tokio::io::AsyncSeek for WithHandle<T> {
    fn start_seek(self: Pin<&mut Self>, pos: SeekFrom) -> Result<()> {
        self.enter(|stream| stream.start_seek(pos))
    }

    fn poll_complete(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        self.enter(|stream| stream.poll_complete(cx))
    }
}

impl<T: AsyncRead> AsyncRead for WithHandle<T> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.enter(|reader| reader.poll_read(cx, buf))
    }

    fn poll_read_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        self.enter(|reader| reader.poll_read_vectored(cx, bufs))
    }

    fn remaining_hint(&self) -> usize {
        self.get_ref().remaining_hint()
    }
}

impl<T: AsyncWrite> AsyncWrite for WithHandle<T> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.enter(|writer| writer.poll_write(cx, buf))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.enter(|writer| writer.poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.enter(|writer| writer.poll_shutdown(cx))
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.enter(|writer| writer.poll_write_vectored(cx, bufs))
    }

    fn is_write_vectored(&self) -> bool {
        self.get_ref().is_write_vectored()
    }
}

impl<T: AsyncBufRead> AsyncBufRead for WithHandle<T> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.enter(|reader| reader.poll_fill_buf(cx))
    }

    fn consume(self: Pin<&mut Self>, amt: usize) {
        self.enter(|reader| reader.consume(amt));
    }
}

impl<T: AsyncSeek> AsyncSeek for WithHandle<T> {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.enter(|stream| stream.poll_seek(cx, pos))
    }
}
