//! The family of std, which never waits. Its methods return futures that are ready at once, so that the workloads
//! can use them.
#![expect(async_fn_in_trait, clippy::unused_async, reason = "futures are what the workloads wait for")]

pub use std::io::{BufReader, BufWriter, Lines, Take};
use std::{
    io::{IoSlice, Result},
    net::TcpStream,
};

#[path = "../bodies/mod.rs"]
pub mod bodies;

/// The traits whose methods the workloads call.
pub mod prelude {
    pub use super::{AsyncBufRead as _, AsyncRead as _, AsyncWrite as _, Lend as _};
}

/// Defines methods that call the methods of std.
macro_rules! at_once {
    ($name:ident: $of:path { $($method:ident($($arg:ident: $ty:ty),*) -> $output:ty;)* }) => {
        /// Calls the methods of std, and returns futures that are ready.
        pub trait $name {
            $(
                /// Calls the method of std.
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

/// The methods that borrow the reader or writer, or take it by value.
pub trait Lend {
    /// Calls the method of std.
    async fn fill_buf(&mut self) -> Result<&[u8]>;

    /// Calls the method of std.
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

/// A boxed stream.
pub trait AsyncReadWrite: std::io::Read + std::io::Write {}
impl<T: std::io::Read + std::io::Write> AsyncReadWrite for T {}

/// A trait for readers that the workloads copy from and wrap.
pub use std::io::Read as CopyRead;
/// A boxed trait object of a reader.
pub type DynRead = dyn std::io::Read + Unpin;
/// A boxed trait object of a writer.
pub type DynWrite = dyn std::io::Write;
/// A boxed trait object of a stream.
pub type DynReadWrite = dyn AsyncReadWrite;

/// Limits a reader to `limit` bytes.
pub fn take<R: std::io::Read>(reader: R, limit: u64) -> Take<R> {
    reader.take(limit)
}

/// Returns the receiver of the methods if the reader is a reference to a trait object.
pub fn by_reference(reader: &mut DynRead) -> &mut (impl AsyncRead + ?Sized) {
    reader
}

/// Consumes `n` buffered bytes.
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

/// Copies with the function of std.
pub async fn copy<R: std::io::Read + ?Sized, W: std::io::Write + ?Sized>(
    reader: &mut R,
    writer: &mut W,
) -> Result<u64> {
    std::io::copy(reader, writer)
}

/// Copies with the function of std, which detects whether the reader has a buffer.
pub async fn copy_buf<R: std::io::BufRead + ?Sized, W: std::io::Write + ?Sized>(
    reader: &mut R,
    writer: &mut W,
) -> Result<u64> {
    std::io::copy(reader, writer)
}

/// Returns two streams, because std has no halves.
pub fn split<T: Default>(io: T) -> (T, T) {
    (T::default(), io)
}

/// Returns a blocking socket.
pub fn tcp(stream: TcpStream) -> TcpStream {
    stream
}

/// Copies with a buffer of `size` bytes.
pub async fn copy_by<R: std::io::Read, W: std::io::Write>(reader: R, writer: &mut W, size: usize) -> Result<u64> {
    std::io::copy(&mut BufReader::with_capacity(size, reader), writer)
}
