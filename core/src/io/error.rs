//! The error type and its kinds.

#[cfg(feature = "alloc")]
use alloc::boxed::Box;
use core::{error::Error as StdError, fmt};

/// The result of an I/O operation. It stands in for `std::io::Result`.
pub type Result<T> = core::result::Result<T, Error>;

macro_rules! error_kinds {
    ($($(#[$doc:meta])* $kind:ident => $text:literal,)*) => {
        /// The general cause of an error. It stands in for `std::io::ErrorKind`, and has some of its kinds.
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
    /// The connection was reset by the peer.
    ConnectionReset => "connection reset",
    /// The peer aborted the connection.
    ConnectionAborted => "connection aborted",
    /// The connection does not exist yet.
    NotConnected => "not connected",
    /// The address is used already.
    AddrInUse => "address in use",
    /// The address does not exist on this computer.
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
    /// The operation took too long.
    TimedOut => "timed out",
    /// The writer accepted none of the bytes that it was offered.
    WriteZero => "write zero",
    /// The operation was interrupted and can be tried again.
    Interrupted => "operation interrupted",
    /// The operation is not supported on this platform.
    Unsupported => "unsupported",
    /// The stream ended too early.
    UnexpectedEof => "unexpected end of file",
    /// There is not enough memory.
    OutOfMemory => "out of memory",
    /// The cause is none of the other kinds.
    Other => "other error",
}

/// The text or the error that an error carries in addition to its kind.
#[cfg(feature = "alloc")]
type Payload = Box<dyn StdError + Send + Sync>;

/// Stands in for the payload without an allocator, where an error has only a kind.
///
/// No value of this type is ever made. The type gives `Error` a destructor and makes it not `UnwindSafe`, as with an allocator.
/// Otherwise code could rely on properties that `Error` loses once a crate enables `alloc`.
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

/// The error of an I/O operation. It stands in for `std::io::Error`.
///
/// Without the feature `alloc`, an error has only a kind. With `alloc`, it can also carry another error or a text, as the error
/// of std can.
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
    /// Makes an error of a kind that carries another error or a text.
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

    /// Makes an error of the kind [`ErrorKind::Other`] that carries another error or a text.
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
