//! [`WithHandle`] makes the types of tokio's runtime usable outside that runtime.

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
    /// A stream or future that needs a tokio runtime, together with the handle of that runtime. The wrapper enters the
    /// runtime on every poll and on drop.
    ///
    /// tokio's files, sockets and timers look for the tokio runtime of the current thread, and panic if there is none.
    /// So does other code that opens a socket, makes a timer or spawns a task when it is polled or dropped. In this
    /// wrapper, they work under smol, under any `block_on` and on any thread.
    ///
    /// The wrapper has the family of the wrapped value. A wrapped tokio stream is a tokio stream, a wrapped poll-io
    /// stream is a poll-io stream, and a wrapped future is a future.
    ///
    /// # Limits
    ///
    /// - Entering a runtime does not drive it. A current-thread runtime drives its sockets and timers only while some
    ///   thread is inside its `block_on`. Otherwise they stay `Pending`, and no task is woken. A runtime with worker
    ///   threads drives itself.
    /// - A handle does not keep its runtime alive. After the runtime has shut down, files and sockets return errors,
    ///   and tokio's timers panic.
    /// - The runtime must have the drivers that the wrapped value needs: call `enable_io` and `enable_time` when you
    ///   build it.
    /// - The values that [`into_inner`](Self::into_inner) and [`get_mut`](Self::get_mut) return still need the runtime.
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
    /// // smol does not enter a tokio runtime.
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
        // `None` only while the wrapper is dropped or consumed.
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
    /// Wraps `inner`, which then runs inside the runtime of `handle`. The handle can be passed by value or by
    /// reference.
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

    /// Returns a reference to the handle.
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

    /// Returns a reference to the wrapped value.
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

    /// Returns a mutable reference to the wrapped value.
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

    /// Returns a pinned mutable reference to the wrapped value.
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

    /// Consumes the wrapper and returns the wrapped value.
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

    /// Calls `f` with the wrapped value, inside the runtime.
    #[inline]
    fn enter<'a, U>(self: Pin<&'a mut Self>, f: impl FnOnce(Pin<&'a mut T>) -> U) -> U {
        let this = self.project();
        let _entered = this.handle.enter();
        f(this.inner.as_pin_mut().unwrap_or_else(|| gone()))
    }
}

impl<F: Future> WithHandle<F> {
    /// Returns a future that runs `future` inside the runtime of `handle`, wherever it is awaited. Use it to connect a
    /// socket or to open a file.
    ///
    /// Returns the output of `future`. If the output needs the runtime too, wrap it by [`new`](Self::new).
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe if `future` is. `future` is dropped inside the runtime.
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

/// Panics because the wrapper is empty. Only `into_inner` and drop make it so, and the wrapper cannot be used after
/// them.
#[cold]
fn gone() -> ! {
    unreachable!("a `WithHandle` is empty only while it is dropped")
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
