//! The search with vectors of 16 bytes, for targets with SSE2.

#![expect(unsafe_code, reason = "the vector instructions are unsafe functions")]

use super::{BLOCK, Piece};
use core::arch::x86_64::{__m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8};

// Every unsafe block below relies on this. The architecture alone does not promise it: the targets for kernels have no SSE2.
const _: () = assert!(cfg!(target_feature = "sse2"), "this module needs SSE2");

/// Continues [`Piece::until`] after the first `at` bytes, which do not have the delimiter. `ascii` says whether they are ASCII.
#[inline(never)]
pub(super) fn far(delimiter: u8, bytes: &[u8], mut at: usize, mut ascii: bool) -> Piece<'_> {
    let mut bits = vector(0, &[0; 16], 0).0;
    let block = loop {
        let Some(block) = bytes[at..].first_chunk() else {
            // Fewer bytes than a block are left, so look at the last block again.
            at = bytes.len().saturating_sub(BLOCK);
            break bytes.last_chunk();
        };
        let (found, more) = seen(delimiter, block, bits);
        if found {
            break Some(block);
        }
        bits = more;
        at += BLOCK;
    };
    let (found, also) = block.map_or_else(|| look_short(delimiter, bytes), |block| look(delimiter, block));
    ascii &= also && signs(bits) == 0;
    if found == 0 {
        return Piece { bytes, ended: false, ascii };
    }
    Piece { bytes: &bytes[..=at + found.trailing_zeros() as usize], ended: true, ascii }
}

/// Does what [`look`] does, for fewer bytes than a block. The vectors overlap, so that none of them reads beyond the bytes.
#[inline]
fn look_short(delimiter: u8, bytes: &[u8]) -> (u64, bool) {
    let Some(last) = bytes.len().checked_sub(16) else {
        // The vector is filled up with an ASCII byte that is not the delimiter.
        let mut all = [!delimiter & 0x7f; 16];
        all[..bytes.len()].copy_from_slice(bytes);
        let (vector, equal) = vector(delimiter, &all, 0);
        return (signs(equal).into(), signs(vector) == 0);
    };
    let (mut found, mut ascii) = (0, true);
    for at in [0, 16.min(last), 32.min(last), last] {
        let (vector, equal) = vector(delimiter, bytes, at);
        found |= u64::from(signs(equal)) << at;
        ascii &= signs(vector) == 0;
    }
    (found, ascii)
}

/// Returns the 16 bytes from `at` on as a vector, and a vector that marks those that are `delimiter`.
#[expect(
    clippy::multiple_unsafe_ops_per_block,
    clippy::cast_ptr_alignment,
    reason = "one load, and instructions on registers"
)]
#[expect(clippy::cast_possible_wrap, reason = "the instruction takes bytes as signed")]
#[inline]
fn vector(delimiter: u8, bytes: &[u8], at: usize) -> (__m128i, __m128i) {
    let from = bytes[at..][..16].as_ptr().cast::<__m128i>();
    // SAFETY: the target has SSE2, as asserted above. The 16 bytes are inside the slice, and the load needs no alignment.
    unsafe {
        let vector = _mm_loadu_si128(from);
        (vector, _mm_cmpeq_epi8(vector, _mm_set1_epi8(delimiter as i8)))
    }
}

/// Returns the bytes of a block in four vectors, each with a vector that marks the bytes that are `delimiter`.
#[inline]
fn vectors(delimiter: u8, block: &[u8; BLOCK]) -> [(__m128i, __m128i); 4] {
    let at = |at| vector(delimiter, block, at);
    [at(0), at(16), at(32), at(48)]
}

/// Returns the highest bit of each byte.
#[expect(clippy::cast_sign_loss, reason = "the instruction returns 16 bits")]
#[inline]
fn signs(vector: __m128i) -> u32 {
    // SAFETY: the target has SSE2, as asserted above.
    unsafe { _mm_movemask_epi8(vector) as u32 }
}

/// Returns the bits that are set in one of the vectors or in both.
#[inline]
fn or(one: __m128i, other: __m128i) -> __m128i {
    // SAFETY: the target has SSE2, as asserted above.
    unsafe { _mm_or_si128(one, other) }
}

/// Returns whether a byte of a block is `delimiter`, and the union of `bits` and the bits of the block.
#[inline]
fn seen(delimiter: u8, block: &[u8; BLOCK], bits: __m128i) -> (bool, __m128i) {
    let [(a, in_a), (b, in_b), (c, in_c), (d, in_d)] = vectors(delimiter, block);
    (signs(or(or(in_a, in_b), or(in_c, in_d))) != 0, or(or(a, b), or(or(c, d), bits)))
}

/// Returns a bit for each byte of a block, which is set if the byte is `delimiter`, and whether all bytes are ASCII.
#[inline]
pub(super) fn look(delimiter: u8, block: &[u8; BLOCK]) -> (u64, bool) {
    let all = vectors(delimiter, block);
    let mut found = 0;
    for (i, (_, equal)) in all.iter().enumerate() {
        found |= u64::from(signs(*equal)) << (16 * i);
    }
    let bits = all.into_iter().map(|(vector, _)| vector).reduce(or);
    (found, bits.is_none_or(|bits| signs(bits) == 0))
}
