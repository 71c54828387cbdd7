//! A search for a delimiter that also finds out whether the bytes before it are ASCII. Lines of text need both answers, and one
//! pass over the bytes gives both.

#![expect(unsafe_code, reason = "bytes that are known to be ASCII are not validated again")]

#[cfg(feature = "alloc")]
use crate::{
    Result,
    utf8::{from_utf8, not_text},
};

// The x86-64 targets for kernels have no SSE2, so this must not depend on the architecture alone.
#[cfg(any(not(all(target_arch = "x86_64", target_feature = "sse2")), test))]
mod portable;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod sse2;

#[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
use portable::{far, look};
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
use sse2::{far, look};

/// The number of bytes that are searched first, without a branch that could be predicted wrongly. Most lines end in this block.
/// A longer piece is searched by `far`, in a loop.
const BLOCK: usize = 64;

/// The bytes of a buffer up to and including a delimiter, or all of its bytes.
#[derive(Clone, Copy)]
pub(crate) struct Piece<'a> {
    bytes: &'a [u8],
    /// Whether the last byte is the delimiter.
    ended: bool,
    /// Whether the bytes, including the delimiter, are known to be ASCII.
    ascii: bool,
}

impl<'a> Piece<'a> {
    /// Returns the bytes up to and including the first `delimiter`, or all bytes if there is none.
    #[inline]
    pub(crate) fn until(delimiter: u8, bytes: &'a [u8]) -> Self {
        let Some(block) = bytes.first_chunk() else { return far(delimiter, bytes, 0, true) };
        let (found, ascii) = look(delimiter, block);
        if found == 0 {
            return far(delimiter, bytes, BLOCK, ascii);
        }
        // If a byte after the delimiter is not ASCII, it is not known whether the piece is.
        Piece { bytes: &bytes[..=found.trailing_zeros() as usize], ended: true, ascii }
    }

    /// Returns a piece of bytes that were not searched.
    #[inline]
    #[cfg(feature = "alloc")]
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Piece { bytes, ended: false, ascii: false }
    }

    /// Returns the first `n` bytes of the piece. If the piece is known to be ASCII, so are they.
    #[inline]
    #[cfg(feature = "alloc")]
    pub(crate) fn first(self, n: usize) -> Self {
        Piece { bytes: &self.bytes[..n], ..self }
    }

    /// Returns the bytes, including the delimiter.
    #[inline]
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Returns whether the piece ends with the delimiter.
    #[inline]
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// Returns the bytes as text if they are known to be ASCII.
    #[inline]
    #[cfg_attr(not(any(feature = "alloc", test)), expect(dead_code, reason = "only methods that own text call it"))]
    pub(crate) fn ascii(&self) -> Option<&'a str> {
        // SAFETY: ASCII is UTF-8, and `ascii` is true only if the search found all of the bytes to be ASCII.
        self.ascii.then(|| unsafe { core::str::from_utf8_unchecked(self.bytes) })
    }

    /// Returns the bytes as text, validated unless they are known to be ASCII.
    ///
    /// # Errors
    ///
    /// Returns `InvalidData` if the bytes are not UTF-8.
    #[inline]
    #[cfg(feature = "alloc")]
    pub(crate) fn text(&self) -> Result<&'a str> {
        match self.ascii() {
            Some(text) => Ok(text),
            None => from_utf8(self.bytes).map_err(|_| not_text()),
        }
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    fn sse2_and_portable_search_agree() {
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
    fn finds_the_delimiter_at_each_place() {
        // Miri is a thousand times slower, so it runs a part of the cases.
        for len in (0..4 * BLOCK + 80).step_by(if cfg!(miri) { 27 } else { 1 }) {
            // The portable search subtracts words, where the values next to the delimiter can borrow from each other.
            for filler in [b'x', b'\n' + 1, b'\n' - 1, 0, 0x7f, 0x80, 0xff] {
                let mut bytes = vec![filler; len];
                let piece = Piece::until(b'\n', &bytes);
                assert_eq!((piece.bytes().len(), piece.ended()), (len, false));
                assert_eq!(piece.ascii().is_some(), bytes.is_ascii());
                for first in (0..len).step_by(if cfg!(miri) { 31 } else { 1 }) {
                    bytes[first] = b'\n';
                    let piece = Piece::until(b'\n', &bytes);
                    assert_eq!((piece.bytes().len(), piece.ended()), (first + 1, true), "{filler} {len}");
                    assert!(piece.ascii().is_some() >= bytes.is_ascii(), "{filler} {len}");
                    assert!(piece.ascii().is_some() <= piece.bytes().is_ascii(), "{filler} {len}");
                    bytes[first] = filler;
                }
            }
        }
    }
}
