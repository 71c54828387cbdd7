//! The slices of a vectored read or write.
#![expect(clippy::mut_mut, reason = "the signature is std's")]

use core::{
    fmt, mem,
    ops::{Deref, DerefMut},
};

/// One slice of a vectored write. It stands in for `std::io::IoSlice`.
///
/// # Examples
///
/// ```
/// use poll_io_core::IoSlice;
///
/// let slices = [IoSlice::new(b"head"), IoSlice::new(b"body")];
/// assert_eq!(slices.iter().map(|slice| slice.len()).sum::<usize>(), 8);
/// ```
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct IoSlice<'a>(&'a [u8]);

impl<'a> IoSlice<'a> {
    /// Wraps a slice.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::IoSlice;
    ///
    /// assert_eq!(*IoSlice::new(b"ab"), *b"ab");
    /// ```
    pub fn new(buf: &'a [u8]) -> Self {
        IoSlice(buf)
    }

    /// Removes the first `n` bytes from the slice.
    ///
    /// # Panics
    ///
    /// Panics if the slice has fewer than `n` bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::IoSlice;
    ///
    /// let mut slice = IoSlice::new(b"abc");
    /// slice.advance(1);
    /// assert_eq!(*slice, *b"bc");
    /// ```
    #[track_caller]
    pub fn advance(&mut self, n: usize) {
        assert!(n <= self.0.len(), "advancing IoSlice beyond its length");
        self.0 = &self.0[n..];
    }

    /// Removes the first `n` bytes from all slices together, and the slices that are empty then.
    ///
    /// # Panics
    ///
    /// Panics if the slices together have fewer than `n` bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::IoSlice;
    ///
    /// let mut slices = [IoSlice::new(b"ab"), IoSlice::new(b"cd")];
    /// let mut left = &mut slices[..];
    /// IoSlice::advance_slices(&mut left, 3);
    /// assert_eq!((left.len(), &*left[0]), (1, &b"d"[..]));
    /// ```
    #[track_caller]
    pub fn advance_slices(bufs: &mut &mut [IoSlice<'a>], mut n: usize) {
        let mut gone = 0;
        for buf in bufs.iter() {
            if n < buf.len() {
                break;
            }
            n -= buf.len();
            gone += 1;
        }
        *bufs = &mut mem::take(bufs)[gone..];
        match bufs.first_mut() {
            Some(first) => first.advance(n),
            None => assert!(n == 0, "advancing io slices beyond their length"),
        }
    }
}

impl Deref for IoSlice<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0
    }
}

impl fmt::Debug for IoSlice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One slice of a vectored read. It stands in for `std::io::IoSliceMut`.
///
/// # Examples
///
/// ```
/// use poll_io_core::IoSliceMut;
///
/// let mut memory = [0; 4];
/// IoSliceMut::new(&mut memory).fill(7);
/// assert_eq!(memory, [7; 4]);
/// ```
#[repr(transparent)]
pub struct IoSliceMut<'a>(&'a mut [u8]);

impl<'a> IoSliceMut<'a> {
    /// Wraps a slice.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::IoSliceMut;
    ///
    /// let mut bytes = [0; 2];
    /// IoSliceMut::new(&mut bytes)[0] = 7;
    /// assert_eq!(bytes, [7, 0]);
    /// ```
    pub fn new(buf: &'a mut [u8]) -> Self {
        IoSliceMut(buf)
    }

    /// Removes the first `n` bytes from the slice.
    ///
    /// # Panics
    ///
    /// Panics if the slice has fewer than `n` bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::IoSliceMut;
    ///
    /// let mut bytes = [0; 2];
    /// let mut slice = IoSliceMut::new(&mut bytes);
    /// slice.advance(1);
    /// slice[0] = 7;
    /// assert_eq!(bytes, [0, 7]);
    /// ```
    #[track_caller]
    pub fn advance(&mut self, n: usize) {
        assert!(n <= self.0.len(), "advancing IoSliceMut beyond its length");
        self.0 = &mut mem::take(&mut self.0)[n..];
    }

    /// Removes the first `n` bytes from all slices together, and the slices that are empty then.
    ///
    /// # Panics
    ///
    /// Panics if the slices together have fewer than `n` bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::IoSliceMut;
    ///
    /// let (mut a, mut b) = ([0; 2], [0; 2]);
    /// let mut slices = [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
    /// let mut left = &mut slices[..];
    /// IoSliceMut::advance_slices(&mut left, 3);
    /// left[0][0] = 7;
    /// assert_eq!((a, b), ([0, 0], [0, 7]));
    /// ```
    #[track_caller]
    pub fn advance_slices(bufs: &mut &mut [IoSliceMut<'a>], mut n: usize) {
        let mut gone = 0;
        for buf in bufs.iter() {
            if n < buf.len() {
                break;
            }
            n -= buf.len();
            gone += 1;
        }
        *bufs = &mut mem::take(bufs)[gone..];
        match bufs.first_mut() {
            Some(first) => first.advance(n),
            None => assert!(n == 0, "advancing io slices beyond their length"),
        }
    }
}

impl Deref for IoSliceMut<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0
    }
}

impl DerefMut for IoSliceMut<'_> {
    fn deref_mut(&mut self) -> &mut [u8] {
        self.0
    }
}

impl fmt::Debug for IoSliceMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
