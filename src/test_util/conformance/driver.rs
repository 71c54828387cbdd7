//! The common part of the checks: how they poll, how they wait, and how they report a broken clause.

use crate::{Error, ErrorKind, Result, test_util::wakes::Wakes};
use core::{
    any::Any,
    cell::RefCell,
    fmt,
    panic::AssertUnwindSafe,
    task::{Context, Poll},
    time::Duration,
};
use std::{format, panic, string::String, sync::Arc, vec::Vec};

/// One broken clause, and what was observed.
///
/// # Examples
///
/// ```
/// use poll_io::test_util::conformance;
///
/// let found = conformance::violations(|| conformance::seeker(poll_io::empty, b"01234567"));
/// assert!(found[0].to_string().starts_with("S1: "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    clause: &'static str,
    what: String,
}

impl Violation {
    pub(super) fn new(clause: &'static str, what: impl Into<String>) -> Self {
        Violation { clause, what: what.into() }
    }

    /// Returns the clause: its letter and number on the page of the trait.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io::test_util::conformance;
    ///
    /// let found = conformance::violations(|| conformance::reader(poll_io::empty, b"hello"));
    /// assert!(found.iter().all(|violation| violation.clause().starts_with('R')));
    /// ```
    pub fn clause(&self) -> &'static str {
        self.clause
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.clause, self.what)
    }
}

pub(super) type Checked<T = ()> = core::result::Result<T, Violation>;

/// Returns a violation of a clause, with a text, from the function.
macro_rules! broken {
    ($clause:expr, $($text:tt)*) => {
        return Err($crate::test_util::conformance::driver::Violation::new($clause, std::format!($($text)*)))
    };
}
pub(super) use broken;

std::thread_local! {
    static FOUND: RefCell<Option<Vec<Violation>>> = const { RefCell::new(None) };
}

/// Runs checks, and returns the broken clauses. The checks do not panic then.
///
/// Use it for a type that is known to break clauses, to record which ones.
///
/// # Examples
///
/// ```
/// use poll_io::test_util::conformance;
///
/// // `empty()` returns the position 0 for each seek, as that of std does.
/// let found = conformance::violations(|| conformance::seeker(poll_io::empty, b"01234567"));
/// assert_eq!(found[0].clause(), "S1");
/// ```
pub fn violations(check: impl FnOnce()) -> Vec<Violation> {
    let outer = FOUND.replace(Some(Vec::new()));
    check();
    FOUND.replace(outer).unwrap_or_default()
}

/// Reports what the passes find. The other passes run only if the first one finds nothing, because they rely on it.
#[track_caller]
pub(super) fn report(first: Checked, others: impl FnOnce() -> Vec<Checked>) {
    let all = if first.is_ok() { others() } else { Vec::from([first]) };
    let mut found: Vec<Violation> = all.into_iter().filter_map(core::result::Result::err).collect();
    found.dedup();
    let told = FOUND.with_borrow_mut(|list| match list {
        Some(list) => {
            list.append(&mut found);
            true
        }
        None => false,
    });
    if !told && !found.is_empty() {
        let lines: Vec<String> = found.iter().map(|violation| format!("{violation}")).collect();
        panic!("{}", lines.join("\n"));
    }
}

/// Runs one pass. If the instance panics, it breaks the clause of the pass.
pub(super) fn pass(clause: &'static str, check: impl FnOnce() -> Checked) -> Checked {
    match panic::catch_unwind(AssertUnwindSafe(check)) {
        Ok(checked) => checked,
        Err(payload) => broken!(clause, "it panicked: {}", text(&*payload)),
    }
}

fn text(payload: &dyn Any) -> &str {
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("without a message")
}

/// The clauses that hold for each call of a trait.
#[derive(Clone, Copy)]
pub(super) struct Always {
    pub(super) pending: &'static str,
    pub(super) error: &'static str,
    pub(super) kind: &'static str,
}

/// The time that an instance has to wake a task.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);

/// The message about a reader that does not wait.
pub(super) const DOES_NOT_WAIT: &str = "a call was ready, although the instance was to wait";

/// The number of times that a call may be `Pending`, and may fail, before it counts as making no progress.
const PENDINGS: usize = 10_000;
const ERRORS: usize = 16;

/// Makes calls, and checks the clauses that hold for each call.
pub(super) struct Driver {
    always: Always,
    errors: usize,
    /// The clause that a call has broken if it has moved bytes: the call was `Pending` or failed after the last check of the bytes.
    suspect: Option<&'static str>,
}

impl Driver {
    pub(super) fn new(always: Always) -> Self {
        Driver { always, errors: 0, suspect: None }
    }

    /// Makes one call with a new waker. Returns its result, or a counter for the waker if the call is `Pending`.
    fn poll_once<S, T>(
        &mut self,
        state: &mut S,
        poll: &mut impl FnMut(&mut S, &mut Context<'_>) -> Poll<Result<T>>,
    ) -> Checked<core::result::Result<Result<T>, Arc<Wakes>>> {
        let (woken, waker) = Wakes::new();
        match poll(state, &mut Context::from_waker(&waker)) {
            Poll::Pending => {
                self.suspect = Some(self.always.pending);
                Ok(Err(woken))
            }
            Poll::Ready(Ok(value)) => Ok(Ok(Ok(value))),
            Poll::Ready(Err(e)) => {
                self.suspect = Some(self.always.error);
                self.check_error(&e)?;
                Ok(Ok(Err(e)))
            }
        }
    }

    fn check_error(&mut self, e: &Error) -> Checked {
        if let ErrorKind::Interrupted | ErrorKind::WouldBlock = e.kind() {
            broken!(self.always.kind, "it returned {:?}", e.kind());
        }
        self.errors += 1;
        if self.errors > ERRORS {
            broken!(self.always.error, "it failed more than {ERRORS} times: {e}");
        }
        Ok(())
    }

    /// Repeats one call until it is ready, each time with a new waker. It waits for the waker of the latest call.
    ///
    /// Every other time it polls again without a wait, because a caller may poll without having been woken. `pending` runs after
    /// each `Pending`. It checks the state, and may make room.
    pub(super) fn call<S, T>(
        &mut self,
        state: &mut S,
        mut poll: impl FnMut(&mut S, &mut Context<'_>) -> Poll<Result<T>>,
        mut pending: impl FnMut(&mut S) -> Checked,
    ) -> Checked<Result<T>> {
        for times in 0..PENDINGS {
            match self.poll_once(state, &mut poll)? {
                Ok(result) => return Ok(result),
                Err(woken) => {
                    pending(state)?;
                    if times % 2 == 1 && !woken.wait(PATIENCE) {
                        broken!(
                            self.always.pending,
                            "it returned Pending, and did not wake the waker of the latest call"
                        );
                    }
                }
            }
        }
        broken!(self.always.pending, "it was Pending {PENDINGS} times in a row");
    }

    /// Makes one call. Returns `None` if it is `Pending`.
    pub(super) fn once<S, T>(
        &mut self,
        state: &mut S,
        mut poll: impl FnMut(&mut S, &mut Context<'_>) -> Poll<Result<T>>,
    ) -> Checked<Option<Result<T>>> {
        Ok(self.poll_once(state, &mut poll)?.ok())
    }

    /// Makes calls until two in a row wait: both are `Pending`, and do not wake their wakers at once. (A call that does so is
    /// `Pending` only to let other tasks run.) Each call has a waker of its own. `ready` gets the results of the calls that are
    /// ready. Returns the counter for the waker of the last call.
    pub(super) fn waits<S, T>(
        &mut self,
        state: &mut S,
        mut poll: impl FnMut(&mut S, &mut Context<'_>) -> Poll<Result<T>>,
        mut ready: impl FnMut(Result<T>) -> Checked,
    ) -> Checked<Arc<Wakes>> {
        let (mut in_a_row, mut pendings) = (0, 0);
        while pendings < PENDINGS {
            match self.poll_once(state, &mut poll)? {
                Ok(result) => {
                    ready(result)?;
                    (in_a_row, pendings) = (0, 0);
                }
                Err(woken) => {
                    pendings += 1;
                    in_a_row = if woken.so_far() == 0 { in_a_row + 1 } else { 0 };
                    if in_a_row == 2 {
                        return Ok(woken);
                    }
                }
            }
        }
        broken!(self.always.pending, "it was Pending {PENDINGS} times in a row");
    }

    /// Checks that the waker of a call that waited is woken, and that a call after that is ready.
    pub(super) fn goes_on<S, T>(
        &mut self,
        clause: &'static str,
        woken: &Wakes,
        state: &mut S,
        poll: impl FnMut(&mut S, &mut Context<'_>) -> Poll<Result<T>>,
    ) -> Checked {
        if !woken.wait(PATIENCE) {
            broken!(clause, "it returned Pending, and did not wake the waker of the latest call");
        }
        // The call may end with an error, such as that of a pipe whose other end was dropped.
        self.call(state, poll, |_| Ok(())).map(drop)
    }

    /// Returns the clause that wrong bytes break. If a call was `Pending` or failed after the last check of the bytes, that call has
    /// moved them. Otherwise the clause is `clause`.
    pub(super) fn blame(&self, clause: &'static str) -> &'static str {
        self.suspect.unwrap_or(clause)
    }

    /// Records that the bytes were right.
    pub(super) fn settle(&mut self) {
        self.suspect = None;
    }
}

/// Compares the bytes that came with the expected bytes, and reports the first difference.
pub(super) fn same(clause: &'static str, got: &[u8], expected: &[u8]) -> Checked {
    let shared = got.iter().zip(expected).take_while(|(a, b)| a == b).count();
    if shared < got.len() {
        let more = |bytes: &[u8]| format!("{}", bytes[shared..bytes.len().min(shared + 16)].escape_ascii());
        broken!(clause, "after {shared} bytes came \"{}\" instead of \"{}\"", more(got), more(expected));
    }
    Ok(())
}
