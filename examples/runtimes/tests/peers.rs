//! Lists the clauses that the streams of the runtimes over `io_uring` break when they are used through the bridges.
//! This test compares the table in `compat/src/peers.md`, and `WRITE_PEERS=1` writes it. If the kernel refuses
//! `io_uring`, the test is skipped, and prints that.
#![cfg(all(feature = "compio", feature = "monoio", feature = "glommio"))]

use futures_lite::future::{block_on, poll_once};
use poll_io::{
    AsyncRead, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result, join,
    prelude::*,
    test_util::conformance::{reader, violations, writer},
};
use poll_io_compat::FromStd;
use poll_io_example_runtimes::{on_compio, on_glommio, on_monoio};
use std::{
    cell::RefCell,
    collections::BTreeSet,
    env,
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
    time::Duration,
};

const TEXT: &[u8] = b"What a reader returns,\nno more, no less,\nand in this order.";

/// The number of times that a pending call is repeated, and the pause before each.
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(1);

/// A runtime that runs only during a call of one of its streams.
trait Drive {
    type Stream: AsyncRead + AsyncWrite + Unpin;

    fn connect(&self, addr: SocketAddr) -> Self::Stream;

    /// Repeats a call on the runtime until it is ready or the time is over.
    fn call<T>(&self, call: impl FnMut() -> Poll<T>) -> Poll<T>;
}

macro_rules! drive {
    ($name:ident, $rt:ident, $runtime:ty, |$own:ident, $future:ident| $run:expr, $sleep:path) => {
        struct $name(RefCell<$runtime>);

        impl Drive for $name {
            type Stream = $rt::Stream;

            fn connect(&self, addr: SocketAddr) -> Self::Stream {
                let ($own, $future) = (&self.0, $rt::connect(addr));
                $run.unwrap()
            }

            fn call<T>(&self, mut call: impl FnMut() -> Poll<T>) -> Poll<T> {
                let ($own, $future) = (&self.0, async {
                    for _ in 0..TRIES {
                        let poll = call();
                        // The pause follows a ready call too, so that an accepted write is sent.
                        $sleep(PAUSE).await;
                        if poll.is_ready() {
                            return poll;
                        }
                    }
                    Poll::Pending
                });
                $run
            }
        }
    };
}

drive!(
    Compio,
    on_compio,
    compio::runtime::Runtime,
    |runtime, future| runtime.borrow().block_on(future),
    compio::time::sleep
);
drive!(
    Monoio,
    on_monoio,
    monoio::Runtime<monoio::time::TimeDriver<monoio::IoUringDriver>>,
    |runtime, future| runtime.borrow_mut().block_on(future),
    monoio::time::sleep
);
drive!(
    Glommio,
    on_glommio,
    glommio::LocalExecutor,
    |runtime, future| runtime.borrow().run(future),
    glommio::timer::sleep
);

/// A stream whose runtime runs during each call.
struct Driven<D: Drive> {
    runtime: Rc<D>,
    stream: Option<D::Stream>,
}

impl<D: Drive> Driven<D> {
    fn call<T>(&mut self, cx: &Context<'_>, mut call: impl FnMut(Pin<&mut D::Stream>) -> Poll<T>) -> Poll<T> {
        let stream = self.stream.as_mut().expect("it is dropped only at the end");
        let poll = self.runtime.call(|| call(Pin::new(&mut *stream)));
        if poll.is_pending() {
            // The runtime does not run now, so it cannot wake the task.
            cx.waker().wake_by_ref();
        }
        poll
    }
}

impl<D: Drive> Drop for Driven<D> {
    fn drop(&mut self) {
        let _ = self.runtime.call(|| {
            self.stream = None;
            Poll::Ready(())
        });
    }
}

impl<D: Drive> Unpin for Driven<D> {}

impl<D: Drive> AsyncRead for Driven<D> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let waker = cx.waker().clone();
        self.call(cx, |stream| stream.poll_read(&mut Context::from_waker(&waker), buf.reborrow()))
    }

    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let waker = cx.waker().clone();
        self.call(cx, |stream| stream.poll_read_vectored(&mut Context::from_waker(&waker), bufs))
    }

    fn remaining_hint(&self) -> usize {
        self.stream.as_ref().map_or(0, AsyncRead::remaining_hint)
    }
}

impl<D: Drive> AsyncWrite for Driven<D> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let waker = cx.waker().clone();
        self.call(cx, |stream| stream.poll_write(&mut Context::from_waker(&waker), buf))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let waker = cx.waker().clone();
        self.call(cx, |stream| stream.poll_flush(&mut Context::from_waker(&waker)))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let waker = cx.waker().clone();
        self.call(cx, |stream| stream.poll_shutdown(&mut Context::from_waker(&waker)))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let waker = cx.waker().clone();
        self.call(cx, |stream| stream.poll_write_vectored(&mut Context::from_waker(&waker), bufs))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.as_ref().is_some_and(AsyncWrite::is_write_vectored)
    }
}

/// Makes both ends of a connection: an end of std, which sees at once the bytes that have arrived, and the end to
/// check.
fn pair<D: Drive>(runtime: &Rc<D>) -> (FromStd<TcpStream>, Driven<D>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let stream = runtime.connect(listener.local_addr().unwrap());
    let (near, _) = listener.accept().unwrap();
    near.set_nonblocking(true).unwrap();
    (FromStd::new(near), Driven { runtime: runtime.clone(), stream: Some(stream) })
}

/// Reads until the reader ends or waits.
fn drain(reader: &mut (impl AsyncRead + Unpin)) -> Vec<u8> {
    let mut all = Vec::new();
    block_on(poll_once(reader.read_to_end(&mut all)));
    all
}

/// Returns the clauses that a stream of a runtime breaks, and what was observed.
fn broken<D: Drive + 'static>(runtime: D) -> BTreeSet<String> {
    let runtime = Rc::new(runtime);
    let found = violations(|| {
        reader(
            || {
                let (mut near, far) = pair(&runtime);
                block_on(near.write_all(TEXT)).unwrap();
                far
            },
            TEXT,
        );
        writer(
            || {
                let (near, far) = pair(&runtime);
                join(near, far)
            },
            |pipe| drain(pipe.reader_mut()),
        );
    });
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn what_the_streams_break_is_written_down() {
    let compio = compio::runtime::Runtime::new().map_err(|e| e.to_string());
    let monoio = monoio::RuntimeBuilder::<monoio::IoUringDriver>::new().enable_timer().build();
    let glommio = on_glommio::runtime();
    let (Ok(compio), Ok(monoio), Ok(glommio)) = (compio, monoio, glommio) else {
        let _ = writeln!(io::stderr(), "skipped: io_uring is refused");
        return;
    };
    let found = [
        ("compio", "`AsyncStream<TcpStream>`", "FromFutures", broken(Compio(compio.into()))),
        ("monoio", "`TcpStreamCompat`", "FromTokio", broken(Monoio(monoio.into()))),
        ("glommio", "`TcpStream`", "FromFutures", broken(Glommio(glommio.into()))),
    ];
    let mut table = String::from("| library | type | bridge | what it breaks |\n|---|---|---|---|\n");
    for (library, name, bridge, broken) in found {
        let broken: Vec<String> = broken.into_iter().collect();
        let broken = if broken.is_empty() { "nothing that was found".to_owned() } else { broken.join("; ") };
        writeln!(table, "| {library} | {name} | `{bridge}` | {broken} |").unwrap();
    }

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../compat/src/peers.md");
    let page = fs::read_to_string(&path).unwrap();
    let (head, rest) = page.split_once("<!-- runtimes -->\n").unwrap();
    let (written, tail) = rest.split_once("<!-- /runtimes -->").unwrap();
    if env::var_os("WRITE_PEERS").is_some() {
        fs::write(&path, format!("{head}<!-- runtimes -->\n{table}<!-- /runtimes -->{tail}")).unwrap();
        return;
    }
    assert_eq!(written, table, "WRITE_PEERS=1 writes the table");
}
