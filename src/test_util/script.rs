//! The script of a [`Mock`]: its steps, and the two types that write it, [`Builder`] and [`Handle`].

use super::Mock;
use crate::{Error, Result};
use core::{fmt, mem, task::Waker};
use std::{
    borrow::ToOwned,
    collections::VecDeque,
    string::String,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    vec::Vec,
};

/// A step is what an end does in one call.
pub(super) enum Step {
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
/// The mock does the steps in order. All steps must be done before the mock is dropped. This includes steps that return an
/// error, so that a test notices if the error never occurs. (The similar builder of tokio-test does not require these steps.) If
/// steps may be left, call [`unfinished`](Self::unfinished).
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

/// Generates the methods that add a step, for the [`Builder`] and the [`Handle`].
macro_rules! steps {
    ($name:ident) => {
        impl $name {
            /// Adds a step in which reads return these bytes.
            ///
            /// One read returns bytes of one step only. A step without bytes is the end of the file, for one read.
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

            /// Adds a step in which a read returns an error.
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

            /// Adds a step in which writes must write these bytes.
            ///
            /// One write accepts bytes of one step only. In a step without bytes, one write returns `Ok(0)`.
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

            /// Adds a step in which a write returns an error.
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

            /// Adds a step in which the caller must flush before it writes more.
            ///
            /// A flush without a step succeeds.
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

            /// Adds a step in which a flush returns an error.
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

            /// Adds a step in which the caller must shut down before it writes more.
            ///
            /// A shutdown without a step succeeds.
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

            /// Adds a step in which a shutdown returns an error.
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

            /// Adds a step in which a call of any method wakes the task and returns `Pending`.
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
    /// Makes a builder whose script has no steps.
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

    /// Gives the mock a name. Its panic messages contain the name.
    ///
    /// # Examples
    ///
    /// ```should_panic
    /// use poll_io::test_util::Builder;
    ///
    /// // a mock "peer": step 1 was not done: a read of "hello" (steps after it: 0)
    /// drop(Builder::new().name("peer").read(b"hello").build());
    /// ```
    pub fn name(&mut self, name: &str) -> &mut Self {
        name.clone_into(&mut self.name);
        self
    }

    /// Sets whether a vectored write accepts bytes of several slices. The default is `true`. With `false`, it writes from the first
    /// slice that is not empty.
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

    /// Allows the mock to be dropped before all steps are done, for example in a test of cancellation.
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

    /// Makes the mock. The builder then has no steps, and no settings.
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
        // The handle is dropped, so no step can be added.
        self.build_with_handle().0
    }

    /// Makes the mock, and a handle that can add steps later.
    ///
    /// Until the handle is dropped, a call of a mock without steps waits for a step. The builder then has no steps, and no settings.
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
        let later = Later::default();
        let mock = Mock { steps, done: 0, shut: false, later: later.clone(), name, one_slice, unfinished };
        (mock, Handle { later })
    }
}

/// Adds steps to the script of a [`Mock`] that is in use. Made by [`Builder::build_with_handle`].
pub struct Handle {
    later: Later,
}

impl Handle {
    fn step(&mut self, step: Step) -> &mut Self {
        self.later.lock().added.push_back(step);
        self.later.wake();
        self
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.later.lock().ended = true;
        self.later.wake();
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").finish_non_exhaustive()
    }
}

/// The direction in which a mock is called.
#[derive(Clone, Copy)]
pub(super) enum Caller {
    Reader,
    Writer,
}

/// The steps that a handle adds, and the tasks that wait. A mock and its handle share this value.
#[derive(Clone, Default)]
pub(super) struct Later(Arc<Mutex<Steps>>);

#[derive(Default)]
pub(super) struct Steps {
    pub(super) added: VecDeque<Step>,
    /// Whether the handle was dropped, so that no more steps can come.
    pub(super) ended: bool,
    waiting: [Option<Waker>; 2],
}

impl Steps {
    /// Stores the waker of a task that waits. Returns the earlier waker, which the caller must drop after it has unlocked the steps.
    pub(super) fn wait(&mut self, caller: Caller, waker: Waker) -> Option<Waker> {
        self.waiting[caller as usize].replace(waker)
    }
}

impl Later {
    /// Locks the steps. They are consistent at every moment, so a panic of a thread that held the lock does not matter.
    pub(super) fn lock(&self) -> MutexGuard<'_, Steps> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the tasks that wait, after it has unlocked the steps.
    pub(super) fn wake(&self) {
        let wakers = self.lock().waiting.each_mut().map(Option::take);
        wakers.into_iter().flatten().for_each(Waker::wake);
    }
}
