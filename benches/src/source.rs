//! Readers and writers that implement the traits of every family, so that no contestant has a better one.

use crate::data;
use poll_io::{BorrowedCursor, IoSlice};
use std::{
    io::Result,
    mem,
    pin::Pin,
    sync::Mutex,
    task::{Context, Poll},
};

/// A reader that returns bytes in pieces, and that can return `Pending`.
#[derive(Clone, Debug)]
pub struct Chunked<'a> {
    data: &'a [u8],
    chunk: usize,
    /// The interval of the polls that return `Pending`, or 0 for none.
    pending: u32,
    polls: u32,
}

impl<'a> Chunked<'a> {
    /// Makes a reader that returns at most `chunk` bytes at a time.
    pub fn new(data: &'a [u8], chunk: usize) -> Self {
        Chunked { data, chunk, pending: 0, polls: 0 }
    }

    /// Makes every `n`th poll return `Pending`.
    pub fn pending(self, n: u32) -> Self {
        Chunked { pending: n, ..self }
    }

    #[inline]
    fn take(&mut self, room: usize) -> &'a [u8] {
        let (now, later) = self.data.split_at(self.data.len().min(self.chunk).min(room));
        self.data = later;
        now
    }

    #[inline]
    fn waits(&mut self, cx: &mut Context<'_>) -> bool {
        if self.pending == 0 {
            return false;
        }
        self.polls += 1;
        let waits = self.polls == self.pending;
        if waits {
            self.polls = 0;
            cx.waker().wake_by_ref();
        }
        waits
    }
}

impl std::io::Read for Chunked<'_> {
    #[inline]
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        let bytes = self.take(buf.len());
        buf[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }
}

impl futures_util::io::AsyncRead for Chunked<'_> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        if this.waits(cx) { Poll::Pending } else { Poll::Ready(std::io::Read::read(this, buf)) }
    }
}

impl tokio::io::AsyncRead for Chunked<'_> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut tokio::io::ReadBuf<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        if this.waits(cx) {
            return Poll::Pending;
        }
        buf.put_slice(this.take(buf.remaining()));
        Poll::Ready(Ok(()))
    }
}

impl poll_io::AsyncRead for Chunked<'_> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        if this.waits(cx) {
            return Poll::Pending;
        }
        buf.append(this.take(buf.capacity()));
        Poll::Ready(Ok(()))
    }
}

/// Implements the reader of the Iterator style with the method of the split design, which is the same.
#[cfg(feature = "iterator-style")]
macro_rules! iterator_style {
    ($name:ty $(, $n:ident)?) => {
        impl$(<const $n: usize>)? poll_io::iterator_style::AsyncRead for $name {
            #[inline]
            fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
                poll_io::AsyncRead::poll_read(self, cx, buf)
            }
        }
    };
}

#[cfg(feature = "iterator-style")]
iterator_style!(Chunked<'_>);
#[cfg(feature = "iterator-style")]
iterator_style!(Echo<N>, N);

/// Implements the writers of every family with the methods `write` and `write_vectored`, which never return
/// `Pending`.
macro_rules! writer {
    ($name:ident $(<$n:ident>)?) => {
        impl$(<const $n: usize>)? std::io::Write for $name$(<$n>)? {
            #[inline]
            fn write(&mut self, buf: &[u8]) -> Result<usize> {
                Ok(self.take(buf))
            }

            #[inline]
            fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
                Ok(self.take_vectored(bufs))
            }

            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
        }

        impl$(<const $n: usize>)? futures_util::io::AsyncWrite for $name$(<$n>)? {
            #[inline]
            fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
                Poll::Ready(Ok(self.get_mut().take(buf)))
            }

            #[inline]
            fn poll_write_vectored(
                self: Pin<&mut Self>,
                _: &mut Context<'_>,
                bufs: &[IoSlice<'_>],
            ) -> Poll<Result<usize>> {
                Poll::Ready(Ok(self.get_mut().take_vectored(bufs)))
            }

            fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                Poll::Ready(Ok(()))
            }

            fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                Poll::Ready(Ok(()))
            }
        }

        writer!($name$(<$n>)?: tokio::io::AsyncWrite);
        writer!($name$(<$n>)?: poll_io::AsyncWrite);
        #[cfg(feature = "iterator-style")]
        writer!($name$(<$n>)?: poll_io::iterator_style::AsyncWrite);
    };
    ($name:ident $(<$n:ident>)?: $family:path) => {
        impl$(<const $n: usize>)? $family for $name$(<$n>)? {
            #[inline]
            fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
                Poll::Ready(Ok(self.get_mut().take(buf)))
            }

            #[inline]
            fn poll_write_vectored(
                self: Pin<&mut Self>,
                _: &mut Context<'_>,
                bufs: &[IoSlice<'_>],
            ) -> Poll<Result<usize>> {
                Poll::Ready(Ok(self.get_mut().take_vectored(bufs)))
            }

            fn is_write_vectored(&self) -> bool {
                true
            }

            fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                Poll::Ready(Ok(()))
            }

            fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
                Poll::Ready(Ok(()))
            }
        }
    };
}

/// A writer that takes bytes in pieces, and reuses its memory as a kernel does.
#[derive(Debug)]
pub struct Ring {
    memory: &'static mut [u8],
    written: u64,
}

/// The memory of dropped rings, for new ones. Each has the same offset in its page, for the reason at
/// [`PAGE`](data::PAGE).
static SPARE: Mutex<Vec<&'static mut [u8]>> = Mutex::new(Vec::new());

impl Drop for Ring {
    fn drop(&mut self) {
        SPARE.lock().expect("nobody panics with it").push(mem::take(&mut self.memory));
    }
}

impl Ring {
    /// Makes a writer that takes `chunk` bytes at a time.
    pub fn new(chunk: usize) -> Self {
        let mut spare = SPARE.lock().expect("nobody panics with it");
        let memory = match spare.iter().position(|memory| memory.len() == chunk) {
            Some(i) => spare.swap_remove(i),
            None => data::room(chunk, data::PAGE / 4),
        };
        memory.fill(0);
        Ring { memory, written: 0 }
    }

    /// Returns a checksum of the number of written bytes and of the last write.
    pub fn sum(&self) -> u64 {
        self.memory.iter().step_by(61).fold(self.written, |sum, &byte| sum.rotate_left(5) ^ u64::from(byte))
    }

    #[inline]
    fn take(&mut self, buf: &[u8]) -> usize {
        let n = buf.len().min(self.memory.len());
        self.memory[..n].copy_from_slice(&buf[..n]);
        self.written += n as u64;
        n
    }

    #[inline]
    fn take_vectored(&mut self, bufs: &[IoSlice<'_>]) -> usize {
        let mut all = 0;
        for buf in bufs {
            let n = buf.len().min(self.memory.len() - all);
            self.memory[all..all + n].copy_from_slice(&buf[..n]);
            all += n;
        }
        self.written += all as u64;
        all
    }
}

writer!(Ring);

/// A stream that returns the bytes of the last write. A write has at most `N` bytes.
#[derive(Debug)]
pub struct Echo<const N: usize> {
    memory: [u8; N],
}

impl<const N: usize> Default for Echo<N> {
    fn default() -> Self {
        Echo { memory: [0; N] }
    }
}

impl<const N: usize> Echo<N> {
    #[inline]
    fn take(&mut self, buf: &[u8]) -> usize {
        let n = buf.len().min(self.memory.len());
        self.memory[..n].copy_from_slice(&buf[..n]);
        n
    }

    #[inline]
    fn take_vectored(&mut self, bufs: &[IoSlice<'_>]) -> usize {
        bufs.first().map_or(0, |buf| self.take(buf))
    }

    #[inline]
    fn give(&self, room: usize) -> &[u8] {
        &self.memory[..room.min(self.memory.len())]
    }
}

writer!(Echo<N>);

impl<const N: usize> std::io::Read for Echo<N> {
    #[inline]
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        let bytes = self.give(buf.len());
        buf[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }
}

impl<const N: usize> futures_util::io::AsyncRead for Echo<N> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut [u8]) -> Poll<Result<usize>> {
        Poll::Ready(std::io::Read::read(self.get_mut(), buf))
    }
}

impl<const N: usize> tokio::io::AsyncRead for Echo<N> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut tokio::io::ReadBuf<'_>) -> Poll<Result<()>> {
        buf.put_slice(self.give(buf.remaining()));
        Poll::Ready(Ok(()))
    }
}

impl<const N: usize> poll_io::AsyncRead for Echo<N> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        buf.append(self.give(buf.capacity()));
        Poll::Ready(Ok(()))
    }
}
