//! Validation of text that arrives in pieces, which may end inside a character. Each byte is validated once, but for the bytes
//! of a character that arrives in several pieces.
#![expect(unsafe_code, reason = "bytes that were just validated are not validated again")]

#[cfg(feature = "alloc")]
use crate::spare::push;
use crate::{Error, ErrorKind};
#[cfg(feature = "alloc")]
use alloc::string::String;

/// The state between two pieces: the first bytes of an incomplete character, or the fact that the text is not UTF-8.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Carry {
    bytes: [u8; 3],
    /// The number of bytes of an incomplete character, or [`INVALID`] if the text is not UTF-8.
    len: u8,
}

const INVALID: u8 = 4;

impl Carry {
    /// Returns the bytes of the incomplete character. They come before the bytes that are read next.
    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// Returns whether all text so far is valid, and does not end inside a character.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.len == 0
    }

    #[inline]
    pub(crate) fn is_invalid(self) -> bool {
        self.len == INVALID
    }

    /// Declares the text so far invalid, for example because it ends inside a character.
    pub(crate) fn refuse(&mut self) {
        self.len = INVALID;
    }

    /// Returns how many of `bytes` are complete characters, and keeps the bytes after them. `bytes` must start with
    /// [`Carry::bytes`](Self::bytes).
    ///
    /// If `bytes` are not UTF-8, this method keeps nothing and returns 0.
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

    /// Appends the bytes that were kept and `bytes` to `text`, as far as they are complete characters, and keeps the rest.
    #[cfg(feature = "alloc")]
    #[inline(never)]
    pub(crate) fn push(&mut self, text: &mut String, mut bytes: &[u8]) {
        while !bytes.is_empty() && !self.is_invalid() {
            // While a character is incomplete, take one byte, which happens at most three times. Then take all other bytes.
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

/// Appends bytes that [`Carry::accept`] has found to be valid.
#[cfg(feature = "alloc")]
#[inline]
fn push_valid(text: &mut String, valid: &[u8]) {
    debug_assert!(core::str::from_utf8(valid).is_ok());
    // SAFETY: the callers pass the bytes that `accept` has just validated.
    text.push_str(unsafe { core::str::from_utf8_unchecked(valid) });
}

/// Appends `more` to `text`. A short text that fits needs no function call.
#[cfg(feature = "alloc")]
#[inline]
pub(crate) fn push_str(text: &mut String, more: &str) {
    // SAFETY: the string stays valid UTF-8, because `more` is valid UTF-8.
    push(unsafe { text.as_mut_vec() }, more.as_bytes());
}

/// Does what [`validated`] does, and is faster for ASCII.
#[inline]
pub(crate) fn from_utf8(bytes: &[u8]) -> Result<&str, (usize, bool)> {
    if bytes.is_ascii() {
        // SAFETY: ASCII is UTF-8. (core's validation of ASCII is slower.)
        return Ok(unsafe { core::str::from_utf8_unchecked(bytes) });
    }
    validated(bytes)
}

/// Validates `bytes`. If they are not UTF-8, returns the number of valid bytes, and whether the rest starts a character.
#[inline]
fn validated(bytes: &[u8]) -> Result<&str, (usize, bool)> {
    #[cfg(not(feature = "simdutf8"))]
    use core::str::from_utf8;
    #[cfg(feature = "simdutf8")]
    use simdutf8::compat::from_utf8;

    from_utf8(bytes).map_err(|e| (e.valid_up_to(), e.error_len().is_none()))
}

/// Makes the error of a stream that is not UTF-8, with the text that std uses.
#[cold]
pub(crate) fn not_text() -> Error {
    Error::new(ErrorKind::InvalidData, "stream did not contain valid UTF-8")
}
