//! The scripted reader and writer of the behavior tests, and a small executor.
//!
//! Both also implement `std::io::Read` and `std::io::Write`, so that `std::io` can serve as the oracle. std's methods
//! skip the steps `Pending`.

use crate::design::*;
use poll_io::{BorrowedCursor, Error, ErrorKind, IoSlice, Result, SeekFrom};
use std::{
    collections::VecDeque,
    io::Cursor,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker, ready},
};

/// The behavior of one call of a scripted peer.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A read returns bytes of this step only. A write accepts at most this number of bytes.
    Bytes(Vec<u8>),
    /// Wakes the task and returns `Pending`.
    Pending,
    /// Fails once.
    Err(ErrorKind),
}

/// A reader that follows its steps and then is at its end.
#[derive(Clone, Debug)]
pub struct Script {
    steps: VecDeque<Step>,
    /// The number of calls of `poll_read` and `poll_fill_buf`.
    pub calls: usize,
}

impl Script {
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Script { steps: steps.into_iter().collect(), calls: 0 }
    }

    /// Returns the bytes that are left, in one piece.
    pub fn rest(&self) -> Vec<u8> {
        self.steps
            .iter()
            .flat_map(|step| if let Step::Bytes(bytes) = step { &bytes[..] } else { &[] })
            .copied()
            .collect()
    }

    /// Performs the next step. Returns the bytes if the step has some, and an empty vector at the end.
    fn next(&mut self, waker: Option<&Waker>) -> Poll<Result<&mut Vec<u8>>> {
        self.calls += 1;
        loop {
            match self.steps.front() {
                None => self.steps.push_back(Step::Bytes(Vec::new())),
                Some(Step::Pending) => {
                    self.steps.pop_front();
                    if let Some(waker) = waker {
                        waker.wake_by_ref();
                        return Poll::Pending;
                    }
                }
                Some(&Step::Err(kind)) => {
                    self.steps.pop_front();
                    return Poll::Ready(Err(Error::new(kind, "scripted")));
                }
                Some(Step::Bytes(bytes)) if bytes.is_empty() && self.steps.len() > 1 => {
                    self.steps.pop_front();
                }
                Some(Step::Bytes(_)) => break,
            }
        }
        match self.steps.front_mut() {
            Some(Step::Bytes(bytes)) => Poll::Ready(Ok(bytes)),
            _ => unreachable!("the loop above ends at a step with bytes"),
        }
    }

    fn drop_front(&mut self, n: usize) {
        if let Some(Step::Bytes(bytes)) = self.steps.front_mut() {
            bytes.drain(..n.min(bytes.len()));
        }
    }
}

impl AsyncRead for Script {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.next(Some(cx.waker())).map_ok(|bytes| {
            let n = bytes.len().min(buf.capacity());
            buf.append(&bytes[..n]);
            bytes.drain(..n);
        })
    }
}

impl AsyncBufRead for Script {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.get_mut().next(Some(cx.waker())).map_ok(|bytes| &bytes[..])
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        self.drop_front(amt);
    }
}

impl std::io::Read for Script {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        let Poll::Ready(bytes) = self.next(None) else { unreachable!("`Pending` is returned only with a waker") };
        let bytes = bytes?;
        let n = bytes.len().min(buf.len());
        buf[..n].copy_from_slice(&bytes[..n]);
        bytes.drain(..n);
        Ok(n)
    }
}

impl std::io::BufRead for Script {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        let Poll::Ready(bytes) = self.next(None) else { unreachable!("`Pending` is returned only with a waker") };
        bytes.map(|bytes| &bytes[..])
    }

    fn consume(&mut self, amt: usize) {
        self.drop_front(amt);
    }
}

/// The result of one call of a [`Liar`].
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    Bytes(&'static [u8]),
    /// `Pending`, and nothing wakes the task.
    Pending,
    /// An error of the kind `Interrupted`. The caller must not lose the earlier bytes when it retries.
    Err,
}

/// A buffered reader that returns the given answers, repeats the last one for ever, and ignores `consume`.
#[derive(Clone, Debug)]
pub struct Liar {
    answers: VecDeque<Answer>,
    pub calls: usize,
}

impl Liar {
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        Liar { answers: answers.into_iter().collect(), calls: 0 }
    }
}

impl AsyncRead for Liar {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        unreachable!("only `poll_fill_buf` is used")
    }
}

impl AsyncBufRead for Liar {
    fn poll_fill_buf(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.calls += 1;
        let answer = if self.answers.len() > 1 { self.answers.pop_front() } else { self.answers.front().copied() };
        match answer {
            Some(Answer::Bytes(bytes)) => Poll::Ready(Ok(bytes)),
            Some(Answer::Err) => Poll::Ready(Err(ErrorKind::Interrupted.into())),
            Some(Answer::Pending) | None => Poll::Pending,
        }
    }

    fn consume(self: Pin<&mut Self>, _: usize) {}
}

/// A call that reached a [`Drain`].
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// One write, which accepted these bytes.
    Write(Vec<u8>),
    Flush,
    Shutdown,
}

/// A writer that follows its steps and records every call.
#[derive(Clone, Debug, Default)]
pub struct Drain {
    /// The steps of the next writes. After them, a write accepts all its bytes.
    steps: VecDeque<Step>,
    /// The steps of the next flushes and shutdowns. After them, these succeed.
    end_steps: VecDeque<Step>,
    vectored: bool,
    /// The accepted bytes.
    pub taken: Vec<u8>,
    /// The calls, in order.
    pub log: Vec<Event>,
    /// The number of calls that write.
    pub calls: usize,
    pub flushes: usize,
    pub shutdowns: usize,
}

impl Drain {
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Drain { steps: steps.into_iter().collect(), ..Drain::default() }
    }

    /// Sets the steps of the next flushes and shutdowns.
    pub fn ending(self, steps: impl IntoIterator<Item = Step>) -> Self {
        Drain { end_steps: steps.into_iter().collect(), ..self }
    }

    /// Sets whether a vectored write accepts several slices or only the first one.
    pub fn taking_slices(self, vectored: bool) -> Self {
        Drain { vectored, ..self }
    }

    fn take(&mut self, waker: Option<&Waker>, buf: &[u8]) -> Poll<Result<usize>> {
        self.calls += 1;
        let mut room = buf.len();
        while let Some(step) = self.steps.pop_front() {
            match step {
                Step::Pending => {
                    if let Some(waker) = waker {
                        waker.wake_by_ref();
                        return Poll::Pending;
                    }
                }
                Step::Err(kind) => return Poll::Ready(Err(Error::new(kind, "scripted"))),
                Step::Bytes(bytes) => {
                    room = room.min(bytes.len());
                    break;
                }
            }
        }
        self.taken.extend_from_slice(&buf[..room]);
        self.log.push(Event::Write(buf[..room].to_vec()));
        Poll::Ready(Ok(room))
    }

    fn end(&mut self, waker: Option<&Waker>, event: Event) -> Poll<Result<()>> {
        while let Some(step) = self.end_steps.pop_front() {
            match (step, waker) {
                (Step::Pending, Some(waker)) => {
                    waker.wake_by_ref();
                    return Poll::Pending;
                }
                (Step::Err(kind), _) => return Poll::Ready(Err(Error::new(kind, "scripted"))),
                _ => {}
            }
        }
        if event == Event::Shutdown {
            self.shutdowns += 1;
        } else {
            self.flushes += 1;
        }
        self.log.push(event);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Drain {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.take(Some(cx.waker()), buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.end(Some(cx.waker()), Event::Flush)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.end(Some(cx.waker()), Event::Shutdown)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let bytes = match bufs.iter().find(|buf| !buf.is_empty()) {
            Some(_) if self.vectored => bufs.iter().flat_map(|buf| buf.iter().copied()).collect(),
            Some(first) => first.to_vec(),
            None => Vec::new(),
        };
        self.take(Some(cx.waker()), &bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.vectored
    }
}

impl std::io::Write for Drain {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        let Poll::Ready(n) = self.take(None, buf) else { unreachable!("`Pending` is returned only with a waker") };
        n
    }

    fn flush(&mut self) -> Result<()> {
        let Poll::Ready(result) = self.end(None, Event::Flush) else {
            unreachable!("`Pending` is returned only with a waker")
        };
        result
    }
}

/// A file whose seeks take several calls, like tokio's. The first call begins the seek, and a later call of any kind
/// completes it.
#[derive(Clone, Debug)]
pub struct SlowFile {
    file: Cursor<Vec<u8>>,
    /// The seek in progress, and how many more calls return `Pending` because of it.
    seeking: Option<(SeekFrom, usize)>,
    /// How many calls return `Pending` because of a seek, not counting the call that begins it.
    waits: usize,
    /// The number of seeks that have begun.
    pub seeks: usize,
    /// The number of reads.
    pub reads: usize,
}

impl SlowFile {
    pub fn new(data: &[u8], waits: usize) -> Self {
        SlowFile { file: Cursor::new(data.into()), seeking: None, waits, seeks: 0, reads: 0 }
    }

    /// Returns the content of the file.
    pub fn content(&self) -> &[u8] {
        self.file.get_ref()
    }

    /// Completes the seek in progress and returns the position.
    pub fn poll_position(&mut self, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        let Some((pos, waits)) = self.seeking else { return Poll::Ready(Ok(self.file.position())) };
        if let Some(waits) = waits.checked_sub(1) {
            self.seeking = Some((pos, waits));
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.seeking = None;
        Poll::Ready(std::io::Seek::seek(&mut self.file, pos))
    }
}

impl AsyncSeek for SlowFile {
    fn poll_seek(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        if self.seeking.is_some_and(|(other, _)| other == pos) {
            return self.poll_position(cx);
        }
        ready!(self.poll_position(cx))?;
        self.seeks += 1;
        self.seeking = Some((pos, self.waits));
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl AsyncRead for SlowFile {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if buf.capacity() > 0 {
            ready!(self.poll_position(cx))?;
            self.reads += 1;
        }
        AsyncRead::poll_read(Pin::new(&mut self.file), cx, buf)
    }
}

impl AsyncBufRead for SlowFile {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        ready!(this.poll_position(cx))?;
        AsyncBufRead::poll_fill_buf(Pin::new(&mut this.file), cx)
    }

    fn consume(mut self: Pin<&mut Self>, amt: usize) {
        if self.seeking.is_none() {
            AsyncBufRead::consume(Pin::new(&mut self.file), amt);
        }
    }
}

impl AsyncWrite for SlowFile {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        ready!(self.poll_position(cx))?;
        AsyncWrite::poll_write(Pin::new(&mut self.file), cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_position(cx).map_ok(drop)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_position(cx).map_ok(drop)
    }
}

/// Returns reader scripts for `data`: in one piece, split at each position, and byte by byte. Each exists without and
/// with a `Pending` before every piece and at the end.
///
/// Miri is about a thousand times slower and looks for other faults. Under Miri, the data is split at two positions
/// only.
pub fn schedules(data: &[u8]) -> Vec<Vec<Step>> {
    let mut pieces: Vec<Vec<&[u8]>> = vec![vec![data], data.chunks(1).collect()];
    let step = if cfg!(miri) { data.len().div_ceil(2).max(1) } else { 1 };
    pieces.extend((1..data.len()).step_by(step).map(|at| vec![&data[..at], &data[at..]]));
    let mut all = Vec::new();
    for pending in [false, true] {
        for pieces in &pieces {
            let mut steps = Vec::new();
            for piece in pieces {
                steps.extend(pending.then_some(Step::Pending));
                steps.push(Step::Bytes(piece.to_vec()));
            }
            steps.extend(pending.then_some(Step::Pending));
            all.push(steps);
        }
    }
    all
}

/// Returns writer scripts: without steps, with short writes, and with `Pending` or one error at each of the first
/// calls.
///
/// Under Miri, only at the second call, after a write of three bytes.
pub fn resistances() -> Vec<Vec<Step>> {
    let mut all = vec![vec![]];
    let (calls, rooms): (_, &[usize]) = if cfg!(miri) { (1..2, &[3]) } else { (0..6, &[1, 3, 100]) };
    for calls in calls {
        for step in
            [Step::Pending, Step::Err(ErrorKind::Interrupted), Step::Err(ErrorKind::TimedOut), Step::Bytes(vec![])]
        {
            for &room in rooms {
                let mut steps = vec![Step::Bytes(vec![0; room]); calls];
                steps.push(step.clone());
                all.push(steps);
            }
        }
    }
    for room in if cfg!(miri) { 2..3 } else { 1..4 } {
        all.push((0..40).flat_map(|_| [Step::Pending, Step::Bytes(vec![0; room])]).collect());
    }
    all
}

/// Polls a future at most `times` times and drops it. Returns its output if it completed.
pub fn poll_times<F: Future>(times: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    (0..times).find_map(|_| match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    })
}

/// Runs a future on this thread and returns its output.
pub fn run<F: Future>(future: F) -> F::Output {
    run_counted(future).0
}

/// Runs a future on this thread, and returns its output and the number of polls.
///
/// # Panics
///
/// Panics if the future returns `Pending` and nothing has woken the task, because the test would hang.
pub fn run_counted<F: Future>(future: F) -> (F::Output, usize) {
    struct Wakes(AtomicUsize);
    impl Wake for Wakes {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    let count = Arc::new(Wakes(AtomicUsize::new(0)));
    let waker = Waker::from(count.clone());
    let mut future = pin!(future);
    for polls in 1.. {
        let woken = count.0.load(Ordering::Relaxed);
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return (output, polls);
        }
        assert!(count.0.load(Ordering::Relaxed) > woken, "the future is pending, and nothing will wake the task");
    }
    unreachable!("the loop above has no end")
}

/// Returns the part of a result that can be compared between implementations: the value, or the kind of the error.
pub fn outcome<T>(result: Result<T>) -> std::result::Result<T, ErrorKind> {
    result.map_err(|e| e.kind())
}
