//! What overriding a method gains where it can gain the most: bytes that are in memory already.

use crate::{
    contest::{Contestant, Role, Row},
    data,
    families::now,
};
use std::hint::black_box;

/// Returns bytes in memory. No optimizer knows how many.
fn bytes(len: usize) -> &'static [u8] {
    black_box(&data::large()[..len])
}

/// Stamps the workloads of one family: everything into a new buffer, from the slice itself, and from a reference to it, as a
/// type has that borrows its reader; and small pieces.
macro_rules! family {
    ($(#[$attribute:meta])* $name:ident: $($prelude:tt)+) => {
        $(#[$attribute])*
        mod $name {
            use super::{black_box, bytes, now};
            use $($prelude)+;

            pub(super) fn to_end<const LEN: usize>(n: u64) -> u64 {
                let mut sum = 0;
                for _ in 0..n {
                    let (mut reader, mut buf) = (bytes(LEN), Vec::new());
                    now(reader.read_to_end(&mut buf)).unwrap();
                    sum += black_box(&buf).len() as u64;
                }
                sum
            }

            #[allow(dead_code, reason = "only the designs have something to lose")]
            pub(super) fn to_end_by_reference<const LEN: usize>(n: u64) -> u64 {
                let mut sum = 0;
                for _ in 0..n {
                    let (mut reader, mut buf) = (bytes(LEN), Vec::new());
                    let mut reference = black_box(&mut reader);
                    now((&mut reference).read_to_end(&mut buf)).unwrap();
                    sum += black_box(&buf).len() as u64;
                }
                sum
            }

            pub(super) fn pieces(n: u64) -> u64 {
                let mut sum = 0;
                for _ in 0..n {
                    let mut reader = bytes(1 << 14);
                    let (reader, mut buf) = (black_box(&mut reader), [0; 16]);
                    now(async {
                        for _ in 0..1 << 10 {
                            reader.read_exact(&mut buf).await.unwrap();
                            sum += u64::from(black_box(&buf)[0]);
                        }
                    });
                }
                sum
            }
        }
    };
}

family!(split: poll_io::prelude::*);
family!(
    #[cfg(feature = "iterator-style")]
    iterator_style: poll_io::iterator_style::prelude::*
);
family!(futures: futures_util::io::AsyncReadExt);
family!(tokio: ::tokio::io::AsyncReadExt);

fn raw<const LEN: usize>(n: u64) -> u64 {
    (0..n).map(|_| black_box(&bytes(LEN).to_vec()).len() as u64).sum()
}

fn to_end<const LEN: usize>(name: &'static str) -> Row {
    let contestant = |name, run| Contestant { name, role: Role::Peer, run };
    let contestants = vec![
        contestant("split", split::to_end::<LEN> as fn(u64) -> u64),
        #[cfg(feature = "iterator-style")]
        contestant("iterator-style", iterator_style::to_end::<LEN>),
        contestant("split, `&mut`", split::to_end_by_reference::<LEN>),
        #[cfg(feature = "iterator-style")]
        contestant("iterator-style, `&mut`", iterator_style::to_end_by_reference::<LEN>),
        contestant("futures-util", futures::to_end::<LEN>),
        contestant("tokio", tokio::to_end::<LEN>),
        contestant("`to_vec`", raw::<LEN>),
    ];
    Row::new(name, 1, contestants)
}

/// Returns the rows: reading everything, from 1 KiB to 64 MiB.
pub fn rows() -> Vec<Row> {
    vec![
        to_end::<{ 1 << 10 }>("1 KiB"),
        to_end::<{ 1 << 13 }>("8 KiB"),
        to_end::<{ 1 << 16 }>("64 KiB"),
        to_end::<{ 1 << 20 }>("1 MiB"),
        to_end::<{ 1 << 23 }>("8 MiB"),
        to_end::<{ 1 << 26 }>("64 MiB"),
    ]
}

/// Returns the row of small pieces: `read_exact` of 16 bytes.
pub fn pieces() -> Row {
    let contestant = |name, run| Contestant { name, role: Role::Peer, run };
    let contestants = vec![
        contestant("split", split::pieces as fn(u64) -> u64),
        #[cfg(feature = "iterator-style")]
        contestant("iterator-style", iterator_style::pieces),
        contestant("futures-util", futures::pieces),
        contestant("tokio", tokio::pieces),
    ];
    Row { counted: true, ..Row::new("`read_exact` of 16 bytes from `&[u8]`", 1 << 10, contestants) }
}
