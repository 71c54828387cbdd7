//! Shows where two designs compile the same source text but behave differently. These are the claims of `design.md`
//! about run time.
//!
//! Each test name starts with the number of its claim. `tests/ui.rs` has the claims about the compiler.
#![allow(clippy::duplicate_mod, reason = "the designs are those of `tests/ui`")]
#![expect(clippy::drop_non_drop, reason = "one test drops a future before it is polled")]

mod counting;

use counting::counted;
use futures_lite::future::block_on;
use poll_io::{AsyncWriteExt as _, BorrowedCursor, IoSlice, Result, iterator_style};
use std::{
    cell::RefCell,
    pin::Pin,
    process::Command,
    rc::Rc,
    task::{Context, Poll},
};

#[path = "ui/designs/async_fn.rs"]
mod async_fn;
#[path = "ui/designs/constructor.rs"]
mod constructor;
#[path = "ui/designs/hooks.rs"]
mod hooks;
#[path = "ui/designs/readiness.rs"]
mod readiness;

/// The names of the calls that reached a reader.
type Calls = Rc<RefCell<Vec<&'static str>>>;

/// A reader of zeros. It overrides the methods that each design lets it override.
#[derive(Clone, Default)]
struct Zeros(Calls);

impl Zeros {
    /// Returns the calls since the previous `calls`.
    fn calls(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.borrow_mut())
    }

    /// Shadows the method of the Ext trait.
    #[expect(clippy::unused_async, reason = "it stands for a method that would wait")]
    async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        self.0.borrow_mut().push("the inherent method");
        buf.fill(0);
        Ok(())
    }

    fn poll_read(&self, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.0.borrow_mut().push("poll_read");
        let room = buf.ensure_init();
        room.fill(0);
        let n = room.len();
        buf.advance_checked(n);
        Poll::Ready(Ok(()))
    }
}

impl iterator_style::AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Zeros::poll_read(&self, buf)
    }

    async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        self.0.borrow_mut().push("read_exact");
        buf.fill(0);
        Ok(())
    }
}

impl constructor::AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Zeros::poll_read(&self, buf)
    }

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> constructor::ReadExact<'a, Self> {
        constructor::ReadExact::with(self, buf, |this, _, buf| {
            let _ = Zeros::poll_read(&this, buf);
            this.0.replace(vec!["read_exact"]);
            Poll::Ready(Ok(()))
        })
    }
}

impl hooks::AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Zeros::poll_read(&self, buf)
    }

    fn poll_read_exact(self: Pin<&mut Self>, _: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let _ = Zeros::poll_read(&self, buf);
        self.0.replace(vec!["poll_read_exact"]);
        Poll::Ready(Ok(()))
    }
}

impl poll_io::AsyncRead for Zeros {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Zeros::poll_read(&self, buf)
    }

    fn remaining_hint(&self) -> usize {
        77
    }
}

/// Generates the test for one design. Generic code calls `read_exact` on the type itself, on a reference, on a box and
/// on a boxed trait object.
macro_rules! lost_through_pointers {
    ($design:ident) => {
        fn generic(mut reader: impl $design::AsyncRead + Unpin) {
            block_on(reader.read_exact(&mut [1; 4])).unwrap();
        }

        let mut zeros = Zeros::default();
        generic(zeros.clone());
        assert_eq!(zeros.calls(), ["read_exact"]);

        generic(&mut zeros);
        assert_eq!(zeros.calls(), ["poll_read"]);
        generic(Box::new(zeros.clone()));
        assert_eq!(zeros.calls(), ["poll_read"]);
        generic(Box::new(zeros.clone()) as Box<dyn $design::AsyncRead + Unpin>);
        assert_eq!(zeros.calls(), ["poll_read"]);
    };
}

#[test]
fn c13_an_override_of_a_consumer_is_lost_through_pointers() {
    {
        lost_through_pointers!(iterator_style);
    }
    lost_through_pointers!(constructor);
}

#[test]
fn c17_an_override_of_a_hook_is_reached_through_pointers() {
    fn generic(mut reader: impl hooks::AsyncRead + Unpin) {
        block_on(hooks::AsyncReadExt::read_exact(&mut reader, &mut [1; 4])).unwrap();
    }

    let mut zeros = Zeros::default();
    generic(zeros.clone());
    generic(&mut zeros);
    generic(Box::new(zeros.clone()));
    assert_eq!(zeros.calls(), ["poll_read_exact"]);
    generic(Box::new(zeros.clone()) as Box<dyn hooks::AsyncRead + Unpin>);
    assert_eq!(zeros.calls(), ["poll_read_exact"]);
}

#[test]
fn c18_a_hint_reaches_generic_code_through_pointers() {
    fn generic(reader: &impl poll_io::AsyncRead) -> usize {
        reader.remaining_hint()
    }

    let mut zeros = Zeros::default();
    assert_eq!(generic(&&mut zeros), 77);
    assert_eq!(generic(&Box::new(zeros.clone())), 77);
    assert_eq!(generic(&(Box::new(zeros) as Box<dyn poll_io::AsyncRead + Unpin>)), 77);
}

#[test]
fn c19_an_override_may_break_the_promise_of_its_method() {
    /// An override that fills nothing and returns success.
    struct Liar;

    impl iterator_style::AsyncRead for Liar {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
            Poll::Ready(Ok(()))
        }

        async fn read_exact(&mut self, _: &mut [u8]) -> Result<()> {
            Ok(())
        }
    }

    impl poll_io::AsyncRead for Liar {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    impl hooks::AsyncRead for Liar {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_read_exact(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    let mut key = [0; 16];
    block_on(iterator_style::AsyncRead::read_exact(&mut Liar, &mut key)).unwrap();
    assert_eq!(key, [0; 16], "the key is all zeros, and there was no error");
    let error = block_on(poll_io::AsyncReadExt::read_exact(&mut Liar, &mut key)).unwrap_err();
    assert_eq!(error.kind(), poll_io::ErrorKind::UnexpectedEof);

    // The futures of the other designs call the override and count the bytes that it has filled.
    let error = block_on(hooks::AsyncReadExt::read_exact(&mut Liar, &mut key)).unwrap_err();
    assert_eq!(error.kind(), poll_io::ErrorKind::UnexpectedEof);
    let lie = constructor::ReadExact::with;
    let error = block_on(lie(&mut Liar, &mut key, |_, _, _| Poll::Ready(Ok(()))));
    assert_eq!(error.unwrap_err().kind(), poll_io::ErrorKind::UnexpectedEof);
}

#[test]
fn c57_an_override_may_act_before_its_future_is_polled() {
    use poll_io::AsyncReadExt as _;

    /// Consumes its bytes when the method is called, and returns a future that is already complete.
    struct Eager(&'static [u8]);

    impl Eager {
        fn take(&mut self, buf: &mut [u8]) {
            let (now, later) = self.0.split_at(buf.len());
            buf.copy_from_slice(now);
            self.0 = later;
        }
    }

    impl iterator_style::AsyncRead for Eager {
        fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
            poll_io::AsyncRead::poll_read(Pin::new(&mut self.0), cx, buf)
        }

        fn read_exact(&mut self, buf: &mut [u8]) -> impl Future<Output = Result<()>> {
            self.take(buf);
            std::future::ready(Ok(()))
        }
    }

    impl constructor::AsyncRead for Eager {
        fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
            poll_io::AsyncRead::poll_read(Pin::new(&mut self.0), cx, buf)
        }

        fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> constructor::ReadExact<'a, Self> {
            self.take(buf);
            constructor::ReadExact::with(self, &mut [], Self::poll_read)
        }
    }

    let mut buf = [0; 4];
    let mut eager = Eager(b"hello");
    drop(iterator_style::AsyncRead::read_exact(&mut eager, &mut buf));
    assert_eq!(eager.0, b"o", "the future was dropped before a poll, but the bytes are lost");
    let mut eager = Eager(b"hello");
    drop(constructor::AsyncRead::read_exact(&mut eager, &mut buf));
    assert_eq!(eager.0, b"o");

    let mut split = &b"hello"[..];
    drop(split.read_exact(&mut buf));
    assert_eq!(split, b"hello", "nothing happens before the first poll");
}

#[test]
fn c56_an_inherent_method_is_not_seen_by_generic_code_boxes_and_objects() {
    use poll_io::AsyncReadExt as _;

    fn generic(mut reader: impl poll_io::AsyncRead + Unpin) {
        block_on(reader.read_exact(&mut [1; 4])).unwrap();
    }

    let mut zeros = Zeros::default();
    let mut buf = [1; 4];
    block_on(zeros.read_exact(&mut buf)).unwrap();
    assert_eq!(zeros.calls(), ["the inherent method"]);
    let reference = &mut zeros;
    block_on(reference.read_exact(&mut buf)).unwrap();
    assert_eq!(zeros.calls(), ["the inherent method"]);

    generic(zeros.clone());
    assert_eq!(zeros.calls(), ["poll_read"]);
    generic(&mut zeros);
    assert_eq!(zeros.calls(), ["poll_read"]);
    let mut boxed = Box::new(zeros.clone());
    block_on(boxed.read_exact(&mut buf)).unwrap();
    assert_eq!(
        zeros.calls(),
        ["poll_read"],
        "method lookup finds the method of the Ext trait on the box before it looks at the content"
    );
    let object: &mut (dyn poll_io::AsyncRead + Unpin) = &mut zeros;
    block_on(object.read_exact(&mut buf)).unwrap();
    assert_eq!(zeros.calls(), ["poll_read"]);
}

#[test]
fn c24_generic_code_silently_uses_the_method_of_the_bound() {
    use futures_util::{Stream, StreamExt as _};

    struct Chunks;

    impl Stream for Chunks {
        type Item = Vec<u8>;

        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Vec<u8>>> {
            Poll::Ready(Some(vec![7; 100]))
        }
    }

    impl iterator_style::AsyncRead for Chunks {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
            buf.append(&[7]);
            Poll::Ready(Ok(()))
        }
    }

    impl poll_io::AsyncRead for Chunks {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
            buf.append(&[7]);
            Poll::Ready(Ok(()))
        }
    }

    // The author meant three chunks, but gets three bytes.
    fn iterator_style<S: Stream<Item = Vec<u8>> + iterator_style::AsyncRead + Unpin>(chunks: S) -> usize {
        let mut bytes = Vec::new();
        block_on(iterator_style::AsyncRead::read_to_end(&mut chunks.take(3), &mut bytes)).unwrap()
    }

    fn split<S: Stream<Item = Vec<u8>> + poll_io::AsyncRead + Unpin>(chunks: S) -> usize {
        let chunks: Vec<_> = block_on(chunks.take(3).collect());
        chunks.concat().len()
    }

    assert_eq!((iterator_style(Chunks), split(Chunks)), (3, 300));
}

/// Generates the core trait of the Iterator style and an Ext trait of a third party, before and after a minor release.
macro_rules! release {
    ($name:ident { $($gained:item)? }) => {
        mod $name {
            pub trait AsyncRead {
                $($gained)?
            }

            pub trait FrameExt: AsyncRead {
                fn read_frame(&mut self) -> &'static str {
                    "the third party's"
                }
            }

            impl<R: AsyncRead + ?Sized> FrameExt for R {}

            pub struct Socket;
            impl AsyncRead for Socket {}

            pub fn generic<R: AsyncRead>(reader: &mut R) -> &'static str {
                reader.read_frame()
            }

            pub fn object(reader: &mut dyn AsyncRead) -> &'static str {
                reader.read_frame()
            }
        }
    };
}

release! { before {} }
release! {
    after {
        fn read_frame(&mut self) -> &'static str {
            "the core trait's"
        }
    }
}

#[test]
fn c29_a_new_method_of_the_core_trait_silently_takes_over_calls() {
    use before::FrameExt as _;

    assert_eq!(before::Socket.read_frame(), "the third party's");
    assert_eq!(before::generic(&mut before::Socket), "the third party's");
    assert_eq!(before::object(&mut before::Socket), "the third party's");

    assert_eq!(after::FrameExt::read_frame(&mut after::Socket), "the third party's");
    assert_eq!(after::generic(&mut after::Socket), "the core trait's");
    assert_eq!(after::object(&mut after::Socket), "the core trait's");
}

#[test]
fn c31_a_wrapper_that_forgets_a_provided_method_compiles_and_loses_it() {
    /// A wrapper that forwards only the required methods, in each design.
    struct Wrapper<T>(T);

    impl<W: poll_io::AsyncWrite + Unpin> poll_io::AsyncWrite for Wrapper<W> {
        fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
            Pin::new(&mut self.0).poll_write(cx, buf)
        }

        fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
            Pin::new(&mut self.0).poll_flush(cx)
        }

        fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
            Pin::new(&mut self.0).poll_shutdown(cx)
        }
    }

    impl<R: iterator_style::AsyncRead + Unpin> iterator_style::AsyncRead for Wrapper<R> {
        fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
            Pin::new(&mut self.0).poll_read(cx, buf)
        }
    }

    impl<R: hooks::AsyncRead + Unpin> hooks::AsyncRead for Wrapper<R> {
        fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
            Pin::new(&mut self.0).poll_read(cx, buf)
        }
    }

    let slices = [IoSlice::new(b"hello"), IoSlice::new(b", "), IoSlice::new(b"world")];
    assert_eq!(block_on(Vec::new().write_vectored(&slices)).unwrap(), 12);
    assert_eq!(block_on(Wrapper(Vec::new()).write_vectored(&slices)).unwrap(), 5, "only the first slice");

    let zeros = Zeros::default();
    block_on(iterator_style::AsyncRead::read_exact(&mut Wrapper(zeros.clone()), &mut [1; 4])).unwrap();
    assert_eq!(zeros.calls(), ["poll_read"]);
    block_on(hooks::AsyncReadExt::read_exact(&mut Wrapper(zeros.clone()), &mut [1; 4])).unwrap();
    assert_eq!(zeros.calls(), ["poll_read"]);
}

#[test]
fn c32_a_lint_finds_the_missing_methods_of_a_wrapper() {
    let lint = |file: &str, cfg: &[&str]| {
        Command::new("clippy-driver")
            .args(["--edition=2024", "--emit=metadata", "--out-dir", env!("CARGO_TARGET_TMPDIR")])
            .arg(format!("{}/tests/ui/lint/{file}", env!("CARGO_MANIFEST_DIR")))
            .args(cfg)
            .output()
            .map(|output| (output.status.success(), String::from_utf8(output.stderr).expect("it is text")))
    };
    let Ok((passes, message)) = lint("wrapper.rs", &[]) else {
        println!("skipped: clippy-driver is not installed");
        return;
    };
    assert!(!passes && message.contains("default: `poll_write_vectored`"), "{message}");
    let (passes, message) = lint("wrapper.rs", &["--cfg=forwards"]).expect("clippy-driver runs");
    assert!(passes, "{message}");
    let (passes, message) = lint("pointer.rs", &[]).expect("clippy-driver runs");
    assert!(!passes && message.contains("default: `read`"), "{message}");
}

#[test]
fn c34_an_object_of_an_async_fn_trait_allocates_for_every_call() {
    trait DynRead {
        fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> Pin<Box<dyn Future<Output = Result<usize>> + 'a>>;
    }

    impl<R: async_fn::AsyncRead> DynRead for R {
        fn read<'a>(&'a mut self, buf: &'a mut [u8]) -> Pin<Box<dyn Future<Output = Result<usize>> + 'a>> {
            Box::pin(async_fn::AsyncRead::read(self, buf))
        }
    }

    let mut slice = &[7; 100][..];
    let object: &mut dyn DynRead = &mut slice;
    let ((), boxed) = counted(async {
        for _ in 0..100 {
            assert_eq!(object.read(&mut [0]).await.unwrap(), 1);
        }
    });

    let mut slice = &[7; 100][..];
    let object: &mut (dyn poll_io::AsyncRead + Unpin) = &mut slice;
    let ((), polled) = counted(async {
        for _ in 0..100 {
            assert_eq!(poll_io::AsyncReadExt::read(object, &mut [0]).await.unwrap(), 1);
        }
    });

    assert_eq!((boxed, polled), (100, 0));
}

#[test]
fn c65_a_box_that_is_reused_makes_it_one_allocation_for_each_reader() {
    use poll_io::AsyncReadExt as _;
    use tokio_util::sync::ReusableBoxFuture;

    /// The reader, the buffer and the result, which move into each future and come back with its output.
    type Read = (&'static [u8], [u8; 1], Result<usize>);

    /// Turns an `async fn` into a poll method. `ReusableBoxFuture` requires a `Send` future. Generic code over an
    /// `async fn` cannot prove that, so the reader has a concrete type.
    struct Reused {
        future: ReusableBoxFuture<'static, Read>,
        idle: Option<&'static [u8]>,
    }

    async fn read(mut reader: &'static [u8]) -> Read {
        let mut buf = [0];
        let n = async_fn::AsyncRead::read(&mut reader, &mut buf).await;
        (reader, buf, n)
    }

    impl poll_io::AsyncRead for Reused {
        fn poll_read(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            mut cursor: BorrowedCursor<'_>,
        ) -> Poll<Result<()>> {
            if let Some(reader) = self.idle.take() {
                self.future.set(read(reader));
            }
            let (reader, buf, n) = std::task::ready!(self.future.poll(cx));
            self.idle = Some(reader);
            cursor.append(&buf[..n?]);
            Poll::Ready(Ok(()))
        }
    }

    let ((), allocations) = counted(async {
        let future = ReusableBoxFuture::new(read(&[7; 100]));
        let mut reader: Reused = Reused { future, idle: None };
        let object: &mut (dyn poll_io::AsyncRead + Unpin) = &mut reader;
        for _ in 0..100 {
            assert_eq!(object.read(&mut [0]).await.unwrap(), 1);
        }
    });
    assert_eq!(allocations, 1);
}

#[test]
fn c67_an_adapter_that_passes_readiness_on_may_be_ready_with_nothing_to_read() {
    use readiness::ReadyRead;

    /// A reader that returns one digit each time that it is ready.
    struct Digits(&'static [u8]);

    impl ReadyRead for Digits {
        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
            std::io::Read::read(&mut self.0, &mut buf[..1])
        }
    }

    /// An adapter that decodes two digits into a byte. Like TLS and decompression, it may need more input before it has
    /// any output.
    struct Pairs<R> {
        inner: R,
        first: Option<u8>,
    }

    impl<R: ReadyRead> ReadyRead for Pairs<R> {
        fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
            self.inner.poll_ready(cx)
        }

        fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
            let mut digit = [0];
            if self.inner.read(&mut digit)? == 0 {
                return Ok(0);
            }
            let digit = digit[0] - b'0';
            let Some(first) = self.first.take() else {
                self.first = Some(digit);
                return Err(poll_io::ErrorKind::WouldBlock.into());
            };
            buf[0] = first * 10 + digit;
            Ok(1)
        }
    }

    let mut buf = [0; 8];
    let mut reader = Pairs { inner: Digits(b"42"), first: None };
    let (n, waits) = block_on(readiness::read(&mut reader, &mut buf)).unwrap();
    assert_eq!((n, buf[0], waits), (1, 42, 2), "the first readiness was a false one, so the caller has to loop");
}
