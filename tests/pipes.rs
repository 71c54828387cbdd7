//! Tests `duplex`, `simplex` and `split` on two threads, and after one end or half was dropped.

use futures_lite::future::block_on;
use poll_io::{
    BorrowedCursor, BufReader, BufStream, BufWriter, DuplexStream, ErrorKind, IoSlice, IoSliceMut, ReadHalf, Result,
    SimplexReader, SimplexWriter, WriteHalf, duplex, prelude::*, simplex, split,
};
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::{
    cell::Cell,
    collections::VecDeque,
    fmt,
    marker::PhantomPinned,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    task::{Context, Poll, RawWaker, RawWakerVTable, Wake, Waker},
    thread,
    time::Duration,
};

assert_impl_all!(ReadHalf<Cell<u8>>: Send, Sync, Unpin);
assert_impl_all!(WriteHalf<(Cell<u8>, PhantomPinned)>: Send, Sync, Unpin);
assert_not_impl_any!(ReadHalf<*mut u8>: Send, Sync);
assert_not_impl_any!(WriteHalf<*mut u8>: Send, Sync);
assert_impl_all!(DuplexStream: Send, Sync, Unpin);
assert_impl_all!(SimplexReader: Send, Sync, Unpin);
assert_impl_all!(SimplexWriter: Send, Sync, Unpin);

#[test]
fn a_half_has_the_size_of_a_pointer() {
    assert_eq!(size_of::<ReadHalf<[u8; 100]>>(), size_of::<usize>());
    assert_eq!(size_of::<WriteHalf<[u8; 100]>>(), size_of::<usize>());
}

/// A waker that counts its wake-ups.
#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Returns the bytes that the tests send. They fill the pipes many times.
fn payload() -> Vec<u8> {
    (0..if cfg!(miri) { 300 } else { 100_000_u32 }).map(|n| u8::try_from(n * 31 % 251).unwrap()).collect()
}

#[test]
fn both_directions_of_a_duplex_carry_everything_between_two_threads() {
    for capacity in [0, 1, 7, 4096] {
        let mut data = payload();
        data.truncate(if capacity < 8 { 2_000 } else { 100_000 });
        let size = data.len();
        let (here, there) = duplex(capacity);
        let echo = thread::spawn(move || {
            block_on(async move {
                let (mut reader, mut writer) = split(there);
                let n = poll_io::copy(&mut reader, &mut writer).await.unwrap();
                writer.shutdown().await.unwrap();
                n
            })
        });
        let (mut reader, mut writer) = split(here);
        let sent = data.clone();
        let sender = thread::spawn(move || {
            block_on(async move {
                writer.write_all(&sent).await.unwrap();
                writer.shutdown().await.unwrap();
            });
        });
        let mut back = Vec::new();
        block_on(reader.read_to_end(&mut back)).unwrap();
        sender.join().unwrap();
        assert_eq!(echo.join().unwrap(), size as u64);
        assert!(back == data, "capacity {capacity}");
    }
}

#[test]
fn b48_dropping_one_end_wakes_the_other() {
    let (mut reader, writer) = simplex(4);
    let waiting = thread::spawn(move || block_on(reader.read(&mut [0; 4])).unwrap());
    drop(writer);
    assert_eq!(waiting.join().unwrap(), 0);

    let (reader, mut writer) = simplex(4);
    let waiting = thread::spawn(move || block_on(writer.write_all(b"too long for the pipe")).unwrap_err().kind());
    drop(reader);
    assert_eq!(waiting.join().unwrap(), ErrorKind::BrokenPipe);
}

#[test]
fn an_end_of_a_pipe_is_closed_after_the_other_is_dropped_and_after_a_shutdown() {
    let (reader, writer) = simplex(4);
    assert!(!reader.is_closed() && !writer.is_closed());
    drop(writer);
    assert!(reader.is_closed());

    let (reader, writer) = simplex(4);
    drop(reader);
    assert!(writer.is_closed());

    let (reader, mut writer) = simplex(4);
    block_on(writer.shutdown()).unwrap();
    assert!(reader.is_closed() && writer.is_closed());
}

#[test]
fn b48_bytes_written_before_the_end_can_still_be_read() {
    block_on(async {
        let (mut here, mut there) = duplex(8);
        there.write_all(b"last").await.unwrap();
        there.shutdown().await.unwrap();
        assert_eq!(there.write(b"x").await.unwrap_err().kind(), ErrorKind::BrokenPipe);
        there.flush().await.unwrap();
        there.shutdown().await.unwrap();
        let mut text = String::new();
        here.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "last");
        here.write_all(b"half").await.unwrap();
        assert_eq!(there.read_array().await.unwrap(), *b"half");
    });
}

#[test]
fn b47_unsplit_accepts_only_halves_of_one_stream() {
    let (a, b) = duplex(8);
    let (ar, aw) = split(a);
    let (br, bw) = split(b);
    assert!(ar.is_pair_of(&aw) && !ar.is_pair_of(&bw) && !bw.is_pair_of(&ar));
    let (ar, bw) = ar.unsplit(bw).unwrap_err();
    let (mut a, mut b) = (ar.unsplit(aw).unwrap(), br.unsplit(bw).unwrap());
    block_on(async {
        a.write_all(b"hi").await.unwrap();
        assert_eq!(b.read_array().await.unwrap(), *b"hi");
    });
}

#[test]
fn split_transfers_everything_when_two_threads_contend() {
    let data = payload();
    let (mut reader, mut writer) = split(VecDeque::new());
    let sent = data.clone();
    let sender = thread::spawn(move || {
        for piece in sent.chunks(13) {
            block_on(writer.write_all(piece)).unwrap();
        }
        writer
    });
    let mut back = Vec::new();
    while back.len() < data.len() {
        // An empty queue is the end of the stream, so the end comes often.
        block_on(reader.read_to_end(&mut back)).unwrap();
    }
    assert!(back == data);
    assert!(reader.unsplit(sender.join().unwrap()).unwrap().is_empty());
}

#[test]
fn splitting_a_buffered_stream_keeps_its_buffers() {
    block_on(async {
        let (near, mut far) = duplex(64);
        let mut stream = BufStream::with_capacity(32, 32, near);
        far.write_all(b"one\ntwo\nthree\n").await.unwrap();
        stream.write_all(b"1").await.unwrap();
        let mut text = String::new();
        stream.read_line(&mut text).await.unwrap();

        let (mut reader, mut writer) = stream.into_split();
        assert_eq!((reader.buffer(), writer.buffer()), (&b"two\nthree\n"[..], &b"1"[..]));
        assert_eq!((reader.capacity(), writer.capacity()), (32, 32));
        assert!(reader.get_ref().is_pair_of(writer.get_ref()));
        writer.write_all(b"2").await.unwrap();
        reader.read_line(&mut text).await.unwrap();
        writer.shutdown().await.unwrap();
        assert_eq!(far.read_array().await.unwrap(), *b"12");
        assert_eq!(far.read(&mut [0]).await.unwrap(), 0);
        drop(far);
        reader.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "one\ntwo\nthree\n");

        let (near, mut far) = duplex(64);
        far.write_all(b"abc").await.unwrap();
        let mut stream = BufReader::new(near);
        stream.read_u8().await.unwrap();
        let (reader, mut writer) = stream.into_split();
        writer.write_all(b"x").await.unwrap();
        assert_eq!(far.read_u8().await.unwrap(), b'x');
        // The halves can be joined again.
        let (reader, rest) = reader.into_parts();
        assert_eq!(rest, b"bc");
        assert!(reader.unsplit(writer).is_ok());

        let (near, mut far) = duplex(64);
        let mut stream = BufWriter::new(near);
        stream.write_all(b"x").await.unwrap();
        let (mut reader, mut writer) = stream.into_split();
        writer.flush().await.unwrap();
        assert_eq!(far.read_u8().await.unwrap(), b'x');
        far.write_all(b"y").await.unwrap();
        assert_eq!(reader.read_u8().await.unwrap(), b'y');
    });
}

/// A stream whose reads block until the test releases them, and whose writes are always ready.
struct Gate {
    reading: mpsc::Sender<()>,
    open: mpsc::Receiver<()>,
}

impl AsyncRead for Gate {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.reading.send(()).unwrap();
        self.open.recv().expect("the gate is opened");
        Poll::Ready(Ok(()))
    }

    fn remaining_hint(&self) -> usize {
        7
    }
}

impl AsyncWrite for Gate {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

/// Splits a gate, and waits until another thread is inside a read of it. Returns the write half, a channel that ends
/// the read, and the thread, which returns the read half.
fn inside_a_read() -> (WriteHalf<Gate>, mpsc::Sender<()>, thread::JoinHandle<ReadHalf<Gate>>) {
    let (tell, reading) = mpsc::channel();
    let (release, open) = mpsc::channel();
    let (mut reader, writer) = split(Gate { reading: tell, open });
    assert_eq!(reader.remaining_hint(), 7);
    let inside = thread::spawn(move || {
        // A gate whose sender is dropped panics. The half is returned in that case too.
        let _ = catch_unwind(AssertUnwindSafe(|| block_on(reader.read(&mut [0])).unwrap()));
        reader
    });
    reading.recv().unwrap();
    (writer, release, inside)
}

/// Returns a waker that counts its wake-ups, and the count.
fn counting() -> (Waker, Arc<Wakes>) {
    let wakes = Arc::new(Wakes::default());
    (Waker::from(wakes.clone()), wakes)
}

impl Wakes {
    fn so_far(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

#[test]
fn b46_a_half_sleeps_while_the_other_is_inside_a_poll() {
    let (mut writer, release, inside) = inside_a_read();
    let (first, first_wakes) = counting();
    let (second, second_wakes) = counting();
    // The half is pending in every method, no matter how often and by which task it is polled.
    for waker in [&first, &first, &second, &first, &second] {
        let mut cx = Context::from_waker(waker);
        assert!(Pin::new(&mut writer).poll_write(&mut cx, b"x").is_pending());
        assert!(Pin::new(&mut writer).poll_flush(&mut cx).is_pending());
        assert!(Pin::new(&mut writer).poll_shutdown(&mut cx).is_pending());
    }
    assert!(writer.is_write_vectored(), "b47: the value from before the split");
    assert_eq!((first_wakes.so_far(), second_wakes.so_far()), (0, 0), "neither task was woken");
    // The half drops a waker that is replaced.
    drop(first);
    assert_eq!(Arc::strong_count(&first_wakes), 1);

    release.send(()).unwrap();
    let reader = inside.join().unwrap();
    assert_eq!((first_wakes.so_far(), second_wakes.so_far()), (0, 1), "the latest waker is woken once");
    assert!(Pin::new(&mut writer).poll_write(&mut Context::from_waker(&second), b"x").is_ready());
    assert_eq!(reader.remaining_hint(), 7);
    drop(second);
    assert_eq!(Arc::strong_count(&second_wakes), 1, "the half no longer holds the waker");
}

#[test]
fn b46_a_waiting_half_is_polled_only_twice() {
    let (mut writer, release, inside) = inside_a_read();
    let polls = Arc::new(AtomicUsize::new(0));
    let counted = polls.clone();
    let waiting = thread::spawn(move || {
        block_on(std::future::poll_fn(|cx| {
            counted.fetch_add(1, Ordering::Relaxed);
            Pin::new(&mut writer).poll_write(cx, b"x")
        }))
        .unwrap()
    });
    thread::sleep(Duration::from_millis(100));
    assert_eq!(polls.load(Ordering::Relaxed), 1);
    release.send(()).unwrap();
    assert_eq!(waiting.join().unwrap(), 1);
    assert_eq!(polls.load(Ordering::Relaxed), 2);
    inside.join().unwrap();
}

#[test]
fn b46_a_panic_in_a_poll_wakes_the_waiting_half() {
    let (mut writer, release, inside) = inside_a_read();
    let (waker, woken) = counting();
    let mut cx = Context::from_waker(&waker);
    assert!(Pin::new(&mut writer).poll_write(&mut cx, b"x").is_pending());
    drop(release);
    let reader = inside.join().unwrap();
    assert_eq!(woken.so_far(), 1);
    assert!(Pin::new(&mut writer).poll_write(&mut cx, b"x").is_ready());
    assert!(reader.unsplit(writer).is_ok());
}

#[test]
fn b46_a_half_can_be_dropped_while_it_waits() {
    let (mut writer, release, inside) = inside_a_read();
    let (waker, woken) = counting();
    assert!(Pin::new(&mut writer).poll_write(&mut Context::from_waker(&waker), b"x").is_pending());
    drop((writer, waker));
    release.send(()).unwrap();
    drop(inside.join().unwrap());
    assert_eq!(Arc::strong_count(&woken), 1, "the waker was dropped with the lock at the latest");
}

/// A stream whose `remaining_hint` blocks.
struct SlowHint(Gate);

impl AsyncRead for SlowHint {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for SlowHint {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.reading.send(()).unwrap();
        self.0.open.recv().is_ok()
    }
}

#[test]
fn b46_a_half_waits_for_a_hint_on_a_third_thread_too() {
    let (tell, asked) = mpsc::channel();
    let (answer, open) = mpsc::channel();
    answer.send(()).unwrap();
    let (mut reader, writer) = split(SlowHint(Gate { reading: tell, open }));
    asked.recv().unwrap();
    thread::scope(|scope| {
        let hint = scope.spawn(|| writer.is_write_vectored());
        asked.recv().unwrap();
        let (waker, woken) = counting();
        assert!(Pin::new(&mut reader.read(&mut [0])).poll(&mut Context::from_waker(&waker)).is_pending());
        assert_eq!(reader.remaining_hint(), 0);
        assert!(writer.is_write_vectored(), "the value from before the split");
        assert_eq!(woken.so_far(), 0);
        answer.send(()).unwrap();
        assert!(hint.join().unwrap());
        assert_eq!(woken.so_far(), 1);
        assert_eq!(block_on(reader.read(&mut [0])).unwrap(), 0);
    });
}

#[test]
fn b46_a_panic_in_a_poll_leaves_both_halves_usable() {
    let (tell, _) = mpsc::channel();
    let (_, open) = mpsc::channel();
    let (mut reader, mut writer) = split(Gate { reading: tell, open });
    assert!(catch_unwind(AssertUnwindSafe(|| block_on(reader.read(&mut [0])))).is_err());
    block_on(writer.write_all(b"x")).unwrap();
    assert!(reader.unsplit(writer).is_ok());
}

#[test]
fn b47_dropping_one_half_does_not_end_the_stream() {
    block_on(async {
        let (near, mut far) = duplex(8);
        let (mut reader, writer) = split(near);
        drop(writer);
        far.write_all(b"hi").await.unwrap();
        assert_eq!(reader.read_array().await.unwrap(), *b"hi");
        drop(reader);
        assert_eq!(far.read(&mut [0]).await.unwrap(), 0, "dropping the second half drops the stream");
    });
}

#[test]
fn halves_and_pipes_are_vectored() {
    let (near, far) = duplex(8);
    let (mut reader, mut writer) = split(near);
    let (mut far_reader, _far_writer) = split(far);
    assert!(writer.is_write_vectored());
    block_on(async {
        // Also where the bytes wrap around the end of the ring buffer.
        for at in 0..20_u8 {
            let data = [at, at + 1, at + 2, at + 3, at + 4];
            let bufs = [IoSlice::new(&data[..2]), IoSlice::new(&[]), IoSlice::new(&data[2..])];
            assert_eq!(writer.write_vectored(&bufs).await.unwrap(), 5);
            assert_eq!(far_reader.remaining_hint(), 5);
            let (mut a, mut b) = ([0; 1], [0; 6]);
            let mut bufs = [IoSliceMut::new(&mut a), IoSliceMut::new(&mut []), IoSliceMut::new(&mut b)];
            assert_eq!(far_reader.read_vectored(&mut bufs).await.unwrap(), 5);
            assert_eq!((&a[..], &b[..4]), (&data[..1], &data[1..]));
        }
        let bufs = [IoSlice::new(b"12345"), IoSlice::new(b"67890")];
        assert_eq!(writer.write_vectored(&bufs).await.unwrap(), 8, "the bytes that fit");
        assert_eq!(writer.write(&[]).await.unwrap(), 0, "an empty write does not wait");
        assert_eq!(reader.read(&mut []).await.unwrap(), 0);
    });
}

/// A task that owns the other end of the pipe that it waits for, and drops that end when its waker is cloned, woken or
/// dropped.
struct Task {
    other: Mutex<Option<Box<dyn Send>>>,
    moment: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Moment {
    Clone,
    Wake,
    Drop,
}

#[expect(unsafe_code, reason = "the wakers of std's `Wake` do nothing when they are cloned")]
impl Task {
    const TABLE: RawWakerVTable = RawWakerVTable::new(Task::clone, Task::wake, Task::wake_by_ref, Task::drop);

    fn waker(moment: Moment, other: impl Send + 'static) -> Waker {
        let task = Arc::new(Task { other: Mutex::new(Some(Box::new(other))), moment });
        // SAFETY: the functions of the table count the references of the `Arc`, and `Task` is `Send` and `Sync`.
        unsafe { Waker::new(Arc::into_raw(task).cast(), &Task::TABLE) }
    }

    fn at(&self, moment: Moment) {
        if self.moment == moment {
            let other = self.other.lock().unwrap().take();
            drop(other);
        }
    }

    unsafe fn clone(task: *const ()) -> RawWaker {
        // SAFETY: the pointer comes from an `Arc`, and the waker owns one of its references.
        unsafe { Arc::increment_strong_count(task.cast::<Task>()) };
        // SAFETY: the task is alive, because the waker owns a reference of its `Arc`.
        unsafe { &*task.cast::<Task>() }.at(Moment::Clone);
        RawWaker::new(task, &Task::TABLE)
    }

    unsafe fn wake(task: *const ()) {
        // SAFETY: the pointer comes from an `Arc`, and the waker gives up its reference.
        unsafe { Arc::from_raw(task.cast::<Task>()) }.at(Moment::Wake);
    }

    unsafe fn wake_by_ref(task: *const ()) {
        // SAFETY: the pointer comes from an `Arc`, and the waker owns one of its references.
        unsafe { &*task.cast::<Task>() }.at(Moment::Wake);
    }

    unsafe fn drop(task: *const ()) {
        // SAFETY: the pointer comes from an `Arc`, and the waker gives up its reference.
        unsafe { Arc::from_raw(task.cast::<Task>()) }.at(Moment::Drop);
    }
}

const MOMENTS: [Moment; 3] = [Moment::Clone, Moment::Wake, Moment::Drop];

#[test]
fn a_waker_that_drops_the_other_end_of_a_pipe_causes_no_deadlock() {
    for moment in MOMENTS {
        let (mut reader, writer) = simplex(4);
        let waker = Task::waker(moment, writer);
        for _ in 0..2 {
            let _ = Pin::new(&mut reader.read(&mut [0])).poll(&mut Context::from_waker(&waker));
        }
        drop(waker);
        assert_eq!(block_on(reader.read(&mut [0])).unwrap(), 0, "{moment:?}");

        let (reader, mut writer) = simplex(1);
        let waker = Task::waker(moment, reader);
        for _ in 0..3 {
            let _ = Pin::new(&mut writer.write(b"x")).poll(&mut Context::from_waker(&waker));
        }
        drop(waker);
        assert_eq!(block_on(writer.write(b"x")).unwrap_err().kind(), ErrorKind::BrokenPipe, "{moment:?}");
    }
}

#[test]
fn a_waker_that_drops_the_other_half_causes_no_deadlock() {
    for moment in MOMENTS {
        let (mut writer, release, inside) = inside_a_read();
        let (near, far) = duplex(4);
        let (far_reader, mut far_writer) = split(far);
        // The waker owns an end of a pipe, and half of a stream that is not inside a poll.
        let waker = Task::waker(moment, (near, far_reader));
        for _ in 0..2 {
            assert!(Pin::new(&mut writer).poll_flush(&mut Context::from_waker(&waker)).is_pending());
        }
        release.send(()).unwrap();
        inside.join().unwrap();
        assert!(Pin::new(&mut writer).poll_flush(&mut Context::from_waker(&waker)).is_ready());
        drop(waker);
        assert_eq!(block_on(far_writer.write(b"x")).unwrap_err().kind(), ErrorKind::BrokenPipe, "{moment:?}");
    }
}

/// Writes formatted text into a pipe, as `write!` does.
struct Into<'a>(&'a mut SimplexWriter);

impl fmt::Write for Into<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        block_on(self.0.write_all(text.as_bytes())).map_err(|_| fmt::Error)
    }
}

#[test]
fn writing_the_debug_output_of_a_pipe_into_itself_causes_no_deadlock() {
    let (reader, mut writer) = simplex(1000);
    fmt::Write::write_fmt(&mut Into(&mut writer), format_args!("{reader:?}")).unwrap();
    assert!(!reader.is_empty());
    block_on(poll_io::write!(writer, "{reader:?}")).unwrap();
}

/// Polls a future that never has to wait together with a future that needs ten turns.
fn lets_another_future_end(forever: impl Future<Output = ()>) {
    block_on(futures_lite::future::or(forever, async {
        for _ in 0..10 {
            futures_lite::future::yield_now().await;
        }
    }));
}

#[test]
fn a_pipe_that_is_always_ready_yields_to_other_tasks() {
    let (mut a, mut b) = duplex(16);
    lets_another_future_end(async move {
        loop {
            a.write_all(b"x").await.unwrap();
            b.read_u8().await.unwrap();
        }
    });
}

/// After the end, nothing can change, so yielding is not needed.
#[test]
fn a_pipe_that_is_closed_never_returns_pending() {
    let mut cx = Context::from_waker(Waker::noop());
    let (mut reader, mut writer) = simplex(1);
    block_on(writer.shutdown()).unwrap();
    for _ in 0..1000 {
        assert!(matches!(Pin::new(&mut reader.read(&mut [0])).poll(&mut cx), Poll::Ready(Ok(0))));
        assert!(matches!(Pin::new(&mut writer).poll_write(&mut cx, b"x"), Poll::Ready(Err(_))));
        assert!(matches!(Pin::new(&mut writer).poll_shutdown(&mut cx), Poll::Ready(Ok(()))));
    }
}

#[test]
fn a_pipe_yields_after_128_ready_calls_and_loses_nothing() {
    let (mut reader, mut writer) = simplex(1000);
    let (waker, woken) = counting();
    let mut cx = Context::from_waker(&waker);
    for round in 0..3 {
        for _ in 0..128 {
            assert!(matches!(Pin::new(&mut writer).poll_write(&mut cx, b"x"), Poll::Ready(Ok(1))));
        }
        assert!(Pin::new(&mut writer).poll_write(&mut cx, b"x").is_pending());
        assert_eq!(woken.so_far(), round + 1);
    }
    let mut all = vec![];
    assert!(Pin::new(&mut reader.read_to_end(&mut all)).poll(&mut cx).is_pending());
    assert_eq!(all.len(), 3 * 128);
}

#[test]
fn a_wait_wakes_the_task_that_asked_last_and_only_that() {
    let (mut reader, mut writer) = simplex(4);
    let (first, second) = (Arc::new(Wakes::default()), Arc::new(Wakes::default()));
    let mut byte = [0];
    let mut read = reader.read(&mut byte);
    for wakes in [&first, &second, &second] {
        let waker = Waker::from(wakes.clone());
        assert!(Pin::new(&mut read).poll(&mut Context::from_waker(&waker)).is_pending());
    }
    block_on(writer.write_all(b"ab")).unwrap();
    assert_eq!((first.0.load(Ordering::Relaxed), second.0.load(Ordering::Relaxed)), (0, 1));
}

/// The memory of a pipe is a ring buffer. Bytes that wrap around its end are read in two pieces, and never more bytes
/// than the caller wants.
#[test]
fn reads_across_the_end_of_its_memory() {
    for (n, rest) in (1..=8).map(|n| (n, 8 - n)) {
        let (mut reader, mut writer) = simplex(8);
        block_on(writer.write_all(b"abcdefgh")).unwrap();
        block_on(reader.read_exact(&mut [0; 4])).unwrap();
        block_on(writer.write_all(b"ijkl")).unwrap();
        let (mut first, mut second) = (vec![0; n], vec![0; rest]);
        assert_eq!(block_on(reader.read(&mut first)).unwrap(), n);
        block_on(reader.read_exact(&mut second)).unwrap();
        assert_eq!([first, second].concat(), b"efghijkl");
    }
}
