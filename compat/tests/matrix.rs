//! A table of each family, each of its traits and both directions. Each cell checks that the bridge loses nothing, or
//! says why no bridge exists.
#![cfg(all(
    feature = "embedded-io-async-07",
    feature = "futures-03",
    feature = "hyper-1",
    feature = "std-io",
    feature = "tokio-1-rt"
))]

use embedded_io_async as embedded;
use futures_lite::future::block_on;
use poll_io::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncSeekExt, AsyncWrite, BorrowedBuf, BorrowedCursor, IoSlice, IoSliceMut,
    Result, SeekFrom,
};
use poll_io_compat::{Compat, FromEmbedded, FromFutures, FromHyper, FromStd, FromTokio, IntoStd, tokio_1::WithHandle};
use std::{
    cell::RefCell,
    collections::BTreeSet,
    convert::Infallible,
    io::Cursor,
    mem::MaybeUninit,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

const ECOSYSTEMS: [&str; 5] = ["tokio", "futures-io", "hyper", "embedded-io-async", "std"];
const TRAITS: [&str; 4] = ["read", "write", "buf_read", "seek"];
const DIRECTIONS: [&str; 2] = ["inward", "outward"];

enum Cell {
    /// There is a bridge, and this function checks it.
    Bridged(fn()),
    /// No bridge exists, for this reason.
    Nothing(&'static str),
}
use Cell::{Bridged, Nothing};

const NONE: Cell = Nothing("hyper has no such trait");

const MATRIX: [(&str, &str, &str, Cell); 40] = [
    ("tokio", "read", "inward", Bridged(|| reads(|| FromTokio::new(DATA), false))),
    ("tokio", "read", "outward", Bridged(read_by_tokio)),
    ("tokio", "write", "inward", Bridged(|| writes(FromTokio::new, &ALL))),
    ("tokio", "write", "outward", Bridged(|| writes(|log| FromTokio::new(Compat::new(log)), &ALL))),
    ("tokio", "buf_read", "inward", Bridged(|| lends(FromTokio::new(DATA)))),
    ("tokio", "buf_read", "outward", Bridged(|| lends(FromTokio::new(Compat::new(DATA))))),
    ("tokio", "seek", "inward", Bridged(|| seeks(FromTokio::new(Cursor::new(DATA))))),
    ("tokio", "seek", "outward", Bridged(|| seeks(FromTokio::new(Compat::new(Cursor::new(DATA)))))),
    ("futures-io", "read", "inward", Bridged(|| reads(|| FromFutures::new(DATA), true))),
    ("futures-io", "read", "outward", Bridged(read_by_futures)),
    ("futures-io", "write", "inward", Bridged(|| writes(FromFutures::new, &ALL))),
    ("futures-io", "write", "outward", Bridged(|| writes(|log| FromFutures::new(Compat::new(log)), &ALL))),
    ("futures-io", "buf_read", "inward", Bridged(|| lends(FromFutures::new(DATA)))),
    ("futures-io", "buf_read", "outward", Bridged(|| lends(FromFutures::new(Compat::new(DATA))))),
    ("futures-io", "seek", "inward", Bridged(|| seeks(FromFutures::new(futures_lite::io::Cursor::new(DATA))))),
    ("futures-io", "seek", "outward", Bridged(|| seeks(FromFutures::new(Compat::new(Cursor::new(DATA)))))),
    ("hyper", "read", "inward", Bridged(|| reads(|| FromHyper::new(HyperReader(DATA)), false))),
    ("hyper", "read", "outward", Bridged(read_by_hyper)),
    ("hyper", "write", "inward", Bridged(|| writes(FromHyper::new, &ALL))),
    ("hyper", "write", "outward", Bridged(|| writes(|log| FromHyper::new(Compat::new(log)), &ALL))),
    ("hyper", "buf_read", "inward", NONE),
    ("hyper", "buf_read", "outward", NONE),
    ("hyper", "seek", "inward", NONE),
    ("hyper", "seek", "outward", NONE),
    ("embedded-io-async", "read", "inward", Bridged(|| reads(|| FromEmbedded::new(DATA), false))),
    ("embedded-io-async", "read", "outward", Bridged(read_by_embedded)),
    ("embedded-io-async", "write", "inward", Bridged(|| writes(FromEmbedded::new, &DEVICE))),
    ("embedded-io-async", "write", "outward", Bridged(|| writes(|log| FromEmbedded::new(Compat::new(log)), &DEVICE))),
    ("embedded-io-async", "buf_read", "inward", Bridged(lends_a_copy)),
    ("embedded-io-async", "buf_read", "outward", Bridged(lend_to_embedded)),
    ("embedded-io-async", "seek", "inward", Bridged(|| seeks(FromEmbedded::new(Flash(Cursor::new(DATA)))))),
    ("embedded-io-async", "seek", "outward", Bridged(|| seeks(FromEmbedded::new(Compat::new(Cursor::new(DATA)))))),
    ("std", "read", "inward", Bridged(|| reads(|| FromStd::new(DATA), true))),
    ("std", "read", "outward", Bridged(read_by_std)),
    ("std", "write", "inward", Bridged(|| writes(FromStd::new, &NO_END))),
    ("std", "write", "outward", Bridged(|| writes(|log| FromStd::new(IntoStd::new(log)), &NO_END))),
    ("std", "buf_read", "inward", Bridged(|| lends(FromStd::new(DATA)))),
    ("std", "buf_read", "outward", Bridged(|| lends(FromStd::new(IntoStd::new(DATA))))),
    ("std", "seek", "inward", Bridged(|| seeks(FromStd::new(Cursor::new(DATA))))),
    ("std", "seek", "outward", Bridged(|| seeks(FromStd::new(IntoStd::new(Cursor::new(DATA)))))),
];

#[test]
fn no_cell_is_missing_and_each_loses_nothing() {
    let mut seen = BTreeSet::new();
    for (ecosystem, name, direction, cell) in &MATRIX {
        assert!(seen.insert((*ecosystem, *name, *direction)), "{ecosystem}, {name}, {direction}: twice");
        match cell {
            Bridged(check) => check(),
            Nothing(why) => assert!(!why.is_empty()),
        }
    }
    for ecosystem in ECOSYSTEMS {
        for name in TRAITS {
            for direction in DIRECTIONS {
                assert!(seen.remove(&(ecosystem, name, direction)), "{ecosystem}, {name}, {direction}: missing");
            }
        }
    }
    assert!(seen.is_empty(), "not in the matrix: {seen:?}");
}

const DATA: &[u8] = b"hello, world";

fn cx() -> Context<'static> {
    Context::from_waker(Waker::noop())
}

fn ready<T>(poll: Poll<T>) -> T {
    match poll {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

/// Reads `DATA` in pieces of every size into uninitialized memory, and once into initialized memory.
///
/// After that the bytes that were read are initialized. If the family needs initialized memory, the bytes that were
/// passed to the reader are initialized too.
fn reads<R: AsyncRead + Unpin>(make: impl Fn() -> R, lends_initialized: bool) {
    for size in 1..=DATA.len() + 1 {
        let mut reader = make();
        let mut memory = [MaybeUninit::uninit(); 64];
        let mut buf = BorrowedBuf::from(&mut memory[..]);
        while buf.len() < DATA.len() {
            let before = buf.len();
            let mut cursor = buf.unfilled();
            let poll = cursor.with_limit(size, |narrow| Pin::new(&mut reader).poll_read(&mut cx(), narrow));
            ready(poll).unwrap();
            assert!(buf.len() > before, "an end too early");
            let lent = if lends_initialized { before + size } else { buf.len() };
            assert_eq!(buf.init_len(), lent, "pieces of {size}");
        }
        assert_eq!(buf.filled(), DATA);
        ready(Pin::new(&mut reader).poll_read(&mut cx(), buf.unfilled())).unwrap();
        assert_eq!(buf.filled(), DATA, "the end");
    }
    let mut memory = [7; 64];
    let mut buf = BorrowedBuf::from(&mut memory[..]);
    ready(Pin::new(&mut make()).poll_read(&mut cx(), buf.unfilled())).unwrap();
    assert_eq!((buf.filled(), buf.init_len()), (DATA, 64));
    assert_eq!(memory[DATA.len()..], [7; 64][DATA.len()..], "nothing is zeroed that was initialized");

    let mut pieces = ([0; 0], [0; 5], [0; 20]);
    let mut bufs = [&mut pieces.0[..], &mut pieces.1, &mut pieces.2].map(IoSliceMut::new);
    let n = ready(Pin::new(&mut make()).poll_read_vectored(&mut cx(), &mut bufs)).unwrap();
    // tokio, hyper and devices have no vectored reads.
    assert_eq!(n, if lends_initialized { DATA.len() } else { 5 });
    assert_eq!([&pieces.1[..], &pieces.2].concat()[..n], DATA[..n]);
}

/// Reads `DATA`, and checks the count of initialized bytes of each buffer.
struct Looks {
    init: Option<usize>,
    rest: &'static [u8],
}

impl Looks {
    fn new(init: usize) -> Compat<Self> {
        Compat::new(Looks { init: Some(init), rest: DATA })
    }
}

impl AsyncRead for Looks {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if let Some(init) = self.init.take() {
            assert_eq!(buf.init_len(), init);
        }
        Pin::new(&mut self.rest).poll_read(cx, buf)
    }
    fn poll_read_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.rest).poll_read_vectored(cx, bufs)
    }
}

fn read_by_tokio() {
    for init in [0, 3, 64] {
        let mut memory = [MaybeUninit::new(7); 64];
        let mut buf = tokio::io::ReadBuf::uninit(&mut memory);
        buf.initialize_unfilled_to(init);
        ready(tokio::io::AsyncRead::poll_read(Pin::new(&mut Looks::new(init)), &mut cx(), &mut buf)).unwrap();
        assert_eq!((buf.filled(), buf.initialized().len()), (DATA, init.max(DATA.len())));
    }
}

fn read_by_futures() {
    let mut memory = [7; 64];
    let poll = futures_io::AsyncRead::poll_read(Pin::new(&mut Looks::new(64)), &mut cx(), &mut memory);
    assert_eq!((ready(poll).unwrap(), &memory[..DATA.len()], memory[DATA.len()]), (DATA.len(), DATA, 7));
    let mut pieces = ([0; 5], [0; 20]);
    let mut bufs = [&mut pieces.0[..], &mut pieces.1].map(IoSliceMut::new);
    let poll = futures_io::AsyncRead::poll_read_vectored(Pin::new(&mut Looks::new(64)), &mut cx(), &mut bufs);
    assert_eq!(ready(poll).unwrap(), DATA.len());
    assert_eq!((&pieces.0[..], &pieces.1[..7]), DATA.split_at(5));
}

fn read_by_hyper() {
    let mut memory = [7; 64];
    for known in [false, true] {
        // hyper's cursor has no count of initialized bytes, so none is passed in either direction.
        let mut reader = Looks::new(0);
        let mut uninit = [MaybeUninit::uninit(); 64];
        let mut buf =
            if known { hyper::rt::ReadBuf::new(&mut memory) } else { hyper::rt::ReadBuf::uninit(&mut uninit) };
        ready(hyper::rt::Read::poll_read(Pin::new(&mut reader), &mut cx(), buf.unfilled())).unwrap();
        assert_eq!(buf.filled(), DATA);
    }
    assert_eq!(memory[DATA.len()..], [7; 64][DATA.len()..], "nothing is zeroed");
}

fn read_by_embedded() {
    let mut memory = [7; 64];
    let n = block_on(embedded::Read::read(&mut Looks::new(64), &mut memory)).unwrap();
    assert_eq!((&memory[..n], memory[n]), (DATA, 7));
}

fn read_by_std() {
    let mut memory = [7; 64];
    let n = std::io::Read::read(&mut IntoStd::new(Looks::new(64).into_inner()), &mut memory).unwrap();
    assert_eq!((&memory[..n], memory[n]), (DATA, 7));
    reads(|| FromStd::new(IntoStd::new(DATA)), true);
}

struct HyperReader(&'static [u8]);

impl hyper::rt::Read for HyperReader {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buf: hyper::rt::ReadBufCursor<'_>,
    ) -> Poll<Result<()>> {
        let (now, rest) = self.0.split_at(self.0.len().min(buf.remaining()));
        buf.put_slice(now);
        self.0 = rest;
        Poll::Ready(Ok(()))
    }
}

/// Records each call, in the traits of every family.
#[derive(Clone, Default)]
struct Log(Rc<RefCell<Vec<String>>>);

impl Log {
    fn done(&self, what: &str) {
        self.0.borrow_mut().push(what.into());
    }
    fn write(&self, buf: &[u8]) -> usize {
        self.done(&format!("write {}", buf.len()));
        buf.len()
    }
    fn vectored(&self, bufs: &[IoSlice<'_>]) -> usize {
        let sizes: Vec<usize> = bufs.iter().map(|buf| buf.len()).collect();
        self.done(&format!("vectored {sizes:?}"));
        sizes.iter().sum()
    }
}

/// Generates the same five methods for traits that differ only in names.
macro_rules! polled_log {
    ($($trait:path, $end:ident $(, $vectored:ident)?;)*) => {
        $(impl $trait for Log {
            fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
                Poll::Ready(Ok(self.write(buf)))
            }
            fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                self.done("flush");
                Poll::Ready(Ok(()))
            }
            fn $end(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                self.done("end");
                Poll::Ready(Ok(()))
            }
            fn poll_write_vectored(
                self: Pin<&mut Self>,
                _: &mut Context<'_>,
                bufs: &[IoSlice<'_>],
            ) -> Poll<Result<usize>> {
                Poll::Ready(Ok(self.vectored(bufs)))
            }
            $(fn $vectored(&self) -> bool {
                true
            })?
        })*
    };
}

polled_log! {
    AsyncWrite, poll_shutdown, is_write_vectored;
    tokio::io::AsyncWrite, poll_shutdown, is_write_vectored;
    hyper::rt::Write, poll_shutdown, is_write_vectored;
    futures_io::AsyncWrite, poll_close;
}

impl std::io::Write for Log {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        Ok(Log::write(self, buf))
    }
    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
        Ok(self.vectored(bufs))
    }
    fn flush(&mut self) -> Result<()> {
        self.done("flush");
        Ok(())
    }
}

impl embedded::ErrorType for Log {
    type Error = Infallible;
}

impl embedded::Write for Log {
    async fn write(&mut self, buf: &[u8]) -> std::result::Result<usize, Infallible> {
        Ok(Log::write(self, buf))
    }
    async fn flush(&mut self) -> std::result::Result<(), Infallible> {
        self.done("flush");
        Ok(())
    }
}

const ALL: [&str; 4] = ["write 2", "vectored [2, 1, 1]", "flush", "end"];
/// The traits of std have no shutdown.
const NO_END: [&str; 4] = ["write 2", "vectored [2, 1, 1]", "flush", "flush"];
/// A device takes one slice, has no shutdown, and is not flushed again if nothing was written.
const DEVICE: [&str; 3] = ["write 2", "write 2", "flush"];

/// Makes each kind of call once, and compares the calls that arrive.
fn writes<W: AsyncWrite + Unpin>(make: impl Fn(Log) -> W, expected: &[&str]) {
    let log = Log::default();
    let mut writer = make(log.clone());
    let vectored = expected.iter().any(|call| call.starts_with("vectored"));
    assert_eq!(writer.is_write_vectored(), vectored);
    assert_eq!(ready(Pin::new(&mut writer).poll_write(&mut cx(), b"ab")).unwrap(), 2);
    let bufs = [&b"ab"[..], b"c", b"d"].map(IoSlice::new);
    let n = ready(Pin::new(&mut writer).poll_write_vectored(&mut cx(), &bufs)).unwrap();
    assert_eq!(n, if vectored { 4 } else { 2 });
    ready(Pin::new(&mut writer).poll_flush(&mut cx())).unwrap();
    ready(Pin::new(&mut writer).poll_shutdown(&mut cx())).unwrap();
    assert_eq!(*log.0.borrow(), expected);
}

/// `fill_buf` returns the inner memory itself, and `consume` removes bytes from it.
fn lends(mut reader: impl AsyncBufRead + Unpin) {
    let lent = ready(Pin::new(&mut reader).poll_fill_buf(&mut cx())).unwrap();
    assert_eq!((lent.as_ptr(), lent), (DATA.as_ptr(), DATA), "a copy");
    Pin::new(&mut reader).consume(7);
    let lent = ready(Pin::new(&mut reader).poll_fill_buf(&mut cx())).unwrap();
    assert_eq!(lent.as_ptr(), DATA[7..].as_ptr(), "a copy");
    Pin::new(&mut reader).consume(5);
    assert_eq!(ready(Pin::new(&mut reader).poll_fill_buf(&mut cx())).unwrap(), b"");
}

/// tokio, futures-io, hyper and std have no hints.
#[test]
fn a_reader_of_a_family_without_hints_gives_none() {
    assert_eq!(FromTokio::new(DATA).remaining_hint(), 0);
    assert_eq!(FromFutures::new(DATA).remaining_hint(), 0);
    assert_eq!(FromHyper::new(Compat::new(DATA)).remaining_hint(), 0);
    assert_eq!(FromStd::new(DATA).remaining_hint(), 0);
}

/// Inward, `fill_buf` of a device returns the bytes that the bridge has read.
fn lends_a_copy() {
    let mut reader = FromEmbedded::new(DATA);
    assert_eq!(ready(Pin::new(&mut reader).poll_fill_buf(&mut cx())).unwrap(), DATA);
    assert_eq!(reader.remaining_hint(), DATA.len());
    Pin::new(&mut reader).consume(7);
    assert_eq!(reader.buffer(), b"world");
}

fn lend_to_embedded() {
    let mut reader = Compat::new(DATA);
    let lent = block_on(embedded::BufRead::fill_buf(&mut reader)).unwrap();
    assert_eq!(lent.as_ptr(), DATA.as_ptr(), "a copy");
    embedded::BufRead::consume(&mut reader, 7);
    assert_eq!(block_on(embedded::BufRead::fill_buf(&mut reader)).unwrap(), b"world");
}

fn seeks(mut stream: impl AsyncSeek + Unpin) {
    block_on(async {
        assert_eq!(stream.seek(SeekFrom::Start(4)).await?, 4);
        assert_eq!(stream.seek(SeekFrom::Current(3)).await?, 7);
        assert!(stream.seek(SeekFrom::Current(-8)).await.is_err());
        assert_eq!(stream.stream_position().await?, 7);
        assert_eq!(stream.seek(SeekFrom::End(-1)).await?, 11);
        assert_eq!(stream.stream_len().await?, 12);
        Result::Ok(())
    })
    .unwrap();
}

struct Flash(Cursor<&'static [u8]>);

impl embedded::ErrorType for Flash {
    type Error = embedded::ErrorKind;
}

impl embedded::Seek for Flash {
    async fn seek(&mut self, pos: embedded::SeekFrom) -> std::result::Result<u64, embedded::ErrorKind> {
        let pos = match pos {
            embedded::SeekFrom::Start(n) => SeekFrom::Start(n),
            embedded::SeekFrom::End(n) => SeekFrom::End(n),
            embedded::SeekFrom::Current(n) => SeekFrom::Current(n),
        };
        std::io::Seek::seek(&mut self.0, pos).map_err(|_| embedded::ErrorKind::InvalidInput)
    }
}

#[test]
#[cfg(unix)]
fn the_handle_of_the_system_is_that_of_what_is_wrapped() {
    use std::os::fd::{AsFd, AsRawFd};

    fn check(raw: i32, wrapper: &(impl AsFd + AsRawFd)) {
        assert_eq!((wrapper.as_fd().as_raw_fd(), wrapper.as_raw_fd()), (raw, raw));
    }
    let socket = std::sync::Arc::new(std::net::UdpSocket::bind("127.0.0.1:0").unwrap());
    let raw = socket.as_raw_fd();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    check(raw, &FromTokio::new(socket.clone()));
    check(raw, &FromFutures::new(socket.clone()));
    check(raw, &FromHyper::new(socket.clone()));
    check(raw, &FromStd::new(socket.clone()));
    check(raw, &Compat::new(socket.clone()));
    check(raw, &IntoStd::new(socket.clone()));
    check(raw, &WithHandle::new(runtime.handle(), socket.clone()));
}

#[test]
fn a_hint_goes_through_what_enters_a_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(WithHandle::new(runtime.handle(), DATA).remaining_hint(), DATA.len());
}

/// A wrapper is `Copy`, `Default`, `Debug`, `Send`, `Sync` and `Unpin` if the wrapped value is. It adds few bytes.
#[test]
fn wrappers_have_the_auto_traits_of_what_they_wrap() {
    /// A seek in progress: its position, and the function that resumes it.
    const SEEK: usize = size_of::<(SeekFrom, fn())>();
    fn copied<T: Copy + Default + std::fmt::Debug + Send + Sync + Unpin>() {}
    copied::<FromTokio<u8>>();
    copied::<FromFutures<u8>>();
    copied::<FromHyper<u8>>();
    copied::<FromStd<u8>>();
    copied::<Compat<u8>>();
    copied::<IntoStd<u8>>();
    assert_eq!(size_of::<FromHyper<[u64; 5]>>(), 40);
    assert_eq!(size_of::<IntoStd<[u64; 5]>>(), 40);
    // The window of the next read.
    assert_eq!(size_of::<FromFutures<[u32; 5]>>(), 20 + size_of::<u32>() + SEEK);
    // The window, and the function that ends the write direction.
    assert_eq!(size_of::<FromStd<[u32; 5]>>(), 20 + size_of::<u32>() + SEEK + size_of::<fn()>());
    assert_eq!(size_of::<FromTokio<[u64; 5]>>(), 40 + SEEK);
    assert_eq!(size_of::<Compat<[u64; 5]>>(), 40 + SEEK);
}

/// Each accessor returns the wrapped value.
#[test]
fn accessors_return_the_wrapped_value() {
    macro_rules! reach {
        ($($wrapper:ident)*) => {
            $({
                let mut wrapper = $wrapper::new(1);
                assert_eq!(*wrapper.get_ref(), 1);
                *wrapper.get_mut() = 2;
                *Pin::new(&mut wrapper).get_pin_mut() += 1;
                assert_eq!(wrapper.into_inner(), 3);
            })*
        };
    }
    reach!(FromTokio FromFutures FromHyper FromStd Compat IntoStd);
}
