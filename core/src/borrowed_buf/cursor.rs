//! The cursor that a reader gets to a [`BorrowedBuf`].
#![expect(unsafe_code, reason = "a buffer that is not initialized cannot be lent without unsafe code")]

use super::{BorrowedBuf, copy::copy, init_slice_mut};
use core::{fmt, marker::PhantomData, mem::MaybeUninit, ptr::NonNull};

/// A write-only view of the free part of a [`BorrowedBuf`].
///
/// A reader gets the cursor by value. A reader that got a `&mut` to a buffer could put another buffer in its place. Safe code
/// that then trusts the counts would read memory that was never written (tokio-rs/tokio#4428). With a cursor, the counts in the
/// [`BorrowedBuf`] are true for every reader that has no unsound code.
///
/// A cursor has the size of one pointer. It is covariant in `'a`, `Send` and `Sync`, as `&mut [u8]` is.
///
/// # Examples
///
/// ```
/// use poll_io_core::BorrowedBuf;
///
/// let mut memory = [0; 8];
/// let mut buf = BorrowedBuf::from(&mut memory[..]);
/// let mut cursor = buf.unfilled();
/// cursor.append(b"ab");
/// cursor.with_limit(2, |mut narrow| narrow.append(b"cd"));
/// assert_eq!((cursor.written(), cursor.capacity()), (4, 4));
/// assert_eq!(buf.filled(), b"abcd");
/// ```
pub struct BorrowedCursor<'a> {
    /// This is a pointer, because `&'a mut BorrowedBuf<'a>` would be invariant in `'a`. Then a method that holds a cursor for a
    /// shorter time could not pass it to another method. Only the two counts are ever assigned through the pointer.
    pub(super) buf: NonNull<BorrowedBuf<'a>>,
    pub(super) lent: PhantomData<&'a mut [u8]>,
}

// SAFETY: a cursor is an exclusive borrow of a `BorrowedBuf`. `BorrowedBuf` is `Send`, so the borrow can move to another thread.
unsafe impl Send for BorrowedCursor<'_> {}
// SAFETY: a shared cursor only returns the counts, and they cannot change while the cursor is shared.
unsafe impl Sync for BorrowedCursor<'_> {}

impl<'a> BorrowedCursor<'a> {
    #[inline]
    fn get(&self) -> &BorrowedBuf<'a> {
        // SAFETY: the pointer was made from a `&mut BorrowedBuf` that is borrowed for as long as the cursor lives.
        unsafe { self.buf.as_ref() }
    }

    #[inline]
    fn get_mut(&mut self) -> &mut BorrowedBuf<'a> {
        // SAFETY: the pointer is valid, as in `get`, and `&mut self` makes this the only reference. No caller assigns to
        // `buf.buf`, so a borrow that is shorter than the true lifetime of the buffer never gets into it.
        unsafe { self.buf.as_mut() }
    }

    /// Borrows the cursor for a shorter time. Both cursors share the counts.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::{BorrowedBuf, BorrowedCursor};
    ///
    /// fn fill(mut cursor: BorrowedCursor<'_>) {
    ///     cursor.append(b"x");
    /// }
    ///
    /// let mut memory = [0; 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// let mut cursor = buf.unfilled();
    /// fill(cursor.reborrow());
    /// fill(cursor);
    /// assert_eq!(buf.filled(), b"xx");
    /// ```
    #[inline]
    pub fn reborrow(&mut self) -> BorrowedCursor<'_> {
        BorrowedCursor { buf: self.buf.cast(), lent: PhantomData }
    }

    /// Returns the number of bytes that are not filled yet.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [0; 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// let mut cursor = buf.unfilled();
    /// cursor.append(b"ab");
    /// assert_eq!(cursor.capacity(), 2);
    /// ```
    #[inline]
    pub fn capacity(&self) -> usize {
        let buf = self.get();
        buf.buf.len() - buf.filled
    }

    /// Returns the number of bytes filled in the [`BorrowedBuf`] that this cursor was made from.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [0; 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// buf.unfilled().append(b"ab");
    /// assert_eq!(buf.unfilled().written(), 2);
    /// ```
    #[inline]
    pub fn written(&self) -> usize {
        self.get().filled
    }

    /// Returns the number of unfilled bytes known to be initialized, counted from the first unfilled byte.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [MaybeUninit::<u8>::uninit(); 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// let mut cursor = buf.unfilled();
    /// cursor.ensure_init_to(3);
    /// cursor.append(b"a");
    /// assert_eq!(cursor.init_len(), 2);
    /// ```
    #[inline]
    pub fn init_len(&self) -> usize {
        let buf = self.get();
        buf.init - buf.filled
    }

    /// Returns whether all unfilled bytes are known to be initialized.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [MaybeUninit::<u8>::uninit(); 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// let mut cursor = buf.unfilled();
    /// assert!(!cursor.is_init());
    /// cursor.ensure_init();
    /// assert!(cursor.is_init());
    /// ```
    #[inline]
    pub fn is_init(&self) -> bool {
        let buf = self.get();
        buf.init == buf.buf.len()
    }

    /// Copies `data` behind the filled bytes, and counts it as filled.
    ///
    /// # Panics
    ///
    /// Panics if `data` is longer than [`capacity`](Self::capacity).
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [0; 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// buf.unfilled().append(b"ab");
    /// assert_eq!(buf.filled(), b"ab");
    /// ```
    #[inline]
    #[track_caller]
    pub fn append(&mut self, data: &[u8]) {
        assert!(data.len() <= self.capacity(), "more bytes appended than the cursor has room for");
        let buf = self.get_mut();
        // SAFETY: `filled <= capacity`, so the pointer is inside the buffer or one past its end.
        let end = unsafe { buf.buf.as_mut_ptr().add(buf.filled) };
        // The counts change before the copy, so that a long copy, which is a call, can be the last instruction. A copy cannot
        // fail.
        buf.filled += data.len();
        // Not `max`, which would also store a number that has not changed.
        if buf.init < buf.filled {
            buf.init = buf.filled;
        }
        // SAFETY: `data.len()` bytes fit behind the filled bytes, as asserted above. `data` is a shared borrow and the buffer an
        // exclusive one, so they do not overlap.
        unsafe { copy(data.as_ptr(), end.cast(), data.len()) };
    }

    /// Returns all unfilled bytes, after it has zeroed those that are not initialized.
    ///
    /// Use it to fill a cursor from an API that takes `&mut [u8]`, and then call [`advance_checked`](Self::advance_checked). A
    /// byte that is known to be initialized is not zeroed again. So each byte of a buffer is zeroed at most once, even if many
    /// short reads fill it.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [MaybeUninit::<u8>::uninit(); 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// let mut cursor = buf.unfilled();
    /// let n = std::io::Read::read(&mut &b"abc"[..], cursor.ensure_init()).unwrap();
    /// cursor.advance_checked(n);
    /// assert_eq!(buf.filled(), b"abc");
    /// ```
    #[inline]
    pub fn ensure_init(&mut self) -> &mut [u8] {
        self.ensure_init_to(usize::MAX)
    }

    /// Returns the next `n` unfilled bytes, after it has zeroed those that are not initialized.
    ///
    /// If fewer than `n` bytes are unfilled, this method returns all of them. (tokio's `initialize_unfilled_to` panics in that
    /// case.)
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [MaybeUninit::<u8>::uninit(); 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// assert_eq!(buf.unfilled().ensure_init_to(3), [0; 3]);
    /// assert_eq!(buf.unfilled().ensure_init_to(9), [0; 4]);
    /// ```
    #[inline]
    pub fn ensure_init_to(&mut self, n: usize) -> &mut [u8] {
        let buf = self.get_mut();
        let n = n.min(buf.buf.len() - buf.filled);
        let end = buf.filled + n;
        if buf.init < end {
            buf.buf[buf.init..end].fill(MaybeUninit::new(0));
            buf.init = end;
        }
        // SAFETY: `filled <= capacity`, so the pointer is inside the buffer or one past its end.
        let start = unsafe { buf.buf.as_mut_ptr().add(buf.filled) };
        // SAFETY: the `n` bytes from `filled` end at `end <= init`, so they are inside the buffer and initialized.
        unsafe { init_slice_mut(start, n) }
    }

    /// Returns all unfilled bytes, initialized or not.
    ///
    /// # Safety
    ///
    /// The caller must not make a byte of the slice uninitialized, not even a byte beyond [`init_len`](Self::init_len). The memory
    /// may be the `&mut [u8]` of a caller that does not know how much of it counts as initialized. To write bytes is allowed.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [MaybeUninit::<u8>::uninit(); 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// let mut cursor = buf.unfilled();
    /// // SAFETY: this writes a byte, and makes no byte uninitialized.
    /// unsafe { cursor.as_mut()[0].write(b'a') };
    /// // SAFETY: the next byte was just written.
    /// unsafe { cursor.advance(1) };
    /// assert_eq!(buf.filled(), b"a");
    /// ```
    #[inline]
    pub unsafe fn as_mut(&mut self) -> &mut [MaybeUninit<u8>] {
        let buf = self.get_mut();
        &mut buf.buf[buf.filled..]
    }

    /// Counts the next `n` bytes as filled and initialized. Returns `self`, to chain calls.
    ///
    /// # Safety
    ///
    /// The next `n` bytes must be initialized, and `n` must be at most [`capacity`](Self::capacity).
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [MaybeUninit::<u8>::uninit(); 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// let mut cursor = buf.unfilled();
    /// // SAFETY: this writes bytes, and makes no byte uninitialized.
    /// unsafe { cursor.as_mut()[..2].fill(MaybeUninit::new(b'a')) };
    /// // SAFETY: the next two bytes were just written.
    /// unsafe { cursor.advance(2) };
    /// assert_eq!(buf.filled(), b"aa");
    /// ```
    #[inline]
    pub unsafe fn advance(&mut self, n: usize) -> &mut Self {
        debug_assert!(n <= self.capacity());
        let buf = self.get_mut();
        buf.filled += n;
        buf.init = buf.init.max(buf.filled);
        self
    }

    /// Counts the next `n` bytes as filled. They must be known to be initialized. Returns `self`, to chain calls.
    ///
    /// # Panics
    ///
    /// Panics if `n` is greater than [`init_len`](Self::init_len).
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [MaybeUninit::<u8>::uninit(); 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// let mut cursor = buf.unfilled();
    /// cursor.ensure_init_to(2).copy_from_slice(b"ab");
    /// cursor.advance_checked(2);
    /// assert_eq!(buf.filled(), b"ab");
    /// ```
    #[inline]
    #[track_caller]
    pub fn advance_checked(&mut self, n: usize) -> &mut Self {
        let buf = self.get_mut();
        assert!(n <= buf.init - buf.filled, "a cursor advanced over bytes that are not initialized");
        buf.filled += n;
        self
    }

    /// Declares that the next `n` bytes are initialized. It never lowers the count. Returns `self`, to chain calls.
    ///
    /// # Safety
    ///
    /// The next `n` bytes must be initialized, and `n` must be at most [`capacity`](Self::capacity).
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [MaybeUninit::<u8>::uninit(); 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// let mut cursor = buf.unfilled();
    /// // SAFETY: this writes a byte, and makes no byte uninitialized.
    /// unsafe { cursor.as_mut()[0].write(b'a') };
    /// // SAFETY: the next byte was just written.
    /// unsafe { cursor.set_init_len(1) };
    /// cursor.advance_checked(1);
    /// assert_eq!(buf.filled(), b"a");
    /// ```
    #[inline]
    pub unsafe fn set_init_len(&mut self, n: usize) -> &mut Self {
        debug_assert!(n <= self.capacity());
        let buf = self.get_mut();
        buf.init = buf.init.max(buf.filled + n);
        self
    }

    /// Calls `f` with a cursor over at most the next `n` bytes, and returns what `f` returns.
    ///
    /// Use it to let another reader fill at most `n` bytes. Both counts of the narrow cursor are carried over to this cursor: the
    /// bytes that `f` fills count as filled here, and the bytes that `f` initializes count as initialized.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [0; 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// let room = buf.unfilled().with_limit(2, |mut cursor| {
    ///     cursor.append(b"a");
    ///     cursor.capacity()
    /// });
    /// assert_eq!((room, buf.filled()), (1, &b"a"[..]));
    /// ```
    #[inline]
    pub fn with_limit<T>(&mut self, n: usize, f: impl FnOnce(BorrowedCursor<'_>) -> T) -> T {
        let buf = self.get_mut();
        let n = n.min(buf.buf.len() - buf.filled);
        let init = (buf.init - buf.filled).min(n);
        let mut narrow = BorrowedBuf { buf: &mut buf.buf[buf.filled..][..n], filled: 0, init };
        let out = f(narrow.unfilled());
        // `f` cannot have replaced `narrow`, because it has only a cursor, and a cursor changes only the counts.
        let (filled, init) = (narrow.filled, narrow.init);
        buf.init = buf.init.max(buf.filled + init);
        buf.filled += filled;
        out
    }
}

impl fmt::Debug for BorrowedCursor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BorrowedCursor")
            .field("written", &self.written())
            .field("init", &self.init_len())
            .field("capacity", &self.capacity())
            .finish()
    }
}
