use crate::{
    AsyncBufRead, AsyncRead, AsyncWrite, BorrowedCursor, Error, ErrorKind, IoSlice, IoSliceMut, Result, budget::total,
};
use core::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll, Waker, ready},
};
use std::{
    borrow::ToOwned,
    collections::VecDeque,
    string::String,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    vec::Vec,
};

/// What a peer does next.
enum Step {
    Read(Vec<u8>),
    ReadError(Error),
    Write(Vec<u8>),
    WriteError(Error),
    Flush(Result<()>),
    Shutdown(Result<()>),
    Pending,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Read(bytes) => write!(f, "a read of \"{}\"", bytes.escape_ascii()),
            Step::ReadError(e) => write!(f, "a read that fails ({e})"),
            Step::Write(bytes) => write!(f, "a write of \"{}\"", bytes.escape_ascii()),
            Step::WriteError(e) => write!(f, "a write that fails ({e})"),
            Step::Flush(Ok(())) => f.write_str("a flush"),
            Step::Flush(Err(e)) => write!(f, "a flush that fails ({e})"),
            Step::Shutdown(Ok(())) => f.write_str("a shutdown"),
            Step::Shutdown(Err(e)) => write!(f, "a shutdown that fails ({e})"),
            Step::Pending => f.write_str("a call that is pending"),
        }
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Writes the script of a [`Mock`].
///
/// The steps are done in their order. As tokio-test's, with more steps and without a clock.
///
/// # Examples
///
/// ```
/// use poll_io::{prelude::*, test_util::Builder};
///
/// # futures_lite::future::block_on(async {
/// let mut peer = Builder::new()
///     .write(b"PING\r\n")
///     .flush()
///     .pending()
///     .read(b"PO")
///     .read(b"NG\r\n")
///     .shutdown()
///     .build();
///
/// peer.write_all(b"PING\r\n").await?;
/// peer.flush().await?;
/// assert_eq!(peer.read_array().await?, *b"PONG\r\n");
/// peer.shutdown().await?;
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[derive(Debug, Default)]
pub struct Builder {
    steps: VecDeque<Step>,
    name: String,
    one_slice: bool,
    unfinished: bool,
}

/// Stamps the methods that add a step, for the [`Builder`] and the [`Handle`].
macro_rules! steps {
    ($name:ident) => {
        impl $name {
            /// Has the next reads return these bytes. A read returns no more than is left of one step, and no bytes at all
            /// are the end of the file, once.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{prelude::*, test_util::Builder};
            ///
            /// # futures_lite::future::block_on(async {
            /// let mut peer = Builder::new().read(b"one").read(b"two").build();
            /// assert_eq!(peer.read(&mut [0; 8]).await?, 3);
            /// assert_eq!(peer.read(&mut [0; 8]).await?, 3);
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn read(&mut self, bytes: &[u8]) -> &mut Self {
                self.step(Step::Read(bytes.to_vec()))
            }

            /// Has the next read fail.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{ErrorKind, prelude::*, test_util::Builder};
            ///
            /// # futures_lite::future::block_on(async {
            /// let mut peer = Builder::new().read(b"one").read_error(ErrorKind::ConnectionReset.into()).build();
            /// let error = peer.read_to_end(&mut vec![]).await.unwrap_err();
            /// assert_eq!(error.kind(), ErrorKind::ConnectionReset);
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn read_error(&mut self, error: Error) -> &mut Self {
                self.step(Step::ReadError(error))
            }

            /// Expects the next writes to be of these bytes. A write takes no more than is left of one step, and no bytes at
            /// all are a write that takes nothing (`Ok(0)`), once.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{prelude::*, test_util::Builder};
            ///
            /// # futures_lite::future::block_on(async {
            /// let mut peer = Builder::new().write(b"ab").write(b"c").build();
            /// assert_eq!(peer.write(b"abc").await?, 2);
            /// assert_eq!(peer.write(b"c").await?, 1);
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn write(&mut self, bytes: &[u8]) -> &mut Self {
                self.step(Step::Write(bytes.to_vec()))
            }

            /// Has the next write fail.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{ErrorKind, prelude::*, test_util::Builder};
            ///
            /// # futures_lite::future::block_on(async {
            /// let mut peer = Builder::new().write_error(ErrorKind::BrokenPipe.into()).build();
            /// assert_eq!(peer.write_all(b"abc").await.unwrap_err().kind(), ErrorKind::BrokenPipe);
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn write_error(&mut self, error: Error) -> &mut Self {
                self.step(Step::WriteError(error))
            }

            /// Expects a flush before anything else is written. A flush that no step expects succeeds.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{prelude::*, test_util::Builder};
            ///
            /// # futures_lite::future::block_on(async {
            /// let mut peer = Builder::new().write(b"a").flush().write(b"b").build();
            /// peer.write_all(b"a").await?;
            /// peer.flush().await?;
            /// peer.write_all(b"b").await?;
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn flush(&mut self) -> &mut Self {
                self.step(Step::Flush(Ok(())))
            }

            /// Has the next flush fail.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{ErrorKind, prelude::*, test_util::Builder};
            ///
            /// # futures_lite::future::block_on(async {
            /// let mut peer = Builder::new().flush_error(ErrorKind::BrokenPipe.into()).build();
            /// assert_eq!(peer.flush().await.unwrap_err().kind(), ErrorKind::BrokenPipe);
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn flush_error(&mut self, error: Error) -> &mut Self {
                self.step(Step::Flush(Err(error)))
            }

            /// Expects a shutdown before anything else is written. A shutdown that no step expects succeeds.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{prelude::*, test_util::Builder};
            ///
            /// # futures_lite::future::block_on(async {
            /// let mut peer = Builder::new().write(b"bye").shutdown().build();
            /// peer.write_all(b"bye").await?;
            /// peer.shutdown().await?;
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn shutdown(&mut self) -> &mut Self {
                self.step(Step::Shutdown(Ok(())))
            }

            /// Has the next shutdown fail.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{ErrorKind, prelude::*, test_util::Builder};
            ///
            /// # futures_lite::future::block_on(async {
            /// let mut peer = Builder::new().shutdown_error(ErrorKind::NotConnected.into()).build();
            /// assert_eq!(peer.shutdown().await.unwrap_err().kind(), ErrorKind::NotConnected);
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn shutdown_error(&mut self, error: Error) -> &mut Self {
                self.step(Step::Shutdown(Err(error)))
            }

            /// Has the next call, of whatever method, wake the task and return `Pending`.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{prelude::*, test_util::Builder};
            ///
            /// # futures_lite::future::block_on(async {
            /// let mut peer = Builder::new().pending().read(b"a").build();
            /// assert!(futures_lite::future::poll_once(peer.read_u8()).await.is_none());
            /// assert_eq!(peer.read_u8().await?, b'a');
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn pending(&mut self) -> &mut Self {
                self.step(Step::Pending)
            }
        }
    };
}

steps!(Builder);
steps!(Handle);

impl Builder {
    /// Makes a script without steps.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::test_util::Builder;
    ///
    /// let _nobody_calls = Builder::new().build();
    /// ```
    pub fn new() -> Self {
        Builder::default()
    }

    fn step(&mut self, step: Step) -> &mut Self {
        self.steps.push_back(step);
        self
    }

    /// Gives the mock a name, which its panics tell.
    ///
    /// # Examples
    ///
    /// ```should_panic
    /// use poll_io::test_util::Builder;
    ///
    /// // a mock "peer": step 1 was not done: a read of "hello", and 0 more behind it
    /// drop(Builder::new().name("peer").read(b"hello").build());
    /// ```
    pub fn name(&mut self, name: &str) -> &mut Self {
        name.clone_into(&mut self.name);
        self
    }

    /// Sets whether a vectored write takes several slices, as it does unless told otherwise, or the first that is not empty.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{IoSlice, prelude::*, test_util::Builder};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut peer = Builder::new().vectored(false).write(b"ab").build();
    /// assert_eq!(peer.write_vectored(&[IoSlice::new(b"a"), IoSlice::new(b"b")]).await?, 1);
    /// peer.write_all(b"b").await
    /// # }).unwrap();
    /// ```
    pub fn vectored(&mut self, vectored: bool) -> &mut Self {
        self.one_slice = !vectored;
        self
    }

    /// Lets the mock be dropped before its script has ended, as a test of cancellation does.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::test_util::Builder;
    ///
    /// drop(Builder::new().read(b"hello").unfinished().build());
    /// ```
    pub fn unfinished(&mut self) -> &mut Self {
        self.unfinished = true;
        self
    }

    /// Makes the peer. The script is used up: the builder is as new.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{prelude::*, test_util::Builder};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut peer = Builder::new().read(b"hi").build();
    /// assert_eq!(peer.read_array().await?, *b"hi");
    /// assert_eq!(peer.read(&mut [0]).await?, 0);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn build(&mut self) -> Mock {
        // The handle is dropped, so the end of these steps is the end of the script.
        self.build_with_handle().0
    }

    /// Makes the peer, and a handle that adds steps later. While the handle lives, a peer without steps waits for some.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{prelude::*, test_util::Builder};
    /// use futures_lite::future::{block_on, poll_once};
    ///
    /// let (mut peer, mut handle) = Builder::new().build_with_handle();
    /// let mut read = peer.read_u8();
    /// assert!(block_on(poll_once(&mut read)).is_none());
    /// handle.read(b"x");
    /// assert_eq!(block_on(read).unwrap(), b'x');
    /// ```
    pub fn build_with_handle(&mut self) -> (Mock, Handle) {
        let Builder { steps, name, one_slice, unfinished } = mem::take(self);
        let shared = Arc::new(Mutex::new(Shared { added: VecDeque::new(), open: true, waiting: [None, None] }));
        let mock = Mock { steps, done: 0, shut: false, shared: shared.clone(), name, one_slice, unfinished };
        (mock, Handle { shared })
    }
}

/// Adds steps to the script of a [`Mock`] that is in use. Made by [`Builder::build_with_handle`].
#[derive(Debug)]
pub struct Handle {
    shared: Arc<Mutex<Shared>>,
}

impl Handle {
    fn step(&mut self, step: Step) -> &mut Self {
        let mut shared = lock(&self.shared);
        shared.added.push_back(step);
        wake(shared.waiting.each_mut().map(Option::take), shared);
        self
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let mut shared = lock(&self.shared);
        shared.open = false;
        wake(shared.waiting.each_mut().map(Option::take), shared);
    }
}

/// What a mock and its handle share.
#[derive(Debug)]
struct Shared {
    added: VecDeque<Step>,
    /// There may be more steps.
    open: bool,
    /// Who waits for the next step to be its own: who reads, and who writes.
    waiting: [Option<Waker>; 2],
}

/// Locks `mutex`, also if a thread has panicked with it: the steps are whole at every moment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Wakes, once nothing is locked any more.
fn wake(wakers: [Option<Waker>; 2], locked: impl Sized) {
    drop(locked);
    wakers.into_iter().flatten().for_each(Waker::wake);
}

/// Who calls a mock.
#[derive(Clone, Copy, PartialEq)]
enum Caller {
    Reader,
    Writer,
}

/// A peer that does what a script says, and panics when something else is done to it. Made by a [`Builder`].
///
/// - A call that comes before its step waits: it returns `Pending`, and is woken when the step is next. So two tasks can
///   share one script. One task that calls in another order than that of the script waits for ever.
/// - A write of other bytes than the script has, a write where a flush or a shutdown is expected, and a write after the end
///   of the script panic. A read after the end of the script is at the end of the file. After a shutdown, a write is an
///   error of the kind `BrokenPipe`.
/// - It is buffered: what `fill_buf` lends is what is left of one step.
///
/// # Panics
///
/// When it is dropped and steps are left, unless the thread panics already or the script may be
/// [unfinished](Builder::unfinished).
///
/// # Examples
///
/// ```should_panic
/// use poll_io::{prelude::*, test_util::Builder};
///
/// # futures_lite::future::block_on(async {
/// let mut peer = Builder::new().write(b"hello").build();
/// // a mock: step 1 expects a write of "hello", and got "help"
/// peer.write_all(b"help").await
/// # }).unwrap();
/// ```
#[derive(Debug)]
pub struct Mock {
    steps: VecDeque<Step>,
    /// How many steps are done.
    done: usize,
    shut: bool,
    shared: Arc<Mutex<Shared>>,
    name: String,
    one_slice: bool,
    unfinished: bool,
}

impl Mock {
    /// Returns the bytes that the script has and that were not read.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{prelude::*, test_util::Builder};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut peer = Builder::new().read(b"hello").unfinished().build();
    /// peer.read_u8().await?;
    /// assert_eq!(peer.unread(), b"ello");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn unread(&self) -> Vec<u8> {
        self.left(|step| if let Step::Read(bytes) = step { bytes } else { &[] })
    }

    /// Returns the bytes that the script expects and that were not written.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::{prelude::*, test_util::Builder};
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut peer = Builder::new().write(b"hello").unfinished().build();
    /// peer.write_all(b"he").await?;
    /// assert_eq!(peer.unwritten(), b"llo");
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn unwritten(&self) -> Vec<u8> {
        self.left(|step| if let Step::Write(bytes) = step { bytes } else { &[] })
    }

    fn left(&self, bytes: impl Fn(&Step) -> &[u8]) -> Vec<u8> {
        let shared = lock(&self.shared);
        self.steps.iter().chain(&shared.added).flat_map(bytes).copied().collect()
    }

    /// Says who it is that panics, and at which step.
    fn at(&self) -> String {
        let quoted = if self.name.is_empty() { String::new() } else { std::format!(" {:?}", self.name) };
        std::format!("a mock{quoted}: step {}", self.done + 1)
    }

    /// Takes the step off that is done, and wakes who waits for the next one.
    fn pop(&mut self) -> Option<Step> {
        let step = self.steps.pop_front();
        self.done += 1;
        let mut shared = lock(&self.shared);
        wake(shared.waiting.each_mut().map(Option::take), shared);
        step
    }

    /// Takes over the steps that were added. Waits for one if there is none and may be.
    fn poll_step(&mut self, cx: &Context<'_>, caller: Caller) -> Poll<()> {
        let mut shared = lock(&self.shared);
        self.steps.append(&mut shared.added);
        if self.steps.is_empty() && shared.open {
            shared.waiting[caller as usize] = Some(cx.waker().clone());
            return Poll::Pending;
        }
        drop(shared);
        if let Some(Step::Pending) = self.steps.front() {
            self.pop();
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    }

    /// Waits until the step of another caller is done.
    fn wait<T>(&self, cx: &Context<'_>, caller: Caller) -> Poll<T> {
        lock(&self.shared).waiting[caller as usize] = Some(cx.waker().clone());
        Poll::Pending
    }

    /// Returns the bytes that are next to be read; none at the end of the file.
    fn poll_bytes(&mut self, cx: &Context<'_>) -> Poll<Result<&[u8]>> {
        ready!(self.poll_step(cx, Caller::Reader));
        match self.steps.front() {
            None => Poll::Ready(Ok(&[])),
            Some(Step::Read(bytes)) if bytes.is_empty() => {
                self.pop();
                Poll::Ready(Ok(&[]))
            }
            Some(Step::Read(_)) => match self.steps.front() {
                Some(Step::Read(bytes)) => Poll::Ready(Ok(bytes)),
                _ => unreachable!("it is at the front"),
            },
            Some(Step::ReadError(_)) => match self.pop() {
                Some(Step::ReadError(e)) => Poll::Ready(Err(e)),
                _ => unreachable!("it was at the front"),
            },
            Some(_) => self.wait(cx, Caller::Reader),
        }
    }

    /// Counts bytes of the step at the front, if that is a read, as read: as many as it has.
    fn take_read(&mut self, n: usize) {
        if let Some(Step::Read(bytes)) = self.steps.front_mut() {
            bytes.drain(..n.min(bytes.len()));
            if bytes.is_empty() {
                self.pop();
            }
        }
    }

    /// Counts bytes of the step at the front, which is a write of no fewer, as written.
    fn take_written(&mut self, n: usize) {
        if let Some(Step::Write(bytes)) = self.steps.front_mut() {
            bytes.drain(..n);
            if bytes.is_empty() {
                self.pop();
            }
        }
    }

    fn poll_take(&mut self, cx: &Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        if self.shut {
            return Poll::Ready(Err(Error::new(ErrorKind::BrokenPipe, "the mock was shut down")));
        }
        if total(bufs) == 0 {
            return Poll::Ready(Ok(0));
        }
        ready!(self.poll_step(cx, Caller::Writer));
        let got: Vec<u8> = bufs.iter().flat_map(|buf| buf.iter().copied()).collect();
        match self.steps.front() {
            Some(Step::Write(bytes)) if bytes.is_empty() => {
                self.pop();
                Poll::Ready(Ok(0))
            }
            Some(step @ Step::Write(bytes)) => {
                let n = got.len().min(bytes.len());
                let same = bytes[..n] == got[..n];
                assert!(same, "{} expects {step}, and got \"{}\"", self.at(), got.escape_ascii());
                self.take_written(n);
                Poll::Ready(Ok(n))
            }
            Some(Step::WriteError(_)) => match self.pop() {
                Some(Step::WriteError(e)) => Poll::Ready(Err(e)),
                _ => unreachable!("it was at the front"),
            },
            Some(step @ (Step::Flush(_) | Step::Shutdown(_))) => {
                panic!("{} expects {step}, and got a write of \"{}\"", self.at(), got.escape_ascii())
            }
            Some(_) => self.wait(cx, Caller::Writer),
            None => {
                panic!("{} is beyond the end of the script, and got a write of \"{}\"", self.at(), got.escape_ascii())
            }
        }
    }

    /// Does the step that is next if it is `expected`; otherwise succeeds, without a step.
    fn poll_end(&mut self, cx: &Context<'_>, expected: fn(&Step) -> bool) -> Poll<Result<()>> {
        self.steps.append(&mut lock(&self.shared).added);
        match self.steps.front() {
            Some(Step::Pending) => {
                self.pop();
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Some(step) if expected(step) => match self.pop() {
                Some(Step::Flush(result) | Step::Shutdown(result)) => Poll::Ready(result),
                _ => unreachable!("it was at the front"),
            },
            _ => Poll::Ready(Ok(())),
        }
    }
}

impl AsyncRead for Mock {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let room = buf.capacity();
        if room > 0 {
            let bytes = ready!(self.poll_bytes(cx))?;
            let n = bytes.len().min(room);
            buf.append(&bytes[..n]);
            self.take_read(n);
        }
        Poll::Ready(Ok(()))
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        if total(bufs) == 0 {
            return Poll::Ready(Ok(0));
        }
        let mut bytes = ready!(self.poll_bytes(cx))?;
        // A slice in memory fills as many as it can.
        let n = ready!(Pin::new(&mut bytes).poll_read_vectored(cx, bufs))?;
        self.take_read(n);
        Poll::Ready(Ok(n))
    }

    fn remaining_hint(&self) -> usize {
        match self.steps.front() {
            Some(Step::Read(bytes)) => bytes.len(),
            _ => 0,
        }
    }
}

impl AsyncBufRead for Mock {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.get_mut().poll_bytes(cx)
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        self.take_read(amt);
    }
}

impl AsyncWrite for Mock {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_take(cx, &[IoSlice::new(buf)])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_end(cx, |step| matches!(step, Step::Flush(_)))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if self.shut {
            return Poll::Ready(Ok(()));
        }
        if let Some(step @ Step::Flush(_)) = self.steps.front() {
            panic!("{} expects {step}, and got a shutdown", self.at());
        }
        ready!(self.poll_end(cx, |step| matches!(step, Step::Shutdown(_))))?;
        self.shut = true;
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if self.one_slice {
            let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| &**buf);
            return self.poll_write(cx, first);
        }
        self.poll_take(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        !self.one_slice
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.steps.append(&mut lock(&self.shared).added);
        while let Some(Step::Pending) = self.steps.back() {
            self.steps.pop_back();
        }
        if !self.unfinished && !thread::panicking() {
            if let Some(step) = self.steps.front() {
                let more = self.steps.len() - 1;
                panic!("{} was not done: {step}, and {more} more behind it", self.at());
            }
        }
    }
}
