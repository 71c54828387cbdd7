//! Third-party crates over a poll-io stream. `on_tokio.rs` and `on_smol.rs` run this one source on each runtime.
//!
//! Each journey passes a stream to a third-party crate in one `Compat`. The stream that the crate makes of it comes
//! back through `IntoPollIo` or `IntoReader`. A test checks that the journeys need no other wrapper.

pub mod certificate;
pub mod compression;
pub mod http;
pub mod redis;
pub mod tls;

use futures_lite::future::try_zip;
use poll_io::{Result, prelude::*, split};
use poll_io_compat::IntoPollIo;
use std::{net::SocketAddr, time::Duration};

/// The code that differs between runtimes. Everything else in the suite is written once.
pub trait Runtime: 'static {
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;
    type Listener: Send + Sync + 'static;

    fn block_on<F: Future>(future: F) -> F::Output;
    fn spawn(future: impl Future<Output = ()> + Send + 'static);
    fn sleep(time: Duration) -> impl Future<Output = ()> + Send + Sync + 'static;
    fn listen() -> impl Future<Output = Result<(Self::Listener, SocketAddr)>> + Send;
    fn accept(listener: &Self::Listener) -> impl Future<Output = Result<Self::Stream>> + Send;
    fn connect(addr: SocketAddr) -> impl Future<Output = Result<Self::Stream>> + Send;
}

/// Makes a connection over loopback TCP, and returns its two ends.
pub async fn pair<R: Runtime>() -> Result<(R::Stream, R::Stream)> {
    let (listener, addr) = R::listen().await?;
    try_zip(R::accept(&listener), R::connect(addr)).await
}

/// Runs one end in a task of its own and the other here, until both have ended. If either fails, the test fails.
pub async fn both<R: Runtime>(
    there: impl Future<Output = Result<()>> + Send + 'static,
    here: impl Future<Output = Result<()>>,
) {
    let (end, ended) = smol::channel::bounded(1);
    R::spawn(async move {
        let _ = end.send(there.await).await;
    });
    let there = async { ended.recv().await.expect("the task runs to its end") };
    try_zip(there, here).await.expect("both ends succeed");
}

/// Returns `len` pseudorandom bytes, which no codec can compress much. Two seeds give different bytes.
pub fn noise(seed: u64, len: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[7]
    })
    .take(len)
    .collect()
}

/// Sends the noise of one seed while it receives the noise of another, `size` bytes each, until both directions have
/// ended.
pub async fn exchange<M, T: IntoPollIo<M, Io: Unpin>>(io: T, size: usize, send: u64, expect: u64) -> Result<()> {
    let (mut reader, mut writer) = split(io.into_poll_io());
    let write = async {
        writer.write_all(&noise(send, size)).await?;
        writer.shutdown().await
    };
    let read = async {
        let mut received = Vec::new();
        reader.read_to_end(&mut received).await?;
        assert!(received == noise(expect, size), "what arrives is not what was sent");
        Ok(())
    };
    try_zip(write, read).await?;
    Ok(())
}

/// Generates the tests of the suite for one runtime.
macro_rules! on {
    ($runtime:ty) => {
        #[test]
        fn tls_13_and_10_mib_each_way_by_tokio_rustls() {
            suite::tls::by_tokio_rustls::<$runtime>();
        }

        #[test]
        fn tls_13_and_10_mib_each_way_by_futures_rustls() {
            suite::tls::by_futures_rustls::<$runtime>();
        }

        #[test]
        fn async_compression_by_both_its_modules_over_the_same_reader() {
            suite::compression::round_trips::<$runtime>();
        }

        #[test]
        fn the_redis_crate_as_a_client() {
            suite::redis::exchange::<$runtime>();
        }

        #[test]
        fn hyper_server_and_client_by_http_1() {
            suite::http::http_1::<$runtime>();
        }

        #[test]
        fn hyper_server_and_client_by_http_2() {
            suite::http::http_2::<$runtime>();
        }

        #[test]
        fn hyper_upgrades_a_connection() {
            suite::http::upgrade::<$runtime>();
        }

        #[test]
        fn hyper_gives_up_by_the_clock_of_the_runtime() {
            suite::http::slow_header::<$runtime>();
        }
    };
}
pub(crate) use on;

/// The source of the journeys names one wrapper and no unsafe code.
#[test]
fn one_wrapper_out_none_back_and_nothing_unsafe() {
    for journey in
        [include_str!("compression.rs"), include_str!("http.rs"), include_str!("redis.rs"), include_str!("tls.rs")]
    {
        let code: String = journey.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let words: Vec<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        for word in ["unsafe", "FromTokio", "FromFutures", "FromHyper", "TokioIo", "TokioAsyncReadCompatExt"] {
            assert!(!words.contains(&word), "{word}");
        }
        assert!(words.contains(&"Compat"));
        for after in code.split("Compat::new(").skip(1) {
            let argument = after.split(')').next().unwrap_or_default();
            assert!(!argument.contains("Compat"), "a wrapper in a wrapper: {argument}");
        }
    }
}
