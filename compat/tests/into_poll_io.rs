//! One type has the traits of every family. The marker decides which bridge reads and writes it.
#![cfg(all(
    feature = "tokio-1",
    feature = "futures-03",
    feature = "hyper-1",
    feature = "std-io",
    feature = "embedded-io-async-07"
))]

use futures_lite::future::block_on;
use poll_io::{AsyncReadExt, AsyncWriteExt, duplex};
use poll_io_compat::{
    Compat, Embedded, FromEmbedded, FromFutures, FromHyper, FromStd, FromTokio, Futures, Hyper, IntoPollIo, IntoReader,
    IntoWriter, Own, Std, Tokio,
};

/// Reads a whole reader of any family, like a library.
fn read<M, R: IntoReader<M, Reader: Unpin>>(reader: R) -> Vec<u8> {
    let mut all = Vec::new();
    block_on(reader.into_reader().read_to_end(&mut all)).unwrap();
    all
}

/// Writes to a writer of any family.
fn greet<M, W: IntoWriter<M, Writer: Unpin>>(writer: W) {
    block_on(writer.into_writer().write_all(b"hello")).unwrap();
}

/// Writes to a stream of any family, and waits for an answer.
fn talk<M, T: IntoPollIo<M, Io: Unpin>>(io: T) -> [u8; 3] {
    block_on(async {
        let mut io = io.into_poll_io();
        io.write_all(b"hello").await.unwrap();
        io.read_array().await.unwrap()
    })
}

/// Checks the three conversions with one marker, on the stream that `$wrap` makes. Their output is `$bridge`.
macro_rules! check {
    ($marker:ident, $wrap:expr, $bridge:ident) => {{
        let _: fn(&'static [u8]) -> $bridge<_> = |text| IntoReader::<$marker>::into_reader($wrap(text));
        let _: fn(Vec<u8>) -> $bridge<_> = |room| IntoWriter::<$marker>::into_writer($wrap(room));
        let _: fn(poll_io::DuplexStream) -> $bridge<_> = |io| IntoPollIo::<$marker>::into_poll_io($wrap(io));
        assert_eq!(read::<$marker, _>($wrap(&b"text"[..])), b"text");
        let mut room = Vec::new();
        greet::<$marker, _>($wrap(&mut room));
        assert_eq!(room, b"hello");
        let (here, mut there) = duplex(8);
        block_on(there.write_all(b"bye")).unwrap();
        assert_eq!(talk::<$marker, _>($wrap(here)), *b"bye");
        assert_eq!(block_on(there.read_array()).unwrap(), *b"hello");
    }};
}

/// A poll-io stream is not wrapped.
type Itself<T> = T;

#[test]
fn the_marker_says_which_bridge() {
    check!(Own, std::convert::identity, Itself);
    check!(Tokio, Compat::new, FromTokio);
    check!(Futures, Compat::new, FromFutures);
    check!(Hyper, Compat::new, FromHyper);
}

/// The bridge of a device is not `Send`, and the device is `'static`.
#[test]
fn a_device_is_taken_by_its_bridge() {
    let (here, mut there) = duplex(8);
    block_on(there.write_all(b"bye")).unwrap();
    let _: fn(Compat<poll_io::DuplexStream>) -> FromEmbedded<_> = IntoPollIo::<Embedded>::into_poll_io;
    assert_eq!(talk::<Embedded, _>(Compat::new(here)), *b"bye");
    assert_eq!(block_on(there.read_array()).unwrap(), *b"hello");
    assert_eq!(read::<Embedded, _>(&b"text"[..]), b"text");
}

/// With the marker `Own`, a `Compat` is unwrapped.
#[test]
fn an_outward_wrapper_is_taken_off() {
    let _: fn(Compat<poll_io::DuplexStream>) -> poll_io::DuplexStream = IntoPollIo::<Own>::into_poll_io;
    assert_eq!(read::<Own, _>(Compat::new(&b"text"[..])), b"text");
    greet::<Own, _>(Compat::new(poll_io::sink()));
}

/// The marker of each blocking type of std in the list is inferred.
#[test]
fn a_blocking_type_of_std_is_known() {
    fn both<T: IntoPollIo<Std, Io = FromStd<T>> + IntoReader<Std> + IntoWriter<Std>>() {}
    fn reads<T: IntoReader<Std, Reader = FromStd<T>>>() {}
    fn writes<T: IntoWriter<Std, Writer = FromStd<T>>>() {}
    both::<std::net::TcpStream>();
    both::<&std::net::TcpStream>();
    both::<std::fs::File>();
    both::<&std::fs::File>();
    reads::<std::io::Stdin>();
    reads::<std::io::StdinLock<'_>>();
    reads::<std::process::ChildStdout>();
    reads::<std::process::ChildStderr>();
    writes::<std::io::Stdout>();
    writes::<std::io::StdoutLock<'_>>();
    writes::<std::io::Stderr>();
    writes::<std::io::StderrLock<'_>>();
    writes::<std::process::ChildStdin>();

    #[cfg(unix)]
    {
        use std::os::unix::net::UnixStream;
        both::<UnixStream>();
        both::<&UnixStream>();
        let (here, there) = UnixStream::pair().unwrap();
        greet(&there);
        greet(there);
        assert_eq!(read(here), b"hellohello");
    }
}
