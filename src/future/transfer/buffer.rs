//! The buffer of a copy: what is read and not written yet, and the room to read more.
#![expect(
    unsafe_code,
    reason = "the memory is not zeroed when it is allocated, and the counts say what of it holds data"
)]

use super::{Direction, Sent};
use crate::{BorrowedBuf, BorrowedCursor, Result};
use alloc::{boxed::Box, vec::Vec};
use core::{
    mem::MaybeUninit,
    task::{Poll, ready},
};

/// The size of [`Stack`] in bytes. A shorter body is copied without heap memory, if the writer takes it at once.
const STACK: usize = 1024;

/// The size of the heap memory that takes in what is left on the stack.
const KEPT: usize = 8 * 1024;

/// The memory of one poll, on its stack. This memory is aligned, because copies to and from memory that is not are slower.
#[repr(align(16))]
pub(super) struct Stack([MaybeUninit<u8>; STACK]);

impl Stack {
    #[inline]
    pub(super) fn new() -> Self {
        Stack([MaybeUninit::uninit(); STACK])
    }
}

/// Heap memory of which the bytes from `start` to `end` are read and not written.
///
/// `start <= end <= init <= heap.len()`, where `init` is how much of it is initialized. During a poll a [`Lent`] may put a
/// [`Stack`] in the place of heap memory that is not there, and the counts are about that then. The counts have four bytes,
/// so that the futures that carry them stay small.
#[derive(Default)]
pub(in super::super) struct Buffer {
    heap: Box<[MaybeUninit<u8>]>,
    start: u32,
    end: u32,
    init: u32,
}

impl Buffer {
    /// Returns the size of the heap memory in bytes, which is 0 while there is none.
    #[inline]
    pub(super) fn size(&self) -> usize {
        self.heap.len()
    }

    /// Returns whether the poll read to the stack, and the reader initialized no more of that than it filled.
    #[inline]
    pub(super) fn is_on_stack(&self) -> bool {
        self.heap.is_empty() && self.init as usize != STACK
    }

    #[inline]
    pub(super) fn has_unwritten(&self) -> bool {
        self.start < self.end
    }

    /// Returns what is read and not written.
    #[inline]
    pub(in super::super) fn unwritten(&self) -> &[u8] {
        let (start, end) = (self.start as usize, self.end as usize);
        let bytes = self.heap.get(start..end).unwrap_or_default();
        let bytes: *const [MaybeUninit<u8>] = bytes;
        // SAFETY: by the invariant, the bytes before `end` are initialized. `MaybeUninit<u8>` has the layout of `u8`.
        unsafe { &*(bytes as *const [u8]) }
    }

    /// Counts the first `n` of the [unwritten](Self::unwritten) bytes as written.
    #[inline]
    pub(super) fn consume(&mut self, n: usize) {
        self.start += narrow(n);
        debug_assert!(self.start <= self.end, "more bytes are counted as written than were read");
    }

    /// Returns whether the unwritten bytes end where the heap memory ends.
    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.end as usize == self.heap.len()
    }

    /// Lends the room behind the unwritten bytes to `read`, and returns how many bytes it has read.
    ///
    /// Nothing counts as read unless `read` returns `Ok`, whatever it has written to the cursor.
    pub(super) fn read_behind(
        &mut self,
        read: impl FnOnce(BorrowedCursor<'_>) -> Poll<Result<()>>,
    ) -> Poll<Result<usize>> {
        let end = self.end as usize;
        let mut buf = BorrowedBuf::from(&mut self.heap[end..]);
        // SAFETY: by the invariant, the bytes from `end` to `init` are initialized.
        unsafe { buf.set_init_len((self.init - self.end) as usize) };
        let result = read(buf.unfilled());
        let n = buf.len();
        self.init = narrow(end + buf.init_len());
        ready!(result)?;
        self.end = narrow(end + n);
        Poll::Ready(Ok(n))
    }

    /// Exchanges the memory for `size` bytes of heap memory. All that was read must be written. Returns whether the
    /// allocator had them; otherwise the memory is the same as before.
    pub(super) fn exchange(&mut self, size: u32) -> bool {
        debug_assert!(!self.has_unwritten(), "unwritten bytes would be lost");
        if self.heap.len() == size as usize {
            return true;
        }
        let heap = allocated(size);
        let is_there = heap.is_some();
        if let Some(heap) = heap {
            *self = Buffer { heap, ..Buffer::default() };
        }
        is_there
    }

    /// Gives the heap memory back. All that was read must be written.
    pub(super) fn give_back(&mut self) {
        debug_assert!(!self.has_unwritten(), "unwritten bytes would be lost");
        *self = Buffer::default();
    }
}

/// A [`Direction`] whose next read fills the memory from its start: heap memory, or that on the stack if there is none.
///
/// However that ends, by a return or by a panic of the reader or the writer, [`keep`](Self::keep) moves the bytes that are
/// left on the stack to the heap.
pub(super) struct Lent<'a> {
    direction: &'a mut Direction,
    stack: &'a mut Stack,
}

impl<'a> Lent<'a> {
    /// Lends the memory of `direction`, of which all that was read must be written.
    #[inline]
    pub(super) fn new(direction: &'a mut Direction, stack: &'a mut Stack) -> Self {
        let buffer = &mut direction.buffer;
        debug_assert!(!buffer.has_unwritten(), "unwritten bytes would be lost");
        (buffer.start, buffer.end) = (0, 0);
        if buffer.heap.is_empty() {
            buffer.init = 0;
        }
        Lent { direction, stack }
    }

    /// Returns the memory, and the counts of the direction.
    #[inline]
    pub(super) fn room(&mut self) -> (Room<'_>, &mut Sent) {
        let Buffer { heap, end, init, .. } = &mut self.direction.buffer;
        let memory = if heap.is_empty() { &mut self.stack.0[..] } else { &mut heap[..] };
        (Room { memory, end, init }, &mut self.direction.sent)
    }

    /// Moves what is left on the stack to the heap.
    ///
    /// Aborts if the allocator has no memory, because the bytes cannot stay where they are.
    #[cold]
    #[inline(never)]
    pub(super) fn keep(&mut self) {
        let buffer = &mut self.direction.buffer;
        let len = buffer.end as usize;
        if buffer.heap.is_empty() && len > 0 {
            buffer.heap = Box::new_uninit_slice(KEPT);
            buffer.heap[..len].copy_from_slice(&self.stack.0[..len]);
            buffer.init = buffer.end;
        }
    }
}

impl Drop for Lent<'_> {
    #[inline]
    fn drop(&mut self) {
        self.keep();
    }
}

/// The memory of a [`Lent`], of which nothing is unwritten.
pub(super) struct Room<'a> {
    memory: &'a mut [MaybeUninit<u8>],
    end: &'a mut u32,
    init: &'a mut u32,
}

impl Room<'_> {
    /// Lends all of the memory to `read`, and returns the bytes that it has read. They count as unwritten until
    /// [`written`](Self::written) is called.
    ///
    /// Nothing counts as read unless `read` returns `Ok`, whatever it has written to the cursor.
    #[inline]
    pub(super) fn read(&mut self, read: impl FnOnce(BorrowedCursor<'_>) -> Poll<Result<()>>) -> Poll<Result<&[u8]>> {
        let mut buf = BorrowedBuf::from(&mut *self.memory);
        // SAFETY: by the invariant of `Buffer`, since this is the memory that its counts are about.
        unsafe { buf.set_init_len(*self.init as usize) };
        let result = read(buf.unfilled());
        *self.init = narrow(buf.init_len());
        ready!(result)?;
        *self.end = narrow(buf.len());
        Poll::Ready(Ok(buf.into_filled()))
    }

    /// Counts all that was read, which is `n` bytes, as written. Returns whether it had filled the memory.
    #[inline]
    pub(super) fn written(&mut self, n: usize) -> bool {
        *self.end = 0;
        n == self.memory.len()
    }
}

/// Returns a count of a part of the memory, which is never longer than four bytes can count.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "memory is allocated for sizes of four bytes only")]
fn narrow(n: usize) -> u32 {
    n as u32
}

/// Returns `size` bytes of heap memory, if the allocator has them.
fn allocated(size: u32) -> Option<Box<[MaybeUninit<u8>]>> {
    let size = usize::try_from(size).ok()?;
    let mut heap = Vec::new();
    heap.try_reserve_exact(size).ok()?;
    // SAFETY: the capacity is at least `size`, and `MaybeUninit` needs no initialization.
    unsafe { heap.set_len(size) };
    Some(heap.into_boxed_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn append(bytes: &[u8]) -> impl FnOnce(BorrowedCursor<'_>) -> Poll<Result<()>> {
        move |mut buf| {
            buf.append(bytes);
            Poll::Ready(Ok(()))
        }
    }

    fn buffer(size: u32) -> Buffer {
        let mut buffer = Buffer::default();
        assert!(buffer.exchange(size));
        buffer
    }

    #[test]
    fn bytes_are_unwritten_until_they_are_consumed() {
        let mut buffer = buffer(8);
        assert!(matches!(buffer.read_behind(append(b"abc")), Poll::Ready(Ok(3))));
        buffer.consume(1);
        assert!(matches!(buffer.read_behind(append(b"defgh")), Poll::Ready(Ok(5))));
        assert_eq!((buffer.unwritten(), buffer.is_full()), (&b"bcdefgh"[..], true));
        assert!(matches!(buffer.read_behind(append(b"")), Poll::Ready(Ok(0))));
        buffer.consume(7);
        assert!(!buffer.has_unwritten());
    }

    #[test]
    fn a_read_that_does_not_return_ok_leaves_nothing_but_initialized_memory() {
        let mut buffer = buffer(8);
        let pending = buffer.read_behind(|mut buf| {
            buf.append(b"xy");
            Poll::Pending
        });
        assert!(pending.is_pending() && !buffer.has_unwritten());
        let known = buffer.read_behind(|mut buf| {
            assert_eq!(buf.init_len(), 2);
            buf.append(b"a");
            Poll::Ready(Ok(()))
        });
        assert!(matches!(known, Poll::Ready(Ok(1))));
        assert_eq!(buffer.unwritten(), b"a");
    }

    #[test]
    fn other_memory_is_not_initialized() {
        let mut buffer = buffer(8);
        let _ = buffer.read_behind(append(b"12345678"));
        buffer.consume(8);
        assert!(buffer.exchange(8), "the same size, and so the same memory");
        assert_eq!((buffer.size(), buffer.init), (8, 8));
        assert!(buffer.exchange(4));
        assert_eq!((buffer.size(), buffer.init), (4, 0));
        buffer.give_back();
        assert_eq!((buffer.size(), buffer.unwritten()), (0, &b""[..]));
    }

    #[test]
    fn bytes_on_the_stack_are_kept_unless_they_are_written() {
        let mut direction = Direction::default();
        for (text, writes) in [(&b"abc"[..], true), (b"de", false)] {
            let mut stack = Stack::new();
            let mut lent = Lent::new(&mut direction, &mut stack);
            let mut room = lent.room().0;
            assert!(matches!(room.read(append(text)), Poll::Ready(Ok(bytes)) if bytes == text));
            if writes {
                assert!(!room.written(text.len()));
            }
        }
        assert_eq!((direction.unwritten(), direction.buffer.size()), (&b"de"[..], KEPT));
        assert!(matches!(direction.buffer.read_behind(append(b"fg")), Poll::Ready(Ok(2))));
        assert_eq!(direction.unwritten(), b"defg");
    }

    #[test]
    fn a_read_that_fills_the_memory_is_noticed() {
        let mut direction = Direction::default();
        for (size, len, full) in [(0, STACK, true), (0, STACK - 1, false), (9, 9, true), (9, 8, false)] {
            if size > 0 {
                assert!(direction.buffer.exchange(size));
            }
            let mut stack = Stack::new();
            let mut lent = Lent::new(&mut direction, &mut stack);
            let mut room = lent.room().0;
            let _ = room.read(append(&[7; STACK][..len]));
            assert_eq!(room.written(len), full);
        }
    }

    #[test]
    fn what_is_known_to_be_initialized_is_forgotten_with_the_stack_alone() {
        let mut direction = Direction::default();
        for (size, first) in [(0, 0), (0, 0), (64, 0), (64, 64)] {
            if size > 0 {
                assert!(direction.buffer.exchange(size));
            }
            let mut stack = Stack::new();
            let mut lent = Lent::new(&mut direction, &mut stack);
            let _ = lent.room().0.read(|mut buf| {
                assert_eq!(buf.init_len(), first);
                buf.ensure_init();
                Poll::Pending
            });
            drop(lent);
            assert!(!direction.buffer.is_on_stack(), "all of it is initialized");
        }
    }
}
