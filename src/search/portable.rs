//! The search for targets without SSE2. Its only vector instructions are those of memchr.

use super::{BLOCK, Piece};

/// Continues [`Piece::until`] after the first `at` bytes, which do not have the delimiter. `ascii` says whether they are ASCII.
///
/// memchr uses the vector instructions of many processors.
#[inline(never)]
pub(super) fn far(delimiter: u8, bytes: &[u8], at: usize, ascii: bool) -> Piece<'_> {
    let end = memchr::memchr(delimiter, &bytes[at..]);
    let bytes = end.map_or(bytes, |end| &bytes[..=at + end]);
    Piece { bytes, ended: end.is_some(), ascii: ascii && bytes[at..].is_ascii() }
}

/// Returns a bit for each byte of a block, which is set if the byte is `delimiter`, and whether all bytes are ASCII.
///
/// Only the lowest bit that is set is reliable. The function works on eight bytes at a time.
pub(super) fn look(delimiter: u8, block: &[u8; BLOCK]) -> (u64, bool) {
    const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

    let (mut found, mut all) = (0, 0);
    for (i, part) in block.chunks_exact(8).enumerate() {
        let word = u64::from_le_bytes(part.try_into().unwrap_or_default());
        all |= word;
        let differs = word ^ (ONES * u64::from(delimiter));
        // The lowest bit that is set marks the first byte that is 0. The bits above it may be wrong.
        let equal = differs.wrapping_sub(ONES) & !differs & HIGHS;
        // The product has the highest bit of each byte in its own highest byte.
        found |= (equal.wrapping_mul(0x0002_0408_1020_4081) >> 56) << (8 * i);
    }
    (found, all & HIGHS == 0)
}
