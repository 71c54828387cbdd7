//! Checks every bridge against the clauses, and the types of tokio, futures-util and smol through the bridges.
//!
//! The sockets are pairs of Unix sockets, which need no network. So this file compiles only on Unix.
#![cfg(all(
    unix,
    feature = "tokio-1-rt",
    feature = "futures-03",
    feature = "hyper-1",
    feature = "embedded-io-async-07",
    feature = "std-io"
))]

use futures_lite::future::{block_on, poll_once};
use poll_io::{
    BufWriter, DuplexStream, Join, duplex, join,
    prelude::*,
    sink, split,
    test_util::{
        Fragmented,
        conformance::{
            Violation, buf_reader, reader, reader_wakes, seeker, stream_wakes, violations, writer, writer_wakes,
        },
    },
};
use poll_io_compat::{Compat, FromEmbedded, FromFutures, FromHyper, FromStd, FromTokio, IntoStd};
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    io::Cursor,
    mem,
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
};

const TEXT: &[u8] = b"What a reader returns,\nno more, no less,\nand in this order.";

fn both<R: AsyncBufRead + Unpin>(mut make: impl FnMut() -> R) {
    reader(&mut make, TEXT);
    buf_reader(make, TEXT);
}

fn all<R: AsyncBufRead + AsyncSeek + Unpin>(mut make: impl FnMut() -> R) {
    both(&mut make);
    seeker(make, TEXT);
}

/// Reads until the reader ends or waits.
fn drain(reader: &mut (impl AsyncRead + Unpin)) -> Vec<u8> {
    let mut all = Vec::new();
    block_on(poll_once(reader.read_to_end(&mut all)));
    all
}

/// Makes a pipe that has `TEXT` and then ends.
fn piped<T: AsyncRead + AsyncWrite + Unpin>((mut near, far): (T, T)) -> T {
    block_on(async {
        near.write_all(TEXT).await.unwrap();
        near.shutdown().await.unwrap();
    });
    far
}

/// Makes an empty pipe, and a function that writes to it.
fn fed<T: AsyncRead + AsyncWrite + Unpin + 'static>((mut near, far): (T, T)) -> (T, impl FnOnce()) {
    (far, move || {
        block_on(near.write_all(b"x")).unwrap();
        mem::forget(near);
    })
}

/// Makes a full pipe, and a function that makes room.
fn drained<T: AsyncRead + AsyncWrite + Unpin + 'static>((mut near, far): (T, T)) -> (T, impl FnOnce()) {
    (far, move || {
        drain(&mut near);
        mem::forget(near);
    })
}

/// Makes a pipe that waits in both directions, a function that writes to it, and a function that makes room.
fn in_both<T: AsyncRead + AsyncWrite + Unpin, S>((near, far): (T, S)) -> (S, impl FnOnce(), impl FnOnce()) {
    let (mut reader, mut writer) = split(near);
    (far, move || block_on(writer.write_all(b"x")).unwrap(), move || drop(drain(&mut reader)))
}

fn in_both_through<T>(bridge: impl FnOnce(DuplexStream) -> T) -> (T, impl FnOnce(), impl FnOnce()) {
    let (near, far) = duplex(8);
    in_both((near, bridge(far)))
}

fn text(seed: u64) -> Fragmented<Cursor<&'static [u8]>> {
    Fragmented::new(Cursor::new(TEXT), seed)
}

fn vec(seed: u64) -> Fragmented<Vec<u8>> {
    Fragmented::new(Vec::new(), seed)
}

#[test]
fn every_bridge_keeps_the_contract_there_and_back() {
    for seed in 0..5 {
        all(|| FromTokio::new(Compat::new(text(seed))));
        all(|| FromFutures::new(Compat::new(text(seed))));
        reader(|| FromHyper::new(Compat::new(text(seed))), TEXT);
        all(|| FromTokio::new(Compat::new(FromFutures::new(Compat::new(text(seed))))));

        writer(|| FromTokio::new(Compat::new(vec(seed))), |w| mem::take(w.get_mut().get_mut().get_mut()));
        writer(|| FromFutures::new(Compat::new(vec(seed))), |w| mem::take(w.get_mut().get_mut().get_mut()));
        writer(|| FromHyper::new(Compat::new(vec(seed))), |w| mem::take(w.get_mut().get_mut().get_mut()));
        writer(
            || FromTokio::new(Compat::new(BufWriter::with_capacity(4, vec(seed)))),
            |w| mem::take(w.get_mut().get_mut().get_mut().get_mut()),
        );
        writer(
            || {
                let (near, far) = duplex(7);
                join(far, FromFutures::new(Compat::new(near)))
            },
            |pipe: &mut Join<DuplexStream, _>| drain(pipe.reader_mut()),
        );

        both(|| FromEmbedded::new(Compat::new(text(seed))));
        seeker(|| FromEmbedded::new(Compat::new(text(seed))), TEXT);
        writer(
            || {
                let (near, far) = duplex(7);
                join(far, FromEmbedded::new(Compat::new(near)))
            },
            |pipe: &mut Join<DuplexStream, _>| drain(pipe.reader_mut()),
        );
    }
    all(|| FromStd::new(Cursor::new(TEXT)));
    all(|| FromStd::new(IntoStd::new(text(1))));
    writer(|| FromStd::new(IntoStd::new(vec(1))), |w| mem::take(w.get_mut().get_mut().get_mut()));
    writer(|| FromStd::new(Vec::new()), |w| mem::take(w.get_mut()));
    writer(|| FromStd::new(std::io::BufWriter::new(Vec::new())), |w| mem::take(w.get_mut().get_mut()));

    // A blocking socket whose marker is inferred. A shutdown ends its write direction (W7, W8).
    writer(
        || {
            let (near, far) = UnixStream::pair().unwrap();
            near.set_nonblocking(true).unwrap();
            join(FromStd::new(near), poll_io_compat::IntoPollIo::into_poll_io(far))
        },
        |pipe| drain(pipe.reader_mut()),
    );

    reader_wakes(|| fed_through(|io| FromTokio::new(Compat::new(io))));
    reader_wakes(|| fed_through(|io| FromFutures::new(Compat::new(io))));
    reader_wakes(|| fed_through(|io| FromHyper::new(Compat::new(io))));
    reader_wakes(|| fed_through(|io| FromEmbedded::new(Compat::new(io))));
    writer_wakes(|| drained_through(|io| FromTokio::new(Compat::new(io))));
    writer_wakes(|| drained_through(|io| FromFutures::new(Compat::new(io))));
    writer_wakes(|| drained_through(|io| FromHyper::new(Compat::new(io))));
    stream_wakes(|| in_both_through(|io| FromTokio::new(Compat::new(io))));
    stream_wakes(|| in_both_through(|io| FromFutures::new(Compat::new(io))));
    stream_wakes(|| in_both_through(|io| FromHyper::new(Compat::new(io))));
}

fn fed_through<T>(bridge: impl FnOnce(DuplexStream) -> T) -> (T, impl FnOnce()) {
    let (io, feed) = fed(duplex(8));
    (bridge(io), feed)
}

fn drained_through<T>(bridge: impl FnOnce(DuplexStream) -> T) -> (T, impl FnOnce()) {
    let (io, room) = drained(duplex(8));
    (bridge(io), room)
}

/// The violations of each type, by library and type.
#[derive(Default)]
struct Table(BTreeMap<(&'static str, &'static str), Vec<Violation>>);

impl Table {
    fn row(&mut self, library: &'static str, name: &'static str, check: impl FnOnce()) {
        self.0.entry((library, name)).or_default().extend(violations(check));
    }
}

/// Checks the halves into which a function splits a stream.
macro_rules! halves {
    ($bridge:ident, $split:path) => {{
        reader(|| $bridge::new($split(Compat::new(join(text(1), sink()))).0), TEXT);
        writer(
            || {
                let (near, far) = duplex(7);
                join(far, $bridge::new($split(Compat::new(near)).1))
            },
            |pipe| drain(pipe.reader_mut()),
        );
        stream_wakes(|| {
            in_both_through(|io| {
                let (reader, writer) = $split(Compat::new(io));
                join($bridge::new(reader), $bridge::new(writer))
            })
        });
    }};
}

fn tokio_types(table: &mut Table) {
    use tokio::io;
    let io_text = |seed| Compat::new(text(seed));
    let io_vec = |seed| Compat::new(vec(seed));
    let row = &mut |name, check: &mut dyn FnMut()| table.row("tokio", name, check);
    row("`std::io::Cursor`, as tokio reads it", &mut || all(|| FromTokio::new(Cursor::new(TEXT))));
    row("`Vec<u8>`, as tokio writes it", &mut || writer(|| FromTokio::new(Vec::new()), |w| mem::take(w.get_mut())));
    row("`io::BufReader`", &mut || {
        all(|| FromTokio::new(io::BufReader::with_capacity(4, io_text(1))));
    });
    row("`io::BufWriter`", &mut || {
        writer(
            || FromTokio::new(io::BufWriter::with_capacity(4, io_vec(1))),
            |w| mem::take(w.get_mut().get_mut().get_mut().get_mut()),
        );
    });
    row("`io::BufStream`", &mut || {
        all(|| FromTokio::new(io::BufStream::with_capacity(4, 4, Cursor::new(TEXT.to_vec()))));
        both(|| FromTokio::new(io::BufStream::with_capacity(4, 4, Compat::new(join(text(1), sink())))));
        writer(
            || FromTokio::new(io::BufStream::with_capacity(4, 4, Compat::new(join(&b""[..], vec(1))))),
            |w| mem::take(w.get_mut().get_mut().get_mut().writer_mut().get_mut()),
        );
    });
    row("`io::Take`", &mut || both(|| FromTokio::new(io::AsyncReadExt::take(io_text(1), 100))));
    row("`io::Chain`", &mut || {
        both(|| FromTokio::new(io::AsyncReadExt::chain(&TEXT[..20], Compat::new(Fragmented::new(&TEXT[20..], 1)))));
    });
    row("`io::Empty`", &mut || reader(|| FromTokio::new(io::empty()), b""));
    row("`io::Repeat`", &mut || reader(|| FromTokio::new(io::repeat(7)).take(9), &[7; 9]));
    row("`io::split`", &mut || halves!(FromTokio, io::split));
    row("`io::duplex`", &mut || {
        let pair = |size| {
            let (near, far) = io::duplex(size);
            (FromTokio::new(near), FromTokio::new(far))
        };
        reader(|| piped(pair(100)), TEXT);
        reader_wakes(|| fed(pair(8)));
        writer_wakes(|| drained(pair(8)));
        stream_wakes(|| in_both(pair(8)));
        writer(
            || {
                let (near, far) = pair(7);
                join(far, near)
            },
            |pipe| drain(pipe.reader_mut()),
        );
    });
    row("`io::simplex`", &mut || {
        writer(
            || {
                let (reader, writer) = io::simplex(7);
                join(FromTokio::new(reader), FromTokio::new(writer))
            },
            |pipe| drain(pipe.reader_mut()),
        );
    });
}

fn tokio_runtime_types(table: &mut Table) {
    // The runtime has threads of its own, so it wakes the streams that this thread polls.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let _inside = runtime.enter();
    let file = File::new("tokio");
    table.row("tokio", "`net::UnixStream`", || {
        sockets(|io| FromTokio::new(tokio::net::UnixStream::from_std(io).unwrap()));
    });
    table.row("tokio", "`fs::File`", || {
        let open = || FromTokio::new(block_on(tokio::fs::File::open(&file.full)).unwrap());
        reader(open, TEXT);
        seeker(open, TEXT);
        writer(|| FromTokio::new(block_on(tokio::fs::File::create(file.new_one())).unwrap()), |_| file.arrived());
    });
}

/// Makes both ends of a socket: an end of std, which sees at once the bytes that have arrived, and the end to check.
fn sockets<T: AsyncRead + AsyncWrite + Unpin + 'static>(bridge: impl Fn(UnixStream) -> T) {
    let pair = || {
        let (near, far) = UnixStream::pair().unwrap();
        near.set_nonblocking(true).unwrap();
        far.set_nonblocking(true).unwrap();
        (FromStd::new(near), bridge(far))
    };
    reader(
        || {
            let (mut near, far) = pair();
            block_on(near.write_all(TEXT)).unwrap();
            far
        },
        TEXT,
    );
    reader_wakes(|| {
        let (mut near, far) = pair();
        (far, move || {
            block_on(near.write_all(b"x")).unwrap();
            mem::forget(near);
        })
    });
    stream_wakes(|| in_both(pair()));
    writer_wakes(|| {
        let (mut near, far) = pair();
        (far, move || {
            drain(&mut near);
            mem::forget(near);
        })
    });
    writer(
        || {
            let (near, far) = pair();
            join(near, far)
        },
        |pipe| drain(pipe.reader_mut()),
    );
}

/// Adds the rows of a library whose types have the names of futures-util.
macro_rules! futures_io_rows {
    ($table:expr, $library:literal, $io:path) => {{
        use $io as io;
        let io_text = |seed| Compat::new(text(seed));
        let io_vec = |seed| Compat::new(vec(seed));
        let row = &mut |name, check: &mut dyn FnMut()| $table.row($library, name, check);
        row("`io::Cursor`", &mut || {
            all(|| FromFutures::new(io::Cursor::new(TEXT)));
        });
        row("`io::BufReader`", &mut || {
            all(|| FromFutures::new(io::BufReader::with_capacity(4, io_text(1))));
        });
        row("`io::BufWriter`", &mut || {
            writer(
                || FromFutures::new(io::BufWriter::with_capacity(4, io_vec(1))),
                |w| mem::take(w.get_mut().get_mut().get_mut().get_mut()),
            );
        });
        row("`io::Take`", &mut || both(|| FromFutures::new(io::AsyncReadExt::take(io_text(1), 100))));
        row("`io::Chain`", &mut || {
            let rest = || Compat::new(Fragmented::new(&TEXT[20..], 1));
            both(|| FromFutures::new(io::AsyncReadExt::chain(&TEXT[..20], rest())));
        });
        row("`io::Empty`", &mut || reader(|| FromFutures::new(io::empty()), b""));
        row("`io::Repeat`", &mut || reader(|| FromFutures::new(io::repeat(7)).take(9), &[7; 9]));
    }};
}

fn futures_types(table: &mut Table) {
    use futures_util::io;
    futures_io_rows!(table, "futures-util", futures_util::io);
    let row = &mut |name, check: &mut dyn FnMut()| table.row("futures-util", name, check);
    row("`Vec<u8>`, as futures-io writes it", &mut || {
        writer(|| FromFutures::new(Vec::new()), |w| mem::take(w.get_mut()));
    });
    row("`io::AllowStdIo`", &mut || {
        all(|| FromFutures::new(io::AllowStdIo::new(Cursor::new(TEXT))));
        writer(|| FromFutures::new(io::AllowStdIo::new(Vec::new())), |w| mem::take(w.get_mut().get_mut()));
    });
    row("`io::LineWriter`", &mut || {
        // It gives no access to the inner writer, so the test watches that writer from outside.
        let seen = RefCell::new(Vec::new());
        writer(
            || {
                seen.borrow_mut().clear();
                let inner = vec(1).inspect_write(|piece| seen.borrow_mut().extend_from_slice(piece));
                FromFutures::new(io::LineWriter::with_capacity(4, Compat::new(inner)))
            },
            |_| mem::take(&mut *seen.borrow_mut()),
        );
    });
    row("`io::AsyncReadExt::split`", &mut || halves!(FromFutures, io::AsyncReadExt::split));
}

fn smol_types(table: &mut Table) {
    use smol::io;
    futures_io_rows!(table, "smol", smol::io);
    let file = File::new("smol");
    let row = &mut |name, check: &mut dyn FnMut()| table.row("smol", name, check);
    row("`io::AssertAsync`", &mut || {
        reader(|| FromFutures::new(io::AssertAsync::new(Cursor::new(TEXT))), TEXT);
        seeker(|| FromFutures::new(io::AssertAsync::new(Cursor::new(TEXT))), TEXT);
        writer(|| FromFutures::new(io::AssertAsync::new(Vec::new())), |w| mem::take(w.get_mut().get_mut()));
    });
    row("`io::split`", &mut || halves!(FromFutures, io::split));
    row("`net::unix::UnixStream`", &mut || {
        sockets(|io| FromFutures::new(smol::net::unix::UnixStream::from(smol::Async::new(io).unwrap())));
    });
    row("`fs::File`", &mut || {
        let open = || FromFutures::new(block_on(smol::fs::File::open(&file.full)).unwrap());
        reader(open, TEXT);
        seeker(open, TEXT);
        writer(|| FromFutures::new(block_on(smol::fs::File::create(file.new_one())).unwrap()), |_| file.arrived());
    });
    row("`Unblock`", &mut || {
        reader(|| FromFutures::new(smol::Unblock::with_capacity(7, Cursor::new(TEXT))), TEXT);
    });
}

fn embedded_types(table: &mut Table) {
    table.row("embedded-io-async", "every device, through `FromEmbedded`", || {
        stream_wakes(|| in_both_through(|io| FromEmbedded::new(Compat::new(io))));
    });
}

/// A file that has `TEXT`, and a file to write.
struct File {
    full: PathBuf,
    empty: PathBuf,
    seen: Cell<usize>,
}

impl File {
    fn new(name: &str) -> Self {
        let path = |kind| Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{kind}"));
        let file = File { full: path("full"), empty: path("empty"), seen: Cell::new(0) };
        fs::write(&file.full, TEXT).unwrap();
        file
    }

    /// Returns the path of the file to write.
    fn new_one(&self) -> &Path {
        self.seen.set(0);
        &self.empty
    }

    /// Returns the bytes that were added to the file since the last call.
    fn arrived(&self) -> Vec<u8> {
        let all = fs::read(&self.empty).unwrap();
        all[self.seen.replace(all.len())..].to_vec()
    }
}

/// The environment variable that makes the test write the table.
const WRITE: &str = "WRITE_PEERS";

#[test]
fn the_table_lists_what_the_peers_break() {
    let mut table = Table::default();
    tokio_types(&mut table);
    tokio_runtime_types(&mut table);
    futures_types(&mut table);
    smol_types(&mut table);
    embedded_types(&mut table);
    assert!(table.0.len() > 35);

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/peers.md");
    let page = fs::read_to_string(&path).unwrap();
    let marker = "<!-- table -->\n";
    let (head, written) = page.split_once(marker).unwrap();
    let anew = env::var_os(WRITE).is_some();

    let (mut rows, mut sound) = (String::new(), BTreeMap::<_, Vec<_>>::new());
    for ((library, name), found) in &table.0 {
        // A type that works on another thread may break a clause in different ways, or not in this run.
        let races = ["`net::", "`fs::", "`Unblock"].iter().any(|on| name.starts_with(on));
        let told = |found: &Violation| if races { found.clause().to_string() } else { found.to_string() };
        let mut found: BTreeSet<String> = found.iter().map(told).collect();
        let start = format!("| {library} | {name} | ");
        if races && !anew {
            let before = written.lines().find_map(|line| line.strip_prefix(&start)?.strip_suffix(" |"));
            found.extend(before.into_iter().flat_map(|before| before.split("; ")).map(String::from));
        }
        if found.is_empty() {
            sound.entry(library).or_default().push(*name);
        } else {
            let found: Vec<_> = found.into_iter().collect();
            writeln!(rows, "{start}{} |", found.join("; ")).unwrap();
        }
    }
    let mut text =
        format!("| library | type | what it breaks |\n|---|---|---|\n{rows}\nFound to keep every clause:\n\n");
    for (library, names) in sound {
        writeln!(text, "- {library}: {}", names.join(", ")).unwrap();
    }

    if anew {
        fs::write(&path, format!("{head}{marker}{text}")).unwrap();
        return;
    }
    assert_eq!(written, text, "{WRITE}=1 writes the table");
}
