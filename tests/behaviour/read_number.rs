use super::peer::{Script, Step, run, schedules};
use crate::design::*;
use poll_io::ErrorKind;

/// Reads the bytes of std's `to_be_bytes` and `to_le_bytes` at every split. One byte fewer must be an error.
macro_rules! reads_back {
    ($($number:expr => $be:ident, $le:ident;)*) => {
        $(
            for (bytes, little) in [(&$number.to_be_bytes()[..], false), (&$number.to_le_bytes()[..], true)] {
                for steps in schedules(bytes) {
                    let mut reader = Script::new(steps);
                    let got = if little { run(reader.$le()) } else { run(reader.$be()) };
                    assert!(got.is_ok_and(|got| got == $number), stringify!($be, $number));
                    assert_eq!(reader.rest(), b"");
                }
                let mut short = Script::new([Step::Bytes(bytes[1..].into())]);
                let got = if little { run(short.$le()) } else { run(short.$be()) };
                assert_eq!(got.unwrap_err().kind(), ErrorKind::UnexpectedEof);
            }
        )*
    };
}

#[test]
fn every_number_is_read_at_every_split() {
    reads_back! {
        0xA5_u8 => read_u8, read_u8;
        -91_i8 => read_i8, read_i8;
        0x0102_u16 => read_u16, read_u16_le;
        -258_i16 => read_i16, read_i16_le;
        0x0102_0304_u32 => read_u32, read_u32_le;
        -16_909_060_i32 => read_i32, read_i32_le;
        0x0102_0304_0506_0708_u64 => read_u64, read_u64_le;
        i64::MIN + 7 => read_i64, read_i64_le;
        (1_u128 << 100) + 3 => read_u128, read_u128_le;
        i128::MIN + 9 => read_i128, read_i128_le;
    }
}

#[test]
#[expect(clippy::float_cmp, reason = "the bits are copied, not computed")]
fn floats_keep_their_bits() {
    assert_eq!(run((&1.5_f32.to_be_bytes()[..]).read_f32()).unwrap(), 1.5);
    assert_eq!(run((&1.5_f32.to_le_bytes()[..]).read_f32_le()).unwrap(), 1.5);
    assert_eq!(run((&(-0.1_f64).to_be_bytes()[..]).read_f64()).unwrap(), -0.1);
    assert_eq!(run((&(-0.1_f64).to_le_bytes()[..]).read_f64_le()).unwrap(), -0.1);
}

#[test]
fn an_array_is_read_at_every_split() {
    for steps in schedules(b"hello") {
        assert_eq!(run(Script::new(steps.clone()).read_array::<0>()).unwrap(), []);
        assert_eq!(run(Script::new(steps.clone()).read_array()).unwrap(), *b"hello");
        assert_eq!(run(Script::new(steps).read_array::<6>()).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }
}
