//! Where a piece ends, and whether it is ASCII: both in one pass, since text has to know both.

#![expect(
    unsafe_code,
    reason = "a block is looked at by vectors, and what was seen to be ASCII is not validated again"
)]

#[cfg(feature = "alloc")]
use crate::{
    Result,
    utf8::{from_utf8, not_text},
};
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::{__m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8};

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
        let Some(block) = bytes.first_chunk() else { return Self::far(delimiter, bytes, 0, true) };
        let (found, ascii) = look(delimiter, block);
        if found == 0 {
            return Self::far(delimiter, bytes, BLOCK, ascii);
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

    /// As [`until`](Self::until), behind the first `at` bytes, of which it is known whether they are ASCII.
    #[cfg(target_arch = "x86_64")]
    #[inline(never)]
    fn far(delimiter: u8, bytes: &'a [u8], mut at: usize, mut ascii: bool) -> Self {
        let mut bits = vectors(0, &[0; BLOCK])[0].0;
        let mut rest;
        let block = loop {
            let Some(block) = bytes[at..].first_chunk() else {
                // No whole block. What stands behind it is not the delimiter.
                let left = &bytes[at..];
                rest = [!delimiter & 0x7f; BLOCK];
                rest[..left.len()].copy_from_slice(left);
                break &rest;
            };
            let (found, more) = seen(delimiter, block, bits);
            if found {
                break block;
            }
            bits = more;
            at += BLOCK;
        };
        let (found, also) = look(delimiter, block);
        ascii &= also && signs(bits) == 0;
        if found == 0 {
            return Piece { bytes, ended: false, ascii };
        }
        Self::ending(&bytes[..=at + found.trailing_zeros() as usize], ascii)
    }

    /// As above: memchr knows the vectors of other processors.
    #[cfg(not(target_arch = "x86_64"))]
    #[inline(never)]
    fn far(delimiter: u8, bytes: &'a [u8], at: usize, ascii: bool) -> Self {
        let end = memchr::memchr(delimiter, &bytes[at..]);
        let bytes = end.map_or(bytes, |end| &bytes[..=at + end]);
        Piece { bytes, ended: end.is_some(), ascii: ascii && bytes[at..].is_ascii() }
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

/// The bytes of a block in four vectors, and for each whether it is `delimiter`.
#[cfg(target_arch = "x86_64")]
#[expect(clippy::multiple_unsafe_ops_per_block, clippy::cast_ptr_alignment, reason = "one load, and sums in registers")]
#[expect(clippy::cast_possible_wrap, reason = "the instructions know no sign")]
#[inline]
fn vectors(delimiter: u8, block: &[u8; BLOCK]) -> [(__m128i, __m128i); 4] {
    let load = |i: usize| {
        let from = block[16 * i..][..16].as_ptr().cast::<__m128i>();
        // SAFETY: every x86-64 has SSE2, and the 16 bytes that are loaded are inside the block, wherever it lies.
        unsafe {
            let vector = _mm_loadu_si128(from);
            (vector, _mm_cmpeq_epi8(vector, _mm_set1_epi8(delimiter as i8)))
        }
    };
    [load(0), load(1), load(2), load(3)]
}

/// Returns a bit for the sign of each byte.
#[cfg(target_arch = "x86_64")]
#[expect(clippy::cast_sign_loss, reason = "the instructions know no sign")]
#[inline]
fn signs(vector: __m128i) -> u32 {
    // SAFETY: every x86-64 has SSE2.
    unsafe { _mm_movemask_epi8(vector) as u32 }
}

/// Returns the bits that either has.
#[cfg(target_arch = "x86_64")]
#[inline]
fn or(one: __m128i, other: __m128i) -> __m128i {
    // SAFETY: every x86-64 has SSE2.
    unsafe { _mm_or_si128(one, other) }
}

/// Returns whether a byte of a block is `delimiter`, and what `bits` and those of the block have set.
#[cfg(target_arch = "x86_64")]
#[inline]
fn seen(delimiter: u8, block: &[u8; BLOCK], bits: __m128i) -> (bool, __m128i) {
    let [(a, in_a), (b, in_b), (c, in_c), (d, in_d)] = vectors(delimiter, block);
    (signs(or(or(in_a, in_b), or(in_c, in_d))) != 0, or(or(a, b), or(or(c, d), bits)))
}

/// Returns which bytes of a block are `delimiter`, a bit for each, and whether all are ASCII.
///
/// Bits above the lowest may be wrong.
#[cfg(target_arch = "x86_64")]
#[inline]
fn look(delimiter: u8, block: &[u8; BLOCK]) -> (u64, bool) {
    let all = vectors(delimiter, block);
    let mut found = 0;
    for (i, (_, equal)) in all.iter().enumerate() {
        found |= u64::from(signs(*equal)) << (16 * i);
    }
    let bits = all.into_iter().map(|(vector, _)| vector).reduce(or);
    (found, bits.is_none_or(|bits| signs(bits) == 0))
}

/// As above, eight bytes at a time.
#[cfg(any(not(target_arch = "x86_64"), test))]
fn look_portable(delimiter: u8, block: &[u8; BLOCK]) -> (u64, bool) {
    const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

    let (mut found, mut all) = (0, 0);
    for (i, part) in block.chunks_exact(8).enumerate() {
        let word = u64::from_le_bytes(part.try_into().unwrap_or_default());
        all |= word;
        let differs = word ^ (ONES * u64::from(delimiter));
        // The lowest bit that is set marks the first byte that is 0; those above it may be wrong.
        let equal = differs.wrapping_sub(ONES) & !differs & HIGHS;
        // Moves the highest bit of each byte into one byte.
        found |= (equal.wrapping_mul(0x0002_0408_1020_4081) >> 56) << (8 * i);
    }
    (found, all & HIGHS == 0)
}
#[cfg(not(target_arch = "x86_64"))]
use look_portable as look;

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn both_ways_see_the_same() {
        for (delimiter, filler) in [(b'\n', b'x'), (b'\n', b'\n' + 1), (0, 1), (0x80, 0x7f), (0xff, 0xfe)] {
            for first in (0..BLOCK).step_by(if cfg!(miri) { 9 } else { 1 }) {
                let mut block = [filler; BLOCK];
                block[first] = delimiter;
                let (found, ascii) = look(delimiter, &block);
                let (found_portable, ascii_portable) = look_portable(delimiter, &block);
                assert_eq!((found.trailing_zeros(), ascii), (found_portable.trailing_zeros(), ascii_portable));
                assert_eq!(ascii, block.is_ascii());
                assert_eq!(found.trailing_zeros() as usize, first);
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
