//! Compiles the facts behind the table "How it compares" of README.md, and checks that the table agrees with them.
#![cfg(all(feature = "futures-03", feature = "tokio-1", feature = "hyper-1", feature = "embedded-io-async-07"))]
#![expect(dead_code, reason = "what is tested is that it compiles")]

use std::{
    io::{IoSlice, IoSliceMut, Result, SeekFrom},
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll},
};

/// The names of the families in the head of the table.
const FAMILIES: [&str; 5] = ["poll-io", "tokio", "futures-io", "hyper", "embedded-io-async"];

/// Methods that a family does not have. If a family gets such a method, the call becomes ambiguous and does not
/// compile.
trait Lacks {
    fn is_write_vectored(&self) -> Missing;
    fn poll_read_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &mut [IoSliceMut<'_>]) -> Missing;
    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Missing;
    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Missing;
}
struct Missing;

mod trait_objects {
    const ROW: &str = "trait objects (`Box<dyn …>`)";
    type Objects = (
        dyn poll_io::AsyncReadWrite,
        Box<dyn tokio::io::AsyncRead>,
        Box<dyn futures_util::io::AsyncRead>,
        Box<dyn hyper::rt::Read>,
    );
    fn are(_: &dyn poll_io::AsyncRead, _: &dyn tokio::io::AsyncWrite, _: &dyn futures_util::io::AsyncBufRead) {}
}

mod vectored {
    use super::*;

    fn poll_io<T: poll_io::AsyncRead + poll_io::AsyncWrite>(io: Pin<&mut T>, cx: &mut Context<'_>) -> bool {
        let says = io.is_write_vectored();
        let _: Poll<Result<usize>> = io.poll_read_vectored(cx, &mut []);
        says
    }
    fn tokio<T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Lacks>(io: Pin<&mut T>, cx: &mut Context<'_>) -> bool {
        let says = tokio::io::AsyncWrite::is_write_vectored(&*io);
        let Missing = io.poll_read_vectored(cx, &mut []);
        says
    }
    fn futures<T>(mut io: Pin<&mut T>, cx: &mut Context<'_>) -> Missing
    where
        T: futures_util::io::AsyncRead + futures_util::io::AsyncWrite + Lacks,
    {
        let _: Poll<Result<usize>> = futures_util::io::AsyncRead::poll_read_vectored(io.as_mut(), cx, &mut []);
        let _: Poll<Result<usize>> = futures_util::io::AsyncWrite::poll_write_vectored(io.as_mut(), cx, &[]);
        io.is_write_vectored()
    }
    fn hyper<T: hyper::rt::Read + hyper::rt::Write + Lacks>(io: Pin<&mut T>, cx: &mut Context<'_>) -> bool {
        let says = hyper::rt::Write::is_write_vectored(&*io);
        let Missing = io.poll_read_vectored(cx, &mut []);
        says
    }
    fn embedded<T>(io: &mut T) -> [Missing; 3]
    where
        T: embedded_io_async::Read + embedded_io_async::Write + Lacks,
    {
        [io.read_vectored(&mut []), io.write_vectored(&[]), io.is_write_vectored()]
    }
}

mod uninitialized {
    use super::*;

    /// A function that reads. Its last argument is the memory.
    type Read<T, M, R> = fn(Pin<&mut T>, &mut Context<'_>, M) -> Poll<Result<R>>;

    fn poll_io<T: poll_io::AsyncRead>(io: Pin<&mut T>, cx: &mut Context<'_>, memory: &mut [MaybeUninit<u8>]) {
        let _: Poll<Result<()>> = io.poll_read(cx, poll_io::BorrowedBuf::from(memory).unfilled());
    }
    fn tokio<T: tokio::io::AsyncRead>(io: Pin<&mut T>, cx: &mut Context<'_>, memory: &mut [MaybeUninit<u8>]) {
        let _: Poll<Result<()>> = io.poll_read(cx, &mut tokio::io::ReadBuf::uninit(memory));
    }
    fn futures<T: futures_util::io::AsyncRead>(io: Pin<&mut T>, cx: &mut Context<'_>, initialized: &mut [u8]) {
        let _: Poll<Result<usize>> = io.poll_read(cx, initialized);
    }
    fn hyper<T: hyper::rt::Read>(io: Pin<&mut T>, cx: &mut Context<'_>, memory: &mut [MaybeUninit<u8>]) {
        let _: Poll<Result<()>> = io.poll_read(cx, hyper::rt::ReadBuf::uninit(memory).unfilled());
    }
    async fn embedded<T: embedded_io_async::Read>(
        io: &mut T,
        initialized: &mut [u8],
    ) -> core::result::Result<usize, T::Error> {
        io.read(initialized).await
    }
}

mod buffered_and_seeking {
    use super::*;

    fn poll_io<T: poll_io::AsyncBufRead + poll_io::AsyncSeek>(_: T) {}
    fn tokio<T: tokio::io::AsyncBufRead + tokio::io::AsyncSeek>(_: T) {}
    fn futures<T: futures_util::io::AsyncBufRead + futures_util::io::AsyncSeek>(_: T) {}
    async fn embedded<T: embedded_io_async::BufRead + embedded_io_async::Seek>(io: &mut T) {
        let _ = io.seek(embedded_io_async::SeekFrom::Start(0)).await;
    }
    const _: SeekFrom = SeekFrom::Start(0);
}

mod named {
    /// Only poll-io names its futures. The futures of the other families are private, or have no name.
    type Named<'a> = (poll_io::future::ReadExact<'a, &'a [u8]>, poll_io::future::ReadU32<'a, &'a [u8]>);
}

/// The rows that the code above decides.
const ROWS: [(&str, [&str; 5]); 5] = [
    ("reads into uninitialized memory", ["yes", "yes", "no", "yes", "no"]),
    ("vectored reads / vectored writes", ["yes / yes", "no / yes", "yes / yes", "no / yes", "no / no"]),
    ("`is_write_vectored`", ["yes", "yes", "no", "yes", "no"]),
    ("traits for buffered reading and for seeking", ["yes", "yes", "yes", "no", "yes"]),
    ("trait objects (`Box<dyn …>`)", ["yes", "yes", "yes", "yes", "no"]),
];

#[test]
fn readme_compares_what_the_compiler_says() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let table = readme.split("## How it compares").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    for (cell, family) in rows[0][1..].iter().zip(FAMILIES) {
        assert!(cell.contains(family), "{cell} is in the column of {family}");
    }
    for (name, cells) in ROWS {
        let row = rows.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("no row is called {name}"));
        assert_eq!(row[1..], cells, "{name}");
    }
}
