//! Conversions between the errors of poll-io and of embedded-io-async.
#![deny(clippy::missing_trait_methods, reason = "a bridge that omits a provided method compiles, but is slower")]

use alloc::string::ToString;
use core::fmt;
use embedded_io_async as embedded;
use poll_io_core::{Error, ErrorKind};

/// An error of poll-io that implements the trait `Error` of embedded-io.
///
/// It wraps the error of poll-io with the feature `std` and without it.
///
/// # Examples
///
/// ```
/// use embedded_io_async::Error;
/// use poll_io_compat::EmbeddedError;
///
/// let e = EmbeddedError::from(poll_io::Error::from(poll_io::ErrorKind::BrokenPipe));
/// assert_eq!(e.kind(), embedded_io_async::ErrorKind::BrokenPipe);
/// assert_eq!(poll_io::Error::from(e).kind(), poll_io::ErrorKind::BrokenPipe);
/// ```
#[derive(Debug)]
pub struct EmbeddedError(Error);

impl EmbeddedError {
    /// Returns a reference to the error of poll-io.
    ///
    /// # Examples
    ///
    /// ```
    /// use poll_io_compat::EmbeddedError;
    ///
    /// let e = EmbeddedError::from(poll_io::Error::from(poll_io::ErrorKind::TimedOut));
    /// assert_eq!(e.get_ref().kind(), poll_io::ErrorKind::TimedOut);
    /// ```
    pub fn get_ref(&self) -> &Error {
        &self.0
    }
}

impl From<Error> for EmbeddedError {
    fn from(e: Error) -> Self {
        EmbeddedError(e)
    }
}

impl From<EmbeddedError> for Error {
    fn from(e: EmbeddedError) -> Self {
        e.0
    }
}

impl fmt::Display for EmbeddedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[expect(clippy::missing_trait_methods, reason = "the others are deprecated or unstable")]
impl core::error::Error for EmbeddedError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        self.0.source()
    }
}

/// Generates the conversions, in both directions, of the kinds of errors that both sides have.
macro_rules! kinds {
    ($($kind:ident)*) => {
        impl embedded::Error for EmbeddedError {
            fn kind(&self) -> embedded::ErrorKind {
                match self.0.kind() {
                    $(ErrorKind::$kind => embedded::ErrorKind::$kind,)*
                    _ => embedded::ErrorKind::Other,
                }
            }
        }

        fn kind_of(e: &impl embedded::Error) -> ErrorKind {
            match e.kind() {
                $(embedded::ErrorKind::$kind => ErrorKind::$kind,)*
                _ => ErrorKind::Other,
            }
        }
    };
}

kinds! {
    NotFound PermissionDenied ConnectionRefused ConnectionReset ConnectionAborted NotConnected AddrInUse AddrNotAvailable
    BrokenPipe AlreadyExists InvalidInput InvalidData TimedOut Interrupted Unsupported OutOfMemory WriteZero
}

/// Converts an error of a device, and keeps its text.
#[expect(clippy::needless_pass_by_value, reason = "a conversion, to be named in `map_err`")]
pub(super) fn inward(e: impl embedded::Error) -> Error {
    Error::new(kind_of(&e), e.to_string())
}
