//! Without vectors, but for those that memchr knows.

use super::{BLOCK, Piece};

/// As [`Piece::until`], behind the first `at` bytes, of which it is known whether they are ASCII: memchr knows the vectors
/// of other processors.
#[inline(never)]
pub(super) fn far(delimiter: u8, bytes: &[u8], at: usize, ascii: bool) -> Piece<'_> {
    let end = memchr::memchr(delimiter, &bytes[at..]);
    let bytes = end.map_or(bytes, |end| &bytes[..=at + end]);
    Piece { bytes, ended: end.is_some(), ascii: ascii && bytes[at..].is_ascii() }
}

/// Returns which bytes of a block are `delimiter`, a bit for each, and whether all are ASCII: eight bytes at a time.
///
/// Bits above the lowest may be wrong.
pub(super) fn look(delimiter: u8, block: &[u8; BLOCK]) -> (u64, bool) {
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
