//! A copy that is cheap when it is short.
#![expect(unsafe_code, reason = "the bytes need not be initialized, and their number is not known when it is compiled")]

use core::{mem::MaybeUninit, ptr};

/// Copies `n` bytes: up to 64 of them here, where a call would cost more than the copy, and more by libc's `memcpy`.
///
/// A short copy is of two pieces that may overlap, one from the front and one up to the end, so it needs no loop.
///
/// # Safety
///
/// As for [`ptr::copy_nonoverlapping`].
#[inline]
pub(super) unsafe fn copy(from: *const u8, to: *mut u8, n: usize) {
    if n >= 16 {
        if n > 64 {
            // SAFETY: the caller's promise.
            unsafe { ptr::copy_nonoverlapping(from, to, n) }
        } else if n > 32 {
            // SAFETY: the caller's promise, and `32 <= n <= 64`.
            unsafe { copy_ends::<[u128; 2]>(from, to, n) }
        } else {
            // SAFETY: the caller's promise, and `16 <= n <= 32`.
            unsafe { copy_ends::<u128>(from, to, n) }
        }
    } else if n >= 8 {
        // SAFETY: the caller's promise, and `8 <= n <= 16`.
        unsafe { copy_ends::<u64>(from, to, n) }
    } else if n >= 4 {
        // SAFETY: the caller's promise, and `4 <= n <= 8`.
        unsafe { copy_ends::<u32>(from, to, n) }
    } else if n >= 2 {
        // SAFETY: the caller's promise, and `2 <= n <= 4`.
        unsafe { copy_ends::<u16>(from, to, n) }
    } else if n == 1 {
        // SAFETY: the caller's promise, and `1 <= n <= 2`.
        unsafe { copy_ends::<u8>(from, to, n) }
    }
}

/// Copies `n` bytes as the first and the last of them that a `T` holds.
///
/// # Safety
///
/// As for [`ptr::copy_nonoverlapping`], and `size_of::<T>() <= n <= 2 * size_of::<T>()`.
#[inline]
unsafe fn copy_ends<T: Copy>(from: *const u8, to: *mut u8, n: usize) {
    // A copy of an uninitialized byte stays one, whatever it is copied as.
    let rest = n - size_of::<T>();
    let from = from.cast::<MaybeUninit<T>>();
    let to = to.cast::<MaybeUninit<T>>();
    // SAFETY: `n` bytes can be read, and a `T` has no more.
    let first = unsafe { from.read_unaligned() };
    // SAFETY: the last byte of this is the last of the `n`.
    let last = unsafe { from.byte_add(rest) };
    // SAFETY: as for `first`.
    let last = unsafe { last.read_unaligned() };
    // SAFETY: `n` bytes can be written, and a `T` has no more.
    unsafe { to.write_unaligned(first) };
    // SAFETY: as for `last`.
    let end = unsafe { to.byte_add(rest) };
    // SAFETY: as for `first`.
    unsafe { end.write_unaligned(last) };
}
