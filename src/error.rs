//! The errors of this crate, which carry a text where there is memory for one.

use crate::{Error, ErrorKind};

/// Makes an error of a kind that carries a text. Without an allocator it has the kind alone.
#[cold]
pub(crate) fn error(kind: ErrorKind, text: &'static str) -> Error {
    #[cfg(feature = "alloc")]
    return Error::new(kind, text);
    #[cfg(not(feature = "alloc"))]
    {
        let _ = text;
        kind.into()
    }
}
