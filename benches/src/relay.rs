//! The row with many relays: each of 100 connections has two pipes, and a relay copies between them in both
//! directions.
//!
//! Beside poll-io, only tokio has `copy_bidirectional` and a pipe with two directions, so this row has two
//! families.

use crate::contest::{Contestant, Role, Row};

/// The number of relays that run at once.
const RELAYS: usize = 100;
/// The message that a client sends through its relay and receives back, and how often.
const MESSAGE: usize = 4096;
const TURNS: usize = 16;

/// Defines the workload over the pipes and the copy of one family.
macro_rules! relays {
    ($name:ident, $duplex:path, $copy:path, $($traits:path),*) => {
        fn $name(passes: u64) -> u64 {
            $(use $traits as _;)*
            crate::families::task(async {
                let mut sum = 0_u64;
                for _ in 0..passes {
                    let connections = (0..RELAYS).map(|_| async {
                        let ((mut client, mut near), (mut far, mut server)) = ($duplex(8192), $duplex(8192));
                        let relay = async { $copy(&mut near, &mut far).await.unwrap() };
                        let serve = async {
                            let mut buf = [0; MESSAGE];
                            for _ in 0..TURNS {
                                server.read_exact(&mut buf).await.unwrap();
                                server.write_all(&buf).await.unwrap();
                            }
                            server.shutdown().await.unwrap();
                        };
                        let ask = async {
                            let mut buf = [7; MESSAGE];
                            for _ in 0..TURNS {
                                client.write_all(&buf).await.unwrap();
                                client.read_exact(&mut buf).await.unwrap();
                            }
                            client.shutdown().await.unwrap();
                        };
                        futures_util::join!(relay, serve, ask).0
                    });
                    for (there, back) in futures_util::future::join_all(connections).await {
                        sum = sum.wrapping_mul(31).wrapping_add(there ^ back.rotate_left(7));
                    }
                }
                sum
            })
        }
    };
}

relays!(ours, poll_io::duplex, poll_io::copy_bidirectional, poll_io::AsyncReadExt, poll_io::AsyncWriteExt);
relays!(of_tokio, tokio::io::duplex, tokio::io::copy_bidirectional, tokio::io::AsyncReadExt, tokio::io::AsyncWriteExt);

/// Returns the row.
pub fn row() -> Row {
    let contestant = |name, role, run| Contestant { name, role, run };
    Row::new(
        "copy_bidirectional over 100 pairs of pipes",
        1,
        [contestant("poll-io", Role::Ours, ours as fn(u64) -> u64), contestant("tokio", Role::Peer, of_tokio)],
    )
}
