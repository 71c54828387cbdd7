use super::script::{Caller, Later, Step};
use crate::{
    AsyncBufRead, AsyncRead, AsyncWrite, BorrowedCursor, Error, ErrorKind, IoSlice, IoSliceMut, Result, budget::total,
};
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};
use std::{collections::VecDeque, string::String, thread, vec::Vec};

/// A peer that follows a script, and panics if the caller writes something else. A [`Builder`](super::Builder) makes it.
///
/// - If a call comes before its step, it returns `Pending`. Its task is woken when its step is the next one. So two tasks can
///   share one script: one task reads, and the other task writes. If one task makes its calls in a wrong order, it waits
///   forever.
/// - A read after the end of the script returns the end of the file. A write after a shutdown returns an error of the kind
///   `BrokenPipe`.
/// - The mock is a buffered reader. `fill_buf` returns the bytes that are left of one step.
///
/// # Panics
///
/// A write panics in these cases, and names the step:
///
/// - The next step is a write of other bytes, a flush or a shutdown.
/// - None of the steps that are left is a write, and no [`Handle`](super::Handle) can add one.
///
/// A shutdown panics if the next step is a flush.
///
/// Dropping the mock panics if steps are left, including steps that fail. It does not panic if the thread is already panicking,
/// or if the script may be left [unfinished](super::Builder::unfinished).
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
pub struct Mock {
    pub(super) steps: VecDeque<Step>,
    /// The number of steps that are done.
    pub(super) done: usize,
    pub(super) shut: bool,
    pub(super) later: Later,
    pub(super) name: String,
    pub(super) one_slice: bool,
    pub(super) unfinished: bool,
}

impl Mock {
    /// Returns the bytes of the script that were not read yet.
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

    /// Returns the bytes of the script that were not written yet.
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
        self.steps.iter().chain(&self.later.lock().added).flat_map(bytes).copied().collect()
    }

    /// Returns the start of a panic message, which names the mock and the step.
    fn at(&self) -> String {
        let quoted = if self.name.is_empty() { String::new() } else { std::format!(" {:?}", self.name) };
        std::format!("a mock{quoted}: step {}", self.done + 1)
    }

    /// Removes the next step, which is done, and wakes the callers that wait.
    fn pop(&mut self) -> Option<Step> {
        let step = self.steps.pop_front();
        self.done += 1;
        self.later.wake();
        step
    }

    /// Takes over the steps that were added. If there is no step, and a handle may add one, waits for it.
    fn poll_step(&mut self, cx: &Context<'_>, caller: Caller) -> Poll<()> {
        let waker = cx.waker().clone();
        let mut later = self.later.lock();
        self.steps.append(&mut later.added);
        if self.steps.is_empty() && !later.ended {
            let _before = later.wait(caller, waker);
            drop(later);
            return Poll::Pending;
        }
        drop(later);
        if let Some(Step::Pending) = self.steps.front() {
            self.pop();
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    }

    /// Waits until a step of the other caller is done.
    fn wait<T>(&self, cx: &Context<'_>, caller: Caller) -> Poll<T> {
        let waker = cx.waker().clone();
        let before = self.later.lock().wait(caller, waker);
        drop(before);
        Poll::Pending
    }

    /// Returns whether a step for a write is left, or may be added.
    fn can_be_written(&self) -> bool {
        let writes = |step: &Step| matches!(step, Step::Write(_) | Step::WriteError(_));
        self.steps.iter().any(writes) || !self.later.lock().ended
    }

    /// Returns the bytes to read next. They are none at the end of the file.
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

    /// Counts `n` bytes of the next step as read, if it is a read, or all of its bytes if they are fewer.
    fn take_read(&mut self, n: usize) {
        if let Some(Step::Read(bytes)) = self.steps.front_mut() {
            bytes.drain(..n.min(bytes.len()));
            if bytes.is_empty() {
                self.pop();
            }
        }
    }

    /// Counts `n` bytes of the next step as written. It must be a write of at least `n` bytes.
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
            Some(step) if !self.can_be_written() => {
                let got = got.escape_ascii();
                panic!("{} is {step}, no step after it is a write, and the mock got a write of \"{got}\"", self.at())
            }
            Some(_) => self.wait(cx, Caller::Writer),
            None => {
                panic!("{} is beyond the end of the script, and got a write of \"{}\"", self.at(), got.escape_ascii())
            }
        }
    }

    /// Does the next step if it is an `expected` one. Otherwise succeeds, and leaves the step for later.
    fn poll_end(&mut self, cx: &Context<'_>, expected: fn(&Step) -> bool) -> Poll<Result<()>> {
        self.steps.append(&mut self.later.lock().added);
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
        // A slice in memory fills as many slices as it can.
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
        self.steps.append(&mut self.later.lock().added);
        while let Some(Step::Pending) = self.steps.back() {
            self.steps.pop_back();
        }
        if !self.unfinished && !thread::panicking() {
            if let Some(step) = self.steps.front() {
                let more = self.steps.len() - 1;
                panic!("{} was not done: {step} (steps after it: {more})", self.at());
            }
        }
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock")
            .field("name", &self.name)
            .field("done", &self.done)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}
