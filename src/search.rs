//! Where a piece ends, and whether it is ASCII: both in one pass, since text has to know both.

#![expect(unsafe_code, reason = "what was seen to be ASCII is not validated again")]

#[cfg(feature = "alloc")]
use crate::{
    Result,
    utf8::{from_utf8, not_text},
};

// A target of x86-64 for kernels has no SSE2, so the architecture alone does not tell.
#[cfg(any(not(all(target_arch = "x86_64", target_feature = "sse2")), test))]
mod portable;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod sse2;

#[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
use portable::{far, look};
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
use sse2::{far, look};

/// What is looked at at once, without a branch that a predictor would have to guess: a line mostly ends in it. What is
/// longer is looked at elsewhere, in a loop with less to do.
const BLOCK: usize = 64;

/// What a buffer holds up to and with a delimiter, or all of it.
#[derive(Clone, Copy)]
pub(crate) struct Piece<'a> {
    bytes: &'a [u8],
    /// Whether the delimiter is the last of them.
    ended: bool,
    /// Whether they are known to be ASCII, the delimiter too.
    ascii: bool,
}

impl<'a> Piece<'a> {
    /// Finds the first `delimiter`.
    #[inline]
    pub(crate) fn until(delimiter: u8, bytes: &'a [u8]) -> Self {
        let Some(block) = bytes.first_chunk() else { return far(delimiter, bytes, 0, true) };
        let (found, ascii) = look(delimiter, block);
        if found == 0 {
            return far(delimiter, bytes, BLOCK, ascii);
        }
        Self::ending(&bytes[..=found.trailing_zeros() as usize], ascii)
    }

    /// Takes bytes of which nothing is known.
    #[inline]
    #[cfg(feature = "alloc")]
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Piece { bytes, ended: false, ascii: false }
    }

    /// Returns the first `n` of the bytes, of which is known what was.
    #[inline]
    #[cfg(feature = "alloc")]
    pub(crate) fn first(self, n: usize) -> Self {
        Piece { bytes: &self.bytes[..n], ..self }
    }

    /// Takes the bytes up to and with the delimiter, of which it is known whether they and some behind them are ASCII.
    #[inline]
    fn ending(bytes: &'a [u8], ascii: bool) -> Self {
        /// What is not ASCII may stand behind the delimiter.
        #[inline(never)]
        fn is_ascii(bytes: &[u8]) -> bool {
            bytes.is_ascii()
        }
        Piece { bytes, ended: true, ascii: ascii || is_ascii(bytes) }
    }

    /// Returns the bytes, the delimiter among them.
    #[inline]
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Returns whether the delimiter is there.
    #[inline]
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// Returns the bytes as text if they are known to be ASCII.
    #[inline]
    #[cfg_attr(not(any(feature = "alloc", test)), expect(dead_code, reason = "who asks for text owns it"))]
    pub(crate) fn ascii(&self) -> Option<&'a str> {
        // SAFETY: ASCII is UTF-8, and `ascii` is true only if all of the bytes were seen to be that.
        self.ascii.then(|| unsafe { core::str::from_utf8_unchecked(self.bytes) })
    }

    /// Returns the bytes as text, validated unless they are known to be ASCII.
    ///
    /// # Errors
    ///
    /// `InvalidData` if they are not UTF-8.
    #[inline]
    #[cfg(feature = "alloc")]
    pub(crate) fn text(&self) -> Result<&'a str> {
        match self.ascii() {
            Some(text) => Ok(text),
            None => from_utf8(self.bytes).map_err(|_| not_text()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    fn both_ways_see_the_same() {
        for (delimiter, filler) in [(b'\n', b'x'), (b'\n', b'\n' + 1), (0, 1), (0x80, 0x7f), (0xff, 0xfe)] {
            for first in (0..BLOCK).step_by(if cfg!(miri) { 9 } else { 1 }) {
                let mut block = [filler; BLOCK];
                block[first] = delimiter;
                let (found, ascii) = look(delimiter, &block);
                let (found_portable, ascii_portable) = portable::look(delimiter, &block);
                assert_eq!((found.trailing_zeros(), ascii), (found_portable.trailing_zeros(), ascii_portable));
                assert_eq!(ascii, block.is_ascii());
                assert_eq!(found.trailing_zeros() as usize, first);

                let (near, portable) = (far(delimiter, &block, 0, true), portable::far(delimiter, &block, 0, true));
                assert_eq!((near.bytes(), near.ended()), (portable.bytes(), portable.ended()));
                assert_eq!(near.ascii(), portable.ascii());
            }
        }
    }

    #[test]
    fn finds_what_memchr_finds_wherever_it_is() {
        // Miri is a thousand times slower, and looks for other things.
        for len in (0..4 * BLOCK + 80).step_by(if cfg!(miri) { 83 } else { 1 }) {
            // The bytes next to the delimiter are those that borrow from each other.
            for filler in [b'x', b'\n' + 1, b'\n' - 1, 0, 0x7f, 0x80, 0xff] {
                let mut bytes = vec![filler; len];
                let piece = Piece::until(b'\n', &bytes);
                assert_eq!((piece.bytes().len(), piece.ended()), (len, false));
                assert_eq!(piece.ascii().is_some(), bytes.is_ascii());
                for first in (0..len).step_by(if cfg!(miri) { 31 } else { 1 }) {
                    bytes[first] = b'\n';
                    let piece = Piece::until(b'\n', &bytes);
                    assert_eq!((piece.bytes().len(), piece.ended()), (first + 1, true), "{filler} {len}");
                    assert_eq!(piece.ascii().is_some(), piece.bytes().is_ascii());
                    bytes[first] = filler;
                }
            }
        }
    }
}
