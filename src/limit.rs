//! The error of a stream that is longer than a limit.

use crate::{Error, ErrorKind};
use core::fmt;

/// The error of a stream that is longer than a limit.
///
/// A method with a limit returns an [`Error`] of the kind `InvalidData` that carries this error. Without the feature `alloc`,
/// the [`Error`] has only the kind.
///
/// # Examples
///
/// ```
/// use poll_io::{Error, LimitExceeded};
///
/// let error = Error::from(LimitExceeded::new(8));
/// let inner = error.get_ref().and_then(|e| e.downcast_ref::<LimitExceeded>());
/// assert_eq!(inner.map(LimitExceeded::limit), Some(8));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitExceeded {
    limit: u64,
}

impl LimitExceeded {
    /// Makes the error for a limit of `limit` bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// let error = poll_io::LimitExceeded::new(8);
    /// assert_eq!(error.to_string(), "the stream is longer than the limit of 8 bytes");
    /// ```
    pub const fn new(limit: u64) -> Self {
        LimitExceeded { limit }
    }

    /// Returns the limit, in bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(poll_io::LimitExceeded::new(8).limit(), 8);
    /// ```
    pub const fn limit(&self) -> u64 {
        self.limit
    }
}

impl fmt::Display for LimitExceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the stream is longer than the limit of {} bytes", self.limit)
    }
}

impl core::error::Error for LimitExceeded {}

impl From<LimitExceeded> for Error {
    #[cold]
    fn from(e: LimitExceeded) -> Self {
        #[cfg(feature = "alloc")]
        return Error::new(ErrorKind::InvalidData, e);
        #[cfg(not(feature = "alloc"))]
        {
            let LimitExceeded { limit: _ } = e;
            ErrorKind::InvalidData.into()
        }
    }
}
