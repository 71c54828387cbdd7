//! A poll-io type as a blocking type.
#![deny(clippy::missing_trait_methods, reason = "a bridge that forgets a provided method loses its speed in silence")]

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
    /// A poll-io type with std's blocking traits: parks the thread while there is nothing to do.
    ///
    /// For code that knows std's traits alone, on a thread that may wait. Nothing is ended when it is dropped:
    /// [`shutdown`](Self::shutdown) does that.
    ///
    /// # Deadlocks
    ///
    /// It waits for ever where the thread that it parks is the one that would do what is waited for:
    ///
    /// - inside of a task, if the executor has no other thread for the peer's task: a current-thread runtime, a local executor;
    /// - on a tokio type of a current-thread runtime, while no other thread is inside of that runtime's `block_on`: nobody
    ///   drives its sockets and timers;
    /// - on both ends of a pipe by turns on one thread, once the pipe is full.
    ///
    /// Inside of a task it keeps other tasks from this thread all the same: there, await.
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
    /// Wraps a poll-io type.
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
    /// Flushes what is written and ends the write direction, which std has no method for.
    ///
    /// # Errors
    ///
    /// Those of the writer.
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

#[expect(clippy::missing_trait_methods, reason = "what std provides are loops over these")]
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

#[expect(clippy::missing_trait_methods, reason = "what std provides are loops over these")]
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

#[expect(clippy::missing_trait_methods, reason = "what std provides are loops over these")]
impl<T: AsyncBufRead + Unpin> io::BufRead for IntoStd<T> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        let mut reader = Some(&mut self.inner);
        block(|cx| lend::poll_fill_buf(&mut reader, cx))
    }

    fn consume(&mut self, amt: usize) {
        Pin::new(&mut self.inner).consume(amt);
    }
}

#[expect(clippy::missing_trait_methods, reason = "what std provides are calls of this one")]
impl<T: AsyncSeek + Unpin> io::Seek for IntoStd<T> {
    fn seek(&mut self, pos: SeekFrom) -> Result<u64> {
        block(|cx| Pin::new(&mut self.inner).poll_seek(cx, pos))
    }
}

/// What wakes one thread. The flag, since somebody else who parks this thread may use up the token of an `unpark`.
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
    /// The waker of this thread, while no call uses it: one that blocks inside of another's poll must not use up its wakes.
    static IDLE: Cell<Option<(Arc<Parked>, Waker)>> = const { Cell::new(None) };
}

/// Polls until it is ready, and parks the thread in between.
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
    // Where the thread ends and its locals are gone, there is nothing to keep it for.
    let _ = IDLE.try_with(|idle| idle.set(Some((parked, waker))));
    out
}
