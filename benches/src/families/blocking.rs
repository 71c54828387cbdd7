//! std, which never waits. Its methods return futures here that are ready at once, so that the workloads read the same.
#![expect(async_fn_in_trait, clippy::unused_async, reason = "futures are what the workloads wait for")]

pub use std::io::{BufReader, BufWriter, Lines, Take};
use std::{
    io::{IoSlice, Result},
    net::TcpStream,
};

#[path = "../bodies/mod.rs"]
pub mod bodies;

/// What brings the methods.
pub mod prelude {
    pub use super::{AsyncBufRead as _, AsyncRead as _, AsyncWrite as _, Lend as _};
}

/// Stamps methods that do at once what std's do.
macro_rules! at_once {
    ($name:ident: $of:path { $($method:ident($($arg:ident: $ty:ty),*) -> $output:ty;)* }) => {
        /// std's methods, ready at once.
        pub trait $name {
            $(
                /// std's.
                async fn $method(&mut self, $($arg: $ty),*) -> Result<$output>;
            )*
        }
        impl<T: $of + ?Sized> $name for T {
            $(
                #[inline]
                async fn $method(&mut self, $($arg: $ty),*) -> Result<$output> {
                    <Self as $of>::$method(self, $($arg),*)
                }
            )*
        }
    };
}

at_once!(AsyncRead: std::io::Read {
    read(buf: &mut [u8]) -> usize;
    read_exact(buf: &mut [u8]) -> ();
    read_to_end(buf: &mut Vec<u8>) -> usize;
    read_to_string(buf: &mut String) -> usize;
});

at_once!(AsyncWrite: std::io::Write {
    write_all(buf: &[u8]) -> ();
    write_vectored(bufs: &[IoSlice<'_>]) -> usize;
    flush() -> ();
});

at_once!(AsyncBufRead: std::io::BufRead {
    read_line(buf: &mut String) -> usize;
    read_until(byte: u8, buf: &mut Vec<u8>) -> usize;
});

/// The methods that borrow or take what they are called on.
pub trait Lend {
    /// std's.
    async fn fill_buf(&mut self) -> Result<&[u8]>;

    /// std's.
    fn lines(self) -> Lines<Self>
    where
        Self: Sized;
}

impl<T: std::io::BufRead> Lend for T {
    #[inline]
    async fn fill_buf(&mut self) -> Result<&[u8]> {
        std::io::BufRead::fill_buf(self)
    }

    fn lines(self) -> Lines<Self> {
        std::io::BufRead::lines(self)
    }
}

/// A stream that is boxed.
pub trait AsyncReadWrite: std::io::Read + std::io::Write {}
impl<T: std::io::Read + std::io::Write> AsyncReadWrite for T {}

/// What can be copied from, and wrapped.
pub use std::io::Read as CopyRead;
/// A reader behind an object.
pub type DynRead = dyn std::io::Read + Unpin;
/// A writer behind an object.
pub type DynWrite = dyn std::io::Write;
/// A stream behind an object.
pub type DynReadWrite = dyn AsyncReadWrite;

/// Ends a reader after so many bytes.
pub fn take<R: std::io::Read>(reader: R, limit: u64) -> Take<R> {
    reader.take(limit)
}

/// Returns what the methods are called on, where a reader is a reference to an object.
pub fn by_reference(reader: &mut DynRead) -> &mut (impl AsyncRead + ?Sized) {
    reader
}

/// Consumes so many buffered bytes.
pub fn consume(reader: &mut impl std::io::BufRead, n: usize) {
    reader.consume(n);
}

/// Returns the next line.
pub async fn next_line(lines: &mut Lines<impl std::io::BufRead>) -> Result<Option<String>> {
    lines.next().transpose()
}

numbers!(read_exact:
    read_u8 -> u8;
    read_u16 -> u16;
    read_u32 -> u32;
    read_u64 -> u64;
);

/// std's copy.
pub async fn copy<R: std::io::Read + ?Sized, W: std::io::Write + ?Sized>(
    reader: &mut R,
    writer: &mut W,
) -> Result<u64> {
    std::io::copy(reader, writer)
}

/// std's copy, which sees for itself whether the reader has a buffer.
pub async fn copy_buf<R: std::io::BufRead + ?Sized, W: std::io::Write + ?Sized>(
    reader: &mut R,
    writer: &mut W,
) -> Result<u64> {
    std::io::copy(reader, writer)
}

/// Not split at all: std has no halves. The two ends are two streams.
pub fn split<T: Default>(io: T) -> (T, T) {
    (T::default(), io)
}

/// A socket that blocks.
pub fn tcp(stream: TcpStream) -> TcpStream {
    stream
}

/// Copies by a buffer of `size` bytes.
pub async fn copy_by<R: std::io::Read, W: std::io::Write>(reader: R, writer: &mut W, size: usize) -> Result<u64> {
    std::io::copy(&mut BufReader::with_capacity(size, reader), writer)
}
