//! Text that arrives in pieces: validated once each, however characters are cut.
#![expect(unsafe_code, reason = "bytes that were validated a moment ago are not validated again")]

#[cfg(feature = "alloc")]
use crate::spare::push;
use crate::{Error, ErrorKind};
#[cfg(feature = "alloc")]
use alloc::string::String;

/// The start of a character whose end has not come yet, or the knowledge that what came is not text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Carry {
    bytes: [u8; 3],
    /// How many of them count; [`INVALID`] once something else than UTF-8 came.
    len: u8,
}

const INVALID: u8 = 4;

impl Carry {
    /// Returns the bytes of the incomplete character, which come before what is read next.
    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// Returns whether all that came so far is text, and complete.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.len == 0
    }

    #[inline]
    pub(crate) fn is_invalid(self) -> bool {
        self.len == INVALID
    }

    /// Makes what came so far not text, as when it ends inside a character.
    pub(crate) fn refuse(&mut self) {
        self.len = INVALID;
    }

    /// Returns how much of `bytes`, which start with [`bytes`](Self::bytes), is complete characters, and keeps the rest.
    ///
    /// Keeps nothing and returns 0 once something is not UTF-8.
    #[inline(never)]
    pub(crate) fn accept(&mut self, bytes: &[u8]) -> usize {
        let (valid, incomplete) = match validated(bytes) {
            Ok(_) => (bytes.len(), false),
            Err(e) => (e.0, e.1),
        };
        let rest = &bytes[valid..];
        self.len = 0;
        if incomplete && rest.len() <= 3 {
            self.bytes[..rest.len()].copy_from_slice(rest);
            self.len = u8::try_from(rest.len()).unwrap_or(INVALID);
        } else if !rest.is_empty() {
            self.len = INVALID;
            return 0;
        }
        valid
    }

    /// Appends `bytes` to `text` as far as they complete characters, together with what was kept.
    #[cfg(feature = "alloc")]
    #[inline(never)]
    pub(crate) fn push(&mut self, text: &mut String, mut bytes: &[u8]) {
        while !bytes.is_empty() && !self.is_invalid() {
            // A byte at a time while there is a start, which is at most three times; and then all the rest.
            let (mut all, len) = ([0; 4], usize::from(self.len));
            let (piece, rest) = if len > 0 {
                let (next, rest) = bytes.split_at(1);
                all[..len].copy_from_slice(self.bytes());
                all[len..=len].copy_from_slice(next);
                (&all[..=len], rest)
            } else {
                (bytes, &[][..])
            };
            let n = self.accept(piece);
            push_valid(text, &piece[..n]);
            bytes = rest;
        }
    }
}

/// Appends what [`Carry::accept`] has found valid.
#[cfg(feature = "alloc")]
#[inline]
fn push_valid(text: &mut String, valid: &[u8]) {
    debug_assert!(core::str::from_utf8(valid).is_ok());
    // SAFETY: the callers pass a prefix that `accept` has just validated.
    text.push_str(unsafe { core::str::from_utf8_unchecked(valid) });
}

/// Appends `more` to `text`, without a call where it is short and there is room.
#[cfg(feature = "alloc")]
#[inline]
pub(crate) fn push_str(text: &mut String, more: &str) {
    // SAFETY: text stays text when text is appended.
    push(unsafe { text.as_mut_vec() }, more.as_bytes());
}

/// As [`validated`], faster where all is ASCII.
#[inline]
pub(crate) fn from_utf8(bytes: &[u8]) -> Result<&str, (usize, bool)> {
    if bytes.is_ascii() {
        // SAFETY: ASCII is UTF-8. core's own validation is slower where there is nothing else.
        return Ok(unsafe { core::str::from_utf8_unchecked(bytes) });
    }
    validated(bytes)
}

/// Validates, and on failure returns how much is valid and whether the rest is the start of a character.
#[inline]
fn validated(bytes: &[u8]) -> Result<&str, (usize, bool)> {
    #[cfg(not(feature = "simdutf8"))]
    use core::str::from_utf8;
    #[cfg(feature = "simdutf8")]
    use simdutf8::compat::from_utf8;

    from_utf8(bytes).map_err(|e| (e.valid_up_to(), e.error_len().is_none()))
}

/// The error of a stream that is not text. std's words.
#[cold]
pub(crate) fn not_text() -> Error {
    Error::new(ErrorKind::InvalidData, "stream did not contain valid UTF-8")
}
