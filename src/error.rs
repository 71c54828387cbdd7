//! The errors that this crate makes.

use crate::{Error, ErrorKind};

/// Makes an error of a kind that carries a text. Without the feature `alloc`, the error has only the kind.
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
