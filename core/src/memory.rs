//! The impls of the traits for types in memory: slices, `Vec`, `VecDeque` and `Cursor`; and the types [`Empty`], [`Repeat`] and
//! [`Sink`]. They are always ready.

use crate::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, BorrowedCursor, IoSlice, IoSliceMut, Result, SeekFrom};
#[cfg(feature = "alloc")]
use alloc::{boxed::Box, collections::VecDeque, vec::Vec};
use core::{
    mem::{self, MaybeUninit},
    ops::DerefMut,
    pin::Pin,
    task::{Context, Poll},
};
#[cfg(feature = "std")]
use std::io::Cursor;

/// Copies as much of `data` into `buf` as fits, and returns the number of bytes.
#[inline]
fn fill(buf: &mut BorrowedCursor<'_>, data: &[u8]) -> usize {
    let n = data.len().min(buf.capacity());
    buf.append(&data[..n]);
    n
}

/// Copies as much of `data` into the slices as fits, in order, and returns the number of bytes.
fn fill_vectored(bufs: &mut [IoSliceMut<'_>], mut data: &[u8]) -> usize {
    let all = data.len();
    for buf in bufs {
        let n = data.len().min(buf.len());
        let (now, later) = data.split_at(n);
        buf[..n].copy_from_slice(now);
        data = later;
    }
    all - data.len()
}

/// Writes the slices in order, until `write` accepts only a part of one, and returns the number of bytes written.
///
/// `write` must not fail after it has accepted bytes.
fn drain_vectored(bufs: &[IoSlice<'_>], mut write: impl FnMut(&[u8]) -> Result<usize>) -> Result<usize> {
    let mut all = 0;
    for buf in bufs {
        let n = write(buf)?;
        all += n;
        if n < buf.len() {
            break;
        }
    }
    Ok(all)
}

/// Marks the types of std, and pointers to them, that implement the traits of several I/O crates at the same time.
///
/// `poll-io-compat` infers from the type of a stream which crate's traits to use. It must not infer that for these types, with
/// any set of features. Otherwise the build of one crate could break when another crate enables the bridge to a second I/O
/// crate. The trait is in this package because the impls depend on its features.
#[doc(hidden)]
pub trait InSeveralFamilies {}

impl InSeveralFamilies for &[u8] {}
impl InSeveralFamilies for &mut [u8] {}
#[cfg(feature = "alloc")]
impl InSeveralFamilies for Vec<u8> {}
#[cfg(feature = "alloc")]
impl InSeveralFamilies for VecDeque<u8> {}
#[cfg(feature = "std")]
impl<T> InSeveralFamilies for Cursor<T> {}
impl<T: InSeveralFamilies + ?Sized> InSeveralFamilies for &mut T {}
#[cfg(feature = "alloc")]
impl<T: InSeveralFamilies + ?Sized> InSeveralFamilies for Box<T> {}
impl<P: DerefMut<Target: InSeveralFamilies>> InSeveralFamilies for Pin<P> {}

/// Generates `poll_flush` and `poll_shutdown` of a writer that has nothing to flush and no direction to end.
macro_rules! always_flushed {
    () => {
        #[inline]
        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Ready(Ok(()))
        }

        #[inline]
        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Ready(Ok(()))
        }
    };
}

/// Reads from the front. The slice then holds the bytes that are left.
impl AsyncRead for &[u8] {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        let n = fill(&mut buf, this);
        *this = &this[n..];
        Poll::Ready(Ok(()))
    }

    #[inline]
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let n = fill_vectored(bufs, this);
        *this = &this[n..];
        Poll::Ready(Ok(n))
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.len()
    }
}

impl AsyncBufRead for &[u8] {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Poll::Ready(Ok(*self.get_mut()))
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amt: usize) {
        let this = self.get_mut();
        *this = &this[amt..];
    }
}

/// Generates the impl of a writer into memory that does not grow. `$write` writes the bytes that fit, and returns their number.
///
/// A full writer returns `Ok(0)` (W2).
macro_rules! write_to_room {
    ($(#[$doc:meta])* $room:ty, $write:path) => {
        $(#[$doc])*
        impl AsyncWrite for $room {
            #[inline]
            fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
                Poll::Ready(Ok($write(self.get_mut(), buf)))
            }

            #[inline]
            fn poll_write_vectored(
                self: Pin<&mut Self>,
                _: &mut Context<'_>,
                bufs: &[IoSlice<'_>],
            ) -> Poll<Result<usize>> {
                let this = self.get_mut();
                Poll::Ready(drain_vectored(bufs, |buf| Ok($write(this, buf))))
            }

            #[inline]
            fn is_write_vectored(&self) -> bool {
                true
            }

            always_flushed!();
        }
    };
}

write_to_room! {
    /// Writes to the front. The slice then holds the room that is left.
    &mut [u8], write_to_slice
}
write_to_room! {
    /// Writes to the front, and thereby initializes it. The slice then holds the room that is left.
    &mut [MaybeUninit<u8>], write_to_uninit
}
write_to_room! {
    /// Appends to the filled bytes.
    BorrowedCursor<'_>, fill
}

#[inline]
#[expect(clippy::mut_mut, reason = "the writer is the slice itself, which becomes shorter")]
fn write_to_slice(room: &mut &mut [u8], buf: &[u8]) -> usize {
    let n = buf.len().min(room.len());
    let (now, later) = mem::take(room).split_at_mut(n);
    now.copy_from_slice(&buf[..n]);
    *room = later;
    n
}

#[inline]
#[expect(clippy::mut_mut, reason = "the writer is the slice itself, which becomes shorter")]
fn write_to_uninit(room: &mut &mut [MaybeUninit<u8>], buf: &[u8]) -> usize {
    let n = buf.len().min(room.len());
    let (now, later) = mem::take(room).split_at_mut(n);
    for (to, from) in now.iter_mut().zip(buf) {
        to.write(*from);
    }
    *room = later;
    n
}

/// Appends to the vector.
#[cfg(feature = "alloc")]
impl AsyncWrite for Vec<u8> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.get_mut().extend_from_slice(buf);
        Poll::Ready(Ok(buf.len()))
    }

    #[inline]
    fn poll_write_vectored(self: Pin<&mut Self>, _: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let len = bufs.iter().fold(0_usize, |len, buf| len.saturating_add(buf.len()));
        this.reserve(len);
        Poll::Ready(drain_vectored(bufs, |buf| {
            this.extend_from_slice(buf);
            Ok(buf.len())
        }))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }

    always_flushed!();
}

/// Reads from the front.
#[cfg(feature = "alloc")]
impl AsyncRead for VecDeque<u8> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        let (front, back) = this.as_slices();
        let n = fill(&mut buf, front) + fill(&mut buf, back);
        this.drain(..n);
        Poll::Ready(Ok(()))
    }

    #[inline]
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let n = fill_vectored(bufs, this.make_contiguous());
        this.drain(..n);
        Poll::Ready(Ok(n))
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        self.len()
    }
}

#[cfg(feature = "alloc")]
impl AsyncBufRead for VecDeque<u8> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Poll::Ready(Ok(self.get_mut().as_slices().0))
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amt: usize) {
        let this = self.get_mut();
        // Remove no more bytes than were lent (B4). The bytes of the second slice were not lent.
        let lent = this.as_slices().0.len();
        this.drain(..amt.min(lent));
    }
}

/// Appends at the back.
#[cfg(feature = "alloc")]
impl AsyncWrite for VecDeque<u8> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.get_mut().extend(buf);
        Poll::Ready(Ok(buf.len()))
    }

    #[inline]
    fn poll_write_vectored(self: Pin<&mut Self>, _: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        Poll::Ready(drain_vectored(bufs, |buf| {
            this.extend(buf);
            Ok(buf.len())
        }))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }

    always_flushed!();
}

/// Returns the bytes that a cursor has left to read. They are none if its position is beyond the end.
#[cfg(feature = "std")]
#[inline]
fn left<T: AsRef<[u8]>>(cursor: &Cursor<T>) -> &[u8] {
    let data = cursor.get_ref().as_ref();
    let at = usize::try_from(cursor.position()).map_or(data.len(), |at| at.min(data.len()));
    &data[at..]
}

#[cfg(feature = "std")]
impl<T: AsRef<[u8]> + Unpin> AsyncRead for Cursor<T> {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        let n = fill(&mut buf, left(this));
        this.set_position(this.position() + n as u64);
        Poll::Ready(Ok(()))
    }

    #[inline]
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let n = fill_vectored(bufs, left(this));
        this.set_position(this.position() + n as u64);
        Poll::Ready(Ok(n))
    }

    #[inline]
    fn remaining_hint(&self) -> usize {
        left(self).len()
    }
}

#[cfg(feature = "std")]
impl<T: AsRef<[u8]> + Unpin> AsyncBufRead for Cursor<T> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Poll::Ready(Ok(left(self.get_mut())))
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amt: usize) {
        let this = self.get_mut();
        this.set_position(this.position() + amt.min(left(this).len()) as u64);
    }
}

#[cfg(feature = "std")]
impl<T: AsRef<[u8]> + Unpin> AsyncSeek for Cursor<T> {
    #[inline]
    fn poll_seek(self: Pin<&mut Self>, _: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        Poll::Ready(std::io::Seek::seek(self.get_mut(), pos))
    }
}

/// Generates the impl of a writer for a `Cursor` over one type, by means of std's impl of `Write`.
#[cfg(feature = "std")]
macro_rules! write_at_cursor {
    ($(#[$doc:meta])* <$($generic:ident: $ty:ty)?> $target:ty) => {
        $(#[$doc])*
        impl<$(const $generic: $ty)?> AsyncWrite for Cursor<$target> {
            #[inline]
            fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
                Poll::Ready(std::io::Write::write(self.get_mut(), buf))
            }

            #[inline]
            fn poll_write_vectored(
                self: Pin<&mut Self>,
                _: &mut Context<'_>,
                bufs: &[IoSlice<'_>],
            ) -> Poll<Result<usize>> {
                Poll::Ready(std::io::Write::write_vectored(self.get_mut(), bufs))
            }

            #[inline]
            fn is_write_vectored(&self) -> bool {
                true
            }

            always_flushed!();
        }
    };
}

#[cfg(feature = "std")]
write_at_cursor! {
    /// Writes at the position, and accepts no more bytes once the slice is full.
    <> &mut [u8]
}
#[cfg(feature = "std")]
write_at_cursor! {
    /// Writes at the position, and grows the vector as needed.
    <> Vec<u8>
}
#[cfg(feature = "std")]
write_at_cursor! {
    /// Writes at the position, and grows the vector as needed.
    <> &mut Vec<u8>
}
#[cfg(feature = "std")]
write_at_cursor! {
    /// Writes at the position, and accepts no more bytes once the box is full.
    <> Box<[u8]>
}
#[cfg(feature = "std")]
write_at_cursor! {
    /// Writes at the position, and accepts no more bytes once the array is full.
    <N: usize> [u8; N]
}

/// A reader that is at its end, and a writer that discards all bytes. `poll_io::empty()` makes one.
///
/// # Examples
///
/// ```
/// use core::{pin::Pin, task::{Context, Poll, Waker}};
/// use poll_io_core::{AsyncBufRead, Empty};
///
/// let mut cx = Context::from_waker(Waker::noop());
/// let poll = Pin::new(&mut Empty::default()).poll_fill_buf(&mut cx).map(|bytes| bytes.unwrap().len());
/// assert_eq!(poll, Poll::Ready(0));
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Empty;

impl Empty {
    /// Makes a reader that is at its end.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::Empty;
    ///
    /// const NOTHING: Empty = Empty::new();
    /// # let _ = NOTHING;
    /// ```
    pub const fn new() -> Self {
        Empty
    }
}

impl AsyncRead for Empty {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: BorrowedCursor<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl AsyncBufRead for Empty {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Poll::Ready(Ok(&[]))
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, _: usize) {}
}

impl AsyncSeek for Empty {
    /// Returns the position 0 for each seek, as that of std does, also for a position before the start (unlike S3).
    #[inline]
    fn poll_seek(self: Pin<&mut Self>, _: &mut Context<'_>, _: SeekFrom) -> Poll<Result<u64>> {
        Poll::Ready(Ok(0))
    }
}

/// A reader that returns the same byte again and again, and never ends. `poll_io::repeat(byte)` makes one.
///
/// Its [`remaining_hint`](AsyncRead::remaining_hint) is 0, because a reader without an end has no number of bytes left. So
/// `repeat(byte).take(n)` also has the hint 0. (The size hint of std's `repeat(byte).take(n).bytes()` is `n`.) To read it into
/// memory with one allocation, reserve `n` bytes first.
///
/// # Examples
///
/// ```
/// use core::{pin::Pin, task::{Context, Waker}};
/// use poll_io_core::{AsyncRead, BorrowedBuf, Repeat};
///
/// let mut memory = [0; 4];
/// let mut buf = BorrowedBuf::from(&mut memory[..]);
/// let mut cx = Context::from_waker(Waker::noop());
/// assert!(Pin::new(&mut Repeat::new(7)).poll_read(&mut cx, buf.unfilled()).is_ready());
/// assert_eq!(buf.filled(), [7; 4]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Repeat {
    byte: u8,
}

impl Repeat {
    /// Makes a reader that returns `byte` again and again.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::Repeat;
    ///
    /// const ZEROES: Repeat = Repeat::new(0);
    /// # let _ = ZEROES;
    /// ```
    pub const fn new(byte: u8) -> Self {
        Repeat { byte }
    }
}

impl AsyncRead for Repeat {
    #[inline]
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        let n = buf.capacity();
        buf.ensure_init().fill(self.byte);
        buf.advance_checked(n);
        Poll::Ready(Ok(()))
    }

    #[inline]
    fn poll_read_vectored(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bufs: &mut [IoSliceMut<'_>],
    ) -> Poll<Result<usize>> {
        let mut all = 0_usize;
        for buf in bufs {
            buf.fill(self.byte);
            all = all.saturating_add(buf.len());
        }
        Poll::Ready(Ok(all))
    }
}

/// A writer that discards all bytes. `poll_io::sink()` makes one.
///
/// # Examples
///
/// ```
/// use core::{pin::Pin, task::{Context, Poll, Waker}};
/// use poll_io_core::{AsyncWrite, Sink};
///
/// let mut cx = Context::from_waker(Waker::noop());
/// assert!(matches!(Pin::new(&mut Sink::default()).poll_write(&mut cx, b"gone"), Poll::Ready(Ok(4))));
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Sink;

impl Sink {
    /// Makes a writer that discards all bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::Sink;
    ///
    /// const NOWHERE: Sink = Sink::new();
    /// # let _ = NOWHERE;
    /// ```
    pub const fn new() -> Self {
        Sink
    }
}

/// Generates the impl of a writer that discards all bytes.
macro_rules! swallow {
    ($device:ty) => {
        impl AsyncWrite for $device {
            #[inline]
            fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
                Poll::Ready(Ok(buf.len()))
            }

            #[inline]
            fn poll_write_vectored(
                self: Pin<&mut Self>,
                _: &mut Context<'_>,
                bufs: &[IoSlice<'_>],
            ) -> Poll<Result<usize>> {
                Poll::Ready(Ok(bufs.iter().fold(0_usize, |all, buf| all.saturating_add(buf.len()))))
            }

            #[inline]
            fn is_write_vectored(&self) -> bool {
                true
            }

            always_flushed!();
        }
    };
}

swallow!(Sink);
swallow!(Empty);
