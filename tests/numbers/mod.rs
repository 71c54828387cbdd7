//! The list of the numbers that have read and write methods, shared by several tests.

/// Calls a macro with the list of numbers. Each entry has the type, the method that reads it with its future, and the
/// method that writes it with its future.
macro_rules! for_each_number {
    ($each:ident) => {
        $each! {
            u8, read_u8, ReadU8, write_u8, WriteU8;
            i8, read_i8, ReadI8, write_i8, WriteI8;
            u16, read_u16, ReadU16, write_u16, WriteU16;
            i16, read_i16, ReadI16, write_i16, WriteI16;
            u32, read_u32, ReadU32, write_u32, WriteU32;
            i32, read_i32, ReadI32, write_i32, WriteI32;
            u64, read_u64, ReadU64, write_u64, WriteU64;
            i64, read_i64, ReadI64, write_i64, WriteI64;
            u128, read_u128, ReadU128, write_u128, WriteU128;
            i128, read_i128, ReadI128, write_i128, WriteI128;
            f32, read_f32, ReadF32, write_f32, WriteF32;
            f64, read_f64, ReadF64, write_f64, WriteF64;
            u16, read_u16_le, ReadU16Le, write_u16_le, WriteU16Le;
            i16, read_i16_le, ReadI16Le, write_i16_le, WriteI16Le;
            u32, read_u32_le, ReadU32Le, write_u32_le, WriteU32Le;
            i32, read_i32_le, ReadI32Le, write_i32_le, WriteI32Le;
            u64, read_u64_le, ReadU64Le, write_u64_le, WriteU64Le;
            i64, read_i64_le, ReadI64Le, write_i64_le, WriteI64Le;
            u128, read_u128_le, ReadU128Le, write_u128_le, WriteU128Le;
            i128, read_i128_le, ReadI128Le, write_i128_le, WriteI128Le;
            f32, read_f32_le, ReadF32Le, write_f32_le, WriteF32Le;
            f64, read_f64_le, ReadF64Le, write_f64_le, WriteF64Le;
        }
    };
}
pub(crate) use for_each_number;
