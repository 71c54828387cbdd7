//! The rows of the bridges.
//!
//! The contestants of these rows are ways between two families: the bridge of poll-io-compat, the bridge of
//! tokio-util, and the native path without a bridge.

use crate::{
    contest::{Contestant, Role, Row, Target},
    data,
    loopback::{RUNTIME, connected, drain, echo, give, of_tokio},
    source::Chunked,
};
use bytes::BytesMut;
use futures_lite::future::block_on;
use poll_io::IoSlice;
use poll_io_compat::{BytesReadExt, Compat, FromFutures, FromTokio, tokio_1::WithHandle};
use std::pin::Pin;
use tokio_util::compat::{FuturesAsyncReadCompatExt, TokioAsyncReadCompatExt};

/// The most bytes that a source in memory returns from one read, as a socket does.
const CHUNK: usize = 8 * 1024;
/// The size of the buffer for reads in steps.
const SPARE: usize = 64 * 1024;
/// The size in bytes of the payload of a packet.
const STEP: usize = 1400;
const STEPS: u64 = 1024;
const MESSAGES: u64 = 4000;
/// The number of slices of a message, and the bytes of each.
const SLICES: usize = 16;
const SLICE: usize = 64;

fn source() -> Chunked<'static> {
    Chunked::new(data::large(), CHUNK)
}

/// Repeats a body inside a runtime of tokio.
macro_rules! on_tokio {
    ($passes:expr, $body:expr) => {
        RUNTIME.block_on(async {
            let mut sum = 0_u64;
            for _ in 0..$passes {
                sum = sum.wrapping_add($body.await);
            }
            sum
        })
    };
}

/// Repeats a body without a runtime.
macro_rules! bare {
    ($passes:expr, $body:expr) => {
        block_on(async {
            let mut sum = 0_u64;
            for _ in 0..$passes {
                sum = sum.wrapping_add($body.await);
            }
            sum
        })
    };
}

/// Reads to the end with the method of the named family.
macro_rules! to_end {
    ($family:path, $reader:expr) => {
        |passes| {
            bare!(passes, async {
                let mut all = Vec::new();
                $family(&mut $reader, &mut all).await.expect("it is memory");
                all.len() as u64 + u64::from(all[all.len() / 2])
            })
        }
    };
}

/// Reads packets one after the other, each into an empty buffer.
macro_rules! steps {
    ($read:path, $reader:expr) => {
        |passes| {
            bare!(passes, async {
                let mut reader = $reader;
                let (mut sum, mut room) = (0, BytesMut::with_capacity(SPARE));
                for _ in 0..STEPS {
                    room.clear();
                    sum += $read(&mut reader, &mut room).await.expect("it is memory") as u64;
                }
                sum
            })
        }
    };
}

fn packets() -> Chunked<'static> {
    Chunked::new(data::large(), STEP)
}

/// Sends messages of many slices, with as few calls as the writer allows.
macro_rules! messages {
    ($face:path, $wrap:expr) => {
        |passes| {
            on_tokio!(passes, async {
                let (stream, peer) = connected(drain);
                {
                    let mut writer = ($wrap)(of_tokio(stream));
                    let payload = [[7; SLICE]; SLICES];
                    for _ in 0..MESSAGES {
                        let mut slices = payload.each_ref().map(|slice| IoSlice::new(slice));
                        let mut rest = &mut slices[..];
                        while !rest.is_empty() {
                            let written = std::future::poll_fn(|cx| {
                                <_ as $face>::poll_write_vectored(Pin::new(&mut writer), cx, rest)
                            });
                            let n = written.await.expect("the peer reads");
                            IoSlice::advance_slices(&mut rest, n);
                        }
                    }
                }
                peer.join().expect("the peer does not panic")
            })
        }
    };
}

/// Sends a message, and receives it back.
macro_rules! echoes {
    ($size:literal, $wrap:expr, $write:path, $read:path) => {
        |passes| {
            on_tokio!(passes, async {
                let (stream, _) = connected(echo($size));
                let mut stream = ($wrap)(of_tokio(stream));
                let (sent, mut received) = (vec![1; $size], vec![0; $size]);
                for _ in 0..ECHOES {
                    $write(&mut stream, &sent).await.expect("the peer reads");
                    $read(&mut stream, &mut received).await.expect("the peer writes");
                }
                u64::from(received[$size - 1])
            })
        }
    };
}
const ECHOES: u64 = 100;

/// Reads the available bytes of a socket into uninitialized memory.
macro_rules! bulk {
    ($wrap:expr, $read:path) => {
        |passes| {
            on_tokio!(passes, async {
                let (stream, _) = connected(give(16 << 20));
                let mut stream = ($wrap)(of_tokio(stream));
                let (mut sum, mut room) = (0, BytesMut::with_capacity(SPARE));
                loop {
                    room.clear();
                    match $read(&mut stream, &mut room).await.expect("the peer writes") {
                        0 => break sum,
                        n => sum += n as u64,
                    }
                }
            })
        }
    };
}

/// Reads small pieces that are always available.
macro_rules! reads {
    ($reader:expr) => {
        |passes| {
            bare!(passes, async {
                let (mut reader, mut sum) = ($reader, 0);
                for _ in 0..10_000 {
                    sum += poll_io::AsyncReadExt::read(&mut reader, &mut [0; 8]).await.expect("it is memory") as u64;
                }
                sum
            })
        }
    };
}

const fn native(run: fn(u64) -> u64) -> Contestant {
    Contestant { name: "native", role: Role::Bound, run }
}

const fn ours(run: fn(u64) -> u64) -> Contestant {
    Contestant { name: "poll-io", role: Role::Ours, run }
}

const fn theirs(run: fn(u64) -> u64) -> Contestant {
    Contestant { name: "tokio-util", role: Role::Peer, run }
}

/// The targets: the highest ratio to the native time, and the highest ratio to the time of tokio-util.
fn targets(of_native: Option<f64>, of_theirs: f64) -> Vec<Target> {
    let native = of_native.map(|most| Target { against: Some("native"), most });
    native.into_iter().chain([Target { against: None, most: of_theirs }]).collect()
}

/// Returns the rows.
#[expect(clippy::too_many_lines, reason = "a table")]
pub fn rows() -> Vec<Row> {
    let row = |name, ops, mut contestants: Vec<Contestant>, targets| {
        // poll-io is the first contestant of every row.
        contestants.rotate_left(1);
        Row { targets, ..Row::new(name, ops, contestants) }
    };
    vec![
        row(
            "bridge: read_to_end 64 MiB, tokio to poll-io",
            1,
            vec![
                native(to_end!(tokio::io::AsyncReadExt::read_to_end, source())),
                ours(to_end!(poll_io::AsyncReadExt::read_to_end, FromTokio::new(source()))),
                theirs(to_end!(futures_util::AsyncReadExt::read_to_end, TokioAsyncReadCompatExt::compat(source()))),
            ],
            targets(Some(1.05), 1.0),
        ),
        row(
            "bridge: read_to_end 64 MiB, futures-io to poll-io",
            1,
            vec![
                native(to_end!(futures_util::AsyncReadExt::read_to_end, source())),
                ours(to_end!(poll_io::AsyncReadExt::read_to_end, FromFutures::new(source()))),
                theirs(to_end!(tokio::io::AsyncReadExt::read_to_end, FuturesAsyncReadCompatExt::compat(source()))),
            ],
            targets(Some(1.05), 1.0),
        ),
        row(
            "bridge: read_to_end 64 MiB, poll-io to tokio",
            1,
            vec![
                native(to_end!(tokio::io::AsyncReadExt::read_to_end, source())),
                ours(to_end!(tokio::io::AsyncReadExt::read_to_end, Compat::new(source()))),
                theirs(to_end!(tokio::io::AsyncReadExt::read_to_end, FuturesAsyncReadCompatExt::compat(source()))),
            ],
            targets(Some(1.05), 1.0),
        ),
        row(
            "bridge: read_to_end 64 MiB, poll-io to futures-io",
            1,
            vec![
                native(to_end!(futures_util::AsyncReadExt::read_to_end, source())),
                ours(to_end!(futures_util::AsyncReadExt::read_to_end, Compat::new(source()))),
                theirs(to_end!(futures_util::AsyncReadExt::read_to_end, TokioAsyncReadCompatExt::compat(source()))),
            ],
            targets(Some(1.05), 1.0),
        ),
        row(
            "bridge: 1,400-byte reads into 64 KiB, tokio to poll-io",
            STEPS,
            vec![
                native(steps!(tokio::io::AsyncReadExt::read_buf, packets())),
                ours(steps!(BytesReadExt::read_into, FromTokio::new(packets()))),
                theirs(steps!(
                    tokio::io::AsyncReadExt::read_buf,
                    FuturesAsyncReadCompatExt::compat(TokioAsyncReadCompatExt::compat(packets()))
                )),
            ],
            targets(Some(1.02), 1.0),
        ),
        row(
            "bridge: 1,400-byte reads into 64 KiB, poll-io to tokio",
            STEPS,
            vec![
                native(steps!(tokio::io::AsyncReadExt::read_buf, packets())),
                ours(steps!(tokio::io::AsyncReadExt::read_buf, Compat::new(packets()))),
                theirs(steps!(tokio::io::AsyncReadExt::read_buf, FuturesAsyncReadCompatExt::compat(packets()))),
            ],
            targets(Some(1.02), 1.0),
        ),
        row(
            "bridge: 1,400-byte reads into 64 KiB, futures-io to poll-io",
            STEPS,
            vec![
                native(steps!(tokio::io::AsyncReadExt::read_buf, packets())),
                ours(steps!(BytesReadExt::read_into, FromFutures::new(packets()))),
                theirs(steps!(tokio::io::AsyncReadExt::read_buf, FuturesAsyncReadCompatExt::compat(packets()))),
            ],
            targets(None, 0.10),
        ),
        row(
            "bridge: 4,000 messages of 16 slices, tokio's TCP",
            MESSAGES,
            vec![
                native(messages!(tokio::io::AsyncWrite, |stream| stream)),
                ours(messages!(poll_io::AsyncWrite, FromTokio::new)),
                theirs(messages!(futures_util::AsyncWrite, TokioAsyncReadCompatExt::compat)),
            ],
            targets(Some(1.02), 1.0),
        ),
        row(
            "bridge: echo of 1 byte, tokio's TCP",
            ECHOES,
            vec![
                native(echoes!(1, |s| s, tokio::io::AsyncWriteExt::write_all, tokio::io::AsyncReadExt::read_exact)),
                ours(echoes!(1, FromTokio::new, poll_io::AsyncWriteExt::write_all, poll_io::AsyncReadExt::read_exact)),
                theirs(echoes!(
                    1,
                    TokioAsyncReadCompatExt::compat,
                    futures_util::AsyncWriteExt::write_all,
                    futures_util::AsyncReadExt::read_exact
                )),
            ],
            targets(Some(1.02), 1.02),
        ),
        row(
            "bridge: echo of 64 KiB, tokio's TCP",
            ECHOES,
            vec![
                native(echoes!(65536, |s| s, tokio::io::AsyncWriteExt::write_all, tokio::io::AsyncReadExt::read_exact)),
                ours(echoes!(
                    65536,
                    FromTokio::new,
                    poll_io::AsyncWriteExt::write_all,
                    poll_io::AsyncReadExt::read_exact
                )),
                theirs(echoes!(
                    65536,
                    TokioAsyncReadCompatExt::compat,
                    futures_util::AsyncWriteExt::write_all,
                    futures_util::AsyncReadExt::read_exact
                )),
            ],
            targets(Some(1.02), 1.02),
        ),
        row(
            "bridge: bulk of 16 MiB into 64 KiB, futures-io to poll-io, TCP",
            1,
            vec![
                native(bulk!(|s| s, tokio::io::AsyncReadExt::read_buf)),
                ours(bulk!(|s| FromFutures::new(TokioAsyncReadCompatExt::compat(s)), BytesReadExt::read_into)),
                theirs(bulk!(
                    |s| FuturesAsyncReadCompatExt::compat(TokioAsyncReadCompatExt::compat(s)),
                    tokio::io::AsyncReadExt::read_buf
                )),
            ],
            Vec::new(),
        ),
        row(
            "bridge: reads of 8 bytes, with a handle entered for each",
            10_000,
            vec![
                native(reads!(FromTokio::new(source()))),
                ours(reads!(FromTokio::new(WithHandle::new(RUNTIME.handle(), source())))),
            ],
            Vec::new(),
        ),
    ]
}
