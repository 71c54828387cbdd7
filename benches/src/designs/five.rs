// The program that measures the five methods. It is included once for each way to write them.

use crate::families::task;
use poll_io::{AsyncBufRead, AsyncRead, AsyncWrite, BorrowedCursor, Result};
use std::{
    hint::black_box,
    pin::Pin,
    task::{Context, Poll},
};

/// The number of calls in one pass.
pub const CALLS: usize = 1 << 11;

type DynRead<'a> = dyn AsyncRead + Unpin + 'a;
type DynBufRead<'a> = dyn AsyncBufRead + Unpin + 'a;
type DynWrite = dyn AsyncWrite + Unpin;

/// Reads from memory. Each way has its own type, because the number of callers decides which functions the
/// optimizer inlines.
struct Source<'a>(&'a [u8]);

impl AsyncRead for Source<'_> {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let (now, later) = self.0.split_at(self.0.len().min(buf.capacity()));
        buf.append(now);
        self.0 = later;
        Poll::Ready(Ok(()))
    }
}

/// A writer that counts bytes.
struct Drain(u64);

impl AsyncWrite for Drain {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.0 += buf.len() as u64;
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// Tells whether a future is `Unpin`. The inherent method exists only for such futures, and takes precedence over
/// the method of the trait.
#[allow(dead_code, reason = "the trait sees to it that there is a method at all")]
struct Probe<'a, F>(&'a F);

#[allow(dead_code, clippy::unused_self, reason = "each way uses one of the two; a method is found by its receiver")]
impl<F: Unpin> Probe<'_, F> {
    fn is_unpin(&self) -> bool {
        true
    }
}

#[allow(dead_code, reason = "each way uses one of the two")]
trait NotUnpin {
    fn is_unpin(&self) -> bool;
}

impl<F> NotUnpin for Probe<'_, F> {
    fn is_unpin(&self) -> bool {
        false
    }
}

/// Returns the size in bytes of each future, and whether it is `Unpin`.
pub fn futures() -> [(usize, bool); 5] {
    macro_rules! told {
        ($future:expr) => {{
            let future = $future;
            (size_of_val(&future), Probe(&future).is_unpin())
        }};
    }
    let (mut reader, mut writer) = (Source(b""), Drain(0));
    let (mut buffered, mut bytes) = (&b""[..], Vec::new());
    [
        told!(reader.read_exact(&mut [])),
        told!(reader.read_u32()),
        told!(reader.read_to_end(&mut bytes)),
        told!(buffered.read_until(0, &mut bytes)),
        told!(writer.write_all(b"")),
    ]
}

/// A reader that returns the same body repeatedly, with an end of file after each.
struct Bodies<'a> {
    body: &'a [u8],
    ends: bool,
}

impl AsyncRead for Bodies<'_> {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        if !self.ends {
            buf.append(self.body);
        }
        self.ends = !self.ends;
        Poll::Ready(Ok(()))
    }
}

fn data() -> Vec<u8> {
    (0..=250).cycle().take(CALLS << 4).collect()
}

/// Makes the workload of a method, on a concrete type and on a trait object. Each turn of its loop makes one call.
macro_rules! calls {
    ($(#[$doc:meta])* $name:ident, $object:ident: |$data:ident| $make:expr => $ty:ty, |$io:ident, $buf:ident| $call:expr) => {
        $(#[$doc])*
        pub fn $name(n: u64) -> u64 {
            calls!(n, |$data| $make, |$io, $buf| $call)
        }

        /// Makes the workload on a trait object.
        pub fn $object(n: u64) -> u64 {
            calls!(n, |$data| { let object: Box<$ty> = Box::new($make); object }, |$io, $buf| $call)
        }
    };
    ($n:ident, |$data:ident| $make:expr, |$io:ident, $buf:ident| $call:expr) => {{
        let (bytes, mut sum) = (data(), 0_u64);
        for _ in 0..$n {
            let $data = &bytes[..];
            let mut io = $make;
            let ($io, mut buf) = (black_box(&mut io), Vec::<u8>::with_capacity(256));
            task(async {
                for _ in 0..CALLS {
                    buf.clear();
                    let $buf = &mut buf;
                    sum += $call;
                }
            });
        }
        sum
    }};
}

calls!(
    /// Fills 16 bytes.
    read_exact, read_exact_object: |data| Source(data) => DynRead<'_>,
    |io, _buf| {
        let mut piece = [0; 16];
        io.read_exact(&mut piece).await.unwrap();
        u64::from(black_box(piece)[0])
    }
);
calls!(
    /// Reads a number.
    read_u32, read_u32_object: |data| Source(data) => DynRead<'_>,
    |io, _buf| u64::from(io.read_u32().await.unwrap())
);
calls!(
    /// Reads 100 bytes and their end.
    read_to_end, read_to_end_object: |data| Bodies { body: &data[..100], ends: false } => DynRead<'_>,
    |io, buf| io.read_to_end(buf).await.unwrap() as u64
);
calls!(
    /// Reads up to a byte that is four bytes away.
    read_until, read_until_object: |data| data => DynBufRead<'_>,
    |io, buf| io.read_until(4, buf).await.unwrap() as u64
);
calls!(
    /// Writes 16 bytes.
    write_all, write_all_object: |_data| Drain(0) => DynWrite,
    |io, _buf| {
        io.write_all(black_box(&[7; 16])).await.unwrap();
        1
    }
);
