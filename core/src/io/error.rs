//! The error and its kinds.

#[cfg(feature = "alloc")]
use alloc::boxed::Box;
use core::{error::Error as StdError, fmt};

/// The result of an I/O operation.
pub type Result<T> = core::result::Result<T, Error>;

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

/// What an error may carry beside its kind.
#[cfg(feature = "alloc")]
type Payload = Box<dyn StdError + Send + Sync>;

/// Without an allocator an error carries nothing. This type can be named and not made: with it an error is dropped by code
/// and is not `UnwindSafe`, as an error with a payload is, so that no code comes to rely on the opposite.
#[cfg(not(feature = "alloc"))]
struct Payload(&'static (dyn StdError + Send + Sync));

#[cfg(not(feature = "alloc"))]
impl core::ops::Deref for Payload {
    type Target = dyn StdError + Send + Sync;

    fn deref(&self) -> &Self::Target {
        self.0
    }
}

#[cfg(not(feature = "alloc"))]
impl Drop for Payload {
    fn drop(&mut self) {}
}

/// Why an I/O operation failed. Stands in for `std::io::Error`.
///
/// Without `alloc` an error is made from its kind. With `alloc` it can carry another error or a text, as std's can.
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
    payload: Option<Payload>,
}

impl Error {
    /// Makes an error of a kind that carries another error, or a text.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::{Error, ErrorKind};
    ///
    /// let error = Error::new(ErrorKind::InvalidData, "no number");
    /// assert_eq!(error.to_string(), "no number");
    /// ```
    #[cfg(feature = "alloc")]
    pub fn new<E>(kind: ErrorKind, error: E) -> Self
    where
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Error { kind, payload: Some(error.into()) }
    }

    /// Makes an error of the kind [`ErrorKind::Other`] that carries another error, or a text.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::{Error, ErrorKind};
    ///
    /// assert_eq!(Error::other("full").kind(), ErrorKind::Other);
    /// ```
    #[cfg(feature = "alloc")]
    pub fn other<E>(error: E) -> Self
    where
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Error::new(ErrorKind::Other, error)
    }

    /// Returns the kind of the error.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::{Error, ErrorKind};
    ///
    /// assert_eq!(Error::from(ErrorKind::TimedOut).kind(), ErrorKind::TimedOut);
    /// ```
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the error that this error carries, if it carries one.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_core::{Error, ErrorKind};
    ///
    /// assert!(Error::from(ErrorKind::TimedOut).get_ref().is_none());
    /// ```
    pub fn get_ref(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.payload.as_deref()
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Error { kind, payload: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.get_ref() {
            Some(error) => fmt::Display::fmt(error, f),
            None => fmt::Display::fmt(&self.kind, f),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.payload {
            Some(error) => f.debug_struct("Custom").field("kind", &self.kind).field("error", &&**error).finish(),
            None => f.debug_tuple("Kind").field(&self.kind).finish(),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.get_ref()?.source()
    }
}
