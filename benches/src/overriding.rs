//! Measures the gain of overriding a method where the gain is largest: for bytes in memory.
//!
//! The split has only the hint. The other designs have the hint too, and override both methods.

use crate::{
    contest::{Contestant, Role, Row},
    data,
    designs::{constructor, hooks},
    families::task,
};
use poll_io::{BorrowedCursor, ErrorKind, Result};
use std::{
    hint::black_box,
    mem,
    pin::Pin,
    task::{Context, Poll},
};

/// Removes the first bytes from memory.
fn front<'a>(memory: &mut &'a [u8], n: usize) -> Result<&'a [u8]> {
    let (now, later) = memory.split_at_checked(n).ok_or(ErrorKind::UnexpectedEof)?;
    *memory = later;
    Ok(now)
}

/// Appends all of memory to a vector.
fn append(memory: &mut &[u8], buf: &mut Vec<u8>) -> Result<()> {
    buf.try_reserve(memory.len())?;
    buf.extend_from_slice(mem::take(memory));
    Ok(())
}

/// Memory overrides both methods by passing functions to the constructors.
impl constructor::AsyncRead for &[u8] {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        poll_io::AsyncRead::poll_read(self, cx, buf)
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.len()
    }

    #[inline]
    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> constructor::ReadExact<'a, Self> {
        constructor::ReadExact::with(self, buf, |mut memory, _, mut buf| {
            buf.append(front(&mut memory, buf.capacity())?);
            Poll::Ready(Ok(()))
        })
    }

    #[inline]
    fn read_to_end<'a>(&'a mut self, buf: &'a mut Vec<u8>) -> constructor::ReadToEnd<'a, Self> {
        constructor::ReadToEnd::with(self, buf, |mut memory, _, buf| Poll::Ready(append(&mut memory, buf)))
    }
}

/// Memory overrides both hooks.
impl hooks::AsyncRead for &[u8] {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        poll_io::AsyncRead::poll_read(self, cx, buf)
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.len()
    }

    #[inline]
    fn poll_read_exact(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(front(&mut self, buf.capacity())?);
        Poll::Ready(Ok(()))
    }

    #[inline]
    fn poll_read_to_end(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut Vec<u8>) -> Poll<Result<()>> {
        Poll::Ready(append(&mut self, buf))
    }
}

/// Returns bytes in memory. The optimizer does not know their number.
fn bytes(len: usize) -> &'static [u8] {
    black_box(&data::large()[..len])
}

/// Defines the workloads of one family. The first reads everything into a new buffer, from the slice itself. The
/// second reads from a reference to the slice, as a type does that borrows its reader. The third reads small
/// pieces.
macro_rules! family {
    ($(#[$attribute:meta])* $name:ident: $($prelude:tt)+) => {
        $(#[$attribute])*
        mod $name {
            use super::{black_box, bytes, task};
            use $($prelude)+;

            pub(super) fn to_end<const LEN: usize>(n: u64) -> u64 {
                let mut sum = 0;
                for _ in 0..n {
                    let (mut reader, mut buf) = (bytes(LEN), Vec::new());
                    task(async { reader.read_to_end(&mut buf).await }).unwrap();
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
                    task(async { (&mut reference).read_to_end(&mut buf).await }).unwrap();
                    sum += black_box(&buf).len() as u64;
                }
                sum
            }

            pub(super) fn pieces(n: u64) -> u64 {
                let mut sum = 0;
                for _ in 0..n {
                    let mut reader = bytes(1 << 14);
                    let (reader, mut buf) = (black_box(&mut reader), [0; 16]);
                    task(async {
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
family!(constructor_style: crate::designs::constructor::prelude::*);
family!(hooked: crate::designs::hooks::prelude::*);
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
        contestant("constructor", constructor_style::to_end::<LEN>),
        contestant("hooks", hooked::to_end::<LEN>),
        contestant("split, `&mut`", split::to_end_by_reference::<LEN>),
        #[cfg(feature = "iterator-style")]
        contestant("iterator-style, `&mut`", iterator_style::to_end_by_reference::<LEN>),
        contestant("constructor, `&mut`", constructor_style::to_end_by_reference::<LEN>),
        contestant("hooks, `&mut`", hooked::to_end_by_reference::<LEN>),
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
        contestant("constructor", constructor_style::pieces),
        contestant("hooks", hooked::pieces),
        contestant("futures-util", futures::pieces),
        contestant("tokio", tokio::pieces),
    ];
    Row { counted: true, ..Row::new("`read_exact` of 16 bytes from `&[u8]`", 1 << 10, contestants) }
}
