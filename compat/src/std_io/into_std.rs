//! [`IntoStd`] makes a blocking type of a poll-io stream.
#![deny(clippy::missing_trait_methods, reason = "a bridge that omits a provided method compiles, but is slower")]

use crate::{
    calls::{checked, total},
    lend,
};
use core::{
    cell::Cell,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering},
    task::{Context, Poll, Waker},
};
use pin_project_lite::pin_project;
use poll_io_core::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedBuf, IoSlice, IoSliceMut, Result, SeekFrom,
};
use std::{
    io,
    sync::Arc,
    task::Wake,
    thread::{self, Thread},
};

pin_project! {
    /// A poll-io stream with the blocking traits of std.
    ///
    /// A call parks the thread while the stream is `Pending`. Use the wrapper for code that needs std's traits, on a
    /// thread that may wait. Dropping the wrapper does not shut the stream down: call [`shutdown`](Self::shutdown).
    ///
    /// # Deadlocks
    ///
    /// A call waits for ever if the thread that it parks would have to do the work that it waits for. This happens:
    ///
    /// - inside a task, if the executor has no other thread for the task of the peer. A current-thread runtime and a
    ///   local executor have none.
    /// - with a tokio socket or timer of a current-thread runtime, if no other thread is inside the `block_on` of that
    ///   runtime.
    /// - if one thread uses both ends of a pipe in turn, and the pipe is full.
    ///
    /// Inside a task, a call always keeps the thread from running other tasks. Use the methods of poll-io and `.await`
    /// there.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::IntoStd;
    /// use std::{io::{BufRead, BufReader, Write}, thread};
    ///
    /// let (here, there) = poll_io::duplex(4);
    /// let writer = thread::spawn(move || {
    ///     let mut there = IntoStd::new(there);
    ///     there.write_all(b"one\ntwo\n")?;
    ///     there.shutdown()
    /// });
    /// let lines: Vec<_> = BufReader::new(IntoStd::new(here)).lines().collect::<Result<_, _>>()?;
    /// assert_eq!(lines, ["one", "two"]);
    /// writer.join().unwrap()?;
    /// # std::io::Result::Ok(())
    /// ```
    #[derive(Clone, Copy, Debug, Default)]
    #[must_use = "wrappers do nothing unless they are read from or written to"]
    pub struct IntoStd<T> {
        inner: T,
    }
}

impl<T> IntoStd<T> {
    /// Wraps a poll-io stream.
    ///
    /// # Examples
    ///
    /// ```
    /// let reader = poll_io_compat::IntoStd::new(poll_io::empty());
    /// # let _ = reader;
    /// ```
    pub const fn new(inner: T) -> Self {
        IntoStd { inner }
    }
}

impl<T: AsyncWrite + Unpin> IntoStd<T> {
    /// Flushes, and ends the write direction. std has no method for this.
    ///
    /// # Errors
    ///
    /// Returns any error from the writer.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::io::{Read, Write};
    ///
    /// let (near, far) = poll_io::duplex(64);
    /// let (mut near, mut far) = (poll_io_compat::IntoStd::new(near), poll_io_compat::IntoStd::new(far));
    /// near.write_all(b"hello").unwrap();
    /// near.shutdown().unwrap();
    /// let mut text = String::new();
    /// far.read_to_string(&mut text).unwrap();
    /// assert_eq!(text, "hello");
    /// ```
    pub fn shutdown(&mut self) -> Result<()> {
        block(|cx| Pin::new(&mut self.inner).poll_shutdown(cx))
    }
}

accessors!(IntoStd);
unpinned!(IntoStd);

#[expect(clippy::missing_trait_methods, reason = "the provided methods are loops over these")]
impl<T: AsyncRead + Unpin> io::Read for IntoStd<T> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        let mut buf = BorrowedBuf::from(buf);
        block(|cx| Pin::new(&mut self.inner).poll_read(cx, buf.clear().unfilled()))?;
        Ok(buf.len())
    }

    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> {
        let offered = total(bufs);
        checked(block(|cx| Pin::new(&mut self.inner).poll_read_vectored(cx, bufs))?, offered)
    }
}

#[expect(clippy::missing_trait_methods, reason = "the provided methods are loops over these")]
impl<T: AsyncWrite + Unpin> io::Write for IntoStd<T> {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        checked(block(|cx| Pin::new(&mut self.inner).poll_write(cx, buf))?, buf.len())
    }

    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
        checked(block(|cx| Pin::new(&mut self.inner).poll_write_vectored(cx, bufs))?, total(bufs))
    }

    fn flush(&mut self) -> Result<()> {
        block(|cx| Pin::new(&mut self.inner).poll_flush(cx))
    }
}

#[expect(clippy::missing_trait_methods, reason = "the provided methods are loops over these")]
impl<T: AsyncBufRead + Unpin> io::BufRead for IntoStd<T> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        let mut reader = Some(&mut self.inner);
        block(|cx| lend::poll_fill_buf(&mut reader, cx))
    }

    fn consume(&mut self, amt: usize) {
        Pin::new(&mut self.inner).consume(amt);
    }
}

#[expect(clippy::missing_trait_methods, reason = "the provided methods call this one")]
impl<T: AsyncSeek + Unpin> io::Seek for IntoStd<T> {
    fn seek(&mut self, pos: SeekFrom) -> Result<u64> {
        block(|cx| Pin::new(&mut self.inner).poll_seek(cx, pos))
    }
}

/// Wakes one thread. It has a flag because other code that parks this thread may consume the token of `unpark`.
struct Parked {
    thread: Thread,
    woken: AtomicBool,
}

impl Wake for Parked {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

std::thread_local! {
    /// The waker of this thread, while no call uses it. A call that blocks inside the poll of another call must not
    /// consume the wakes of that call, so it makes a waker of its own.
    static IDLE: Cell<Option<(Arc<Parked>, Waker)>> = const { Cell::new(None) };
}

/// Polls until `poll` is ready, and parks the thread between two polls.
fn block<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> T {
    let (parked, waker) = IDLE.try_with(Cell::take).ok().flatten().unwrap_or_else(|| {
        let parked = Arc::new(Parked { thread: thread::current(), woken: AtomicBool::new(false) });
        (parked.clone(), Waker::from(parked))
    });
    let out = loop {
        if let Poll::Ready(out) = poll(&mut Context::from_waker(&waker)) {
            break out;
        }
        while !parked.woken.swap(false, Ordering::Acquire) {
            thread::park();
        }
    };
    // The thread locals are gone while the thread ends. Then the waker is dropped.
    let _ = IDLE.try_with(|idle| idle.set(Some((parked, waker))));
    out
}
