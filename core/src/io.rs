//! The error facade: std's types where std is, look-alikes where it is not.
//!
//! The look-alikes have nothing that std's lack, so that code which names only these compiles in every tier. They go once
//! `core::io` has types of its own.

#[cfg(feature = "std")]
pub use std::io::{Error, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom};

#[cfg(not(feature = "std"))]
pub use look_alike::{Error, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom};

#[cfg(not(feature = "std"))]
#[expect(clippy::mut_mut, reason = "the signature is std's")]
mod look_alike {
    use core::{
        fmt, mem,
        ops::{Deref, DerefMut},
    };

    /// The result of an I/O operation.
    pub type Result<T> = core::result::Result<T, Error>;

    /// Where to seek to, in bytes. Stands in for `std::io::SeekFrom`.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::SeekFrom;
    ///
    /// assert_ne!(SeekFrom::Start(0), SeekFrom::End(0));
    /// ```
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum SeekFrom {
        /// So many bytes from the start.
        Start(u64),
        /// So many bytes from the end; negative is before it.
        End(i64),
        /// So many bytes from the current position.
        Current(i64),
    }

    macro_rules! error_kinds {
        ($($(#[$doc:meta])* $kind:ident => $text:literal,)*) => {
            /// What went wrong, in general terms. Stands in for `std::io::ErrorKind`, and is a part of it.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io_core::ErrorKind;
            ///
            /// assert_eq!(ErrorKind::TimedOut.to_string(), "timed out");
            /// ```
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            #[non_exhaustive]
            pub enum ErrorKind {
                $($(#[$doc])* $kind,)*
            }

            impl fmt::Display for ErrorKind {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(match self {
                        $(ErrorKind::$kind => $text,)*
                    })
                }
            }
        };
    }

    error_kinds! {
        /// Something named was not found.
        NotFound => "entity not found",
        /// The operation is not allowed.
        PermissionDenied => "permission denied",
        /// The peer refused the connection.
        ConnectionRefused => "connection refused",
        /// The peer reset the connection.
        ConnectionReset => "connection reset",
        /// The peer aborted the connection.
        ConnectionAborted => "connection aborted",
        /// There is no connection yet.
        NotConnected => "not connected",
        /// The address is taken.
        AddrInUse => "address in use",
        /// The address does not exist here.
        AddrNotAvailable => "address not available",
        /// The other end was closed.
        BrokenPipe => "broken pipe",
        /// Something named exists already.
        AlreadyExists => "entity already exists",
        /// The operation would have to wait.
        WouldBlock => "operation would block",
        /// An argument is not valid.
        InvalidInput => "invalid input parameter",
        /// The data is not valid.
        InvalidData => "invalid data",
        /// The time was up.
        TimedOut => "timed out",
        /// A writer took none of the bytes that it was offered.
        WriteZero => "write zero",
        /// The operation was interrupted and can be tried again.
        Interrupted => "operation interrupted",
        /// The operation does not exist here.
        Unsupported => "unsupported",
        /// The stream ended too early.
        UnexpectedEof => "unexpected end of file",
        /// There is not enough memory.
        OutOfMemory => "out of memory",
        /// None of the others.
        Other => "other error",
    }

    /// Why an I/O operation failed. Stands in for `std::io::Error`; owns nothing, so that it needs no allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::{Error, ErrorKind};
    ///
    /// assert_eq!(Error::from(ErrorKind::NotFound).kind(), ErrorKind::NotFound);
    /// ```
    pub struct Error {
        kind: ErrorKind,
        text: Option<&'static str>,
    }

    impl Error {
        /// Makes an error of a kind with a text of its own.
        ///
        /// # Examples
        ///
        /// ```
        /// use poll_io_core::{Error, ErrorKind};
        ///
        /// let error = Error::new(ErrorKind::InvalidData, "no number");
        /// assert_eq!(error.to_string(), "no number");
        /// ```
        pub const fn new(kind: ErrorKind, text: &'static str) -> Self {
            Error { kind, text: Some(text) }
        }

        /// Makes an error of the kind [`ErrorKind::Other`].
        ///
        /// # Examples
        ///
        /// ```
        /// use poll_io_core::{Error, ErrorKind};
        ///
        /// assert_eq!(Error::other("full").kind(), ErrorKind::Other);
        /// ```
        pub const fn other(text: &'static str) -> Self {
            Error::new(ErrorKind::Other, text)
        }

        /// Returns what kind of error it is.
        ///
        /// # Examples
        ///
        /// ```
        /// use poll_io_core::{Error, ErrorKind};
        ///
        /// assert_eq!(Error::from(ErrorKind::TimedOut).kind(), ErrorKind::TimedOut);
        /// ```
        pub const fn kind(&self) -> ErrorKind {
            self.kind
        }
    }

    impl From<ErrorKind> for Error {
        fn from(kind: ErrorKind) -> Self {
            Error { kind, text: None }
        }
    }

    impl fmt::Display for Error {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self.text {
                Some(text) => f.write_str(text),
                None => self.kind.fmt(f),
            }
        }
    }

    impl fmt::Debug for Error {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match &self.text {
                Some(text) => f.debug_struct("Custom").field("kind", &self.kind).field("error", text).finish(),
                None => f.debug_tuple("Kind").field(&self.kind).finish(),
            }
        }
    }

    impl core::error::Error for Error {}

    /// Bytes to write, one of several. Stands in for `std::io::IoSlice`.
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

        /// Skips the first `n` bytes.
        ///
        /// # Panics
        ///
        /// If there are fewer.
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
        pub fn advance(&mut self, n: usize) {
            assert!(n <= self.0.len(), "advancing IoSlice beyond its length");
            self.0 = &self.0[n..];
        }

        /// Skips the first `n` bytes of all the slices together, and drops those that are empty then.
        ///
        /// # Panics
        ///
        /// If there are fewer.
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

    /// Room to read into, one piece of several. Stands in for `std::io::IoSliceMut`.
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

        /// Skips the first `n` bytes.
        ///
        /// # Panics
        ///
        /// If there are fewer.
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
        pub fn advance(&mut self, n: usize) {
            assert!(n <= self.0.len(), "advancing IoSliceMut beyond its length");
            self.0 = &mut mem::take(&mut self.0)[n..];
        }

        /// Skips the first `n` bytes of all the slices together, and drops those that are empty then.
        ///
        /// # Panics
        ///
        /// If there are fewer.
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
}
