//! A copy that is cheap for few bytes.
#![expect(unsafe_code, reason = "the bytes need not be initialized, and their number is known only at run time")]

use core::{mem::MaybeUninit, ptr};

/// Copies `n` bytes.
///
/// More than 64 bytes are copied by `memcpy`. For fewer, the call would cost more than the copy. They are copied as two pieces
/// that may overlap: one from the front, and one up to the end. So this needs no loop.
///
/// # Safety
///
/// The contract of [`ptr::copy_nonoverlapping`] for `n` bytes applies.
#[inline]
pub(super) unsafe fn copy(from: *const u8, to: *mut u8, n: usize) {
    if n >= 16 {
        if n <= 32 {
            // SAFETY: the caller promises it, and `16 <= n <= 32`.
            unsafe { copy_ends::<u128>(from, to, n) }
        } else if n <= 64 {
            // SAFETY: the caller promises it, and `32 <= n <= 64`.
            unsafe { copy_ends::<[u128; 2]>(from, to, n) }
        } else {
            // SAFETY: the caller promises it.
            unsafe { ptr::copy_nonoverlapping(from, to, n) }
        }
    } else if n >= 8 {
        // SAFETY: the caller promises it, and `8 <= n <= 16`.
        unsafe { copy_ends::<u64>(from, to, n) }
    } else if n >= 4 {
        // SAFETY: the caller promises it, and `4 <= n <= 8`.
        unsafe { copy_ends::<u32>(from, to, n) }
    } else if n >= 2 {
        // SAFETY: the caller promises it, and `2 <= n <= 4`.
        unsafe { copy_ends::<u16>(from, to, n) }
    } else if n == 1 {
        // SAFETY: the caller promises it, and `1 <= n <= 2`.
        unsafe { copy_ends::<u8>(from, to, n) }
    }
}

/// Copies `n` bytes as two values of `T`: the first bytes, and the last bytes.
///
/// # Safety
///
/// The contract of [`ptr::copy_nonoverlapping`] for `n` bytes applies, and `size_of::<T>() <= n <= 2 * size_of::<T>()`.
#[inline]
unsafe fn copy_ends<T: Copy>(from: *const u8, to: *mut u8, n: usize) {
    // `MaybeUninit` allows copying uninitialized bytes.
    let rest = n - size_of::<T>();
    let from = from.cast::<MaybeUninit<T>>();
    let to = to.cast::<MaybeUninit<T>>();
    // SAFETY: `n` bytes can be read, and a `T` has at most `n` bytes.
    let first = unsafe { from.read_unaligned() };
    // SAFETY: a `T` at this place ends with the last of the `n` bytes.
    let last = unsafe { from.byte_add(rest) };
    // SAFETY: the `T` is inside the `n` bytes, which can be read.
    let last = unsafe { last.read_unaligned() };
    // SAFETY: `n` bytes can be written, and a `T` has at most `n` bytes.
    unsafe { to.write_unaligned(first) };
    // SAFETY: a `T` at this place ends with the last of the `n` bytes.
    let end = unsafe { to.byte_add(rest) };
    // SAFETY: the `T` is inside the `n` bytes, which can be written.
    unsafe { end.write_unaligned(last) };
}
