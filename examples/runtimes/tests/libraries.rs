//! Runs the mail client and the compression of the other examples over TCP, on each runtime of this package. If the
//! kernel refuses `io_uring`, a test is skipped, and prints that.

#[path = "../../compression/tests/exchange/mod.rs"]
mod exchange;
#[path = "../../smtp/tests/journey/mod.rs"]
mod journey;

/// Returns whether the runtime can be used. If it cannot, prints that to the terminal, even if the harness captures
/// output.
#[cfg(any(feature = "compio", feature = "monoio", feature = "glommio"))]
fn available<T, E: std::fmt::Display>(runtime: &Result<T, E>) -> bool {
    use std::io::Write;
    if let Err(e) = runtime {
        let _ = writeln!(std::io::stderr(), "skipped: io_uring is refused: {e}");
    }
    runtime.is_ok()
}

macro_rules! tests {
    ($rt:ident, $available:expr, $connect:ident) => {
        mod $rt {
            use crate::{
                exchange::exchange,
                journey::{NAME, check, journey, large},
            };
            use futures_lite::future::try_zip;
            use poll_io_example_runtimes::$rt;
            use poll_io_example_smtp::Client;
            use std::net::SocketAddr;

            #[test]
            fn mail_over_tcp_and_tls() {
                if !$available {
                    return;
                }
                $rt::block_on(async {
                    let listener = $rt::listen(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
                    let connecting = $rt::connect(listener.local_addr().unwrap());
                    let (here, there) = try_zip(connecting, $rt::accept(&listener)).await.unwrap();
                    // The client takes the runtime's own stream.
                    let connecting = Client::$connect(here.into_inner(), NAME);
                    check(&journey(connecting, there.into_inner(), &large()).await, &large());
                });
            }

            #[test]
            fn compressed_text_over_tcp() {
                if !$available {
                    return;
                }
                $rt::block_on(async {
                    let listener = $rt::listen(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
                    let connecting = $rt::connect(listener.local_addr().unwrap());
                    let (here, there) = try_zip(connecting, $rt::accept(&listener)).await.unwrap();
                    exchange(here, there).await;
                });
            }
        }
    };
}

#[cfg(feature = "compio")]
tests!(on_compio, crate::available(&compio::runtime::Runtime::new()), connect_local);
#[cfg(feature = "monoio")]
tests!(on_monoio, crate::available(&on_monoio::runtime()), connect_local);
#[cfg(feature = "glommio")]
tests!(on_glommio, crate::available(&on_glommio::runtime()), connect_local);
#[cfg(feature = "embassy")]
tests!(on_embassy, true, connect);
