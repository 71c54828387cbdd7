//! Uses the error and its related types as a user's crate would.

use core::{error, fmt};
use poll_io::{Error, ErrorKind, IoSlice, IoSliceMut, LimitExceeded, Result, SeekFrom};

/// A user's error type that converts from and to poll-io's.
#[derive(Debug)]
pub enum Failure {
    Io(Error),
    Format(fmt::Error),
    Protocol,
}

impl From<Error> for Failure {
    fn from(e: Error) -> Self {
        Failure::Io(e)
    }
}

impl From<ErrorKind> for Failure {
    fn from(kind: ErrorKind) -> Self {
        Failure::Io(kind.into())
    }
}

impl From<fmt::Error> for Failure {
    fn from(e: fmt::Error) -> Self {
        Failure::Format(e)
    }
}

impl From<Failure> for Error {
    fn from(e: Failure) -> Self {
        match e {
            Failure::Io(e) => e,
            Failure::Format(_) => ErrorKind::Other.into(),
            Failure::Protocol => LimitExceeded::new(8).into(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Io(e) => write!(f, "{e}: {e:?}, {}", e.kind()),
            Failure::Format(e) => e.fmt(f),
            Failure::Protocol => f.write_str("protocol"),
        }
    }
}

impl error::Error for Failure {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Failure::Io(e) => Some(e),
            Failure::Format(e) => Some(e),
            Failure::Protocol => None,
        }
    }
}

/// A user's trait that is implemented for poll-io's error and others.
pub trait Retry {
    fn again(&self) -> bool;
}

impl Retry for Error {
    fn again(&self) -> bool {
        matches!(self.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock)
    }
}

impl Retry for fmt::Error {
    fn again(&self) -> bool {
        false
    }
}

pub const KIND: ErrorKind = ErrorKind::TimedOut;
pub const FINE: Result<u8> = Ok(7);

pub fn inner(e: &Error) -> Option<u64> {
    e.get_ref().and_then(|e| e.downcast_ref::<LimitExceeded>()).map(LimitExceeded::limit)
}

pub fn sent<T: error::Error + Send + Sync + Unpin + 'static>(_: T) {}

pub fn chain() -> core::result::Result<u8, Failure> {
    sent(Error::from(ErrorKind::UnexpectedEof));
    if KIND == ErrorKind::TimedOut {
        Err(ErrorKind::InvalidData)?;
    }
    Ok(FINE?)
}

/// Matches every variant of `SeekFrom`, as with std's type.
pub fn offset(pos: SeekFrom) -> i64 {
    match pos {
        SeekFrom::Start(n) => i64::try_from(n).unwrap_or(i64::MAX),
        SeekFrom::End(n) | SeekFrom::Current(n) => n,
    }
}

pub fn slices(head: &[u8], room: &mut [u8]) -> usize {
    let mut slices = [IoSlice::new(head), IoSlice::new(head)];
    let mut left = &mut slices[..];
    IoSlice::advance_slices(&mut left, head.len());
    let mut room = IoSliceMut::new(room);
    room.advance(0);
    room.fill(0);
    left.iter().map(|slice| slice.len()).sum()
}

#[cfg(feature = "alloc")]
pub fn with_a_text() -> [Error; 3] {
    let inner: alloc::boxed::Box<dyn error::Error + Send + Sync> = "text".into();
    [
        Error::new(ErrorKind::InvalidData, "text"),
        Error::other(alloc::format!("text {}", 1)),
        Error::new(ErrorKind::Other, inner),
    ]
}

/// With `std`, poll-io's error is the type of std.
#[cfg(feature = "std")]
pub fn same(e: Error) -> std::io::Error {
    e
}
