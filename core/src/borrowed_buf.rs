//! The buffer that a reader fills. Its memory need not be initialized.
//!
//! A `BorrowedBuf` keeps two counts of one piece of memory: the bytes that are filled, and the bytes that are initialized.
//! `filled <= init <= capacity` holds at every moment. Every unsafe block here and in `cursor.rs` relies on this invariant.
//!
//! Initialization is a count, not a flag. A reader that narrows the buffer, as `Take` does, initializes a part of it, which a
//! flag for the whole buffer cannot record. std removed its record of initialization, and restored one after it had measured the
//! cost ([rust-lang/rust#150096](https://github.com/rust-lang/rust/pull/150096)).
#![expect(unsafe_code, reason = "a buffer that is not initialized cannot be lent without unsafe code")]

use core::{fmt, marker::PhantomData, mem::MaybeUninit, ptr::NonNull};

mod copy;
mod cursor;

pub use cursor::BorrowedCursor;

/// A borrowed byte buffer that remembers how much of it is filled and how much is initialized.
///
/// The caller of a read makes a `BorrowedBuf` over its own memory, and passes the reader a [`BorrowedCursor`] to it. The type
/// resembles the type of the same name in `core::io`, which is not stable yet ([rust-lang/rust#117693]).
///
/// ```text
/// |<------------------ capacity ----------------->|
/// |  filled  |  initialized, not filled  |  uninit |
/// |<- len -->|                           |         |
/// |<------------- init_len ------------->|         |
/// ```
///
/// # Examples
///
/// ```
/// use core::mem::MaybeUninit;
/// use poll_io_core::BorrowedBuf;
///
/// let mut memory = [MaybeUninit::<u8>::uninit(); 8];
/// let mut buf = BorrowedBuf::from(&mut memory[..]);
/// buf.unfilled().append(b"abc");
/// assert_eq!(buf.filled(), b"abc");
/// assert_eq!((buf.len(), buf.init_len(), buf.capacity()), (3, 3, 8));
/// ```
///
/// [rust-lang/rust#117693]: https://github.com/rust-lang/rust/issues/117693
pub struct BorrowedBuf<'data> {
    buf: &'data mut [MaybeUninit<u8>],
    /// The number of bytes that hold data.
    filled: usize,
    /// The number of bytes that are initialized, including the filled ones.
    init: usize,
}

impl<'data> From<&'data mut [u8]> for BorrowedBuf<'data> {
    /// Makes a buffer with nothing filled and everything initialized.
    #[inline]
    fn from(slice: &'data mut [u8]) -> Self {
        let init = slice.len();
        let bytes: *mut [u8] = slice;
        // SAFETY: `MaybeUninit<u8>` has the layout of `u8`, and the memory is borrowed for `'data`. No safe method writes an
        // uninitialized byte into it, and the contract of the unsafe method `as_mut` forbids that to its caller.
        let buf = unsafe { &mut *(bytes as *mut [MaybeUninit<u8>]) };
        BorrowedBuf { buf, filled: 0, init }
    }
}

impl<'data> From<&'data mut [MaybeUninit<u8>]> for BorrowedBuf<'data> {
    /// Makes a buffer with nothing filled and nothing known to be initialized.
    #[inline]
    fn from(buf: &'data mut [MaybeUninit<u8>]) -> Self {
        BorrowedBuf { buf, filled: 0, init: 0 }
    }
}

#[expect(clippy::len_without_is_empty, reason = "core's type has none; `filled().is_empty()` says it better")]
impl<'data> BorrowedBuf<'data> {
    /// Returns the size of the whole buffer in bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [0; 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// buf.unfilled().append(b"ab");
    /// assert_eq!(buf.capacity(), 4);
    /// ```
    #[inline]
    pub fn capacity(&self) -> usize {
        self.buf.len()
    }

    /// Returns the number of bytes that are filled.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [0; 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// buf.unfilled().append(b"ab");
    /// assert_eq!(buf.len(), 2);
    /// ```
    #[inline]
    pub fn len(&self) -> usize {
        self.filled
    }

    /// Returns the number of bytes known to be initialized, from the start of the buffer. It includes the filled bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [MaybeUninit::<u8>::uninit(); 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// assert_eq!(buf.init_len(), 0);
    /// buf.unfilled().ensure_init_to(3);
    /// assert_eq!((buf.len(), buf.init_len()), (0, 3));
    /// ```
    #[inline]
    pub fn init_len(&self) -> usize {
        self.init
    }

    /// Returns the filled bytes.
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
    pub fn filled(&self) -> &[u8] {
        // SAFETY: the invariant says `filled <= init <= capacity`, so the range is inside the buffer and initialized.
        unsafe { init_slice(self.buf.as_ptr(), self.filled) }
    }

    /// Returns the filled bytes, to change them in place.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [0; 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// buf.unfilled().append(b"ab");
    /// buf.filled_mut().make_ascii_uppercase();
    /// assert_eq!(buf.filled(), b"AB");
    /// ```
    #[inline]
    pub fn filled_mut(&mut self) -> &mut [u8] {
        // SAFETY: the range is inside and initialized, as in `filled`. `self` is borrowed mutably, so no other reference exists.
        unsafe { init_slice_mut(self.buf.as_mut_ptr(), self.filled) }
    }

    /// Returns the filled bytes, for as long as the memory itself is borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::BorrowedBuf;
    ///
    /// fn fill<'a>(memory: &'a mut [u8]) -> &'a [u8] {
    ///     let mut buf = BorrowedBuf::from(memory);
    ///     buf.unfilled().append(b"ab");
    ///     buf.into_filled()
    /// }
    /// assert_eq!(fill(&mut [0; 4]), b"ab");
    /// ```
    #[inline]
    pub fn into_filled(self) -> &'data [u8] {
        // SAFETY: the range is inside and initialized, as in `filled`. `self` is consumed, so the memory cannot change.
        unsafe { init_slice(self.buf.as_ptr(), self.filled) }
    }

    /// Returns a cursor over the bytes that are not filled yet.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [0; 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// buf.unfilled().append(b"ab");
    /// buf.unfilled().append(b"cd");
    /// assert_eq!(buf.filled(), b"abcd");
    /// ```
    #[inline]
    pub fn unfilled(&mut self) -> BorrowedCursor<'_> {
        BorrowedCursor { buf: NonNull::from(self).cast(), lent: PhantomData }
    }

    /// Sets the number of filled bytes to 0. Initialized bytes stay initialized. Returns `self`, to chain calls.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [0; 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// buf.unfilled().append(b"ab");
    /// buf.clear().unfilled().append(b"c");
    /// assert_eq!(buf.filled(), b"c");
    /// ```
    #[inline]
    pub fn clear(&mut self) -> &mut Self {
        self.filled = 0;
        self
    }

    /// Declares that the first `n` bytes are initialized. It never lowers the count. Returns `self`, to chain calls.
    ///
    /// # Safety
    ///
    /// The first `n` bytes of the buffer must be initialized, and `n` must be at most the capacity of the buffer.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use poll_io_core::BorrowedBuf;
    ///
    /// let mut memory = [MaybeUninit::<u8>::uninit(); 4];
    /// let mut buf = BorrowedBuf::from(&mut memory[..]);
    /// buf.unfilled().ensure_init();
    /// // Another buffer over the same memory does not know that the memory is initialized.
    /// let mut again = BorrowedBuf::from(&mut memory[..]);
    /// // SAFETY: all of the memory was just initialized.
    /// unsafe { again.set_init_len(4) };
    /// assert_eq!(again.init_len(), 4);
    /// ```
    #[inline]
    pub unsafe fn set_init_len(&mut self, n: usize) -> &mut Self {
        debug_assert!(n <= self.capacity());
        self.init = self.init.max(n);
        self
    }
}

impl fmt::Debug for BorrowedBuf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BorrowedBuf")
            .field("filled", &self.filled)
            .field("init", &self.init)
            .field("capacity", &self.capacity())
            .finish()
    }
}

/// Returns `n` bytes from `start` as initialized bytes.
///
/// # Safety
///
/// The bytes must be inside one buffer, initialized, and borrowed for `'a`.
#[inline]
unsafe fn init_slice<'a>(start: *const MaybeUninit<u8>, n: usize) -> &'a [u8] {
    // SAFETY: the caller promises it, and `MaybeUninit<u8>` has the layout of `u8`.
    unsafe { core::slice::from_raw_parts(start.cast(), n) }
}

/// Returns `n` bytes from `start` as initialized bytes, to change them.
///
/// # Safety
///
/// The contract of [`init_slice`] applies. No other reference to the bytes may be used during `'a`.
#[inline]
unsafe fn init_slice_mut<'a>(start: *mut MaybeUninit<u8>, n: usize) -> &'a mut [u8] {
    // SAFETY: the caller promises it, and `MaybeUninit<u8>` has the layout of `u8`.
    unsafe { core::slice::from_raw_parts_mut(start.cast(), n) }
}
