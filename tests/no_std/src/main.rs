//! Reads and writes without std, and without an allocator unless the feature `alloc` is on. Exits with 0 on success.
#![no_std]
#![no_main]

use core::{
    future::Future,
    panic::PanicInfo,
    pin::pin,
    task::{Context, Poll, Waker},
};
use poll_io::{ErrorKind, prelude::*};

unsafe extern "C" {
    fn abort() -> !;
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    // SAFETY: `abort` of the C library has no precondition.
    unsafe { abort() }
}

/// The public names that need no allocator.
#[expect(unused_imports, reason = "the test is that the names exist")]
mod names {
    pub use poll_io::future::{
        CopyBuf, FillBuf, Flush, HasDataLeft, NextByte, OnProgress, Read, ReadArray, ReadBuf, ReadBufExact, ReadExact,
        ReadU8, ReadU128Le, ReadVectored, Rewind, Seek, SeekRelative, Shutdown, SkipUntil, StreamLen, StreamPosition,
        WithLimit, Write, WriteAll, WriteAllVectored, WriteF64Le, WriteVectored,
    };
    pub use poll_io::{
        AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncReadWrite, AsyncSeek, AsyncSeekExt, AsyncWrite,
        AsyncWriteExt, BorrowedBuf, BorrowedCursor, Bytes, Chain, Either, Empty, Error, ErrorKind, Inspect,
        InspectWrite, IoSlice, IoSliceMut, Join, LimitExceeded, Limited, Repeat, Result, SeekFrom, Sink, Take,
        copy_buf, empty, join, repeat, sink,
    };
}

/// The public names that need an allocator.
#[cfg(feature = "alloc")]
#[expect(unused_imports, reason = "the test is that the names exist")]
mod names_with_alloc {
    pub use poll_io::future::{
        Copy, CopyBidirectional, Direction, NextLine, NextLineRef, NextSegment, NextSegmentRef, Peek, PeekArray, PeekExact, ReadLine,
        ReadToEnd, ReadToString, ReadUntil, SeekRelativeBuffered, WriteFmt,
    };
    pub use poll_io::{
        BufReader, BufStream, BufWriter, DuplexStream, IntoInnerError, LineWriter, Lines, ReadHalf, SimplexReader,
        SimplexWriter, Split, WriteHalf, copy, copy_bidirectional, duplex, simplex, split, write, writeln,
    };
}

/// Polls a future until it completes. No future here ever waits.
fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}

/// Tests slices, fixed buffers and errors, without an allocator.
async fn bare() -> poll_io::Result<bool> {
    let mut reader: &[u8] = b"\x00\x07payload";
    let mut header = [0; 2];
    reader.read_exact(&mut header).await?;
    let mut body = [0; 7];
    reader.read_exact(&mut body[..usize::from(u16::from_be_bytes(header))]).await?;

    let mut memory = [0; 4];
    let mut room = &mut memory[..];
    let full = room.write_all(&body).await.unwrap_err();
    Ok(&body == b"payload" && &memory == b"payl" && full.kind() == ErrorKind::WriteZero)
}

#[cfg(feature = "alloc")]
mod with_alloc {
    extern crate alloc;

    use alloc::{boxed::Box, vec::Vec};
    use core::alloc::{GlobalAlloc, Layout};
    use poll_io::prelude::*;

    unsafe extern "C" {
        fn malloc(size: usize) -> *mut u8;
        fn free(memory: *mut u8);
    }

    struct C;

    // SAFETY: `malloc` returns null, or memory that is aligned for every C type and so for every layout used here.
    // `free` receives only pointers from `malloc`.
    unsafe impl GlobalAlloc for C {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            assert!(layout.align() <= 16);
            // SAFETY: `malloc` has no precondition.
            unsafe { malloc(layout.size()) }
        }

        unsafe fn dealloc(&self, memory: *mut u8, _: Layout) {
            // SAFETY: the caller promises that `memory` came from `alloc`.
            unsafe { free(memory) }
        }
    }

    #[global_allocator]
    static ALLOCATOR: C = C;

    /// Tests boxes, vectors and trait objects, with an allocator.
    pub async fn boxed() -> poll_io::Result<bool> {
        let mut writer: Box<dyn AsyncWrite + Unpin> = Box::new(Vec::new());
        writer.write_all(b"hello").await?;
        let mut reader: Box<dyn AsyncRead + Unpin> = Box::new(&b"hello"[..]);
        let mut buf = Vec::from([0; 5]);
        reader.read_exact(&mut buf).await?;
        Ok(buf == b"hello")
    }
}

/// Tests a duplex and the halves of a stream, which need an allocator and atomics.
#[cfg(feature = "alloc")]
async fn connected() -> poll_io::Result<bool> {
    let (near, mut far) = poll_io::duplex(8);
    let (mut reader, mut writer) = poll_io::split(near);
    writer.write_all(b"ping").await?;
    writer.shutdown().await?;
    let ping = far.read_array().await? == *b"ping" && far.read(&mut [0]).await? == 0;
    far.write_all(b"pong").await?;
    let pong = reader.read_array().await? == *b"pong";
    drop(far);
    Ok(ping && pong && reader.unsplit(writer).is_ok())
}

/// Tests the bridges: a device in both directions, and a buffer that grows.
#[cfg(feature = "bridges")]
async fn bridged() -> poll_io::Result<bool> {
    use bytes::BytesMut;
    use embedded_io_async::{Error as _, Read, Write};
    use poll_io_compat::{BytesReadExt, BytesWriteExt, Compat, FromEmbedded};

    let mut outward = Compat::new(&b"hello"[..]);
    let mut buf = [0; 4];
    let read = outward.read_exact(&mut buf).await.is_ok() && &buf == b"hell";
    let mut room = [0; 2];
    let full = Compat::new(&mut room[..]).write_all(b"full").await.unwrap_err();

    let mut inward = FromEmbedded::new(&b"hello"[..]);
    let mut bytes = BytesMut::new();
    while inward.read_into(&mut bytes).await? > 0 {}
    let mut written = FromEmbedded::new(BytesWriter(BytesMut::new()));
    written.write_all_buf(&mut &bytes[..]).await?;
    written.shutdown().await?;
    let written = written.try_into_inner().is_some_and(|writer| writer.0 == b"hello"[..]);
    Ok(read && full.kind() == embedded_io_async::ErrorKind::WriteZero && written)
}

/// A device that stores the written bytes.
#[cfg(feature = "bridges")]
struct BytesWriter(bytes::BytesMut);

#[cfg(feature = "bridges")]
impl embedded_io_async::ErrorType for BytesWriter {
    type Error = core::convert::Infallible;
}

#[cfg(feature = "bridges")]
impl embedded_io_async::Write for BytesWriter {
    async fn write(&mut self, buf: &[u8]) -> Result<usize, Self::Error> {
        self.0.extend_from_slice(buf);
        Ok(buf.len())
    }
    async fn flush(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }
}

#[unsafe(no_mangle)]
extern "C" fn main() -> i32 {
    let good = matches!(run(bare()), Ok(true));
    #[cfg(feature = "alloc")]
    let good = good && matches!(run(with_alloc::boxed()), Ok(true)) && matches!(run(connected()), Ok(true));
    #[cfg(feature = "bridges")]
    let good = good && matches!(run(bridged()), Ok(true));
    i32::from(!good)
}
