//! Files, timers, sockets and tasks of tokio outside of a tokio runtime: each panics alone, and works in a
//! `WithHandle`.
#![cfg(feature = "tokio-1-rt")]

use futures_lite::future::{block_on, poll_once};
use poll_io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt, SeekFrom};
use poll_io_compat::{FromTokio, IntoPollIo, IntoStd, tokio_1::WithHandle};
use std::{
    future::Future,
    io::{self, Read},
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    pin::Pin,
    sync::mpsc,
    task::{Context, Poll},
    thread,
    time::Duration,
};
use tokio::{
    fs::File,
    io::ReadBuf,
    net::{TcpListener, TcpStream},
    runtime::{Builder, Handle, Runtime},
    time::{Sleep, sleep},
};

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

/// Runs the future on a thread of an executor, under `block_on`, and on a thread of its own. None has a tokio runtime.
fn everywhere<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    make: impl Fn() -> F,
) -> [thread::Result<T>; 3] {
    let future = make();
    let on_smol = catch_unwind(AssertUnwindSafe(|| smol::block_on(smol::spawn(future))));
    let bare = catch_unwind(AssertUnwindSafe(|| block_on(make())));
    let future = make();
    let on_a_thread = thread::spawn(move || block_on(future)).join();
    [on_smol, bare, on_a_thread]
}

/// Checks that the future works in all these places.
fn works<T: Send + 'static, F: Future<Output = io::Result<T>> + Send + 'static>(make: impl Fn() -> F) {
    for result in everywhere(make) {
        result.expect("no panic").expect("no error");
    }
}

/// Checks that the future panics in all these places, because they have no runtime.
fn panics<T: Send + 'static, F: Future<Output = T> + Send + 'static>(make: impl Fn() -> F) {
    for result in everywhere(make) {
        let Err(payload) = result else { panic!("it works without a runtime") };
        let text = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
        let text = text.expect("a message");
        assert!(text.contains("no reactor running") || text.contains("Tokio 1.x"), "{text}");
    }
}

/// A file that is removed on drop.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("poll-io-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn a_file() {
    let (runtime, scratch) = (runtime(), Scratch::new("file", b"hello, world"));
    let path = scratch.0.clone();
    panics(|| File::open(path.clone()));
    // The file is opened inside a runtime, and read outside.
    panics(|| {
        let mut file = FromTokio::new(runtime.block_on(File::open(&path)).unwrap());
        async move { file.read_u8().await }
    });
    works(|| {
        let (handle, path) = (runtime.handle().clone(), path.clone());
        async move {
            let file = WithHandle::run(&handle, File::options().read(true).write(true).open(path)).await?;
            let mut file = FromTokio::new(WithHandle::new(handle, file));
            assert_eq!(file.read_array().await?, *b"hello");
            assert_eq!(file.seek(SeekFrom::Current(2)).await?, 7);
            file.write_all(b"World").await?;
            file.flush().await?;
            file.rewind().await?;
            let mut text = String::new();
            file.read_to_string(&mut text).await?;
            assert_eq!(text, "hello, World");
            file.shutdown().await
        }
    });
}

#[test]
fn a_socket() {
    let runtime = runtime();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let addr = listener.local_addr().unwrap();
    runtime.spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut stream = FromTokio::new(stream);
                let mut all = Vec::new();
                stream.read_to_end(&mut all).await?;
                stream.write_all(&all).await?;
                stream.shutdown().await
            });
        }
    });
    panics(|| TcpStream::connect(addr));
    works(|| {
        let handle = runtime.handle().clone();
        async move {
            let stream = WithHandle::run(&handle, TcpStream::connect(addr)).await?;
            // This is a tokio stream, so the marker is inferred.
            let mut stream = WithHandle::new(&handle, stream).into_poll_io();
            stream.write_all(b"ping").await?;
            stream.shutdown().await?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await?;
            assert_eq!(answer, "ping");
            Ok(())
        }
    });
    // The socket also works through the blocking traits, on this thread.
    let handle = runtime.handle();
    let stream = block_on(WithHandle::run(handle, TcpStream::connect(addr))).unwrap();
    let mut stream = IntoStd::new(WithHandle::new(handle, FromTokio::new(stream)));
    io::Write::write_all(&mut stream, b"pong").unwrap();
    stream.shutdown().unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "pong");
}

/// Makes a timer in its first poll. Streams with a deadline do this.
#[derive(Default)]
struct Late(Option<Pin<Box<Sleep>>>);

impl tokio::io::AsyncRead for Late {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let timer = self.0.get_or_insert_with(|| Box::pin(sleep(Duration::from_millis(2))));
        timer.as_mut().poll(cx).map(|()| {
            buf.put_slice(b"late");
            Ok(())
        })
    }
}

#[test]
fn a_timer() {
    let runtime = runtime();
    panics(|| async { FromTokio::new(Late::default()).read_array::<4>().await });
    works(|| {
        let handle = runtime.handle().clone();
        async move {
            let mut reader = FromTokio::new(WithHandle::new(handle, Late::default()));
            assert_eq!(reader.read_array().await?, *b"late");
            Ok(())
        }
    });
}

/// Spawns a task on drop, which sends a last message.
struct SaysGoodbye(mpsc::Sender<&'static str>);

impl Drop for SaysGoodbye {
    fn drop(&mut self) {
        let sender = self.0.clone();
        tokio::spawn(async move { sender.send("goodbye") });
    }
}

#[test]
fn a_task_that_is_made_when_it_is_dropped() {
    let runtime = runtime();
    let (sender, receiver) = mpsc::channel();
    panics(|| {
        let raw = SaysGoodbye(sender.clone());
        async move { drop(raw) }
    });
    works(|| {
        let (handle, raw) = (runtime.handle().clone(), SaysGoodbye(sender.clone()));
        async move {
            drop(WithHandle::new(handle, raw));
            Ok(())
        }
    });
    // The same holds for a future that is dropped before it completes.
    let raw = SaysGoodbye(sender);
    let mut future = Box::pin(WithHandle::run(runtime.handle(), async move {
        let _raw = raw;
        std::future::pending::<()>().await;
    }));
    assert!(block_on(poll_once(future.as_mut())).is_none());
    drop(future);
    let all: Vec<_> = receiver.iter().collect();
    assert_eq!(all, ["goodbye"; 4]);
}

#[test]
fn what_is_taken_out_is_not_dropped() {
    let runtime = runtime();
    let (sender, receiver) = mpsc::channel();
    let raw = WithHandle::new(runtime.handle(), SaysGoodbye(sender)).into_inner();
    assert!(receiver.try_recv().is_err());
    let _entered = runtime.enter();
    drop(raw);
    assert_eq!(receiver.recv(), Ok("goodbye"));
}

#[test]
fn a_runtime_that_is_shut_down_is_an_error() {
    let scratch = Scratch::new("shut-down", b"hello");
    let (handle, file, stream) = {
        let runtime = runtime();
        let file = runtime.block_on(File::open(&scratch.0)).unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let stream = runtime.block_on(TcpStream::connect(listener.local_addr().unwrap())).unwrap();
        (runtime.handle().clone(), file, stream)
    };
    block_on(async {
        assert!(WithHandle::run(&handle, File::open(&scratch.0)).await.is_err());
        assert!(FromTokio::new(WithHandle::new(&handle, file)).read_u8().await.is_err());
        assert!(FromTokio::new(WithHandle::new(&handle, stream)).read_u8().await.is_err());
    });
}

#[test]
fn a_runtime_that_nobody_drives_waits_until_somebody_does() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let handle: Handle = runtime.handle().clone();
    let mut timer = Box::pin(WithHandle::run(handle, async { sleep(Duration::from_millis(1)).await }));
    for _ in 0..10 {
        assert!(block_on(poll_once(timer.as_mut())).is_none());
        thread::sleep(Duration::from_millis(1));
    }
    thread::scope(|scope| {
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        scope.spawn(move || runtime.block_on(stopped));
        block_on(timer);
        stop.send(()).unwrap();
    });
}
