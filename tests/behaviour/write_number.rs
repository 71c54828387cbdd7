use super::peer::{Drain, outcome, resistances, run};
use crate::design::*;

/// Compares a method with std's `write_all` of the converted bytes, with every script of the writer.
macro_rules! as_std {
    ($($method:ident: $number:expr, $bytes:ident;)*) => {
        $(
            #[test]
            fn $method() {
                for steps in resistances() {
                    let (mut ours, mut std) = (Drain::new(steps.clone()), Drain::new(steps.clone()));
                    let x = outcome(run(ours.$method($number)));
                    let y = outcome(std::io::Write::write_all(&mut std, &$number.$bytes()));
                    assert_eq!((x, ours.log), (y, std.log), "{steps:?}");
                }
            }
        )*
    };
}

as_std! {
    write_u8: 0x81_u8, to_be_bytes;
    write_i8: -127_i8, to_be_bytes;
    write_u16: 0x8102_u16, to_be_bytes;
    write_i16: -32_000_i16, to_be_bytes;
    write_u32: 0x8102_0304_u32, to_be_bytes;
    write_i32: -2_000_000_000_i32, to_be_bytes;
    write_u64: 0x8102_0304_0506_0708_u64, to_be_bytes;
    write_i64: -0x7102_0304_0506_0708_i64, to_be_bytes;
    write_u128: 0x8102_0304_0506_0708_090a_0b0c_0d0e_0f10_u128, to_be_bytes;
    write_i128: -0x7102_0304_0506_0708_090a_0b0c_0d0e_0f10_i128, to_be_bytes;
    write_f32: -1.5e-3_f32, to_be_bytes;
    write_f64: f64::NAN, to_be_bytes;
    write_u16_le: 0x8102_u16, to_le_bytes;
    write_i16_le: -32_000_i16, to_le_bytes;
    write_u32_le: 0x8102_0304_u32, to_le_bytes;
    write_i32_le: -2_000_000_000_i32, to_le_bytes;
    write_u64_le: 0x8102_0304_0506_0708_u64, to_le_bytes;
    write_i64_le: -0x7102_0304_0506_0708_i64, to_le_bytes;
    write_u128_le: 0x8102_0304_0506_0708_090a_0b0c_0d0e_0f10_u128, to_le_bytes;
    write_i128_le: -0x7102_0304_0506_0708_090a_0b0c_0d0e_0f10_i128, to_le_bytes;
    write_f32_le: -1.5e-3_f32, to_le_bytes;
    write_f64_le: f64::NAN, to_le_bytes;
}
