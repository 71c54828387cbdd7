//! What a reader is handed of a [`BorrowedBuf`]: the room that is left, and no way to put another buffer in its place.
#![expect(unsafe_code, reason = "a buffer that is not initialized cannot be lent without unsafe code")]

use super::{BorrowedBuf, copy::copy, init_slice_mut};
use core::{fmt, marker::PhantomData, mem::MaybeUninit, ptr::NonNull};

/// A write-only view of what a [`BorrowedBuf`] has left to fill, given to a reader by value.
///
/// By value, since a reader that is handed `&mut` to a buffer can put another buffer in its place, and safe code that
/// trusts the counts afterwards reads memory that was never written (tokio-rs/tokio#4428). Whatever a reader does with a
/// cursor, the counts in the [`BorrowedBuf`] it came from are true.
///
/// One pointer wide. Covariant in `'a`, `Send` and `Sync`, as `&mut [u8]` would be.
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
    /// A pointer and not `&'a mut BorrowedBuf<'a>`, which would be invariant in `'a` and so could not be handed on by a
    /// method that holds it for a shorter time. Nothing is ever assigned through it but the two counts.
    pub(super) buf: NonNull<BorrowedBuf<'a>>,
    pub(super) lent: PhantomData<&'a mut [u8]>,
}

// SAFETY: a cursor is an exclusive borrow of a `BorrowedBuf`, which is `Send`, so moving it moves that borrow.
unsafe impl Send for BorrowedCursor<'_> {}
// SAFETY: a shared cursor gives out the counts alone, which nobody can change while it is shared.
unsafe impl Sync for BorrowedCursor<'_> {}

impl<'a> BorrowedCursor<'a> {
    #[inline]
    fn get(&self) -> &BorrowedBuf<'a> {
        // SAFETY: the pointer was made from a `&mut BorrowedBuf` that is borrowed for as long as the cursor lives.
        unsafe { self.buf.as_ref() }
    }

    #[inline]
    fn get_mut(&mut self) -> &mut BorrowedBuf<'a> {
        // SAFETY: as in `get`; the cursor is that borrow's only user. No caller assigns to `buf.buf`, so treating the
        // buffer's own lifetime as `'a` puts no shorter borrow where a longer one is expected.
        unsafe { self.buf.as_mut() }
    }

    /// Borrows the cursor for a shorter time. What is written through the copy counts here too.
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

    /// Returns the number of bytes that still fit.
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

    /// Returns how many of the bytes that still fit are known to be initialized, counted from the first.
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

    /// Returns whether all the bytes that still fit are known to be initialized.
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

    /// Copies `data` behind what is filled and counts it as filled.
    ///
    /// # Panics
    ///
    /// If `data` is longer than [`capacity`](Self::capacity).
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
        // Counted first, so that nothing is left to be done after a long copy, which is a call; a copy cannot fail.
        buf.filled += data.len();
        buf.init = buf.init.max(buf.filled);
        // SAFETY: `data.len()` bytes fit behind what was filled, as just asserted; `data` is a shared borrow and the
        // buffer an exclusive one, so they do not overlap.
        unsafe { copy(data.as_ptr(), end.cast(), data.len()) };
    }

    /// Zeroes what is not initialized yet, and returns all the bytes that still fit.
    ///
    /// For readers that can only fill `&mut [u8]`. A byte that is known to be initialized is not zeroed again, so the
    /// cost over the buffer's life is at most its capacity, however many reads it takes.
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

    /// Zeroes the bytes that are not initialized among the next `n`, and returns these `n` bytes.
    ///
    /// If fewer bytes still fit, this method returns all of them. It does not panic, as tokio's `initialize_unfilled_to` does.
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

    /// Returns all the bytes that still fit, initialized or not.
    ///
    /// # Safety
    ///
    /// No byte is made uninitialized through the slice, not even one beyond [`init_len`](Self::init_len): the memory may be
    /// somebody's `&mut [u8]` who could not say so. Writing bytes and leaving bytes alone is all that is needed.
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
    /// // SAFETY: a byte is written, and none made uninitialized.
    /// unsafe { cursor.as_mut()[0].write(b'a') };
    /// // SAFETY: it is the next one.
    /// unsafe { cursor.advance(1) };
    /// assert_eq!(buf.filled(), b"a");
    /// ```
    #[inline]
    pub unsafe fn as_mut(&mut self) -> &mut [MaybeUninit<u8>] {
        let buf = self.get_mut();
        &mut buf.buf[buf.filled..]
    }

    /// Counts the next `n` bytes as filled, whether or not they were known to be initialized. Returns `self`, to chain.
    ///
    /// # Safety
    ///
    /// The next `n` bytes are initialized, and `n` is at most [`capacity`](Self::capacity).
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
    /// // SAFETY: bytes are written, and none made uninitialized.
    /// unsafe { cursor.as_mut()[..2].fill(MaybeUninit::new(b'a')) };
    /// // SAFETY: they are the next two.
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

    /// Counts the next `n` bytes as filled, which must be known to be initialized. Returns `self`, to chain.
    ///
    /// # Panics
    ///
    /// If `n` is greater than [`init_len`](Self::init_len).
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

    /// Declares that the next `n` bytes are initialized; never lowers the count. Returns `self`, to chain.
    ///
    /// # Safety
    ///
    /// The next `n` bytes are initialized, and `n` is at most [`capacity`](Self::capacity).
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
    /// // SAFETY: a byte is written, and none made uninitialized.
    /// unsafe { cursor.as_mut()[0].write(b'a') };
    /// // SAFETY: it is the next one.
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
    /// The one way to narrow a cursor. Both counts are carried in and handed back, so that what `f` fills is filled here,
    /// and what it initialises need not be initialized again.
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
        // `narrow` cannot have been exchanged: `f` was given a cursor, and a cursor changes the counts alone.
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
