//! Measures the cost of the bridges on the runtimes over `io_uring`: bulk and echo over TCP, beside each runtime's own
//! API. The adapters of the runtimes copy between a buffer that the system fills and the buffer of the caller.
//!
//! `cargo run --release --all-features --bin costs` in this folder prints the table. An argument is the number of
//! rounds.

use compio::io::compat::AsyncStream;
use futures_lite::future::try_zip;
use monoio_compat::TcpStreamCompat;
use poll_io::prelude::*;
use poll_io_compat::{FromFutures, FromTokio};
use poll_io_example_runtimes::{compio_direct, on_compio, on_glommio, on_monoio};
use std::{env, io, net::SocketAddr, time::Instant};

/// The number of bytes in bulk, and the size of one write and one read.
const BULK: usize = 256 << 20;
const PIECE: usize = 64 * 1024;
/// The number of messages of an echo, which are sent one after the other, and their length in bytes.
const MESSAGES: usize = 20_000;
const MESSAGE: usize = 64;

const ANY: ([u8; 4], u16) = ([127, 0, 0, 1], 0);

/// The work that is measured.
#[derive(Clone, Copy)]
enum Work {
    Bulk,
    Echo,
}

/// Runs both ends through poll-io.
async fn bridged(
    mut near: impl AsyncRead + AsyncWrite + Unpin,
    mut far: impl AsyncRead + AsyncWrite + Unpin,
    work: Work,
) -> io::Result<()> {
    match work {
        Work::Bulk => {
            let sending = async {
                let piece = vec![7; PIECE];
                for _ in 0..BULK / PIECE {
                    near.write_all(&piece).await?;
                }
                near.shutdown().await
            };
            let receiving = async {
                let (mut piece, mut got) = (vec![0; PIECE], 0);
                while let n @ 1.. = far.read(&mut piece).await? {
                    got += n;
                }
                complete(got)
            };
            try_zip(sending, receiving).await.map(drop)
        }
        Work::Echo => {
            let asking = async {
                let mut message = [7; MESSAGE];
                for _ in 0..MESSAGES {
                    near.write_all(&message).await?;
                    near.flush().await?;
                    near.read_exact(&mut message).await?;
                }
                Ok(())
            };
            let answering = async {
                let mut message = [0; MESSAGE];
                for _ in 0..MESSAGES {
                    far.read_exact(&mut message).await?;
                    far.write_all(&message).await?;
                    far.flush().await?;
                }
                io::Result::Ok(())
            };
            try_zip(asking, answering).await.map(drop)
        }
    }
}

/// Checks that all bytes of the bulk have arrived.
fn complete(got: usize) -> io::Result<()> {
    if got == BULK { Ok(()) } else { Err(io::Error::other(format!("only {got} of {BULK} bytes arrived"))) }
}

/// Uses the API of compio, which takes buffers by value and returns them.
async fn compio_own(mut near: compio::net::TcpStream, mut far: compio::net::TcpStream, work: Work) -> io::Result<()> {
    use compio::{
        buf::BufResult,
        io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    };
    match work {
        Work::Bulk => {
            let sending = async {
                let mut piece = vec![7; PIECE];
                for _ in 0..BULK / PIECE {
                    let BufResult(result, back) = near.write_all(piece).await;
                    result?;
                    piece = back;
                }
                near.shutdown().await
            };
            let receiving = async {
                let (mut piece, mut got) = (Vec::with_capacity(PIECE), 0);
                loop {
                    let BufResult(result, back) = AsyncRead::read(&mut far, piece).await;
                    piece = back;
                    match result? {
                        0 => return complete(got),
                        n => got += n,
                    }
                    piece.clear();
                }
            };
            try_zip(sending, receiving).await.map(drop)
        }
        Work::Echo => {
            let asking = async {
                let mut message = vec![7; MESSAGE];
                for _ in 0..MESSAGES {
                    let BufResult(result, back) = near.write_all(message).await;
                    result?;
                    let BufResult(result, back) = near.read_exact(back).await;
                    result?;
                    message = back;
                }
                Ok(())
            };
            let answering = async {
                let mut message = vec![0; MESSAGE];
                for _ in 0..MESSAGES {
                    let BufResult(result, back) = far.read_exact(message).await;
                    result?;
                    let BufResult(result, back) = far.write_all(back).await;
                    result?;
                    message = back;
                }
                io::Result::Ok(())
            };
            try_zip(asking, answering).await.map(drop)
        }
    }
}

/// Uses the API of monoio, which takes buffers by value and returns them.
async fn monoio_own(mut near: monoio::net::TcpStream, mut far: monoio::net::TcpStream, work: Work) -> io::Result<()> {
    use monoio::io::{AsyncReadRent, AsyncReadRentExt, AsyncWriteRent, AsyncWriteRentExt};
    match work {
        Work::Bulk => {
            let sending = async {
                let mut piece = vec![7; PIECE];
                for _ in 0..BULK / PIECE {
                    let (result, back) = near.write_all(piece).await;
                    result?;
                    piece = back;
                }
                near.shutdown().await
            };
            let receiving = async {
                let (mut piece, mut got) = (vec![0; PIECE], 0);
                loop {
                    let (result, back) = far.read(piece).await;
                    piece = back;
                    match result? {
                        0 => return complete(got),
                        n => got += n,
                    }
                }
            };
            try_zip(sending, receiving).await.map(drop)
        }
        Work::Echo => {
            let asking = async {
                let mut message = vec![7; MESSAGE];
                for _ in 0..MESSAGES {
                    let (result, back) = near.write_all(message).await;
                    result?;
                    let (result, back) = near.read_exact(back).await;
                    result?;
                    message = back;
                }
                Ok(())
            };
            let answering = async {
                let mut message = vec![0; MESSAGE];
                for _ in 0..MESSAGES {
                    let (result, back) = far.read_exact(message).await;
                    result?;
                    let (result, back) = far.write_all(back).await;
                    result?;
                    message = back;
                }
                io::Result::Ok(())
            };
            try_zip(asking, answering).await.map(drop)
        }
    }
}

/// Uses the API of glommio. Its streams implement futures-io, so its users call the methods of futures-lite.
async fn glommio_own(
    mut near: glommio::net::TcpStream,
    mut far: glommio::net::TcpStream,
    work: Work,
) -> io::Result<()> {
    use futures_lite::{AsyncReadExt, AsyncWriteExt};
    match work {
        Work::Bulk => {
            let sending = async {
                let piece = vec![7; PIECE];
                for _ in 0..BULK / PIECE {
                    AsyncWriteExt::write_all(&mut near, &piece).await?;
                }
                near.close().await
            };
            let receiving = async {
                let (mut piece, mut got) = (vec![0; PIECE], 0);
                while let n @ 1.. = AsyncReadExt::read(&mut far, &mut piece).await? {
                    got += n;
                }
                complete(got)
            };
            try_zip(sending, receiving).await.map(drop)
        }
        Work::Echo => {
            let asking = async {
                let mut message = [7; MESSAGE];
                for _ in 0..MESSAGES {
                    AsyncWriteExt::write_all(&mut near, &message).await?;
                    AsyncReadExt::read_exact(&mut near, &mut message).await?;
                }
                Ok(())
            };
            let answering = async {
                let mut message = [0; MESSAGE];
                for _ in 0..MESSAGES {
                    AsyncReadExt::read_exact(&mut far, &mut message).await?;
                    AsyncWriteExt::write_all(&mut far, &message).await?;
                }
                io::Result::Ok(())
            };
            try_zip(asking, answering).await.map(drop)
        }
    }
}

/// Runs the work over a connection of a runtime, and returns the time in seconds.
macro_rules! time {
    ($rt:ident, $work:expr, |$near:ident, $far:ident| $run:expr) => {
        $rt::block_on(async move {
            let listener = $rt::listen(SocketAddr::from(ANY)).await?;
            let connecting = $rt::connect(listener.local_addr()?);
            let ($near, $far) = try_zip(connecting, $rt::accept(&listener)).await?;
            let start = Instant::now();
            $run.await?;
            io::Result::Ok(start.elapsed().as_secs_f64())
        })
    };
}

fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|n| values[values.len() * n / 4])
}

/// Returns the median as text: the throughput of bulk, or the time of one message.
#[expect(clippy::cast_precision_loss, reason = "far below the limit")]
fn speed(work: Work, times: &[f64]) -> String {
    let [_, seconds, _] = quartiles(times.to_vec());
    match work {
        Work::Bulk => format!("{:.0} MB/s", BULK as f64 / seconds / 1e6),
        Work::Echo => format!("{:.1} us", seconds / MESSAGES as f64 * 1e6),
    }
}

type Measure = fn(Work) -> io::Result<f64>;

/// Has the name of a runtime, its own API, and its adapter with each size of the buffer.
type Runtime = (&'static str, Measure, Vec<(&'static str, Measure)>);

fn main() -> io::Result<()> {
    let rounds: usize = env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(11);
    if let Err(e) = compio::runtime::Runtime::new() {
        println!("not run: io_uring is refused: {e}");
        return Ok(());
    }
    let runtimes: [Runtime; 3] = [
        (
            "compio",
            |work| time!(compio_direct, work, |near, far| compio_own(near, far, work)),
            vec![
                ("8 KiB", |work| time!(on_compio, work, |near, far| bridged(near, far, work))),
                ("64 KiB", |work| {
                    time!(compio_direct, work, |near, far| bridged(
                        FromFutures::new(Box::pin(AsyncStream::with_capacity(PIECE, near))),
                        FromFutures::new(Box::pin(AsyncStream::with_capacity(PIECE, far))),
                        work
                    ))
                }),
            ],
        ),
        (
            "monoio",
            |work| {
                time!(on_monoio, work, |near, far| monoio_own(
                    near.into_inner().into_inner(),
                    far.into_inner().into_inner(),
                    work
                ))
            },
            vec![
                ("8 KiB", |work| time!(on_monoio, work, |near, far| bridged(near, far, work))),
                ("64 KiB", |work| {
                    let wide = |stream: on_monoio::Stream| {
                        let stream = stream.into_inner().into_inner();
                        FromTokio::new(TcpStreamCompat::new_with_buffer_size(stream, PIECE, PIECE))
                    };
                    time!(on_monoio, work, |near, far| bridged(wide(near), wide(far), work))
                }),
            ],
        ),
        (
            "glommio",
            |work| time!(on_glommio, work, |near, far| glommio_own(near.into_inner(), far.into_inner(), work)),
            vec![("none", |work| time!(on_glommio, work, |near, far| bridged(near, far, work)))],
        ),
    ];
    println!(
        "{:<8} {:<5} {:<7} {:>12} {:>12} {:>6}  {:<11}  {:>6}  {:<11}",
        "runtime", "work", "buffer", "own", "bridge", "ratio", "middle half", "A/A", "middle half"
    );
    for (name, own, bridges) in runtimes {
        for (title, work) in [("bulk", Work::Bulk), ("echo", Work::Echo)] {
            let mut measures = vec![own, own];
            measures.extend(bridges.iter().map(|(_, bridge)| bridge));
            let mut times: Vec<Vec<f64>> = measures.iter().map(|_| Vec::new()).collect();
            for round in 0..rounds {
                for n in 0..measures.len() {
                    let which = (n + round) % measures.len();
                    times[which].push(measures[which](work)?);
                }
            }
            let ratio = |of: &[f64]| quartiles(of.iter().zip(&times[0]).map(|(time, own)| time / own).collect());
            let [low_aa, mid_aa, high_aa] = ratio(&times[1]);
            for ((buffer, _), bridge) in bridges.iter().zip(&times[2..]) {
                let [low, mid, high] = ratio(bridge);
                let (own, bridge) = (speed(work, &times[0]), speed(work, bridge));
                println!(
                    "{name:<8} {title:<5} {buffer:<7} {own:>12} {bridge:>12} {mid:>6.3}  {low:.3}-{high:.3}  {mid_aa:>6.3}  \
                     {low_aa:.3}-{high_aa:.3}"
                );
            }
        }
    }
    println!(
        "ratio is the time through the bridge, divided by the time by the runtime's own API in the same round. A/A is the same\n\
         for a second run of the own API, so it shows the noise. Both are the median of {rounds} rounds, with the range of the\n\
         middle half. buffer is the buffer of the runtime's adapter."
    );
    Ok(())
}
